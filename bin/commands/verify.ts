import { readFile } from 'node:fs/promises';
import { checkSignature, findPublicKey, verifyPackage } from '../../reports/index.ts';
import type { PackageVerdict } from '../../reports/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

/**
 * `appgov verify PACKAGE [--key FILE]`: is every file of an evidence package still what its manifest says, and was the
 * manifest signed by this key? The key is what a server gives out at /api/v1/signing-key, or a PEM.
 */
export const verify: Command = async (args) => {
  const { positionals, values } = parseOptions(args, { key: { type: 'string' } });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('name one evidence package (.zip).');
  const verdict = await verifyPackage(await readFile(file));
  for (const problem of verdict.problems) console.log(`${problem.file || file}: ${problem.message}`);
  const signature = await checkSigned(verdict, values.key);
  console.log(signature.message);
  const isGood = verdict.intact && signature.isGood;
  console.log(
    isGood
      ? `ok: ${verdict.fileCount} files are as the manifest says`
      : `${verdict.problems.length + (signature.isGood ? 0 : 1)} problems`,
  );
  return isGood ? exitCodes.done : exitCodes.findings;
};

async function checkSigned(
  { signed }: PackageVerdict,
  keyFile: string | undefined,
): Promise<{ readonly isGood: boolean; readonly message: string }> {
  if (keyFile === undefined)
    return {
      isGood: true,
      message:
        signed === undefined
          ? 'the package is not signed'
          : 'the package is signed; name the public key with --key to check by whom',
    };
  const found = findPublicKey(await readFile(keyFile, 'utf8'));
  if (found === undefined) throw new UsageError(`${keyFile} holds no Ed25519 public key (PEM or JWK).`);
  if (signed === undefined) return { isGood: false, message: 'the package is not signed' };
  const checked = checkSignature(signed.jws, signed.manifestBytes, found.key, found.keyId);
  switch (checked.kind) {
    case 'good':
      return { isGood: true, message: `signed by the key ${checked.keyId}` };
    case 'wrong-key':
      return { isGood: false, message: `signed by another key (${checked.keyId})` };
    case 'bad':
      return { isGood: false, message: checked.message };
  }
}
