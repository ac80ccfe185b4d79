import { defineClass, type JavaArray, bytesOf, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { charsetOrThrow, defaultCharset, decodeText } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { ByteSink, checkRange, labelOfArray, rangeOf, required, writeChunk } from './support.ts';
import type { Ref } from './support.ts';

/** java.io.OutputStream: everything comes down to `write(int)`, which subclasses, the app's too, override. */
export const outputStream = defineClass({
  name: 'java/io/OutputStream',
  flags: 'abstract',
  interfaces: ['java/io/Closeable', 'java/io/Flushable'],
  methods: methods({
    'new()': () => undefined,
    'abstract void write(int)': null,
    'void write(byte[])': (vm, self: HeapObject, bytes: JavaArray | null) =>
      vm.call(self, 'write([BII)V', bytes, 0, required(vm, bytes).length),
    'void write(byte[], int, int)': function* (
      vm,
      self: HeapObject,
      array: JavaArray | null,
      at: number,
      count: number,
    ) {
      const bytes = bytesOf(required(vm, array));
      checkRange(vm, bytes.length, at, count);
      vm.addLabel(self, labelOfArray(vm, required(vm, array), at, count));
      for (let i = at; i < at + count; i++) yield* vm.call(self, 'write(I)V', bytes[i] ?? 0);
    },
    'void flush()': () => undefined,
    'void close()': () => undefined,
  }),
});

const BUF = 'buf:[B';
const COUNT = 'count:I';

function grow(vm: Machine, self: JavaObject, more: number): JavaArray {
  const old = vm.getField(self, BUF) as JavaArray;
  const count = vm.getField(self, COUNT) as number;
  if (count + more <= old.length) return old;
  const grown = vm.newArray('[B', Math.max(old.length * 2, count + more));
  bytesOf(grown).set(bytesOf(old));
  vm.setField(self, BUF, grown);
  return grown;
}

function contentOf(vm: Machine, self: JavaObject): Uint8Array {
  return unsignedBytesOf(vm.getField(self, BUF) as JavaArray).subarray(0, vm.getField(self, COUNT) as number);
}

/** java.io.ByteArrayOutputStream; `buf` and `count` are protected, and apps' pooling subclasses use them. */
export const byteArrayOutputStream = defineClass({
  name: 'java/io/ByteArrayOutputStream',
  super: 'java/io/OutputStream',
  fields: { [`protected ${BUF}`]: null, [`protected ${COUNT}`]: 0 },
  methods: methods({
    'new()': (vm, self: JavaObject) => vm.setField(self, BUF, vm.newArray('[B', 32)),
    'new(int)': (vm, self: JavaObject, size: number) => {
      if (size < 0) vm.throwNew('java/lang/IllegalArgumentException', `Negative initial size: ${size}`);
      vm.setField(self, BUF, vm.newArray('[B', size));
    },
    'synchronized void write(int)': (vm, self: JavaObject, byte: number) => {
      const array = grow(vm, self, 1);
      const count = vm.getField(self, COUNT) as number;
      bytesOf(array)[count] = byte;
      vm.setField(self, COUNT, count + 1);
    },
    'synchronized void write(byte[], int, int)': (
      vm,
      self: JavaObject,
      source: JavaArray | null,
      at: number,
      count: number,
    ) => {
      const bytes = rangeOf(vm, source, at, count);
      const array = grow(vm, self, count);
      const end = vm.getField(self, COUNT) as number;
      unsignedBytesOf(array).set(bytes, end);
      vm.setField(self, COUNT, end + count);
      vm.addLabel(self, labelOfArray(vm, required(vm, source), at, count));
    },
    'void writeBytes(byte[])': (vm, self: JavaObject, source: JavaArray | null) =>
      vm.call(self, 'write([BII)V', source, 0, required(vm, source).length),
    'synchronized void writeTo(OutputStream)': (vm, self: JavaObject, target: Ref) =>
      writeChunk(vm, target, { bytes: contentOf(vm, self), label: vm.labelOf(self) }),
    'synchronized void reset()': (vm, self: JavaObject) => vm.setField(self, COUNT, 0),
    'synchronized byte[] toByteArray()': (vm, self: JavaObject) => vm.byteArray(contentOf(vm, self)),
    'synchronized int size()': (vm, self: JavaObject) => vm.getField(self, COUNT),
    'synchronized String toString()': (vm, self: JavaObject) =>
      vm.string(decodeText(defaultCharset, contentOf(vm, self))),
    'synchronized String toString(String)': (vm, self: JavaObject, charset: JavaString | null) =>
      vm.string(
        decodeText(
          charsetOrThrow(vm, vm.text(charset), 'java/io/UnsupportedEncodingException'),
          contentOf(vm, self),
        ),
      ),
    'synchronized String toString(Charset)': (vm, self: JavaObject, charset: JavaObject<CharsetPeer>) =>
      vm.string(decodeText(charset.peer, contentOf(vm, self))),
    'void close()': () => undefined,
  }),
});

const OUT = 'out:Ljava/io/OutputStream;';

/** The stream inside a FilterOutputStream. */
export function outOf(vm: Machine, self: JavaObject): Ref {
  return vm.getField(self, OUT) as Ref;
}

export const filterOutputStream = defineClass({
  name: 'java/io/FilterOutputStream',
  super: 'java/io/OutputStream',
  fields: { [`protected ${OUT}`]: null },
  methods: methods({
    'new(OutputStream)': (vm, self: JavaObject, out: Ref) => vm.setField(self, OUT, out),
    'void write(int)': (vm, self: JavaObject, byte: number) => vm.call(outOf(vm, self), 'write(I)V', byte),
    'void flush()': (vm, self: JavaObject) => vm.call(outOf(vm, self), 'flush()V'),
    'void close()': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'flush()V');
      yield* vm.call(outOf(vm, self), 'close()V');
    },
  }),
});

type Buffered = JavaObject<{ sink: ByteSink; limit: number }>;

function* flushSink(vm: Machine, self: Buffered) {
  const { sink } = self.peer;
  if (sink.size === 0) return;
  const chunk = { bytes: sink.view().slice(), label: vm.labels.union(sink.label, vm.labelOf(self)) };
  sink.clear();
  yield* writeChunk(vm, outOf(vm, self), chunk);
}

function initBuffered(vm: Machine, self: Buffered, out: Ref, limit: number): void {
  if (limit <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'Buffer size <= 0');
  vm.setField(self, OUT, out);
  self.peer = { sink: new ByteSink(), limit };
}

export const bufferedOutputStream = defineClass({
  name: 'java/io/BufferedOutputStream',
  super: 'java/io/FilterOutputStream',
  methods: methods({
    'new(OutputStream)': (vm, self: Buffered, out: Ref) => initBuffered(vm, self, out, 8192),
    'new(OutputStream, int)': (vm, self: Buffered, out: Ref, limit: number) =>
      initBuffered(vm, self, out, limit),
    'synchronized void write(int)': (vm, self: Buffered, byte: number) => {
      self.peer.sink.addByte(byte);
      return self.peer.sink.size >= self.peer.limit ? flushSink(vm, self) : undefined;
    },
    'synchronized void write(byte[], int, int)': (
      vm,
      self: Buffered,
      source: JavaArray | null,
      at: number,
      count: number,
    ) => {
      const { sink } = self.peer;
      sink.add(rangeOf(vm, source, at, count));
      sink.label = vm.labels.union(sink.label, labelOfArray(vm, required(vm, source), at, count));
      return sink.size >= self.peer.limit ? flushSink(vm, self) : undefined;
    },
    'synchronized void flush()': function* (vm, self: Buffered) {
      yield* flushSink(vm, self);
      yield* vm.call(outOf(vm, self), 'flush()V');
    },
  }),
});

export const outputStreams: readonly ClassModel[] = [
  outputStream,
  byteArrayOutputStream,
  filterOutputStream,
  bufferedOutputStream,
];
