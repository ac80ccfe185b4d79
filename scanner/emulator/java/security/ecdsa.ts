import { createECDH, createHash, createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Orders of the curves' base points (SEC 2, FIPS 186-4), by Node's name of the curve in a JSON web key. */
const CURVES: Readonly<Record<string, { readonly node: string; readonly order: bigint }>> = {
  'P-256': {
    node: 'prime256v1',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  secp256k1: {
    node: 'secp256k1',
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
  'P-384': {
    node: 'secp384r1',
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  'P-521': {
    node: 'secp521r1',
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
};

/**
 * An ECDSA signature in DER whose one-time number comes from the key and the message (RFC 6979), so that the same run
 * signs the same. Undefined for curves that are not listed.
 */
export function signEcdsa(digest: string, message: Uint8Array, key: KeyObject): Buffer | undefined {
  const { crv, d } = key.export({ format: 'jwk' });
  const curve = CURVES[crv ?? ''];
  if (curve === undefined || d === undefined) return undefined;
  const { node, order } = curve;
  const bits = order.toString(2).length;
  const secret = toNumber(Buffer.from(d, 'base64url'));
  const hash = createHash(digest).update(message).digest();
  const hashed = toBits(hash, bits);
  const ecdh = createECDH(node);
  for (const once of candidates(digest, secret, hashed, order, bits)) {
    ecdh.setPrivateKey(toBytes(once, bits));
    const point = ecdh.getPublicKey();
    const r = toNumber(point.subarray(1, 1 + (point.length - 1) / 2)) % order;
    const s = (inverse(once, order) * ((hashed % order) + r * secret)) % order;
    if (r !== 0n && s !== 0n) return toDer(r, s);
  }
  return undefined;
}

/** RFC 6979, 3.2: numbers below the order, one after another, drawn by HMAC from the key and the hash. */
function* candidates(
  digest: string,
  secret: bigint,
  hashed: bigint,
  order: bigint,
  bits: number,
): Generator<bigint> {
  const length = createHash(digest).digest().length;
  const seed = Buffer.concat([toBytes(secret, bits), toBytes(hashed % order, bits)]);
  let k: Buffer = Buffer.alloc(length);
  let v: Buffer = Buffer.alloc(length, 1);
  const mac = (...parts: Uint8Array[]): Buffer =>
    parts.reduce((hmac, part) => hmac.update(part), createHmac(digest, k)).digest();
  for (const step of [0, 1]) {
    k = mac(v, Uint8Array.of(step), seed);
    v = mac(v);
  }
  for (;;) {
    const drawn: Buffer[] = [];
    for (let size = 0; size * 8 < bits; size += length) {
      v = mac(v);
      drawn.push(v);
    }
    const candidate = toBits(Buffer.concat(drawn), bits);
    if (candidate > 0n && candidate < order) yield candidate;
    k = mac(v, Uint8Array.of(0));
    v = mac(v);
  }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

/** The leftmost bits as a number. */
function toBits(bytes: Buffer, bits: number): bigint {
  const more = bytes.length * 8 - bits;
  return more > 0 ? toNumber(bytes) >> BigInt(more) : toNumber(bytes);
}

function toBytes(value: bigint, bits: number): Buffer {
  return Buffer.from(value.toString(16).padStart(Math.ceil(bits / 8) * 2, '0'), 'hex');
}

/** By Euclid's algorithm. */
function inverse(value: bigint, order: bigint): bigint {
  let [r, next] = [order, value % order];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + order : t;
}

/** SEQUENCE of two INTEGERs. */
function toDer(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([toInteger(r), toInteger(s)]);
  const length = body.length < 128 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), body]);
}

function toInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const signed = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, signed.length), signed]);
}
