import { constants, verify } from 'node:crypto';
import type { VerifyKeyObjectInput } from 'node:crypto';
import { readPublicKey } from './certificate.ts';

/** How the content of an APK is digested for its signature. */
export type ContentDigestKind = 'chunked-sha256' | 'chunked-sha512' | 'verity-sha256';

type SignatureAlgorithm = {
  readonly name: string;
  readonly hash: 'sha256' | 'sha512';
  readonly keyType: 'rsa' | 'ec' | 'dsa';
  readonly pssSaltBytes?: number;
  readonly content: ContentDigestKind;
};

/** Algorithm ids of APK Signature Scheme v2 and later (source.android.com, "Signature algorithm IDs"). */
const ALGORITHMS: ReadonlyMap<number, SignatureAlgorithm> = new Map([
  [
    0x0101,
    {
      name: 'RSASSA-PSS SHA-256',
      hash: 'sha256',
      keyType: 'rsa',
      pssSaltBytes: 32,
      content: 'chunked-sha256',
    },
  ],
  [
    0x0102,
    {
      name: 'RSASSA-PSS SHA-512',
      hash: 'sha512',
      keyType: 'rsa',
      pssSaltBytes: 64,
      content: 'chunked-sha512',
    },
  ],
  [0x0103, { name: 'RSA SHA-256', hash: 'sha256', keyType: 'rsa', content: 'chunked-sha256' }],
  [0x0104, { name: 'RSA SHA-512', hash: 'sha512', keyType: 'rsa', content: 'chunked-sha512' }],
  [0x0201, { name: 'ECDSA SHA-256', hash: 'sha256', keyType: 'ec', content: 'chunked-sha256' }],
  [0x0202, { name: 'ECDSA SHA-512', hash: 'sha512', keyType: 'ec', content: 'chunked-sha512' }],
  [0x0301, { name: 'DSA SHA-256', hash: 'sha256', keyType: 'dsa', content: 'chunked-sha256' }],
  [0x0421, { name: 'RSA SHA-256 (verity)', hash: 'sha256', keyType: 'rsa', content: 'verity-sha256' }],
  [0x0423, { name: 'ECDSA SHA-256 (verity)', hash: 'sha256', keyType: 'ec', content: 'verity-sha256' }],
  [0x0425, { name: 'DSA SHA-256 (verity)', hash: 'sha256', keyType: 'dsa', content: 'verity-sha256' }],
]);

/** Android takes the strongest digest it knows: SHA-512, then verity, then SHA-256 in chunks. */
const STRENGTH: readonly ContentDigestKind[] = ['chunked-sha256', 'verity-sha256', 'chunked-sha512'];

export function findContentDigestKind(algorithmId: number): ContentDigestKind | undefined {
  return ALGORITHMS.get(algorithmId)?.content;
}

/** Positive when the first algorithm is to be preferred; unknown ones come last. */
export function compareAlgorithms(left: number, right: number): number {
  const strength = (id: number): number => STRENGTH.indexOf(findContentDigestKind(id) ?? 'chunked-sha256');
  const known = Number(ALGORITHMS.has(left)) - Number(ALGORITHMS.has(right));
  return known === 0 ? strength(left) - strength(right) : known;
}

/**
 * Whether the signature over `data` is right. False too for an unknown algorithm, a key of another type, or values
 * that the crypto library refuses. Throws BAD_SIGNATURE_BLOCK when the key cannot be read.
 */
export function verifyWithAlgorithm(
  algorithmId: number,
  publicKeyDer: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const algorithm = ALGORITHMS.get(algorithmId);
  if (algorithm === undefined) return false;
  const key = readPublicKey(publicKeyDer);
  if (key.asymmetricKeyType !== algorithm.keyType) return false;
  const input: VerifyKeyObjectInput = { key };
  if (algorithm.pssSaltBytes !== undefined) {
    input.padding = constants.RSA_PKCS1_PSS_PADDING;
    input.saltLength = algorithm.pssSaltBytes;
  }
  return verifyQuietly(algorithm.hash, data, input, signature);
}

/** crypto.verify, which throws on a malformed signature, as a plain yes or no. */
export function verifyQuietly(
  hash: string,
  data: Uint8Array,
  key: VerifyKeyObjectInput,
  signature: Uint8Array,
): boolean {
  try {
    return verify(hash, data, key, signature);
  } catch {
    // An unsupported hash or a malformed signature verifies nothing; which of them it was does not matter.
    return false;
  }
}
