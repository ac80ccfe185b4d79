import { crc32, deflateRawSync } from 'node:zlib';
import { ScanError } from '../../../../errors.ts';
import { memorySource, ZipArchive } from '../../../../package/index.ts';
import type { ZipEntry } from '../../../../package/index.ts';
import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { fileStoreOf } from '../../../system/file-store.ts';
import { errnoText, pathOf } from '../../io/file.ts';
import {
  addFlow,
  ByteSink,
  concat,
  labelOfArray,
  rangeOf,
  readAll,
  required,
  throwIo,
  writeChunk,
} from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import type { MemoryStreamPeer } from '../../io/input-stream.ts';
import { stringHash } from '../../lang/string.ts';
import { methods } from '../../signature.ts';

/** -1 where a number is not known. */
type EntryPeer = {
  name: string;
  method: number;
  timeMs: number;
  crc: number;
  sizeBytes: number;
  packedBytes: number;
  comment: JavaString | null;
  extra: JavaArray | null;
  source: ZipEntry | null;
};
type Entry = JavaObject<EntryPeer>;

function newEntryPeer(name: string): EntryPeer {
  return {
    name,
    method: -1,
    timeMs: -1,
    crc: -1,
    sizeBytes: -1,
    packedBytes: -1,
    comment: null,
    extra: null,
    source: null,
  };
}

/** MS-DOS times have no zone; they are read as universal time. */
function fromDos(date: number, time: number): number {
  return Date.UTC(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
}

function entryOf(vm: Machine, source: ZipEntry, cls = 'java/util/zip/ZipEntry'): Entry {
  const made = vm.newObject<EntryPeer>(cls);
  made.peer = {
    ...newEntryPeer(source.name),
    method: source.method,
    timeMs: fromDos(source.dosDate, source.dosTime),
    crc: source.crc32,
    sizeBytes: source.sizeBytes,
    packedBytes: source.compressedSizeBytes,
    source,
  };
  return made;
}

/** Archives from the app: what is wrong with them is the app's ZipException. */
function guarded<T>(vm: Machine, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScanError) return vm.throwNew('java/util/zip/ZipException', error.message);
    throw error;
  }
}

function contentOf(vm: Machine, archive: ZipArchive, source: ZipEntry): Uint8Array {
  const bytes = guarded(vm, () => archive.read(source));
  vm.charge(bytes.length);
  return bytes;
}

const zipEntry = defineClass({
  name: 'java/util/zip/ZipEntry',
  interfaces: ['java/lang/Cloneable'],
  fields: { 'static final STORED:I': 0, 'static final DEFLATED:I': 8 },
  methods: methods({
    'new(String)': (vm, self: Entry, name: JavaString | null) => {
      self.peer = newEntryPeer(vm.text(name));
    },
    'new(java/util/zip/ZipEntry)': (vm, self: Entry, other: Entry | null) => {
      self.peer = { ...required(vm, other).peer };
    },
    'String getName()': (_vm, self: Entry) => self.peer.name,
    'String toString()': (_vm, self: Entry) => self.peer.name,
    'boolean isDirectory()': (_vm, self: Entry) => self.peer.name.endsWith('/'),
    'long getSize()': (_vm, self: Entry) => BigInt(self.peer.sizeBytes),
    'void setSize(long)': (_vm, self: Entry, size: bigint) => {
      self.peer.sizeBytes = Number(size);
    },
    'long getCompressedSize()': (_vm, self: Entry) => BigInt(self.peer.packedBytes),
    'void setCompressedSize(long)': (_vm, self: Entry, size: bigint) => {
      self.peer.packedBytes = Number(size);
    },
    'long getCrc()': (_vm, self: Entry) => BigInt(self.peer.crc),
    'void setCrc(long)': (_vm, self: Entry, crc: bigint) => {
      self.peer.crc = Number(crc);
    },
    'int getMethod()': (_vm, self: Entry) => self.peer.method,
    'void setMethod(int)': (_vm, self: Entry, method: number) => {
      self.peer.method = method;
    },
    'long getTime()': (_vm, self: Entry) => BigInt(self.peer.timeMs),
    'void setTime(long)': (_vm, self: Entry, ms: bigint) => {
      self.peer.timeMs = Number(ms);
    },
    'String getComment()': (_vm, self: Entry) => self.peer.comment,
    'void setComment(String)': (_vm, self: Entry, comment: JavaString | null) => {
      self.peer.comment = comment;
    },
    'byte[] getExtra()': (_vm, self: Entry) => self.peer.extra,
    'void setExtra(byte[])': (_vm, self: Entry, extra: JavaArray | null) => {
      self.peer.extra = extra;
    },
    'int hashCode()': (vm, self: Entry) => stringHash(vm.string(self.peer.name)),
  }),
});

type ZipFile = JavaObject<{ path: string; archive: ZipArchive | null; label: number }>;

function openArchive(vm: Machine, self: ZipFile, path: string): void {
  const content = fileStoreOf(vm).openToRead(path.startsWith('/') ? path : `/${path}`);
  if (content === 'ENOENT') vm.throwNew('java/io/FileNotFoundException', `File doesn't exist: ${path}`);
  if (typeof content === 'string') return throwIo(vm, `${path}: open failed: ${errnoText(content)}`);
  const bytes = 'kind' in content ? content.bytes.slice(0, content.sizeBytes) : content.bytes;
  const label = content.labels.reduce((set, one) => vm.labels.union(set, vm.labels.of(one)), 0);
  self.peer = { path, archive: guarded(vm, () => new ZipArchive(memorySource(bytes), path)), label };
}

function archiveOf(vm: Machine, self: ZipFile): ZipArchive {
  return self.peer.archive ?? vm.throwNew('java/lang/IllegalStateException', 'Zip file closed');
}

function fileClass(name: string, superName: string, entryClass: string): ClassModel {
  const find = (vm: Machine, self: ZipFile, wanted: JavaString | null): Entry | null => {
    const archive = archiveOf(vm, self);
    const source = archive.find(vm.text(wanted)) ?? archive.find(`${vm.text(wanted)}/`);
    return source === undefined ? null : entryOf(vm, source, entryClass);
  };
  return defineClass({
    name,
    super: superName,
    interfaces: ['java/io/Closeable'],
    methods: methods({
      'new(String)': (vm, self: ZipFile, path: JavaString | null) => openArchive(vm, self, vm.text(path)),
      'new(File)': (vm, self: ZipFile, file: Ref) => openArchive(vm, self, pathOf(vm, file)),
      'new(File, int)': (vm, self: ZipFile, file: Ref, _mode: number) =>
        openArchive(vm, self, pathOf(vm, file)),
      'String getName()': (_vm, self: ZipFile) => self.peer.path,
      'int size()': (vm, self: ZipFile) => archiveOf(vm, self).entries.length,
      'ZipEntry getEntry(String)': find,
      'java/util/jar/JarEntry getJarEntry(String)': find,
      'Enumeration entries()': function* (vm, self: ZipFile) {
        const list = yield* vm.construct('java/util/ArrayList', '()V');
        for (const source of archiveOf(vm, self).entries)
          yield* vm.call(list, 'add(Ljava/lang/Object;)Z', entryOf(vm, source, entryClass));
        return yield* vm.callStatic(
          'java/util/Collections',
          'enumeration(Ljava/util/Collection;)Ljava/util/Enumeration;',
          list,
        );
      },
      'InputStream getInputStream(ZipEntry)': (vm, self: ZipFile, entry: Entry | null) => {
        const archive = archiveOf(vm, self);
        const source = archive.find(required(vm, entry).peer.name);
        if (source === undefined) return null;
        const made = vm.newObject<MemoryStreamPeer>('libcore/io/MemoryInputStream');
        made.peer = { bytes: contentOf(vm, archive, source), at: 0, mark: 0, closed: false };
        vm.addLabel(made, self.peer.label);
        return made;
      },
      'void close()': (_vm, self: ZipFile) => {
        self.peer.archive = null;
      },
    }),
  });
}

type ZipReader = JavaObject<{ archive: ZipArchive | null; next: number; content: Uint8Array; at: number }>;
const IN = 'in:Ljava/io/InputStream;';

const zipInputStream = defineClass({
  name: 'java/util/zip/ZipInputStream',
  super: 'java/util/zip/InflaterInputStream',
  methods: methods({
    'new(InputStream)': (vm, self: ZipReader, inner: Ref) => {
      vm.setField(self, IN, required(vm, inner));
      self.peer = { archive: null, next: 0, content: new Uint8Array(0), at: 0 };
    },
    'ZipEntry getNextEntry()': function* (vm, self: ZipReader) {
      const { peer } = self;
      if (peer.archive === null) {
        const all = yield* readAll(vm, vm.getField(self, IN) as Ref);
        vm.addLabel(self, all.label);
        // What does not begin with an entry is an empty archive to Java.
        if (all.bytes.length < 22 || all.bytes[0] !== 0x50 || all.bytes[1] !== 0x4b) return null;
        peer.archive = guarded(vm, () => new ZipArchive(memorySource(all.bytes), 'stream'));
      }
      const source = peer.archive.entries[peer.next++];
      if (source === undefined) return null;
      peer.content = contentOf(vm, peer.archive, source);
      peer.at = 0;
      return entryOf(vm, source);
    },
    'void closeEntry()': (_vm, self: ZipReader) => {
      self.peer.at = self.peer.content.length;
    },
    'int read()': function* (vm, self: ZipReader) {
      addFlow(vm, vm.labelOf(self));
      const { peer } = self;
      return peer.at < peer.content.length ? (peer.content[peer.at++] ?? -1) : -1;
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: ZipReader,
      target: JavaArray | null,
      at: number,
      count: number,
    ) {
      const into = rangeOf(vm, target, at, count);
      const piece = self.peer.content.subarray(self.peer.at, self.peer.at + count);
      into.set(piece);
      self.peer.at += piece.length;
      return piece.length === 0 && count > 0 ? -1 : piece.length;
    },
    'int available()': (_vm, self: ZipReader) => (self.peer.at < self.peer.content.length ? 1 : 0),
  }),
});

type Done = { name: Uint8Array; method: number; crc: number; packed: number; size: number; offset: number };
type ZipWriter = JavaObject<{
  entry: EntryPeer | null;
  sink: ByteSink;
  done: Done[];
  offset: number;
  finished: boolean;
  method: number;
}>;
const OUT = 'out:Ljava/io/OutputStream;';

function record(
  signature: number,
  size: number,
  fields: readonly (readonly [at: number, bytes: 2 | 4, value: number])[],
): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  view.setUint32(0, signature, true);
  for (const [at, bytes, value] of fields)
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  return new Uint8Array(view.buffer);
}

/** 1 January 1980: archives made by the app carry no clock of ours. */
const DOS_DATE = 0x21;

function* putOut(vm: Machine, self: ZipWriter, bytes: Uint8Array, label: number): Steps<void> {
  self.peer.offset += bytes.length;
  yield* writeChunk(vm, vm.getField(self, OUT) as Ref, { bytes, label });
}

/** APPNOTE 4.3.7: a local header and the entry's data. */
function* closeEntry(vm: Machine, self: ZipWriter): Steps<void> {
  const { peer } = self;
  if (peer.entry === null) return;
  const plain = peer.sink.view();
  const method = peer.entry.method < 0 ? peer.method : peer.entry.method;
  const packed = method === 0 ? plain.slice() : deflateRawSync(plain);
  const name = Buffer.from(peer.entry.name, 'utf8');
  const done: Done = {
    name,
    method,
    crc: crc32(plain),
    packed: packed.length,
    size: plain.length,
    offset: peer.offset,
  };
  const header = record(0x04034b50, 30, [
    [4, 2, 20],
    [6, 2, 0x800],
    [8, 2, method],
    [12, 2, DOS_DATE],
    [14, 4, done.crc],
    [18, 4, done.packed],
    [22, 4, done.size],
    [26, 2, name.length],
  ]);
  Object.assign(peer.entry, { crc: done.crc, sizeBytes: done.size, packedBytes: done.packed, method });
  peer.entry = null;
  peer.done.push(done);
  const label = vm.labels.transform(peer.sink.label, 'zip');
  peer.sink = new ByteSink();
  yield* putOut(vm, self, concat([header, name, packed]), label);
}

/** APPNOTE 4.3.12 and 4.3.16: the central directory and its end. */
function* finish(vm: Machine, self: ZipWriter): Steps<void> {
  const { peer } = self;
  yield* closeEntry(vm, self);
  if (peer.finished) return;
  peer.finished = true;
  const start = peer.offset;
  for (const { name, method, crc, packed, size, offset } of peer.done) {
    const header = record(0x02014b50, 46, [
      [4, 2, 20],
      [6, 2, 20],
      [8, 2, 0x800],
      [10, 2, method],
      [14, 2, DOS_DATE],
      [16, 4, crc],
      [20, 4, packed],
      [24, 4, size],
      [28, 2, name.length],
      [42, 4, offset],
    ]);
    yield* putOut(vm, self, concat([header, name]), 0);
  }
  const end = record(0x06054b50, 22, [
    [8, 2, peer.done.length],
    [10, 2, peer.done.length],
    [12, 4, peer.offset - start],
    [16, 4, start],
  ]);
  yield* putOut(vm, self, end, 0);
}

const zipOutputStream = defineClass({
  name: 'java/util/zip/ZipOutputStream',
  super: 'java/util/zip/DeflaterOutputStream',
  labels: 'container',
  fields: { 'static final STORED:I': 0, 'static final DEFLATED:I': 8 },
  methods: methods({
    'new(OutputStream)': (vm, self: ZipWriter, out: Ref) => {
      vm.setField(self, OUT, required(vm, out));
      self.peer = { entry: null, sink: new ByteSink(), done: [], offset: 0, finished: false, method: 8 };
    },
    'void setMethod(int)': (_vm, self: ZipWriter, method: number) => {
      self.peer.method = method;
    },
    'void setLevel(int)': () => undefined,
    'void setComment(String)': () => undefined,
    'void putNextEntry(ZipEntry)': function* (vm, self: ZipWriter, entry: Entry | null) {
      yield* closeEntry(vm, self);
      const { peer } = required(vm, entry);
      if (self.peer.done.some(({ name }) => Buffer.from(name).toString('utf8') === peer.name))
        vm.throwNew('java/util/zip/ZipException', `duplicate entry: ${peer.name}`);
      self.peer.entry = peer;
    },
    'void closeEntry()': closeEntry,
    'void write(int)': (_vm, self: ZipWriter, byte: number) => self.peer.sink.addByte(byte),
    'void write(byte[], int, int)': (
      vm,
      self: ZipWriter,
      source: JavaArray | null,
      at: number,
      count: number,
    ) => {
      if (self.peer.entry === null) vm.throwNew('java/util/zip/ZipException', 'no current ZIP entry');
      vm.charge(count);
      self.peer.sink.add(rangeOf(vm, source, at, count));
      self.peer.sink.label = vm.labels.union(
        self.peer.sink.label,
        labelOfArray(vm, required(vm, source), at, count),
      );
    },
    'void finish()': finish,
    'void close()': function* (vm, self: ZipWriter) {
      yield* finish(vm, self);
      yield* vm.call(vm.getField(self, OUT) as Ref, 'close()V');
    },
  }),
});

export const zipFiles: readonly ClassModel[] = [
  zipEntry,
  fileClass('java/util/zip/ZipFile', 'java/lang/Object', 'java/util/zip/ZipEntry'),
  defineClass({
    name: 'java/util/jar/JarEntry',
    super: 'java/util/zip/ZipEntry',
    methods: methods({
      'new(String)': (vm, self: Entry, name: JavaString | null) => {
        self.peer = newEntryPeer(vm.text(name));
      },
    }),
  }),
  fileClass('java/util/jar/JarFile', 'java/util/zip/ZipFile', 'java/util/jar/JarEntry'),
  zipInputStream,
  zipOutputStream,
];
