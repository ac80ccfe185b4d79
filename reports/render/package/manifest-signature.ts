import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Beside the manifest: a JSON Web Signature over it (RFC 7515, compact, EdDSA by RFC 8037). */
export const SIGNATURE_NAME = 'MANIFEST.jws';
export const SIGNATURE_TYPE = 'appgov-manifest+jws';

export type SignatureVerdict =
  | { readonly kind: 'good'; readonly keyId: string }
  | { readonly kind: 'wrong-key'; readonly keyId: string }
  | { readonly kind: 'bad'; readonly message: string };

/** The manifest's bytes, signed. `keyId` names the key for who has several. */
export function signManifest(manifest: Uint8Array, key: KeyObject, keyId: string): string {
  const header = JSON.stringify({ alg: 'EdDSA', kid: keyId, typ: SIGNATURE_TYPE });
  const input = `${toBase64Url(Buffer.from(header))}.${toBase64Url(manifest)}`;
  return `${input}.${toBase64Url(sign(null, Buffer.from(input), key))}`;
}

/** Whether the signature is the key's, and over these very bytes. Never throws for a bad signature. */
export function checkSignature(
  jws: string,
  manifest: Uint8Array,
  key: KeyObject,
  keyId?: string,
): SignatureVerdict {
  const [head = '', payload = '', signature = '', ...more] = jws.trim().split('.');
  const header = readHeader(head);
  if (header === undefined || more.length > 0 || signature === '')
    return { kind: 'bad', message: 'The signature is no compact JSON Web Signature with EdDSA.' };
  if (keyId !== undefined && header.kid !== keyId) return { kind: 'wrong-key', keyId: header.kid };
  if (!Buffer.from(payload, 'base64url').equals(manifest))
    return { kind: 'bad', message: 'The signature is over another manifest.' };
  const isRight = verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return isRight
    ? { kind: 'good', keyId: header.kid }
    : { kind: 'bad', message: 'The signature was not made by this key.' };
}

/** An Ed25519 public key from PEM, from a JWK, or from the answer of the server's route. Undefined where it is none. */
export function findPublicKey(
  text: string,
): { readonly key: KeyObject; readonly keyId?: string } | undefined {
  try {
    if (text.trimStart().startsWith('-----BEGIN')) return onlyEd25519(createPublicKey(text));
    const value = JSON.parse(text) as { jwk?: JsonWebKeyLike; kid?: unknown } & JsonWebKeyLike;
    const jwk = value.jwk ?? value;
    const found = onlyEd25519(createPublicKey({ key: { ...jwk }, format: 'jwk' }));
    const keyId = value.kid ?? jwk['kid'];
    return found && { ...found, ...(typeof keyId === 'string' && { keyId }) };
  } catch {
    return undefined; // neither PEM nor JSON, or no key: the caller says which file
  }
}

type JsonWebKeyLike = { readonly [member: string]: unknown };

function onlyEd25519(key: KeyObject): { readonly key: KeyObject } | undefined {
  return key.asymmetricKeyType === 'ed25519' ? { key } : undefined;
}

function readHeader(head: string): { readonly kid: string } | undefined {
  try {
    const value = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as Record<string, unknown>;
    // The algorithm is fixed: a signature must not choose how it is checked.
    return value['alg'] === 'EdDSA' && typeof value['kid'] === 'string' && value['crit'] === undefined
      ? { kid: value['kid'] }
      : undefined;
  } catch {
    return undefined; // not JSON: the caller says that it is no signature
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
