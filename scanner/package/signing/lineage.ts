import { asBuffer } from '../bytes.ts';
import type { ByteView } from '../bytes.ts';
import { verifyWithAlgorithm } from './algorithms.ts';
import { readCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { PrefixedReader } from './prefixed-reader.ts';

const VERSION = 1;
const MAX_CERTIFICATES = 100;

export type Lineage = { readonly certificates: readonly Certificate[]; readonly problems: readonly string[] };

/**
 * The proof-of-rotation attribute of scheme v3: certificates from the oldest on, each signed by the one before
 * (source.android.com, "APK Signature Scheme v3"). Throws BAD_SIGNATURE_BLOCK when malformed.
 */
export function readLineage(attribute: ByteView): Lineage {
  const problems: string[] = [];
  const certificates: Certificate[] = [];
  const reader = new PrefixedReader(attribute);
  const version = reader.u32();
  if (version !== VERSION) return { certificates, problems: [`LINEAGE_VERSION: ${version} is not known`] };
  let previous: { readonly certificate: Certificate; readonly algorithmId: number } | undefined;
  for (const value of reader.values()) {
    const node = new PrefixedReader(value);
    const signedData = node.value();
    node.u32(); // flags: what the old certificate may still do
    const algorithmId = node.u32();
    const signature = node.bytes();
    const data = new PrefixedReader(signedData);
    const certificate = readCertificate(data.bytes());
    const signedAlgorithmId = data.u32();
    if (certificates.length >= MAX_CERTIFICATES)
      throw attribute.error(0, `A lineage of more than ${MAX_CERTIFICATES} certificates.`);
    if (previous !== undefined) {
      const { publicKeyDer } = previous.certificate;
      if (!verifyWithAlgorithm(previous.algorithmId, publicKeyDer, signedData.bytes, signature))
        problems.push(
          `LINEAGE_SIGNATURE_MISMATCH: certificate ${certificates.length + 1} is not signed by the former`,
        );
      if (signedAlgorithmId !== previous.algorithmId)
        problems.push(`LINEAGE_ALGORITHM_MISMATCH: at certificate ${certificates.length + 1}`);
    }
    if (certificates.some((each) => asBuffer(each.der).equals(certificate.der)))
      problems.push('LINEAGE_REPEATS: a certificate occurs twice');
    certificates.push(certificate);
    previous = { certificate, algorithmId };
  }
  return { certificates, problems };
}
