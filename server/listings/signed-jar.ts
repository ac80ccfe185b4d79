import { unlimitedBudget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import { ZIP_LIMITS, ZipArchive, memorySource } from '../../scanner/package/index.ts';
import { verifySchemeV1 } from '../../scanner/package/signing/scheme-v1.ts';
import { ServerError } from '../errors.ts';

/**
 * An entry of a signed jar, after its signature was verified and found to be by the certificate of this fingerprint
 * (SHA-256, lower-case hex). Throws FEED_UNTRUSTED, FEED_INVALID.
 */
export function readSignedEntry(jar: Uint8Array, entryName: string, fingerprint: string): Buffer {
  try {
    const archive = new ZipArchive(memorySource(jar), 'index.jar', ZIP_LIMITS);
    const signature = verifySchemeV1(archive, new Set(), unlimitedBudget());
    if (signature === undefined) throw new ServerError('FEED_UNTRUSTED', 'The index is not signed.');
    if (signature.problems.length > 0)
      throw new ServerError('FEED_UNTRUSTED', `The signature does not verify: ${signature.problems[0]}`);
    const signers = signature.certificates.map(({ sha256 }) => sha256);
    if (signers.length !== 1 || signers[0] !== fingerprint)
      throw new ServerError('FEED_UNTRUSTED', `The index is signed by ${signers.join(', ') || 'nobody'}.`);
    const entry = archive.find(entryName);
    if (entry === undefined) throw new ServerError('FEED_INVALID', `The index has no ${entryName}.`);
    return Buffer.from(archive.read(entry));
  } catch (error) {
    if (error instanceof ScanError)
      throw new ServerError('FEED_INVALID', `The index is no readable jar: ${error.message}`, {
        cause: error,
      });
    throw error;
  }
}
