import { bytesOf, defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { javaHost, perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';

/** State of java.util.Random: its 48-bit linear congruential generator, in two halves so that no BigInt is needed. */
export type RandomState = {
  /** Upper 24 bits of the seed. */
  high: number;
  /** Lower 24 bits. */
  low: number;
  /** The second of a pair of Gaussian numbers. */
  gaussian: number | null;
};

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/** A generator as `new Random(seed)` makes it. */
export function newState(seed: bigint): RandomState {
  const state: RandomState = { high: 0, low: 0, gaussian: null };
  setSeed(state, seed);
  return state;
}

function setSeed(state: RandomState, seed: bigint): void {
  const scrambled = (seed ^ MULTIPLIER) & MASK;
  state.high = Number(scrambled >> 24n);
  state.low = Number(scrambled & 0xffffffn);
  state.gaussian = null;
}

/** Multiplier 0x5DEECE66D in two parts of 24 bits; the increment is 0xB. */
const M_HIGH = 0x5de;
const M_LOW = 0xece66d;

/** Java's `next(bits)`: the upper bits of the new seed, signed. */
export function next(state: RandomState, bits: number): number {
  const low = state.low * M_LOW + 0xb;
  const carry = Math.floor(low / 0x1000000);
  const high = (state.high * M_LOW + state.low * M_HIGH + carry) % 0x1000000;
  state.low = low % 0x1000000;
  state.high = high;
  const top = high * 256 + Math.floor(state.low / 0x10000);
  return bits === 32 ? top | 0 : Math.floor(top / 2 ** (32 - bits));
}

/** An int in [0, bound). */
export function nextInt(state: RandomState, bound: number): number {
  if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(next(state, 31))) >> 31n);
  for (;;) {
    const bits = next(state, 31);
    const value = bits % bound;
    // The last, incomplete stretch would favour small values: Java tries again.
    if (bits - value + (bound - 1) <= 0x7fffffff) return value;
  }
}

export function nextLong(state: RandomState): bigint {
  const high = BigInt(next(state, 32));
  return BigInt.asIntN(64, (high << 32n) + BigInt(next(state, 32)));
}

export function nextDouble(state: RandomState): number {
  return (next(state, 26) * 2 ** 27 + next(state, 27)) * 2 ** -53;
}

function nextGaussian(state: RandomState): number {
  if (state.gaussian !== null) {
    const kept = state.gaussian;
    state.gaussian = null;
    return kept;
  }
  for (;;) {
    const x = 2 * nextDouble(state) - 1;
    const y = 2 * nextDouble(state) - 1;
    const size = x * x + y * y;
    if (size >= 1 || size === 0) continue;
    const factor = Math.sqrt((-2 * Math.log(size)) / size);
    state.gaussian = y * factor;
    return x * factor;
  }
}

/** The machine's own chance, from the phone's seed: for Math.random, UUIDs and generators that the app does not seed. */
export const seededRandomOf = perMachine((vm) => newState(BigInt(javaHost(vm).seed ?? 1)));

type Random = JavaObject<RandomState>;

function fromRange(vm: Machine, self: Random, from: number, to: number): number {
  if (from >= to) vm.throwNew('java/lang/IllegalArgumentException', 'bound must be greater than origin');
  const width = to - from;
  if (width <= 0x7fffffff) return nextInt(self.peer, width) + from;
  for (;;) {
    const value = next(self.peer, 32);
    if (value >= from && value < to) return value;
  }
}

const randomMethods = methods({
  'new()': (vm, self: Random) => {
    self.peer = newState(nextLong(seededRandomOf(vm)));
  },
  'new(long)': (_vm, self: Random, seed: bigint) => {
    self.peer = newState(seed);
  },
  'void setSeed(long)': (_vm, self: Random, seed: bigint) => setSeed(self.peer, seed),
  'protected int next(int)': (_vm, self: Random, bits: number) => next(self.peer, bits),
  'int nextInt()': (_vm, self: Random) => next(self.peer, 32),
  'int nextInt(int)': (vm, self: Random, bound: number) => {
    if (bound <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'bound must be positive');
    return nextInt(self.peer, bound);
  },
  'int nextInt(int, int)': fromRange,
  'long nextLong()': (_vm, self: Random) => nextLong(self.peer),
  'boolean nextBoolean()': (_vm, self: Random) => next(self.peer, 1) !== 0,
  'float nextFloat()': (_vm, self: Random) => next(self.peer, 24) / (1 << 24),
  'double nextDouble()': (_vm, self: Random) => nextDouble(self.peer),
  'double nextGaussian()': (_vm, self: Random) => nextGaussian(self.peer),
  'void nextBytes(byte[])': (_vm, self: Random, array: JavaArray) => {
    const bytes = bytesOf(array);
    for (let i = 0; i < bytes.length; i += 4) {
      let word = next(self.peer, 32);
      for (let j = i; j < Math.min(i + 4, bytes.length); j++, word >>= 8) bytes[j] = word;
    }
  },
});

export const classes: readonly ClassModel[] = [
  defineClass({ name: 'java/util/Random', interfaces: ['java/io/Serializable'], methods: randomMethods }),
  defineClass({
    name: 'java/util/concurrent/ThreadLocalRandom',
    super: 'java/util/Random',
    methods: methods({
      'static java/util/concurrent/ThreadLocalRandom current()': (vm: Machine) => {
        const known = vm.shared.get('thread-local random');
        if (known !== undefined) return known;
        const made = vm.newObject<RandomState>('java/util/concurrent/ThreadLocalRandom');
        made.peer = seededRandomOf(vm);
        vm.shared.set('thread-local random', made);
        return made;
      },
      'long nextLong(long)': (_vm, self: Random, bound: bigint) =>
        BigInt.asUintN(63, nextLong(self.peer)) % bound,
      'long nextLong(long, long)': (_vm, self: Random, from: bigint, to: bigint) =>
        from + (BigInt.asUintN(63, nextLong(self.peer)) % (to - from)),
      'double nextDouble(double, double)': (_vm, self: Random, from: number, to: number) =>
        from + nextDouble(self.peer) * (to - from),
    }),
  }),
];
