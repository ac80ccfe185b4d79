import { checkPrimeSync, createECDH, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { newPair } from './keys.ts';
import { randomBytesOf } from './random-source.ts';

const MAX_RSA_BITS = 4096;
const E = 65_537n;

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function toBase64url(value: bigint, sizeBytes?: number): string {
  const hex = value.toString(16);
  const even = hex.padStart(sizeBytes === undefined ? hex.length + (hex.length % 2) : sizeBytes * 2, '0');
  return Buffer.from(even, 'hex').toString('base64url');
}

/** A prime from the machine's own source of chance, its two top bits set, so that products have full length. */
function primeOf(vm: Machine, bits: number): bigint {
  for (;;) {
    const bytes = randomBytesOf(vm, bits / 8);
    bytes[0] = (bytes[0] ?? 0) | 0xc0;
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 1;
    const candidate = toBigInt(bytes);
    if (candidate % E !== 1n && checkPrimeSync(candidate)) return candidate;
  }
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return x < 0n ? x + modulus : x;
}

function makeRsa(vm: Machine, bits: number): KeyObject {
  const p = primeOf(vm, bits / 2);
  const q = primeOf(vm, bits / 2);
  const d = inverse(E, (p - 1n) * (q - 1n));
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: toBase64url(p * q),
      e: toBase64url(E),
      d: toBase64url(d),
      p: toBase64url(p),
      q: toBase64url(q),
      dp: toBase64url(d % (p - 1n)),
      dq: toBase64url(d % (q - 1n)),
      qi: toBase64url(inverse(q, p)),
    },
  });
}

function makeEc(vm: Machine): KeyObject {
  const secret = randomBytesOf(vm, 32);
  secret[0] = (secret[0] ?? 0) & 0x7f;
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(secret));
  const point = curve.getPublicKey();
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: Buffer.from(secret).toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
}

type Generator = JavaObject<{ algorithm: string; bits: number }>;

function newGenerator(vm: Machine, name: string): Generator {
  const algorithm = name.toUpperCase();
  if (algorithm !== 'RSA' && algorithm !== 'EC')
    return vm.throwNew('java/security/NoSuchAlgorithmException', `${name} KeyPairGenerator not available`);
  const made = vm.newObject<{ algorithm: string; bits: number }>('java/security/KeyPairGenerator');
  made.peer = { algorithm, bits: 2048 };
  return made;
}

function setBits(vm: Machine, self: Generator, bits: number): void {
  if (self.peer.algorithm === 'RSA' && (bits < 512 || bits > MAX_RSA_BITS || bits % 64 !== 0))
    vm.throwNew('java/security/InvalidParameterException', `Invalid key size: ${bits}`);
  self.peer.bits = bits;
}

const generator = defineClass({
  name: 'java/security/KeyPairGenerator',
  methods: methods({
    'static java/security/KeyPairGenerator getInstance(String)': (vm, name: JavaString | null) =>
      newGenerator(vm, vm.text(name)),
    'void initialize(int)': (vm, self: Generator, bits: number) => setBits(vm, self, bits),
    'void initialize(int, SecureRandom)': (vm, self: Generator, bits: number, _random: Ref) =>
      setBits(vm, self, bits),
    'void initialize(AlgorithmParameterSpec)': () => undefined,
    'KeyPair generateKeyPair()': (vm, self: Generator) => make(vm, self),
    'KeyPair genKeyPair()': (vm, self: Generator) => make(vm, self),
  }),
});

function make(vm: Machine, self: Generator): JavaObject {
  const { algorithm, bits } = self.peer;
  return newPair(vm, algorithm, algorithm === 'RSA' ? makeRsa(vm, bits) : makeEc(vm));
}

export const keyPairs: readonly ClassModel[] = [generator];
