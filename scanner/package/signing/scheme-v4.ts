import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { readExactly } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { asBuffer, ByteView } from '../bytes.ts';
import { verifyWithAlgorithm } from './algorithms.ts';
import { toProblem } from './block-schemes.ts';
import type { BlockResults } from './block-schemes.ts';
import { readCertificate } from './certificate.ts';
import { MerkleTree } from './merkle-tree.ts';
import { PrefixedReader } from './prefixed-reader.ts';
import type { SchemeResult } from './scheme-result.ts';

const VERSION = 2;
const HASH_SHA256 = 1;
const LOG2_BLOCK = 12;
const STEP_BYTES = 1024 * 1024;

/**
 * Verifies a scheme v4 signature (.idsig beside the APK; source.android.com, "APK Signature Scheme v4"): the Merkle
 * root over the whole file, the signature over it, and that it belongs to the APK's own v2 or v3 signature.
 */
export function verifySchemeV4(
  idsig: Uint8Array,
  apk: ByteSource,
  blocks: BlockResults,
  budget: Budget,
): SchemeResult {
  try {
    return verifyIdsig(idsig, apk, blocks, budget);
  } catch (error) {
    return { scheme: 'v4', problems: [toProblem(error)], certificates: [] };
  }
}

function verifyIdsig(idsig: Uint8Array, apk: ByteSource, blocks: BlockResults, budget: Budget): SchemeResult {
  const problems: string[] = [];
  const file = new PrefixedReader(new ByteView(idsig, 'BAD_SIGNATURE_BLOCK', 'idsig'));
  const version = file.u32();
  if (version !== VERSION)
    return { scheme: 'v4', problems: [`UNKNOWN_VERSION: ${version}`], certificates: [] };
  const hashing = file.reader();
  const hashAlgorithm = hashing.u32();
  const log2Block = hashing.u8();
  const salt = hashing.bytes();
  const rootHash = hashing.bytes();
  const signing = file.reader();
  const apkDigest = signing.bytes();
  const certificateDer = signing.bytes();
  const additionalData = signing.bytes();
  const publicKeyDer = signing.bytes();
  const algorithmId = signing.u32();
  const signature = signing.bytes();
  if (hashAlgorithm !== HASH_SHA256 || log2Block !== LOG2_BLOCK)
    return { scheme: 'v4', problems: ['UNKNOWN_ALGORITHM: other than SHA-256 over 4 KiB'], certificates: [] };

  const certificate = readCertificate(certificateDer);
  const head = Buffer.alloc(17);
  const parts = [salt, rootHash, apkDigest, certificateDer, additionalData];
  head.writeUInt32LE(17 + parts.reduce((sum, part) => sum + 4 + part.byteLength, 0), 0);
  head.writeBigUInt64LE(BigInt(apk.sizeBytes), 4);
  head.writeUInt32LE(hashAlgorithm, 12);
  head.writeUInt8(log2Block, 16);
  const signedData = Buffer.concat([head, ...parts.flatMap((part) => [sizePrefix(part), part])]);
  if (!verifyWithAlgorithm(algorithmId, publicKeyDer, signedData, signature))
    problems.push('SIGNATURE_MISMATCH: the signature does not fit the signed data');
  if (!asBuffer(certificate.publicKeyDer).equals(publicKeyDer))
    problems.push('PUBLIC_KEY_MISMATCH: the certificate holds another key than the signer');

  const tree = new MerkleTree(salt);
  for (let at = 0; at < apk.sizeBytes; at += STEP_BYTES) {
    checkBudget(budget);
    tree.update(readExactly(apk, at, Math.min(STEP_BYTES, apk.sizeBytes - at), 'apk'));
  }
  if (!asBuffer(tree.digest()).equals(rootHash))
    problems.push('DIGEST_MISMATCH: the Merkle root does not fit the APK');
  if (!blocks.digests.some(({ value }) => asBuffer(value).equals(apkDigest)))
    problems.push('APK_DIGEST_MISMATCH: the signature is for another APK than the v2 or v3 signature here');
  const newest = blocks.results.findLast(({ scheme }) => scheme !== 'v3.1');
  if (newest !== undefined && !newest.certificates.some(({ sha256 }) => sha256 === certificate.sha256))
    problems.push('SIGNERS_DIFFER: the v4 signer is not the signer of the APK');
  return { scheme: 'v4', problems, certificates: [certificate] };
}

function sizePrefix(bytes: Uint8Array): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(bytes.byteLength, 0);
  return prefix;
}
