import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine } from '../../../machine/index.ts';
import { ByteSink, labelOfArray, rangeOf, required } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { deflate, inflateSoFar } from './inflate.ts';

type InflaterPeer = {
  raw: boolean;
  input: ByteSink;
  /** Of the input, what was given last; `remaining` counts from its end. */
  output: Uint8Array;
  taken: number;
  used: number;
  finished: boolean;
  stale: boolean;
};
type Inflater = JavaObject<InflaterPeer>;

function newInflater(raw: boolean): InflaterPeer {
  return {
    raw,
    input: new ByteSink(),
    output: new Uint8Array(0),
    taken: 0,
    used: 0,
    finished: false,
    stale: false,
  };
}

/** Inflates all input so far, unless that was done. The work counts as the app's. */
function refresh(vm: Machine, self: Inflater): void {
  const { peer } = self;
  if (!peer.stale) return;
  peer.stale = false;
  vm.fuel -= peer.input.size >> 3;
  const inflated = inflateSoFar(peer.input.view(), peer.raw);
  if (inflated.kind === 'too-large')
    return vm.throwNew('java/lang/OutOfMemoryError', 'inflated data is too large');
  if (inflated.kind === 'corrupt') return vm.throwNew('java/util/zip/DataFormatException', inflated.message);
  vm.charge(inflated.bytes.length - peer.output.length);
  peer.output = inflated.bytes;
  peer.used = inflated.usedBytes;
  peer.finished = inflated.finished;
}

function setInput(vm: Machine, self: Inflater, array: JavaArray | null, at: number, count: number): void {
  const { peer } = self;
  // What was given before and not used is replaced, as in Java.
  peer.input.add(rangeOf(vm, array, at, count));
  peer.input.label = vm.labels.union(peer.input.label, labelOfArray(vm, required(vm, array), at, count));
  peer.stale = count > 0;
}

function inflate(vm: Machine, self: Inflater, target: JavaArray | null, at: number, count: number): number {
  const into = rangeOf(vm, target, at, count);
  refresh(vm, self);
  const { peer } = self;
  const piece = peer.output.subarray(peer.taken, peer.taken + count);
  into.set(piece);
  peer.taken += piece.length;
  vm.addLabel(required(vm, target), vm.labels.transform(peer.input.label, 'inflate'));
  return piece.length;
}

function allTaken({ peer }: Inflater): boolean {
  return peer.taken === peer.output.length;
}

const inflater = defineClass({
  name: 'java/util/zip/Inflater',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Inflater) => {
      self.peer = newInflater(false);
    },
    'new(boolean)': (_vm, self: Inflater, raw: boolean) => {
      self.peer = newInflater(raw);
    },
    'void setInput(byte[])': (vm, self: Inflater, bytes: JavaArray | null) =>
      setInput(vm, self, bytes, 0, required(vm, bytes).length),
    'void setInput(byte[], int, int)': setInput,
    'int inflate(byte[])': (vm, self: Inflater, target: JavaArray | null) =>
      inflate(vm, self, target, 0, required(vm, target).length),
    'int inflate(byte[], int, int)': inflate,
    'boolean finished()': (_vm, self: Inflater) => self.peer.finished && allTaken(self),
    'boolean needsInput()': (_vm, self: Inflater) =>
      !self.peer.stale && allTaken(self) && !self.peer.finished,
    'boolean needsDictionary()': () => false,
    'int getRemaining()': (_vm, self: Inflater) =>
      self.peer.stale
        ? self.peer.input.size - self.peer.used
        : self.peer.finished && allTaken(self)
          ? self.peer.input.size - self.peer.used
          : 0,
    'int getTotalIn()': (_vm, self: Inflater) => self.peer.used,
    'int getTotalOut()': (_vm, self: Inflater) => self.peer.taken,
    'long getBytesRead()': (_vm, self: Inflater) => BigInt(self.peer.used),
    'long getBytesWritten()': (_vm, self: Inflater) => BigInt(self.peer.taken),
    'void reset()': (_vm, self: Inflater) => {
      self.peer = newInflater(self.peer.raw);
    },
    'void end()': () => undefined,
  }),
});

type DeflaterPeer = {
  raw: boolean;
  level: number;
  input: ByteSink;
  output: Uint8Array | null;
  taken: number;
  ending: boolean;
};
type Deflater = JavaObject<DeflaterPeer>;

function newDeflater(level: number, raw: boolean): DeflaterPeer {
  return { raw, level, input: new ByteSink(), output: null, taken: 0, ending: false };
}

function give(vm: Machine, self: Deflater, target: JavaArray | null, at: number, count: number): number {
  const into = rangeOf(vm, target, at, count);
  const { peer } = self;
  // All is held back until the end, as the format allows.
  if (!peer.ending) return 0;
  if (peer.output === null) {
    vm.fuel -= peer.input.size >> 2;
    peer.output = deflate(peer.input.view(), peer.raw, peer.level);
  }
  const piece = peer.output.subarray(peer.taken, peer.taken + count);
  into.set(piece);
  peer.taken += piece.length;
  vm.addLabel(required(vm, target), vm.labels.transform(peer.input.label, 'deflate'));
  return piece.length;
}

function addInput(vm: Machine, self: Deflater, array: JavaArray | null, at: number, count: number): void {
  vm.charge(count);
  self.peer.input.add(rangeOf(vm, array, at, count));
  self.peer.input.label = vm.labels.union(
    self.peer.input.label,
    labelOfArray(vm, required(vm, array), at, count),
  );
}

const deflater = defineClass({
  name: 'java/util/zip/Deflater',
  labels: 'container',
  fields: {
    'static final DEFAULT_COMPRESSION:I': -1,
    'static final NO_COMPRESSION:I': 0,
    'static final BEST_SPEED:I': 1,
    'static final BEST_COMPRESSION:I': 9,
    'static final DEFLATED:I': 8,
    'static final DEFAULT_STRATEGY:I': 0,
    'static final NO_FLUSH:I': 0,
    'static final SYNC_FLUSH:I': 2,
    'static final FULL_FLUSH:I': 3,
  },
  methods: methods({
    'new()': (_vm, self: Deflater) => {
      self.peer = newDeflater(-1, false);
    },
    'new(int)': (_vm, self: Deflater, level: number) => {
      self.peer = newDeflater(level, false);
    },
    'new(int, boolean)': (_vm, self: Deflater, level: number, raw: boolean) => {
      self.peer = newDeflater(level, raw);
    },
    'void setLevel(int)': (_vm, self: Deflater, level: number) => {
      self.peer.level = level;
    },
    'void setStrategy(int)': () => undefined,
    'void setInput(byte[])': (vm, self: Deflater, bytes: JavaArray | null) =>
      addInput(vm, self, bytes, 0, required(vm, bytes).length),
    'void setInput(byte[], int, int)': addInput,
    'void finish()': (_vm, self: Deflater) => {
      self.peer.ending = true;
    },
    'boolean finished()': (_vm, self: Deflater) =>
      self.peer.output !== null && self.peer.taken === self.peer.output.length,
    'boolean needsInput()': (_vm, self: Deflater) => !self.peer.ending,
    'int deflate(byte[])': (vm, self: Deflater, target: JavaArray | null) =>
      give(vm, self, target, 0, required(vm, target).length),
    'int deflate(byte[], int, int)': give,
    'int deflate(byte[], int, int, int)': (
      vm,
      self: Deflater,
      target: JavaArray | null,
      at: number,
      count: number,
      _flush: number,
    ) => give(vm, self, target, at, count),
    'int getTotalIn()': (_vm, self: Deflater) => self.peer.input.size,
    'int getTotalOut()': (_vm, self: Deflater) => self.peer.taken,
    'long getBytesRead()': (_vm, self: Deflater) => BigInt(self.peer.input.size),
    'long getBytesWritten()': (_vm, self: Deflater) => BigInt(self.peer.taken),
    'void reset()': (_vm, self: Deflater) => {
      self.peer = newDeflater(self.peer.level, self.peer.raw);
    },
    'void end()': () => undefined,
  }),
});

export const coders: readonly ClassModel[] = [inflater, deflater];
