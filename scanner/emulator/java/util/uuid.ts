import { createHash } from 'node:crypto';
import { defineClass, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';
import { nextLong, seededRandomOf } from './random.ts';

type Uuid = JavaObject<{ high: bigint; low: bigint }>;

function newUuid(vm: Machine, high: bigint, low: bigint): Uuid {
  const made = vm.newObject<Uuid['peer']>('java/util/UUID');
  made.peer = { high: BigInt.asIntN(64, high), low: BigInt.asIntN(64, low) };
  return made;
}

/** Sets version and variant as RFC 4122 asks. */
function versioned(vm: Machine, high: bigint, low: bigint, version: bigint): Uuid {
  return newUuid(vm, (high & ~0xf000n) | (version << 12n), (low & 0x3fffffffffffffffn) | (1n << 63n));
}

function uuidText({ high, low }: Uuid['peer']): string {
  const hex = [high, low].map((half) => BigInt.asUintN(64, half).toString(16).padStart(16, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function parse(vm: Machine, text: string): Uuid {
  const parts = text.split('-');
  if (parts.length !== 5 || parts.some((part) => !/^[0-9a-fA-F]{1,16}$/.test(part)))
    return vm.throwNew('java/lang/IllegalArgumentException', `Invalid UUID string: ${text}`);
  const [a, b, c, d, e] = parts.map((part) => BigInt(`0x${part}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return newUuid(
    vm,
    ((a & 0xffffffffn) << 32n) | ((b & 0xffffn) << 16n) | (c & 0xffffn),
    ((d & 0xffffn) << 48n) | (e & 0xffffffffffffn),
  );
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

function compareTo(_vm: Machine, self: Uuid, other: Uuid): number {
  return compare(self.peer.high, other.peer.high) || compare(self.peer.low, other.peer.low);
}

/** Both halves, unsigned, of a UUID that a clock made; others know no time. */
function timeBased(vm: Machine, { peer }: Uuid): { high: bigint; low: bigint } {
  if (((peer.high >> 12n) & 0xfn) !== 1n)
    vm.throwNew('java/lang/UnsupportedOperationException', 'Not a time-based UUID');
  return { high: BigInt.asUintN(64, peer.high), low: BigInt.asUintN(64, peer.low) };
}

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/UUID',
    flags: 'final',
    interfaces: ['java/lang/Comparable', 'java/io/Serializable'],
    methods: methods({
      'new(long, long)': (_vm, self: Uuid, high: bigint, low: bigint) => {
        self.peer = { high, low };
      },
      'static UUID randomUUID()': (vm) => {
        const random = seededRandomOf(vm);
        return versioned(vm, BigInt.asUintN(64, nextLong(random)), BigInt.asUintN(64, nextLong(random)), 4n);
      },
      'static UUID nameUUIDFromBytes(byte[])': (vm, bytes: JavaArray) => {
        const digest = createHash('md5').update(unsignedBytesOf(bytes)).digest();
        return versioned(vm, digest.readBigUInt64BE(0), digest.readBigUInt64BE(8), 3n);
      },
      'static UUID fromString(String)': (vm, text: Ref) => parse(vm, vm.text(text)),
      'long getMostSignificantBits()': (_vm, self: Uuid) => self.peer.high,
      'long getLeastSignificantBits()': (_vm, self: Uuid) => self.peer.low,
      'int version()': (_vm, self: Uuid) => Number((self.peer.high >> 12n) & 0xfn),
      'int variant()': (_vm, self: Uuid) => {
        const low = BigInt.asUintN(64, self.peer.low);
        return Number(low >> 62n) === 2 ? 2 : low >> 63n === 0n ? 0 : Number(low >> 61n);
      },
      'long timestamp()': (vm, self: Uuid) => {
        const { high } = timeBased(vm, self);
        return ((high & 0xfffn) << 48n) | (((high >> 16n) & 0xffffn) << 32n) | ((high >> 32n) & 0xffffffffn);
      },
      'int clockSequence()': (vm, self: Uuid) => Number((timeBased(vm, self).low >> 48n) & 0x3fffn),
      'long node()': (vm, self: Uuid) => timeBased(vm, self).low & 0xffffffffffffn,
      'int hashCode()': (_vm, self: Uuid) => {
        const mixed = self.peer.high ^ self.peer.low;
        return Number(BigInt.asIntN(32, (mixed >> 32n) ^ mixed));
      },
      'boolean equals(Object)': (_vm, self: Uuid, other: Ref) =>
        other !== null &&
        other.cls === self.cls &&
        (other as Uuid).peer.high === self.peer.high &&
        (other as Uuid).peer.low === self.peer.low,
      'int compareTo(UUID)': compareTo,
      'int compareTo(Object)': compareTo,
      'String toString()': (_vm, self: Uuid) => uuidText(self.peer),
    }),
  }),
];
