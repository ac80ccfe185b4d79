import {
  constants,
  createHash,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CipherFailure } from './cipher-engine.ts';

export type RsaPadding =
  | { readonly kind: 'none' }
  | { readonly kind: 'pkcs1' }
  | { readonly kind: 'oaep'; readonly digest: string; readonly mgfDigest: string };

export type RsaSettings = {
  readonly key: KeyObject;
  readonly encrypt: boolean;
  readonly padding: RsaPadding;
  /** The machine's own chance: Node's padding would draw from the host's. */
  readonly randomBytes: (count: number) => Uint8Array;
};

export function modulusBytes(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

/** One block through RSA, padded or unpadded as PKCS #1 says (RFC 8017). */
export function runRsa(settings: RsaSettings, data: Uint8Array): Uint8Array {
  const size = modulusBytes(settings.key);
  return settings.encrypt ? encrypt(settings, data, size) : decrypt(settings, data, size);
}

function encrypt({ key, padding, randomBytes }: RsaSettings, data: Uint8Array, size: number): Uint8Array {
  const overhead =
    padding.kind === 'pkcs1' ? 11 : padding.kind === 'oaep' ? 2 * hashSize(padding.digest) + 2 : 0;
  if (data.length > size - overhead)
    throw new CipherFailure(
      'javax/crypto/IllegalBlockSizeException',
      `input must be under ${size - overhead + 1} bytes`,
    );
  if (key.type === 'private') return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
  const block = new Uint8Array(size);
  if (padding.kind === 'oaep') block.set(padOaep(padding, data, size, randomBytes));
  else {
    block.set(data, size - data.length);
    if (padding.kind === 'pkcs1') {
      block[1] = 2;
      const filler = randomBytes(size - 3 - data.length).map((byte) => byte || 1);
      block.set(filler, 2);
    }
  }
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

function decrypt({ key, padding }: RsaSettings, data: Uint8Array, size: number): Uint8Array {
  if (data.length > size)
    throw new CipherFailure(
      'javax/crypto/IllegalBlockSizeException',
      `input must be under ${size + 1} bytes`,
    );
  const block = new Uint8Array(size);
  block.set(data, size - data.length);
  let plain: Uint8Array;
  try {
    plain =
      key.type === 'public'
        ? publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, block)
        : privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block);
  } catch {
    throw new CipherFailure('javax/crypto/BadPaddingException', 'error:04000069:RSA routines::bad data');
  }
  if (padding.kind === 'none') return plain;
  if (padding.kind === 'oaep') return unpadOaep(padding, plain);
  const end = plain.indexOf(0, 2);
  if (plain[0] !== 0 || (plain[1] !== 2 && plain[1] !== 1) || end < 10)
    throw new CipherFailure(
      'javax/crypto/BadPaddingException',
      'error:04000089:RSA routines::PKCS_DECODING_ERROR',
    );
  return plain.slice(end + 1);
}

function hashSize(digest: string): number {
  return createHash(digest).digest().length;
}

function mask(digest: string, seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let counter = 0, made = 0; made < length; counter++) {
    const part = createHash(digest)
      .update(seed)
      .update(Uint8Array.of(0, 0, counter >> 8, counter))
      .digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

type Oaep = Extract<RsaPadding, { kind: 'oaep' }>;

function padOaep(
  padding: Oaep,
  data: Uint8Array,
  size: number,
  randomBytes: RsaSettings['randomBytes'],
): Uint8Array {
  const hash = createHash(padding.digest).digest();
  const block = new Uint8Array(size - hash.length - 1);
  block.set(hash);
  block[block.length - data.length - 1] = 1;
  block.set(data, block.length - data.length);
  const seed = randomBytes(hash.length);
  const masked = xor(block, mask(padding.mgfDigest, seed, block.length));
  const maskedSeed = xor(seed, mask(padding.mgfDigest, masked, hash.length));
  return Buffer.concat([Uint8Array.of(0), maskedSeed, masked]);
}

function unpadOaep(padding: Oaep, plain: Uint8Array): Uint8Array {
  const hash = createHash(padding.digest).digest();
  const maskedSeed = plain.subarray(1, 1 + hash.length);
  const masked = plain.subarray(1 + hash.length);
  const seed = xor(maskedSeed, mask(padding.mgfDigest, masked, hash.length));
  const block = xor(masked, mask(padding.mgfDigest, seed, masked.length));
  const start = block.indexOf(1, hash.length);
  if (Buffer.compare(block.subarray(0, hash.length), hash) !== 0 || start < 0)
    throw new CipherFailure(
      'javax/crypto/BadPaddingException',
      'error:04000079:RSA routines::OAEP_DECODING_ERROR',
    );
  return block.slice(start + 1);
}
