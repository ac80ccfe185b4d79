import { createHash } from 'node:crypto';
import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';
import { verifyQuietly } from './algorithms.ts';
import { readCertificate, readPublicKey } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import {
  DER_INTEGER,
  DER_OCTET_STRING,
  DER_OID,
  DER_SEQUENCE,
  DER_SET,
  expectDer,
  readDer,
  readDerChildren,
  toOctets,
  toOid,
} from './der.ts';
import type { DerElement } from './der.ts';

const OID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const OID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CONTEXT_0 = 0xa0;
const MAX_SIGNERS = 10;
const MAX_CERTIFICATES = 100;

/** Digest algorithms that JAR signatures use. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.5', 'md5'],
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Signature algorithms whose padding is PKCS#1 v1.5, DSA or ECDSA; the digest is named beside them. */
const SIGNATURE_PREFIXES = [
  '1.2.840.113549.1.1.',
  '1.2.840.10040.4.',
  '1.2.840.10045.',
  '2.16.840.1.101.3.4.3.',
];
const OID_RSA_PSS = '1.2.840.113549.1.1.10';

export type Pkcs7Result = {
  readonly certificates: readonly Certificate[];
  readonly problems: readonly string[];
};

/**
 * Verifies a detached PKCS#7 signature (RFC 2315, 5652) over `data`, as a .RSA, .DSA or .EC file holds it: the
 * certificate of each signer that is right. Throws BAD_SIGNATURE_BLOCK when it is malformed.
 */
export function verifyPkcs7(bytes: Uint8Array, data: Uint8Array): Pkcs7Result {
  const contentInfo = readDerChildren(readDer(bytes));
  if (toOid(expectDer(contentInfo, 0, DER_OID, 'the content type')) !== OID_SIGNED_DATA)
    throw new ScanError('BAD_SIGNATURE_BLOCK', 'The signature file is not PKCS#7 signed data.', {
      offsetBytes: 0,
    });
  const [signedData] = readDerChildren(expectDer(contentInfo, 1, CONTEXT_0, 'the signed data'));
  const fields = signedData === undefined ? [] : readDerChildren(signedData);
  const certificates = fields
    .filter((field) => field.tag === CONTEXT_0)
    .flatMap((field) => readDerChildren(field))
    .filter((each) => each.tag === DER_SEQUENCE)
    .slice(0, MAX_CERTIFICATES)
    .map((each) => readCertificate(each.whole));
  const signerInfos = fields.findLast((field) => field.tag === DER_SET);
  const signers = signerInfos === undefined ? [] : readDerChildren(signerInfos);
  if (signers.length === 0)
    return { certificates: [], problems: ['NO_SIGNERS: the signature file has no signer'] };
  if (signers.length > MAX_SIGNERS)
    return { certificates: [], problems: [`TOO_MANY_SIGNERS: ${signers.length} in one signature file`] };
  const problems: string[] = [];
  const verified: Certificate[] = [];
  for (const signer of signers) {
    const outcome = verifySigner(signer, certificates, data);
    if (typeof outcome === 'string') problems.push(outcome);
    else verified.push(outcome);
  }
  // Android takes the first signer that verifies.
  return verified.length > 0
    ? { certificates: verified.slice(0, 1), problems: [] }
    : { certificates: [], problems };
}

function verifySigner(
  signer: DerElement,
  certificates: readonly Certificate[],
  data: Uint8Array,
): Certificate | string {
  const fields = readDerChildren(signer);
  const id = readDerChildren(expectDer(fields, 1, DER_SEQUENCE, 'the issuer and serial number'));
  const issuer = expectDer(id, 0, DER_SEQUENCE, 'the issuer');
  const serial = expectDer(id, 1, DER_INTEGER, 'the serial number');
  const certificate = certificates.find(
    (each) =>
      asBuffer(each.issuerDer).equals(issuer.whole) && asBuffer(each.serialDer).equals(serial.content),
  );
  if (certificate === undefined)
    return 'NO_CERTIFICATE: the certificate of the signer is not in the signature file';
  const digestOid = oidOf(expectDer(fields, 2, DER_SEQUENCE, 'the digest algorithm'));
  const hash = DIGESTS.get(digestOid);
  if (hash === undefined) return `UNKNOWN_ALGORITHM: digest ${digestOid}`;
  const signedAttributes = fields[3]?.tag === CONTEXT_0 ? fields[3] : undefined;
  const next = signedAttributes === undefined ? 3 : 4;
  const signatureOid = oidOf(expectDer(fields, next, DER_SEQUENCE, 'the signature algorithm'));
  if (signatureOid === OID_RSA_PSS || !SIGNATURE_PREFIXES.some((prefix) => signatureOid.startsWith(prefix)))
    return `UNKNOWN_ALGORITHM: signature ${signatureOid}`;
  const signature = expectDer(fields, next + 1, DER_OCTET_STRING, 'the signature');

  let signed = data;
  if (signedAttributes !== undefined) {
    const wanted = findAttribute(signedAttributes, OID_MESSAGE_DIGEST);
    const actual = createHash(hash).update(data).digest();
    if (wanted === undefined || !actual.equals(toOctets(wanted)))
      return 'DIGEST_MISMATCH: the signed digest does not fit the .SF file';
    // What is signed is the attributes as a SET, not with their context tag (RFC 5652 5.4).
    const set = Buffer.from(signedAttributes.whole);
    set[0] = DER_SET;
    signed = set;
  }
  const key = { key: readPublicKey(certificate.publicKeyDer) };
  return verifyQuietly(hash, signed, key, toOctets(signature))
    ? certificate
    : 'SIGNATURE_MISMATCH: the signature does not fit the .SF file';
}

function oidOf(algorithm: DerElement): string {
  return toOid(expectDer(readDerChildren(algorithm), 0, DER_OID, 'an algorithm'));
}

function findAttribute(attributes: DerElement, oid: string): DerElement | undefined {
  for (const attribute of readDerChildren(attributes)) {
    const [type, values] = readDerChildren(attribute);
    if (type?.tag === DER_OID && values !== undefined && toOid(type) === oid)
      return readDerChildren(values)[0];
  }
  return undefined;
}
