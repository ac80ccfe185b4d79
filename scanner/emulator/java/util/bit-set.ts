import { bytesOf, defineClass, longsOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

type Bits = JavaObject<Set<number>>;

const highest = (bits: ReadonlySet<number>): number => {
  let most = -1;
  for (const bit of bits) if (bit > most) most = bit;
  return most;
};

function checkBit(vm: Machine, index: number): void {
  if (index < 0) vm.throwNew('java/lang/IndexOutOfBoundsException', `bitIndex < 0: ${index}`);
}

function checkBits(vm: Machine, from: number, to: number): void {
  if (from < 0 || to < from)
    vm.throwNew('java/lang/IndexOutOfBoundsException', `fromIndex: ${from} toIndex: ${to}`);
  // A set of this many members costs host memory: it is charged before it is made.
  vm.charge((to - from) * 16);
}

function sortedBits(bits: ReadonlySet<number>): number[] {
  return [...bits].sort((a, b) => a - b);
}

const setBit = (vm: Machine, self: Bits, index: number, on: boolean) => {
  checkBit(vm, index);
  if (on) self.peer.add(index);
  else self.peer.delete(index);
};

const setRange = (vm: Machine, self: Bits, from: number, to: number, on: boolean) => {
  checkBits(vm, from, to);
  for (let i = from; i < to; i++)
    if (on) self.peer.add(i);
    else self.peer.delete(i);
};

const bitSet = defineClass({
  name: 'java/util/BitSet',
  interfaces: ['java/lang/Cloneable', 'java/io/Serializable'],
  methods: methods({
    'new()': (_vm, self: Bits) => {
      self.peer = new Set();
    },
    'new(int)': (vm, self: Bits, size: number) => {
      if (size < 0) vm.throwNew('java/lang/NegativeArraySizeException', `nbits < 0: ${size}`);
      self.peer = new Set();
    },
    'static BitSet valueOf(long[])': (vm, words: JavaArray) => {
      const made = vm.newObject<Set<number>>('java/util/BitSet');
      made.peer = new Set();
      longsOf(words).forEach((word, i) => {
        for (let bit = 0; bit < 64; bit++)
          if (((word >> BigInt(bit)) & 1n) !== 0n) made.peer.add(i * 64 + bit);
      });
      return made;
    },
    'boolean get(int)': (vm, self: Bits, index: number) => {
      checkBit(vm, index);
      return self.peer.has(index);
    },
    'BitSet get(int, int)': (vm, self: Bits, from: number, to: number) => {
      const made = vm.newObject<Set<number>>('java/util/BitSet');
      made.peer = new Set([...self.peer].filter((bit) => bit >= from && bit < to).map((bit) => bit - from));
      return made;
    },
    'void set(int)': (vm, self: Bits, index: number) => setBit(vm, self, index, true),
    'void set(int, boolean)': setBit,
    'void set(int, int)': (vm, self: Bits, from: number, to: number) => setRange(vm, self, from, to, true),
    'void set(int, int, boolean)': setRange,
    'void clear(int)': (vm, self: Bits, index: number) => setBit(vm, self, index, false),
    'void clear(int, int)': (_vm, self: Bits, from: number, to: number) => {
      for (const bit of [...self.peer]) if (bit >= from && bit < to) self.peer.delete(bit);
    },
    'void clear()': (_vm, self: Bits) => self.peer.clear(),
    'void flip(int)': (vm, self: Bits, index: number) => setBit(vm, self, index, !self.peer.has(index)),
    'void flip(int, int)': (vm, self: Bits, from: number, to: number) => {
      checkBits(vm, from, to);
      for (let i = from; i < to; i++) setBit(vm, self, i, !self.peer.has(i));
    },
    'int cardinality()': (_vm, self: Bits) => self.peer.size,
    'int length()': (_vm, self: Bits) => highest(self.peer) + 1,
    'int size()': (_vm, self: Bits) => Math.max(64, Math.ceil((highest(self.peer) + 1) / 64) * 64),
    'boolean isEmpty()': (_vm, self: Bits) => self.peer.size === 0,
    'int nextSetBit(int)': (vm, self: Bits, from: number) => {
      checkBit(vm, from);
      let best = -1;
      for (const bit of self.peer) if (bit >= from && (best < 0 || bit < best)) best = bit;
      return best;
    },
    'int nextClearBit(int)': (vm, self: Bits, from: number) => {
      checkBit(vm, from);
      let at = from;
      while (self.peer.has(at)) at++;
      return at;
    },
    'int previousSetBit(int)': (_vm, self: Bits, from: number) => {
      let best = -1;
      for (const bit of self.peer) if (bit <= from && bit > best) best = bit;
      return best;
    },
    'void and(BitSet)': (_vm, self: Bits, other: Bits) => {
      for (const bit of [...self.peer]) if (!other.peer.has(bit)) self.peer.delete(bit);
    },
    'void or(BitSet)': (_vm, self: Bits, other: Bits) => {
      for (const bit of other.peer) self.peer.add(bit);
    },
    'void xor(BitSet)': (_vm, self: Bits, other: Bits) => {
      for (const bit of [...other.peer]) if (!self.peer.delete(bit)) self.peer.add(bit);
    },
    'void andNot(BitSet)': (_vm, self: Bits, other: Bits) => {
      for (const bit of [...other.peer]) self.peer.delete(bit);
    },
    'boolean intersects(BitSet)': (_vm, self: Bits, other: Bits) =>
      [...self.peer].some((bit) => other.peer.has(bit)),
    'long[] toLongArray()': (vm, self: Bits) => {
      const words = vm.newArray('[J', Math.ceil((highest(self.peer) + 1) / 64));
      const longs = longsOf(words);
      for (const bit of self.peer) longs[bit >> 6] = (longs[bit >> 6] ?? 0n) | (1n << BigInt(bit & 63));
      return words;
    },
    'byte[] toByteArray()': (vm, self: Bits) => {
      const array = vm.newArray('[B', Math.ceil((highest(self.peer) + 1) / 8));
      for (const bit of self.peer)
        bytesOf(array)[bit >> 3] = (bytesOf(array)[bit >> 3] ?? 0) | (1 << (bit & 7));
      return array;
    },
    'Object clone()': (vm, self: Bits) => {
      const copy = vm.cloneOf(self) as Bits;
      copy.peer = new Set(self.peer);
      return copy;
    },
    'boolean equals(Object)': (_vm, self: Bits, other: Ref) =>
      other !== null &&
      other.cls.name === 'java/util/BitSet' &&
      (other as Bits).peer.size === self.peer.size &&
      [...self.peer].every((bit) => (other as Bits).peer.has(bit)),
    'int hashCode()': (_vm, self: Bits) => {
      const words = new Map<number, bigint>();
      for (const bit of self.peer)
        words.set(bit >> 6, (words.get(bit >> 6) ?? 0n) | (1n << BigInt(bit & 63)));
      let hash = 1234n;
      for (const [word, value] of words) hash ^= value * BigInt(word + 1);
      hash = BigInt.asIntN(64, hash);
      return Number(BigInt.asIntN(32, (hash >> 32n) ^ hash));
    },
    'String toString()': (_vm, self: Bits) => `{${sortedBits(self.peer).join(', ')}}`,
  }),
});

export const classes: readonly ClassModel[] = [bitSet];
