import { checkPrimeSync } from 'node:crypto';
import { defineClass, JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type { JavaArray, JavaString, Machine, NativeMethod } from '../../machine/index.ts';
import { rangeOf, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { randomBytesOf } from '../security/random-source.ts';
import { methods } from '../signature.ts';

export type IntegerPeer = { readonly value: bigint };
export type BigInteger = JavaObject<IntegerPeer>;

/** Larger numbers are refused, as Java refuses them, only earlier: the host's time must stay bounded. */
const MAX_BITS = 4_000_000;

export function newInteger(vm: Machine, value: bigint): BigInteger {
  const made = vm.newObject<IntegerPeer>('java/math/BigInteger');
  made.peer = { value };
  return made;
}

/** Bits without the sign: BigInteger.bitLength. */
export function bitLength(value: bigint): number {
  const size = value < 0n ? -value - 1n : value;
  if (size === 0n) return 0;
  const hex = size.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

function checkBits(vm: Machine, bits: number): void {
  if (bits > MAX_BITS)
    vm.throwNew('java/lang/ArithmeticException', 'BigInteger would overflow supported range');
  vm.fuel -= bits >> 6;
}

/** The value in a big-endian two's complement array. */
function fromBytes(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

export function toBytes(value: bigint): Uint8Array {
  const size = (bitLength(value) >> 3) + 1;
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
  return Buffer.from(hex, 'hex');
}

export function parseInteger(vm: Machine, text: string, radix: number): bigint {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text);
  if (text === '') vm.throwNew('java/lang/NumberFormatException', 'Zero length BigInteger');
  if (!match) return vm.throwNew('java/lang/NumberFormatException', 'Illegal embedded sign character');
  const digits = match[2] ?? '';
  checkBits(vm, digits.length * 5);
  let value = 0n;
  if (radix === 10 && /^\d+$/.test(digits)) value = BigInt(digits);
  else if (radix === 16 && /^[0-9a-fA-F]+$/.test(digits)) value = BigInt(`0x${digits}`);
  else
    for (const digit of digits) {
      const worth = Number.parseInt(digit, 36);
      if (worth >= radix) vm.throwNew('java/lang/NumberFormatException', `For input string: "${text}"`);
      value = value * BigInt(radix) + BigInt(worth);
    }
  return match[1] === '-' ? -value : value;
}

export function integerHash(value: bigint): number {
  let size = value < 0n ? -value : value;
  const words: number[] = [];
  for (; size > 0n; size >>= 32n) words.push(Number(BigInt.asIntN(32, size)));
  let hash = 0;
  for (const word of words.reverse()) hash = (Math.imul(hash, 31) + word) | 0;
  return value < 0n ? -hash | 0 : hash;
}

function power(vm: Machine, base: bigint, exponent: bigint, modulus: bigint): bigint {
  checkBits(vm, bitLength(modulus) * bitLength(exponent));
  let result = 1n % modulus;
  let square = ((base % modulus) + modulus) % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(vm: Machine, value: bigint, modulus: bigint): bigint {
  if (modulus <= 0n) vm.throwNew('java/lang/ArithmeticException', 'BigInteger: modulus not positive');
  let [a, b, x, y] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) vm.throwNew('java/lang/ArithmeticException', 'BigInteger not invertible.');
  return ((x % modulus) + modulus) % modulus;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

function sqrt(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** A method that takes BigIntegers and gives one. */
function binary(compute: (a: bigint, b: bigint, vm: Machine) => bigint): NativeMethod {
  return (vm: Machine, self: BigInteger, other: BigInteger | null) =>
    newInteger(vm, compute(self.peer.value, required(vm, other).peer.value, vm));
}

function dividing(compute: (a: bigint, b: bigint) => bigint): NativeMethod {
  return binary((a, b, vm) =>
    b === 0n ? vm.throwNew('java/lang/ArithmeticException', 'BigInteger divide by zero') : compute(a, b),
  );
}

function shift(vm: Machine, value: bigint, left: number): bigint {
  if (left > 0) checkBits(vm, bitLength(value) + left);
  return left >= 0 ? value << BigInt(left) : value >> BigInt(-left);
}

function bitCount(value: bigint): number {
  const size = value < 0n ? -value - 1n : value;
  return size.toString(2).replaceAll('0', '').length - 0;
}

function lowestBit(value: bigint): number {
  if (value === 0n) return -1;
  return bitLength(value & -value) - 1;
}

function exact(bits: 8 | 16 | 32 | 64, name: string): NativeMethod {
  return (vm: Machine, self: BigInteger) => {
    const { value } = self.peer;
    if (BigInt.asIntN(bits, value) !== value)
      vm.throwNew('java/lang/ArithmeticException', `BigInteger out of ${name} range`);
    return bits === 64 ? value : Number(value);
  };
}

function isPrime(value: bigint): boolean {
  const size = value < 0n ? -value : value;
  return size > 1n && checkPrimeSync(size);
}

function nextPrime(vm: Machine, value: bigint): bigint {
  if (value < 0n) vm.throwNew('java/lang/ArithmeticException', `start < 0: ${value}`);
  let at = value + 1n;
  if (at <= 2n) return 2n;
  if ((at & 1n) === 0n) at++;
  while (!checkPrimeSync(at)) at += 2n;
  return at;
}

export const bigInteger = defineClass({
  name: 'java/math/BigInteger',
  super: 'java/lang/Number',
  interfaces: ['java/lang/Comparable'],
  fields: Object.fromEntries(
    [
      ['ZERO', 0n],
      ['ONE', 1n],
      ['TWO', 2n],
      ['TEN', 10n],
    ].map(([name, value]) => [
      `static final ${String(name)}:Ljava/math/BigInteger;`,
      (vm: Machine) => newInteger(vm, BigInt(value ?? 0)),
    ]),
  ),
  methods: methods({
    'new(String)': (vm, self: BigInteger, text: JavaString | null) => {
      self.peer = { value: parseInteger(vm, vm.text(text), 10) };
    },
    'new(String, int)': (vm, self: BigInteger, text: JavaString | null, radix: number) => {
      self.peer = { value: parseInteger(vm, vm.text(text), radix) };
    },
    'new(byte[])': (vm, self: BigInteger, bytes: JavaArray | null) => {
      if (required(vm, bytes).length === 0)
        vm.throwNew('java/lang/NumberFormatException', 'Zero length BigInteger');
      self.peer = { value: fromBytes(unsignedBytesOf(required(vm, bytes))) };
    },
    'new(int, byte[])': (vm, self: BigInteger, sign: number, bytes: JavaArray | null) => {
      const size = fromBytes(
        Buffer.concat([Uint8Array.of(0), rangeOf(vm, bytes, 0, required(vm, bytes).length)]),
      );
      if (sign < -1 || sign > 1) vm.throwNew('java/lang/NumberFormatException', 'Invalid signum value');
      if (sign === 0 && size !== 0n)
        vm.throwNew('java/lang/NumberFormatException', 'signum-magnitude mismatch');
      self.peer = { value: sign < 0 ? -size : size };
    },
    'new(int, Random)': (vm, self: BigInteger, bits: number, _random: Ref) => {
      checkBits(vm, bits);
      self.peer = { value: BigInt.asUintN(bits, fromBytes(randomBytesOf(vm, (bits >> 3) + 1))) };
    },
    'static BigInteger valueOf(long)': (vm, value: bigint) => newInteger(vm, value),
    'BigInteger add(BigInteger)': binary((a, b) => a + b),
    'BigInteger subtract(BigInteger)': binary((a, b) => a - b),
    'BigInteger multiply(BigInteger)': binary((a, b, vm) => {
      checkBits(vm, bitLength(a) + bitLength(b));
      return a * b;
    }),
    'BigInteger divide(BigInteger)': dividing((a, b) => a / b),
    'BigInteger remainder(BigInteger)': dividing((a, b) => a % b),
    'BigInteger[] divideAndRemainder(BigInteger)': (vm, self: BigInteger, other: BigInteger | null) => {
      const by = required(vm, other).peer.value;
      if (by === 0n) vm.throwNew('java/lang/ArithmeticException', 'BigInteger divide by zero');
      return vm.arrayOf('[Ljava/math/BigInteger;', [
        newInteger(vm, self.peer.value / by),
        newInteger(vm, self.peer.value % by),
      ]);
    },
    'BigInteger mod(BigInteger)': binary((a, b, vm) =>
      b <= 0n
        ? vm.throwNew('java/lang/ArithmeticException', 'BigInteger: modulus not positive')
        : ((a % b) + b) % b,
    ),
    'BigInteger modPow(BigInteger, BigInteger)': (
      vm,
      self: BigInteger,
      exponent: BigInteger | null,
      by: BigInteger | null,
    ) => {
      const modulus = required(vm, by).peer.value;
      const times = required(vm, exponent).peer.value;
      if (modulus <= 0n) vm.throwNew('java/lang/ArithmeticException', 'BigInteger: modulus not positive');
      const base = times < 0n ? inverse(vm, self.peer.value, modulus) : self.peer.value;
      return newInteger(vm, power(vm, base, times < 0n ? -times : times, modulus));
    },
    'BigInteger modInverse(BigInteger)': binary((a, b, vm) => inverse(vm, a, b)),
    'BigInteger gcd(BigInteger)': binary(gcd),
    'BigInteger and(BigInteger)': binary((a, b) => a & b),
    'BigInteger or(BigInteger)': binary((a, b) => a | b),
    'BigInteger xor(BigInteger)': binary((a, b) => a ^ b),
    'BigInteger andNot(BigInteger)': binary((a, b) => a & ~b),
    'BigInteger min(BigInteger)': binary((a, b) => (a < b ? a : b)),
    'BigInteger max(BigInteger)': binary((a, b) => (a > b ? a : b)),
    'BigInteger not()': (vm, self: BigInteger) => newInteger(vm, ~self.peer.value),
    'BigInteger negate()': (vm, self: BigInteger) => newInteger(vm, -self.peer.value),
    'BigInteger abs()': (vm, self: BigInteger) =>
      newInteger(vm, self.peer.value < 0n ? -self.peer.value : self.peer.value),
    'BigInteger sqrt()': (vm, self: BigInteger) =>
      self.peer.value < 0n
        ? vm.throwNew('java/lang/ArithmeticException', 'Negative BigInteger')
        : newInteger(vm, sqrt(self.peer.value)),
    'BigInteger pow(int)': (vm, self: BigInteger, exponent: number) => {
      if (exponent < 0) vm.throwNew('java/lang/ArithmeticException', 'Negative exponent');
      checkBits(vm, bitLength(self.peer.value) * exponent);
      return newInteger(vm, self.peer.value ** BigInt(exponent));
    },
    'BigInteger shiftLeft(int)': (vm, self: BigInteger, by: number) =>
      newInteger(vm, shift(vm, self.peer.value, by)),
    'BigInteger shiftRight(int)': (vm, self: BigInteger, by: number) =>
      newInteger(vm, shift(vm, self.peer.value, -by)),
    'boolean testBit(int)': (vm, self: BigInteger, at: number) =>
      at < 0
        ? vm.throwNew('java/lang/ArithmeticException', 'Negative bit address')
        : ((self.peer.value >> BigInt(at)) & 1n) === 1n,
    'BigInteger setBit(int)': (vm, self: BigInteger, at: number) =>
      newInteger(vm, self.peer.value | shift(vm, 1n, at)),
    'BigInteger clearBit(int)': (vm, self: BigInteger, at: number) =>
      newInteger(vm, self.peer.value & ~shift(vm, 1n, at)),
    'BigInteger flipBit(int)': (vm, self: BigInteger, at: number) =>
      newInteger(vm, self.peer.value ^ shift(vm, 1n, at)),
    'int bitLength()': (_vm, self: BigInteger) => bitLength(self.peer.value),
    'int bitCount()': (_vm, self: BigInteger) => bitCount(self.peer.value),
    'int getLowestSetBit()': (_vm, self: BigInteger) => lowestBit(self.peer.value),
    'int signum()': (_vm, self: BigInteger) => (self.peer.value > 0n ? 1 : self.peer.value < 0n ? -1 : 0),
    'boolean isProbablePrime(int)': (vm, self: BigInteger, _certainty: number) => {
      checkBits(vm, bitLength(self.peer.value) * 64);
      return isPrime(self.peer.value);
    },
    'BigInteger nextProbablePrime()': (vm, self: BigInteger) =>
      newInteger(vm, nextPrime(vm, self.peer.value)),
    'int compareTo(BigInteger)': (vm, self: BigInteger, other: BigInteger | null) =>
      compare(self.peer.value, required(vm, other).peer.value),
    'int compareTo(Object)': (vm, self: BigInteger, other: BigInteger | null) =>
      compare(self.peer.value, required(vm, other).peer.value),
    'boolean equals(Object)': (_vm, self: BigInteger, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as BigInteger).peer.value === self.peer.value,
    'int hashCode()': (_vm, self: BigInteger) => integerHash(self.peer.value),
    'String toString()': (_vm, self: BigInteger) => self.peer.value.toString(),
    'String toString(int)': (_vm, self: BigInteger, radix: number) =>
      self.peer.value.toString(radix < 2 || radix > 36 ? 10 : radix),
    'byte[] toByteArray()': (vm, self: BigInteger) => vm.byteArray(toBytes(self.peer.value)),
    'int intValue()': (_vm, self: BigInteger) => Number(BigInt.asIntN(32, self.peer.value)),
    'long longValue()': (_vm, self: BigInteger) => BigInt.asIntN(64, self.peer.value),
    'double doubleValue()': (_vm, self: BigInteger) => Number(self.peer.value),
    'float floatValue()': (_vm, self: BigInteger) => Math.fround(Number(self.peer.value)),
    'byte byteValue()': (_vm, self: BigInteger) => Number(BigInt.asIntN(8, self.peer.value)),
    'short shortValue()': (_vm, self: BigInteger) => Number(BigInt.asIntN(16, self.peer.value)),
    'int intValueExact()': exact(32, 'int'),
    'long longValueExact()': exact(64, 'long'),
    'short shortValueExact()': exact(16, 'short'),
    'byte byteValueExact()': exact(8, 'byte'),
  }),
});

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
