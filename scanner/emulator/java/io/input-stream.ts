import { defineClass, type JavaArray, bytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import {
  addFlow,
  BUFFER_BYTES,
  checkRange,
  chunkArray,
  rangeOf,
  readAll,
  readChunk,
  required,
  throwIo,
} from './support.ts';
import type { Ref } from './support.ts';

/** java.io.InputStream: everything comes down to `read()`, which subclasses, the app's too, override. */
export const inputStream = defineClass({
  name: 'java/io/InputStream',
  flags: 'abstract',
  interfaces: ['java/io/Closeable'],
  methods: methods({
    'new()': () => undefined,
    'abstract int read()': null,
    'int read(byte[])': (vm, self: HeapObject, target: JavaArray | null) =>
      vm.call(self, 'read([BII)I', target, 0, required(vm, target).length),
    'int read(byte[], int, int)': function* (
      vm,
      self: HeapObject,
      target: JavaArray | null,
      at: number,
      count: number,
    ) {
      const array = required(vm, target);
      checkRange(vm, array.length, at, count);
      const bytes = bytesOf(array);
      for (let i = 0; i < count; i++) {
        const byte = yield* vm.call<number>(self, 'read()I');
        vm.addLabel(array, vm.thread.resultLabel);
        if (byte < 0) return i === 0 ? -1 : i;
        bytes[at + i] = byte;
      }
      return count;
    },
    'long skip(long)': function* (vm, self: HeapObject, count: bigint) {
      let left = Number(count);
      while (left > 0) {
        const chunk = yield* readChunk(vm, self, Math.min(left, BUFFER_BYTES));
        if (chunk === null || chunk.bytes.length === 0) break;
        left -= chunk.bytes.length;
      }
      return BigInt(Math.max(0, Number(count) - Math.max(left, 0)));
    },
    'int available()': () => 0,
    'void close()': () => undefined,
    'void mark(int)': () => undefined,
    'void reset()': (vm) => throwIo(vm, 'mark/reset not supported'),
    'boolean markSupported()': () => false,
    'byte[] readAllBytes()': function* (vm, self: HeapObject) {
      return chunkArray(vm, yield* readAll(vm, self));
    },
    'byte[] readNBytes(int)': function* (vm, self: HeapObject, count: number) {
      const bytes = vm.newArray('[B', count);
      let got = 0;
      while (got < count) {
        const more = yield* vm.call<number>(self, 'read([BII)I', bytes, got, count - got);
        if (more <= 0) break;
        got += more;
      }
      const cut = vm.byteArray(rangeOf(vm, bytes, 0, got));
      vm.addLabel(cut, vm.labelOf(bytes));
      return cut;
    },
    'long transferTo(OutputStream)': function* (vm, self: HeapObject, target: Ref) {
      let moved = 0;
      for (;;) {
        const chunk = yield* readChunk(vm, self, BUFFER_BYTES);
        if (chunk === null) return BigInt(moved);
        yield* vm.call(target, 'write([BII)V', chunkArray(vm, chunk), 0, chunk.bytes.length);
        moved += chunk.bytes.length;
      }
    },
  }),
});

/** java.io.ByteArrayInputStream; its fields are protected, so subclasses may use them. */
export const byteArrayInputStream = defineClass({
  name: 'java/io/ByteArrayInputStream',
  super: 'java/io/InputStream',
  fields: { 'protected buf:[B': null, 'protected pos:I': 0, 'protected mark:I': 0, 'protected count:I': 0 },
  methods: methods({
    'new(byte[])': (vm, self: JavaObject, bytes: JavaArray | null) => {
      vm.setField(self, 'buf:[B', required(vm, bytes));
      vm.setField(self, 'count:I', required(vm, bytes).length);
    },
    'new(byte[], int, int)': (vm, self: JavaObject, bytes: JavaArray | null, at: number, count: number) => {
      vm.setField(self, 'buf:[B', required(vm, bytes));
      vm.setField(self, 'pos:I', at);
      vm.setField(self, 'mark:I', at);
      vm.setField(self, 'count:I', Math.min(at + count, required(vm, bytes).length));
    },
    'synchronized int read()': (vm, self: JavaObject) => {
      const at = vm.getField(self, 'pos:I') as number;
      if (at >= (vm.getField(self, 'count:I') as number)) return -1;
      vm.setField(self, 'pos:I', at + 1);
      return (bytesOf(vm.getField(self, 'buf:[B') as JavaArray)[at] ?? 0) & 0xff;
    },
    'synchronized int read(byte[], int, int)': (
      vm,
      self: JavaObject,
      target: JavaArray | null,
      start: number,
      count: number,
    ) => {
      const into = rangeOf(vm, target, start, count);
      const at = vm.getField(self, 'pos:I') as number;
      const left = (vm.getField(self, 'count:I') as number) - at;
      if (count === 0) return 0;
      if (left <= 0) return -1;
      const source = vm.getField(self, 'buf:[B') as JavaArray;
      const taken = Math.min(left, count);
      into.set(rangeOf(vm, source, at, taken));
      vm.addLabel(required(vm, target), vm.labelOf(source));
      vm.setField(self, 'pos:I', at + taken);
      return taken;
    },
    'synchronized long skip(long)': (vm, self: JavaObject, count: bigint) => {
      const at = vm.getField(self, 'pos:I') as number;
      const skipped = Math.max(0, Math.min(Number(count), (vm.getField(self, 'count:I') as number) - at));
      vm.setField(self, 'pos:I', at + skipped);
      return BigInt(skipped);
    },
    'synchronized int available()': (vm, self: JavaObject) =>
      (vm.getField(self, 'count:I') as number) - (vm.getField(self, 'pos:I') as number),
    'boolean markSupported()': () => true,
    'void mark(int)': (vm, self: JavaObject, _limit: number) => {
      vm.setField(self, 'mark:I', vm.getField(self, 'pos:I'));
    },
    'synchronized void reset()': (vm, self: JavaObject) => {
      vm.setField(self, 'pos:I', vm.getField(self, 'mark:I'));
    },
    'void close()': () => undefined,
  }),
});

/** A stream of the platform's own whose bytes are all there, such as an HTTP answer or an asset. */
export type MemoryStreamPeer = { bytes: Uint8Array; at: number; mark: number; closed: boolean };
type MemoryStream = JavaObject<MemoryStreamPeer>;

export const memoryInputStream = defineClass({
  name: 'libcore/io/MemoryInputStream',
  super: 'java/io/InputStream',
  flags: 'final',
  methods: methods({
    'int read()': (_vm, self: MemoryStream) => {
      const { peer } = self;
      return peer.at < peer.bytes.length ? (peer.bytes[peer.at++] ?? 0) : -1;
    },
    'int read(byte[], int, int)': (
      vm,
      self: MemoryStream,
      target: JavaArray | null,
      start: number,
      count: number,
    ) => {
      const into = rangeOf(vm, target, start, count);
      const { peer } = self;
      if (peer.closed) throwIo(vm, 'Stream closed');
      const taken = Math.min(count, peer.bytes.length - peer.at);
      if (taken <= 0) return count === 0 ? 0 : -1;
      into.set(peer.bytes.subarray(peer.at, peer.at + taken));
      peer.at += taken;
      return taken;
    },
    'int available()': (_vm, self: MemoryStream) => self.peer.bytes.length - self.peer.at,
    'boolean markSupported()': () => true,
    'void mark(int)': (_vm, self: MemoryStream, _limit: number) => {
      self.peer.mark = self.peer.at;
    },
    'void reset()': (_vm, self: MemoryStream) => {
      self.peer.at = self.peer.mark;
    },
    'void close()': (_vm, self: MemoryStream) => {
      self.peer.closed = true;
    },
  }),
});

/** java.io.FilterInputStream: passes everything to the stream in its protected field. */
export const filterInputStream: ClassModel = defineClass({
  name: 'java/io/FilterInputStream',
  super: 'java/io/InputStream',
  fields: { 'protected in:Ljava/io/InputStream;': null },
  methods: methods({
    'protected new(InputStream)': (vm, self: JavaObject, inner: Ref) =>
      vm.setField(self, 'in:Ljava/io/InputStream;', inner),
    'int read()': (vm, self: JavaObject) => vm.call(innerOf(vm, self), 'read()I'),
    'int read(byte[], int, int)': (
      vm,
      self: JavaObject,
      target: JavaArray | null,
      at: number,
      count: number,
    ) => vm.call(innerOf(vm, self), 'read([BII)I', target, at, count),
    'long skip(long)': (vm, self: JavaObject, count: bigint) => vm.call(innerOf(vm, self), 'skip(J)J', count),
    'int available()': (vm, self: JavaObject) => vm.call(innerOf(vm, self), 'available()I'),
    'void close()': (vm, self: JavaObject) => vm.call(innerOf(vm, self), 'close()V'),
    'void mark(int)': (vm, self: JavaObject, limit: number) => vm.call(innerOf(vm, self), 'mark(I)V', limit),
    'void reset()': (vm, self: JavaObject) => vm.call(innerOf(vm, self), 'reset()V'),
    'boolean markSupported()': (vm, self: JavaObject) => vm.call(innerOf(vm, self), 'markSupported()Z'),
  }),
});

/** The stream inside a FilterInputStream. */
export function innerOf(vm: Parameters<typeof throwIo>[0], self: JavaObject): Ref {
  const inner = vm.getField(self, 'in:Ljava/io/InputStream;') as Ref;
  return inner ?? throwIo(vm, 'Stream closed');
}

type BufferedPeer = {
  buffer: Uint8Array;
  at: number;
  end: number;
  markAt: number;
  markLimit: number;
  size: number;
};
type Buffered = JavaObject<BufferedPeer>;

function newBuffered(size: number): BufferedPeer {
  return { buffer: new Uint8Array(0), at: 0, end: 0, markAt: -1, markLimit: 0, size };
}

/** Fills an empty buffer, keeping what lies behind a mark; false at the end of the stream. */
function* fill(vm: Parameters<typeof throwIo>[0], self: Buffered) {
  const { peer } = self;
  const kept =
    peer.markAt >= 0 && peer.at - peer.markAt <= peer.markLimit
      ? peer.buffer.slice(peer.markAt, peer.end)
      : null;
  const chunk = yield* readChunk(vm, innerOf(vm, self), peer.size);
  if (chunk === null) return false;
  vm.addLabel(self, chunk.label);
  addFlow(vm, chunk.label);
  if (kept === null) {
    peer.markAt = -1;
    peer.buffer = chunk.bytes;
    peer.at = 0;
  } else {
    const joined = new Uint8Array(kept.length + chunk.bytes.length);
    joined.set(kept);
    joined.set(chunk.bytes, kept.length);
    peer.at -= peer.markAt;
    peer.markAt = 0;
    peer.buffer = joined;
  }
  peer.end = peer.buffer.length;
  return true;
}

export const bufferedInputStream = defineClass({
  name: 'java/io/BufferedInputStream',
  super: 'java/io/FilterInputStream',
  methods: methods({
    'new(InputStream)': (vm, self: Buffered, inner: Ref) => {
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = newBuffered(BUFFER_BYTES);
    },
    'new(InputStream, int)': (vm, self: Buffered, inner: Ref, size: number) => {
      if (size <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'Buffer size <= 0');
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = newBuffered(Math.min(size, 2 ** 20));
    },
    'int read()': (vm, self: Buffered) => {
      const { peer } = self;
      if (peer.at < peer.end) return peer.buffer[peer.at++] ?? -1;
      return (function* () {
        while (peer.at >= peer.end) if (!(yield* fill(vm, self))) return -1;
        return peer.buffer[peer.at++] ?? -1;
      })();
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: Buffered,
      target: JavaArray | null,
      start: number,
      count: number,
    ) {
      const into = rangeOf(vm, target, start, count);
      const { peer } = self;
      if (count === 0) return 0;
      let got = 0;
      while (got < count) {
        if (peer.at >= peer.end) {
          // Java fills the rest only where the inner stream says that it would not block.
          if (got > 0 && (yield* vm.call<number>(innerOf(vm, self), 'available()I')) <= 0) break;
          if (!(yield* fill(vm, self))) break;
        }
        const taken = Math.min(count - got, peer.end - peer.at);
        into.set(peer.buffer.subarray(peer.at, peer.at + taken), got);
        peer.at += taken;
        got += taken;
      }
      vm.addLabel(required(vm, target), vm.labelOf(self));
      return got === 0 ? -1 : got;
    },
    'long skip(long)': function* (vm, self: Buffered, count: bigint) {
      const { peer } = self;
      if (count <= 0n) return 0n;
      if (peer.at >= peer.end && !(yield* fill(vm, self))) return 0n;
      const skipped = Math.min(Number(count), peer.end - peer.at);
      peer.at += skipped;
      return BigInt(skipped);
    },
    'int available()': function* (vm, self: Buffered) {
      return self.peer.end - self.peer.at + (yield* vm.call<number>(innerOf(vm, self), 'available()I'));
    },
    'void mark(int)': (_vm, self: Buffered, limit: number) => {
      self.peer.markAt = self.peer.at;
      self.peer.markLimit = limit;
    },
    'void reset()': (vm, self: Buffered) => {
      if (self.peer.markAt < 0) throwIo(vm, 'Resetting to invalid mark');
      self.peer.at = self.peer.markAt;
    },
    'boolean markSupported()': () => true,
    'void close()': function* (vm, self: Buffered) {
      const inner = vm.getField(self, 'in:Ljava/io/InputStream;') as Ref;
      vm.setField(self, 'in:Ljava/io/InputStream;', null);
      self.peer = newBuffered(BUFFER_BYTES);
      if (inner !== null) yield* vm.call(inner, 'close()V');
    },
  }),
});

type PushbackPeer = { back: number[] };
type Pushback = JavaObject<PushbackPeer>;

const pushbackInputStream = defineClass({
  name: 'java/io/PushbackInputStream',
  super: 'java/io/FilterInputStream',
  methods: methods({
    'new(InputStream)': (vm, self: Pushback, inner: Ref) => {
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = { back: [] };
    },
    'new(InputStream, int)': (vm, self: Pushback, inner: Ref, _size: number) => {
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = { back: [] };
    },
    'int read()': (vm, self: Pushback) => self.peer.back.pop() ?? vm.call(innerOf(vm, self), 'read()I'),
    'int read(byte[], int, int)': (
      vm,
      self: Pushback,
      target: JavaArray | null,
      at: number,
      count: number,
    ) => {
      const into = rangeOf(vm, target, at, count);
      if (self.peer.back.length === 0) return vm.call(innerOf(vm, self), 'read([BII)I', target, at, count);
      let got = 0;
      while (got < count && self.peer.back.length > 0) into[got++] = self.peer.back.pop() ?? 0;
      return got;
    },
    'void unread(int)': (_vm, self: Pushback, byte: number) => {
      self.peer.back.push(byte & 0xff);
    },
    'void unread(byte[], int, int)': (vm, self: Pushback, bytes: JavaArray, at: number, count: number) => {
      self.peer.back.push(...[...rangeOf(vm, bytes, at, count)].reverse());
    },
    'void unread(byte[])': (vm, self: Pushback, bytes: JavaArray) => {
      self.peer.back.push(...[...rangeOf(vm, bytes, 0, bytes.length)].reverse());
    },
  }),
});

type SequencePeer = { streams: Ref[]; more: Ref };
type Sequence = JavaObject<SequencePeer>;

const sequenceInputStream = defineClass({
  name: 'java/io/SequenceInputStream',
  super: 'java/io/InputStream',
  methods: methods({
    'new(InputStream, InputStream)': (_vm, self: Sequence, first: Ref, second: Ref) => {
      self.peer = { streams: [first, second], more: null };
    },
    'new(Enumeration)': function* (vm, self: Sequence, all: Ref) {
      self.peer = { streams: [], more: all };
      while (yield* vm.call<boolean>(all, 'hasMoreElements()Z'))
        self.peer.streams.push(yield* vm.call<Ref>(all, 'nextElement()Ljava/lang/Object;'));
    },
    'int read()': function* (vm, self: Sequence) {
      for (; self.peer.streams.length > 0; self.peer.streams.shift()) {
        const byte = yield* vm.call<number>(self.peer.streams[0] ?? null, 'read()I');
        if (byte >= 0) return byte;
      }
      return -1;
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: Sequence,
      target: JavaArray,
      at: number,
      count: number,
    ) {
      for (; self.peer.streams.length > 0; self.peer.streams.shift()) {
        const got = yield* vm.call<number>(self.peer.streams[0] ?? null, 'read([BII)I', target, at, count);
        if (got >= 0) return got;
      }
      return -1;
    },
    'void close()': function* (vm, self: Sequence) {
      for (const stream of self.peer.streams.splice(0))
        if (stream !== null) yield* vm.call(stream, 'close()V');
    },
  }),
});

export const inputStreams: readonly ClassModel[] = [
  inputStream,
  byteArrayInputStream,
  memoryInputStream,
  filterInputStream,
  bufferedInputStream,
  pushbackInputStream,
  sequenceInputStream,
];
