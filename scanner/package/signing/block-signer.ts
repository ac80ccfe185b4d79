import { asBuffer } from '../bytes.ts';
import type { ByteView } from '../bytes.ts';
import { compareAlgorithms, findContentDigestKind, verifyWithAlgorithm } from './algorithms.ts';
import type { ContentDigestKind } from './algorithms.ts';
import { readCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import type { ContentDigests } from './content-digest.ts';
import { PrefixedReader } from './prefixed-reader.ts';

const MAX_SIGNERS = 10;

/** One signer of an APK Signature Scheme block, read and its own signature checked; the content is not yet digested. */
export type BlockSigner = {
  readonly certificate: Certificate | undefined;
  /** Digests of the APK's content that the signer vouches for. */
  readonly digests: readonly { readonly kind: ContentDigestKind; readonly value: Uint8Array }[];
  readonly attributes: ReadonlyMap<number, ByteView>;
  readonly minSdk: number;
  readonly maxSdk: number;
  readonly problems: readonly string[];
};

/**
 * Reads the signers of a v2, v3 or v3.1 block (source.android.com, "APK Signature Scheme v2" and "v3").
 * v3 differs by the SDK range in signer and signed data. Throws BAD_SIGNATURE_BLOCK when the block is malformed.
 */
export function readBlockSigners(block: ByteView, hasSdkRange: boolean): BlockSigner[] {
  const signers: BlockSigner[] = [];
  for (const signer of new PrefixedReader(block).reader().values()) {
    if (signers.length >= MAX_SIGNERS) throw block.error(0, `More than ${MAX_SIGNERS} signers.`);
    signers.push(readSigner(new PrefixedReader(signer), hasSdkRange));
  }
  return signers;
}

function readSigner(signer: PrefixedReader, hasSdkRange: boolean): BlockSigner {
  const problems: string[] = [];
  const signedData = signer.value();
  const minSdk = hasSdkRange ? signer.u32() : 0;
  const maxSdk = hasSdkRange ? signer.u32() : 0x7fffffff;
  const signatures = [...signer.reader().values()].map((each) => {
    const reader = new PrefixedReader(each);
    return { algorithmId: reader.u32(), bytes: reader.bytes() };
  });
  const publicKeyDer = signer.bytes();

  const best = signatures.toSorted((a, b) => compareAlgorithms(b.algorithmId, a.algorithmId))[0];
  if (best === undefined) problems.push('NO_SIGNATURE: the signer has no signature');
  else if (findContentDigestKind(best.algorithmId) === undefined)
    problems.push(`UNKNOWN_ALGORITHM: 0x${best.algorithmId.toString(16)}`);
  else if (!verifyWithAlgorithm(best.algorithmId, publicKeyDer, signedData.bytes, best.bytes))
    problems.push('SIGNATURE_MISMATCH: the signature does not fit the signed data');

  const data = new PrefixedReader(signedData);
  const digests = [...data.reader().values()].map((each) => {
    const reader = new PrefixedReader(each);
    return { algorithmId: reader.u32(), value: reader.bytes() };
  });
  // Only the first certificate signs; the others are its chain, which Android does not look at.
  const [certificateDer] = [...data.reader().values()];
  const certificate = certificateDer === undefined ? undefined : readCertificate(certificateDer.bytes);
  if (hasSdkRange && (data.u32() !== minSdk || data.u32() !== maxSdk))
    problems.push('SDK_RANGE_MISMATCH: signer and signed data differ in their SDK range');
  const attributes = new Map<number, ByteView>();
  // v2 of old signers may end before the attributes.
  if (data.hasMore)
    for (const each of data.reader().values()) {
      const reader = new PrefixedReader(each);
      attributes.set(reader.u32(), reader.rest());
    }

  if (certificate === undefined) problems.push('NO_CERTIFICATE: the signer has no certificate');
  else if (!asBuffer(certificate.publicKeyDer).equals(publicKeyDer))
    problems.push('PUBLIC_KEY_MISMATCH: the certificate holds another key than the signer');
  const inSignatures = signatures.map(({ algorithmId }) => algorithmId);
  const inDigests = digests.map(({ algorithmId }) => algorithmId);
  if (inSignatures.join() !== inDigests.join())
    problems.push('ALGORITHMS_DIFFER: signatures and digests do not list the same algorithms');
  return {
    certificate,
    digests: digests.flatMap(({ algorithmId, value }) => {
      const kind = findContentDigestKind(algorithmId);
      return kind === undefined ? [] : [{ kind, value }];
    }),
    attributes,
    minSdk,
    maxSdk,
    problems,
  };
}

/** Problems of a signer's digests against the computed ones. */
export function checkDigests(signer: BlockSigner, computed: ContentDigests): string[] {
  if (signer.digests.length === 0) return ['NO_DIGEST: the signer vouches for no known content digest'];
  return signer.digests.flatMap(({ kind, value }) => {
    const actual = computed.get(kind);
    return actual !== undefined && asBuffer(actual).equals(value)
      ? []
      : [`DIGEST_MISMATCH: the ${kind} digest does not fit the APK`];
  });
}
