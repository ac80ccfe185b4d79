import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ScanError } from '../../errors.ts';
import type { SignerFacts } from '../../evidence/index.ts';
import { asBuffer } from '../bytes.ts';
import { DER_INTEGER, DER_SEQUENCE, expectDer, readDer, readDerChildren } from './der.ts';
import type { DerElement } from './der.ts';
import { renderName } from './distinguished-name.ts';

/** A certificate as found in a signature: its bytes, the parts that signatures refer to, and its key. */
export type Certificate = {
  readonly der: Uint8Array;
  readonly sha256: string;
  /** Issuer name and serial number in DER, by which PKCS#7 names a certificate. */
  readonly issuerDer: Uint8Array;
  readonly serialDer: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKeyDer: Uint8Array;
  readonly facts: Omit<SignerFacts, 'schemes'>;
};

/** Reads an X.509 certificate (RFC 5280). Throws BAD_SIGNATURE_BLOCK. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = readDer(bytes);
  const tbs = expectDer(readDerChildren(outer), 0, DER_SEQUENCE, 'the certificate body');
  const fields = readDerChildren(tbs);
  // The version is optional, in a context tag before the serial number.
  const first = fields[0]?.tag === 0xa0 ? 1 : 0;
  const serial = expectDer(fields, first, DER_INTEGER, 'the serial number');
  const issuer = expectDer(fields, first + 2, DER_SEQUENCE, 'the issuer');
  const validity = expectDer(fields, first + 3, DER_SEQUENCE, 'the validity');
  const subject = expectDer(fields, first + 4, DER_SEQUENCE, 'the subject');
  const publicKey = expectDer(fields, first + 5, DER_SEQUENCE, 'the public key');
  const [notBefore, notAfter] = readDerChildren(validity);
  const sha256 = digest('sha256', outer.whole);
  return {
    der: outer.whole,
    sha256,
    issuerDer: issuer.whole,
    serialDer: serial.content,
    publicKeyDer: publicKey.whole,
    facts: {
      subject: renderName(subject),
      issuer: renderName(issuer),
      serialNumber: asBuffer(serial.content)
        .toString('hex')
        .replace(/^(?:00)+(?=.)/u, ''),
      notBefore: toTime(notBefore),
      notAfter: toTime(notAfter),
      sha256,
      sha1: digest('sha1', outer.whole),
      md5: digest('md5', outer.whole),
      publicKey: readKeyFacts(publicKey.whole),
    },
  };
}

/** A key to verify with. Throws BAD_SIGNATURE_BLOCK when the crypto library does not know it. */
export function readPublicKey(publicKeyDer: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: asBuffer(publicKeyDer), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new ScanError('BAD_SIGNATURE_BLOCK', 'A public key cannot be read.', { file: 'signature', cause });
  }
}

function readKeyFacts(publicKeyDer: Uint8Array): SignerFacts['publicKey'] {
  const digests = {
    sha256: digest('sha256', publicKeyDer),
    md5: digest('md5', publicKeyDer),
    sha1: digest('sha1', publicKeyDer),
  };
  let key: KeyObject;
  try {
    key = readPublicKey(publicKeyDer);
  } catch (error) {
    if (error instanceof ScanError) return { algorithm: 'unknown', sizeBits: 0, ...digests };
    throw error;
  }
  const details = key.asymmetricKeyDetails;
  const algorithm = KEY_NAMES.get(key.asymmetricKeyType ?? '') ?? key.asymmetricKeyType ?? 'unknown';
  const curveBits = Number(/(\d{3})/u.exec(CURVE_ALIASES.get(details?.namedCurve ?? '') ?? '')?.[1] ?? 0);
  const modulus = key.asymmetricKeyType === 'rsa' ? key.export({ format: 'jwk' }).n : undefined;
  return {
    algorithm,
    sizeBits: details?.modulusLength ?? curveBits,
    ...digests,
    ...(modulus === undefined ? {} : { modulusHex: Buffer.from(modulus, 'base64url').toString('hex') }),
  };
}

const KEY_NAMES: ReadonlyMap<string, string> = new Map([
  ['rsa', 'RSA'],
  ['ec', 'EC'],
  ['dsa', 'DSA'],
]);

const CURVE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp256k1', 'K-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
  ['secp224r1', 'P-224'],
]);

export function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** ISO 8601 from UTCTime or GeneralizedTime; the text as it is when it is neither. */
function toTime(element: DerElement | undefined): string {
  const text = asBuffer(element?.content ?? new Uint8Array()).toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/u.exec(text);
  if (match === null) return text;
  const [, years = '', month, day, hour, minute, second = '00'] = match;
  const year = years.length === 4 ? years : `${Number(years) < 50 ? '20' : '19'}${years}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
