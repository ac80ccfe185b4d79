import { crc32 } from 'node:zlib';
import { defineClass, type JavaObject } from '../../../machine/index.ts';
import type { ClassModel, JavaArray, Machine, Steps } from '../../../machine/index.ts';
import {
  addFlow,
  ByteSink,
  concat,
  labelOfArray,
  rangeOf,
  readAll,
  required,
  writeChunk,
} from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { deflate, inflateSoFar } from './inflate.ts';

type Format = 'zlib' | 'raw' | 'gzip';
type ReaderPeer = { format: Format; plain: Uint8Array | null; at: number };
type Reader = JavaObject<ReaderPeer>;

const IN = 'in:Ljava/io/InputStream;';
const OUT = 'out:Ljava/io/OutputStream;';

/** Length of a gzip header (RFC 1952, 2.3); undefined where there is none. */
function gzipHeaderBytes(data: Uint8Array): number | undefined {
  if (data.length < 18 || data[0] !== 0x1f || data[1] !== 0x8b) return undefined;
  const flags = data[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (data[at] ?? 0) + ((data[at + 1] ?? 0) << 8);
  for (const bit of [8, 16]) if ((flags & bit) !== 0) at = data.indexOf(0, at) + 1 || data.length;
  if ((flags & 2) !== 0) at += 2;
  return at;
}

/** Everything behind the stream, inflated, when first asked for. */
function* plainOf(vm: Machine, self: Reader): Steps<Uint8Array> {
  const { peer } = self;
  if (peer.plain === null) {
    const packed = yield* readAll(vm, vm.getField(self, IN) as Ref);
    const label = vm.labels.transform(packed.label, peer.format === 'gzip' ? 'gunzip' : 'inflate');
    vm.addLabel(self, label);
    peer.plain = inflateAll(vm, packed.bytes, peer.format);
    vm.charge(peer.plain.length);
  }
  addFlow(vm, vm.labelOf(self));
  return peer.plain;
}

function inflateAll(vm: Machine, packed: Uint8Array, format: Format): Uint8Array {
  const parts: Uint8Array[] = [];
  let data = packed;
  do {
    const header = format === 'gzip' ? gzipHeaderBytes(data) : 0;
    if (header === undefined)
      return data.length === 0
        ? vm.throwNew('java/io/EOFException')
        : vm.throwNew('java/util/zip/ZipException', 'Not in GZIP format');
    const inflated = inflateSoFar(data.subarray(header), format !== 'zlib');
    if (inflated.kind === 'too-large')
      return vm.throwNew('java/lang/OutOfMemoryError', 'inflated data is too large');
    if (inflated.kind === 'corrupt') return vm.throwNew('java/util/zip/ZipException', inflated.message);
    if (!inflated.finished) vm.throwNew('java/io/EOFException', 'Unexpected end of ZLIB input stream');
    parts.push(inflated.bytes);
    data = format === 'gzip' ? data.subarray(header + inflated.usedBytes + 8) : new Uint8Array(0);
    // Members of a gzip file follow one another; anything else after the last is ignored.
  } while (data.length >= 18 && data[0] === 0x1f && data[1] === 0x8b);
  return concat(parts);
}

function openReader(vm: Machine, self: Reader, inner: Ref, format: Format): void {
  vm.setField(self, IN, required(vm, inner));
  self.peer = { format, plain: null, at: 0 };
}

const readerMethods = methods({
  'int read()': function* (vm, self: Reader) {
    const plain = yield* plainOf(vm, self);
    return self.peer.at < plain.length ? (plain[self.peer.at++] ?? -1) : -1;
  },
  'int read(byte[], int, int)': function* (
    vm,
    self: Reader,
    target: JavaArray | null,
    at: number,
    count: number,
  ) {
    const into = rangeOf(vm, target, at, count);
    const plain = yield* plainOf(vm, self);
    const piece = plain.subarray(self.peer.at, self.peer.at + count);
    into.set(piece);
    self.peer.at += piece.length;
    return piece.length === 0 && count > 0 ? -1 : piece.length;
  },
  'long skip(long)': function* (vm, self: Reader, count: bigint) {
    const plain = yield* plainOf(vm, self);
    const skipped = Math.min(Number(count), plain.length - self.peer.at);
    self.peer.at += skipped;
    return BigInt(skipped);
  },
  'int available()': (_vm, self: Reader) =>
    self.peer.plain !== null && self.peer.at >= self.peer.plain.length ? 0 : 1,
  'boolean markSupported()': () => false,
});

type InflaterPeer = { raw?: boolean };

const inflaterInputStream = defineClass({
  name: 'java/util/zip/InflaterInputStream',
  super: 'java/io/FilterInputStream',
  methods: {
    ...methods({
      'new(InputStream)': (vm, self: Reader, inner: Ref) => openReader(vm, self, inner, 'zlib'),
      'new(InputStream, Inflater)': (vm, self: Reader, inner: Ref, by: JavaObject<InflaterPeer> | null) =>
        openReader(vm, self, inner, required(vm, by).peer.raw === true ? 'raw' : 'zlib'),
      'new(InputStream, Inflater, int)': (
        vm,
        self: Reader,
        inner: Ref,
        by: JavaObject<InflaterPeer> | null,
        _size: number,
      ) => openReader(vm, self, inner, required(vm, by).peer.raw === true ? 'raw' : 'zlib'),
    }),
    ...readerMethods,
  },
});

const gzipInputStream = defineClass({
  name: 'java/util/zip/GZIPInputStream',
  super: 'java/util/zip/InflaterInputStream',
  methods: methods({
    'new(InputStream)': function* (vm, self: Reader, inner: Ref) {
      openReader(vm, self, inner, 'gzip');
      // Java reads the header at once, and says what it thinks of it.
      yield* plainOf(vm, self);
    },
    'new(InputStream, int)': function* (vm, self: Reader, inner: Ref, _size: number) {
      openReader(vm, self, inner, 'gzip');
      yield* plainOf(vm, self);
    },
  }),
});

type WriterPeer = { format: Format; level: number; sink: ByteSink; done: boolean };
type Writer = JavaObject<WriterPeer>;

const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0);

function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function openWriter(vm: Machine, self: Writer, out: Ref, format: Format, level = -1): void {
  vm.setField(self, OUT, required(vm, out));
  self.peer = { format, level, sink: new ByteSink(), done: false };
}

/** Compresses all that was written and passes it on, once. */
function* finish(vm: Machine, self: Writer): Steps<void> {
  const { peer } = self;
  if (peer.done) return;
  peer.done = true;
  const plain = peer.sink.view();
  vm.fuel -= plain.length >> 2;
  const packed = deflate(plain, peer.format !== 'zlib', peer.level);
  const bytes =
    peer.format === 'gzip'
      ? concat([GZIP_HEADER, packed, littleEndian(crc32(plain)), littleEndian(plain.length)])
      : packed;
  const label = vm.labels.transform(peer.sink.label, peer.format === 'gzip' ? 'gzip' : 'deflate');
  yield* writeChunk(vm, vm.getField(self, OUT) as Ref, { bytes, label });
}

const writerMethods = methods({
  'void write(int)': (_vm, self: Writer, byte: number) => self.peer.sink.addByte(byte),
  'void write(byte[], int, int)': (vm, self: Writer, source: JavaArray | null, at: number, count: number) => {
    if (self.peer.done) vm.throwNew('java/io/IOException', 'write beyond end of stream');
    vm.charge(count);
    self.peer.sink.add(rangeOf(vm, source, at, count));
    self.peer.sink.label = vm.labels.union(
      self.peer.sink.label,
      labelOfArray(vm, required(vm, source), at, count),
    );
  },
  'void finish()': finish,
  'void flush()': (vm, self: Writer) => vm.call(vm.getField(self, OUT) as Ref, 'flush()V'),
  'void close()': function* (vm, self: Writer) {
    yield* finish(vm, self);
    yield* vm.call(vm.getField(self, OUT) as Ref, 'close()V');
  },
});

const deflaterOutputStream = defineClass({
  name: 'java/util/zip/DeflaterOutputStream',
  super: 'java/io/FilterOutputStream',
  labels: 'container',
  methods: {
    ...methods({
      'new(OutputStream)': (vm, self: Writer, out: Ref) => openWriter(vm, self, out, 'zlib'),
      'new(OutputStream, Deflater)': (
        vm,
        self: Writer,
        out: Ref,
        by: JavaObject<{ raw: boolean; level: number }> | null,
      ) => openWriter(vm, self, out, required(vm, by).peer.raw ? 'raw' : 'zlib', required(vm, by).peer.level),
      'new(OutputStream, Deflater, int)': (
        vm,
        self: Writer,
        out: Ref,
        by: JavaObject<{ raw: boolean; level: number }> | null,
        _size: number,
      ) => openWriter(vm, self, out, required(vm, by).peer.raw ? 'raw' : 'zlib', required(vm, by).peer.level),
    }),
    ...writerMethods,
  },
});

const gzipOutputStream = defineClass({
  name: 'java/util/zip/GZIPOutputStream',
  super: 'java/util/zip/DeflaterOutputStream',
  labels: 'container',
  methods: methods({
    'new(OutputStream)': (vm, self: Writer, out: Ref) => openWriter(vm, self, out, 'gzip'),
    'new(OutputStream, int)': (vm, self: Writer, out: Ref, _size: number) =>
      openWriter(vm, self, out, 'gzip'),
  }),
});

export const deflateStreams: readonly ClassModel[] = [
  inflaterInputStream,
  gzipInputStream,
  deflaterOutputStream,
  gzipOutputStream,
];
