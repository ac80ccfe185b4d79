import { bytesOf, defineClass, longsOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { BitWords } from './bit-words.ts';
import type { Ref } from './equality.ts';
import { checkRoom, spend } from './iterate.ts';
import { fromValues, newStream } from './stream/pipeline.ts';

type Bits = JavaObject<BitWords>;

function newBits(vm: Machine, bits: BitWords): Bits {
  const made = vm.newObject<BitWords>('java/util/BitSet');
  made.peer = bits;
  return made;
}

function checkBit(vm: Machine, index: number, name = 'bitIndex'): void {
  if (index < 0) vm.throwNew('java/lang/IndexOutOfBoundsException', `${name} < 0: ${index}`);
}

/** Room for bits up to an index: 64 of them are one element. */
function checkBits(vm: Machine, index: number): void {
  checkBit(vm, index);
  if (index >= 1 << 20) checkRoom(vm, index / 64);
}

function checkRange(vm: Machine, from: number, to: number): void {
  checkBit(vm, from, 'fromIndex');
  checkBit(vm, to, 'toIndex');
  if (from > to) vm.throwNew('java/lang/IndexOutOfBoundsException', `fromIndex: ${from} > toIndex: ${to}`);
  spend(vm, (to - from) / 32);
}

const setBit = (vm: Machine, self: Bits, index: number, on: boolean): void => {
  checkBits(vm, index);
  self.peer.set(index, on);
};

const setRange = (vm: Machine, self: Bits, from: number, to: number, on: boolean): void => {
  checkRange(vm, from, to);
  if (on) checkBits(vm, to);
  self.peer.setRange(from, to, on);
};

const combine =
  (join: (mine: number, theirs: number) => number): NativeMethod =>
  (vm: Machine, self: Bits, other: Bits) => {
    spend(vm, other.peer.words.length);
    self.peer.combine(other.peer, join);
  };

/** Words of 64 bits, without the empty ones at the end. */
function longWords({ words, length }: BitWords): bigint[] {
  return Array.from(
    { length: Math.ceil(length / 64) },
    (_none, i) => (BigInt(words[2 * i + 1] ?? 0) << 32n) | BigInt(words[2 * i] ?? 0),
  );
}

const bitSet = defineClass({
  name: 'java/util/BitSet',
  interfaces: ['java/lang/Cloneable', 'java/io/Serializable'],
  methods: methods({
    'new()': (_vm, self: Bits) => {
      self.peer = new BitWords();
    },
    'new(int)': (vm, self: Bits, size: number) => {
      if (size < 0) vm.throwNew('java/lang/NegativeArraySizeException', `nbits < 0: ${size}`);
      self.peer = new BitWords();
    },
    'static BitSet valueOf(long[])': (vm, array: JavaArray) => {
      const bits = new BitWords();
      bits.words = new Uint32Array(array.length * 2);
      longsOf(array).forEach((word, i) => {
        bits.words[2 * i] = Number(word & 0xffffffffn);
        bits.words[2 * i + 1] = Number((word >> 32n) & 0xffffffffn);
      });
      return newBits(vm, bits);
    },
    'static BitSet valueOf(byte[])': (vm, array: JavaArray) => {
      const bits = new BitWords();
      bits.words = new Uint32Array(Math.ceil(array.length / 4));
      new Uint8Array(bits.words.buffer).set(bytesOf(array));
      return newBits(vm, bits);
    },
    'boolean get(int)': (vm, self: Bits, index: number) => {
      checkBit(vm, index);
      return self.peer.has(index);
    },
    'BitSet get(int, int)': (vm, self: Bits, from: number, to: number) => {
      checkRange(vm, from, to);
      const bits = new BitWords();
      for (let bit = self.peer.next(from); bit >= 0 && bit < to; bit = self.peer.next(bit + 1))
        bits.set(bit - from, true);
      return newBits(vm, bits);
    },
    'void set(int)': (vm, self: Bits, index: number) => setBit(vm, self, index, true),
    'void set(int, boolean)': setBit,
    'void set(int, int)': (vm, self: Bits, from: number, to: number) => setRange(vm, self, from, to, true),
    'void set(int, int, boolean)': setRange,
    'void clear(int)': (vm, self: Bits, index: number) => {
      checkBit(vm, index);
      self.peer.set(index, false);
    },
    'void clear(int, int)': (vm, self: Bits, from: number, to: number) => setRange(vm, self, from, to, false),
    'void clear()': (_vm, self: Bits) => {
      self.peer = new BitWords();
    },
    'void flip(int)': (vm, self: Bits, index: number) => setBit(vm, self, index, !self.peer.has(index)),
    'void flip(int, int)': (vm, self: Bits, from: number, to: number) => {
      checkRange(vm, from, to);
      checkBits(vm, to);
      spend(vm, to - from);
      for (let i = from; i < to; i++) self.peer.set(i, !self.peer.has(i));
    },
    'int cardinality()': (_vm, self: Bits) => self.peer.count,
    'int length()': (_vm, self: Bits) => self.peer.length,
    'int size()': (_vm, self: Bits) => Math.max(64, Math.ceil(self.peer.length / 64) * 64),
    'boolean isEmpty()': (_vm, self: Bits) => self.peer.length === 0,
    'int nextSetBit(int)': (vm, self: Bits, from: number) => {
      checkBit(vm, from, 'fromIndex');
      return self.peer.next(from);
    },
    'int nextClearBit(int)': (vm, self: Bits, from: number) => {
      checkBit(vm, from, 'fromIndex');
      let at = from;
      while (self.peer.has(at)) at++;
      spend(vm, at - from);
      return at;
    },
    'int previousSetBit(int)': (vm, self: Bits, from: number) => {
      let at = Math.min(from, self.peer.length - 1);
      while (at >= 0 && !self.peer.has(at)) at--;
      spend(vm, Math.max(from - at, 0));
      return at;
    },
    'int previousClearBit(int)': (vm, self: Bits, from: number) => {
      let at = from;
      while (at >= 0 && self.peer.has(at)) at--;
      spend(vm, Math.max(from - at, 0));
      return at;
    },
    'IntStream stream()': (vm, self: Bits) => {
      spend(vm, self.peer.length);
      return newStream(vm, 'I', fromValues([...self.peer]));
    },
    'void and(BitSet)': combine((mine, theirs) => mine & theirs),
    'void or(BitSet)': combine((mine, theirs) => mine | theirs),
    'void xor(BitSet)': combine((mine, theirs) => mine ^ theirs),
    'void andNot(BitSet)': combine((mine, theirs) => mine & ~theirs),
    'boolean intersects(BitSet)': (_vm, self: Bits, other: Bits) =>
      self.peer.words.some((word, i) => (word & (other.peer.words[i] ?? 0)) !== 0),
    'long[] toLongArray()': (vm, self: Bits) => {
      const words = longWords(self.peer);
      const array = vm.newArray('[J', words.length);
      words.forEach((word, i) => (longsOf(array)[i] = BigInt.asIntN(64, word)));
      return array;
    },
    'byte[] toByteArray()': (vm, self: Bits) =>
      vm.byteArray(new Uint8Array(self.peer.words.buffer).slice(0, Math.ceil(self.peer.length / 8))),
    'Object clone()': (vm, self: Bits) => {
      const copy = vm.cloneOf(self) as Bits;
      copy.peer = self.peer.copy();
      return copy;
    },
    'boolean equals(Object)': (_vm, self: Bits, other: Ref) =>
      other !== null && other.cls.name === 'java/util/BitSet' && self.peer.equals((other as Bits).peer),
    'int hashCode()': (_vm, self: Bits) => {
      let hash = 1234n;
      for (const [i, word] of longWords(self.peer).entries()) hash ^= word * BigInt(i + 1);
      hash = BigInt.asIntN(64, hash);
      return Number(BigInt.asIntN(32, (hash >> 32n) ^ hash));
    },
    'String toString()': (vm, self: Bits) => {
      spend(vm, self.peer.length);
      return `{${[...self.peer].join(', ')}}`;
    },
  }),
});

export const classes: readonly ClassModel[] = [bitSet];
