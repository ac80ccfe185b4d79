import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ServerError } from '../errors.ts';

/** The key by which this server signs evidence packages. */
export type SigningKey = {
  /** SHA-256 thumbprint of the public key (RFC 7638). */
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** As route and manual give it out. */
  readonly publicJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  readonly publicPem: string;
};

/**
 * Reads the key, making it at the first start. Only the owner of the process may read the file. Of two processes that
 * start at once one makes the key, and both read that one. Throws BAD_CONFIG where the file holds no Ed25519 key.
 */
export async function openSigningKey(file: string): Promise<SigningKey> {
  const pem = (await findText(file)) ?? (await makeKey(file));
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
    return toSigningKey(privateKey);
  } catch (cause) {
    throw new ServerError('BAD_CONFIG', `${file} holds no Ed25519 private key in PEM.`, { cause });
  }
}

async function makeKey(file: string): Promise<string> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Written aside and linked into place: nobody ever reads half a key, and an existing one is never replaced.
  const aside = `${file}.${randomUUID()}`;
  const handle = await open(aside, 'w', 0o600);
  try {
    await handle.writeFile(made);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(aside, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(file, 'utf8');
}

async function findText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function toSigningKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const { x = '' } = publicKey.export({ format: 'jwk' });
  // Members in the order of their names, as the thumbprint wants them.
  const keyId = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return {
    keyId,
    privateKey,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x },
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
