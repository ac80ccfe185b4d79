import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { charsetOrThrow, defaultCharset } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { pathOf, tidyPath } from './file.ts';
import type { File } from './file.ts';
import { closeFile, openToRead, openToWrite, readFrom, writeTo } from './open-file.ts';
import type { Descriptor, DescriptorPeer, OpenFile } from './open-file.ts';
import { openReader } from './reader.ts';
import { labelOfArray, rangeOf, required, throwIo } from './support.ts';
import { openWriter } from './writer.ts';

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

/** A FileDescriptor on an open file. */
export function newDescriptor(vm: Machine, peer: DescriptorPeer): Descriptor {
  const made = vm.newObject<DescriptorPeer>('java/io/FileDescriptor');
  made.peer = peer;
  return made;
}

function fileBehind(vm: Machine, descriptor: Descriptor | null): OpenFile {
  const { peer } = required(vm, descriptor);
  if (peer !== undefined && 'node' in peer) return peer;
  return throwIo(vm, 'EBADF (Bad file descriptor)');
}

const descriptor = defineClass({
  name: 'java/io/FileDescriptor',
  flags: 'final',
  fields: {
    'static final in:Ljava/io/FileDescriptor;': (vm) => newDescriptor(vm, { standard: 'in' }),
    'static final out:Ljava/io/FileDescriptor;': (vm) => newDescriptor(vm, { standard: 'out' }),
    'static final err:Ljava/io/FileDescriptor;': (vm) => newDescriptor(vm, { standard: 'out' }),
  },
  methods: methods({
    'new()': (_vm, self: Descriptor) => {
      self.peer = { invalid: true };
    },
    'boolean valid()': (_vm, self: Descriptor) =>
      'node' in self.peer ? self.peer.open : 'standard' in self.peer,
    'void sync()': () => undefined,
  }),
});

type InPeer = { file: OpenFile };
type In = JavaObject<InPeer>;

function channelOf(vm: Machine, owner: JavaObject, file: OpenFile): JavaObject {
  const channel = vm.newObject<{ file: OpenFile }>('libcore/io/StoreChannel');
  channel.peer = { file };
  vm.addLabel(channel, vm.labelOf(owner));
  return channel;
}

/** Opens a FileInputStream on a path; for its constructors, and models that make one. */
export function openFileInput(vm: Machine, self: JavaObject, path: string): void {
  (self as In).peer = { file: openToRead(vm, absolute(path), self) };
}

const fileInputStream = defineClass({
  name: 'java/io/FileInputStream',
  super: 'java/io/InputStream',
  methods: methods({
    'new(String)': (vm, self: In, path: JavaString | null) =>
      openFileInput(vm, self, tidyPath(vm.text(path))),
    'new(File)': (vm, self: In, file: File | null) => openFileInput(vm, self, pathOf(vm, file)),
    'new(FileDescriptor)': (vm, self: In, from: Descriptor | null) => {
      self.peer = { file: fileBehind(vm, from) };
    },
    'int read()': (vm, self: In) => readFrom(vm, self.peer.file, 1)[0] ?? -1,
    'int read(byte[], int, int)': (vm, self: In, target: JavaArray | null, at: number, count: number) => {
      const into = rangeOf(vm, target, at, count);
      if (count === 0) return 0;
      const bytes = readFrom(vm, self.peer.file, count);
      into.set(bytes);
      vm.addLabel(required(vm, target), vm.labelOf(self));
      return bytes.length === 0 ? -1 : bytes.length;
    },
    'int available()': (_vm, self: In) =>
      Math.max(0, self.peer.file.node.sizeBytes - self.peer.file.position),
    'long skip(long)': (_vm, self: In, count: bigint) => {
      self.peer.file.position = Math.max(0, self.peer.file.position + Number(count));
      return count;
    },
    'void close()': (vm, self: In) => closeFile(vm, self.peer.file, 0),
    'FileDescriptor getFD()': (vm, self: In) => newDescriptor(vm, self.peer.file),
    'FileChannel getChannel()': (vm, self: In) => channelOf(vm, self, self.peer.file),
  }),
});

type Out = JavaObject<{ file: OpenFile | null }>;

/** Opens a FileOutputStream on a path; for its constructors, and models that make one. */
export function openFileOutput(vm: Machine, self: JavaObject, path: string, append: boolean): void {
  (self as Out).peer = { file: openToWrite(vm, absolute(path), append, !append) };
}

const fileOutputStream = defineClass({
  name: 'java/io/FileOutputStream',
  super: 'java/io/OutputStream',
  methods: methods({
    'new(String)': (vm, self: Out, path: JavaString | null) =>
      openFileOutput(vm, self, tidyPath(vm.text(path)), false),
    'new(String, boolean)': (vm, self: Out, path: JavaString | null, append: boolean) =>
      openFileOutput(vm, self, tidyPath(vm.text(path)), append),
    'new(File)': (vm, self: Out, file: File | null) => openFileOutput(vm, self, pathOf(vm, file), false),
    'new(File, boolean)': (vm, self: Out, file: File | null, append: boolean) =>
      openFileOutput(vm, self, pathOf(vm, file), append),
    'new(FileDescriptor)': (vm, self: Out, to: Descriptor | null) => {
      const { peer } = required(vm, to);
      self.peer = {
        file: peer !== undefined && 'standard' in peer ? null : { ...fileBehind(vm, to), writable: true },
      };
    },
    'void write(int)': (vm, self: Out, byte: number) => put(vm, self, Uint8Array.of(byte), vm.labelOf(self)),
    'void write(byte[], int, int)': (vm, self: Out, source: JavaArray | null, at: number, count: number) =>
      put(vm, self, rangeOf(vm, source, at, count), labelOfArray(vm, required(vm, source), at, count)),
    'void close()': (vm, self: Out) => {
      if (self.peer.file !== null) closeFile(vm, self.peer.file, vm.labelOf(self));
    },
    'FileDescriptor getFD()': (vm, self: Out) => newDescriptor(vm, self.peer.file ?? { standard: 'out' }),
    'FileChannel getChannel()': (vm, self: Out) =>
      self.peer.file === null ? throwIo(vm, 'EINVAL') : channelOf(vm, self, self.peer.file),
  }),
});

function put(vm: Machine, self: Out, bytes: Uint8Array, label: number): void {
  if (self.peer.file === null) vm.print(Buffer.from(bytes).toString('utf8'));
  else writeTo(vm, self.peer.file, bytes, label);
}

/** A FileInputStream that a FileReader reads. */
function streamOn(vm: Machine, path: string): JavaObject {
  const stream = vm.newObject('java/io/FileInputStream');
  openFileInput(vm, stream, path);
  return stream;
}

function sinkOn(vm: Machine, path: string, append: boolean): JavaObject {
  const stream = vm.newObject('java/io/FileOutputStream');
  openFileOutput(vm, stream, path, append);
  return stream;
}

const fileReader = defineClass({
  name: 'java/io/FileReader',
  super: 'java/io/InputStreamReader',
  methods: methods({
    'new(String)': (vm, self: JavaObject, path: JavaString | null) =>
      openReader(self, streamOn(vm, tidyPath(vm.text(path))), defaultCharset),
    'new(File)': (vm, self: JavaObject, file: File | null) =>
      openReader(self, streamOn(vm, pathOf(vm, file)), defaultCharset),
    'new(File, Charset)': (vm, self: JavaObject, file: File | null, charset: JavaObject<CharsetPeer>) =>
      openReader(self, streamOn(vm, pathOf(vm, file)), required(vm, charset).peer),
  }),
});

const fileWriter = defineClass({
  name: 'java/io/FileWriter',
  super: 'java/io/OutputStreamWriter',
  methods: methods({
    'new(String)': (vm, self: JavaObject, path: JavaString | null) =>
      openWriter(self, sinkOn(vm, tidyPath(vm.text(path)), false), defaultCharset),
    'new(String, boolean)': (vm, self: JavaObject, path: JavaString | null, append: boolean) =>
      openWriter(self, sinkOn(vm, tidyPath(vm.text(path)), append), defaultCharset),
    'new(File)': (vm, self: JavaObject, file: File | null) =>
      openWriter(self, sinkOn(vm, pathOf(vm, file), false), defaultCharset),
    'new(File, boolean)': (vm, self: JavaObject, file: File | null, append: boolean) =>
      openWriter(self, sinkOn(vm, pathOf(vm, file), append), defaultCharset),
  }),
});

/** A byte sink for PrintStream and PrintWriter, which open files too. */
export function openSink(vm: Machine, path: string): JavaObject {
  return sinkOn(vm, path, false);
}

/** A charset named in a constructor. */
export function namedCharset(vm: Machine, name: JavaString | null): CharsetPeer {
  return charsetOrThrow(vm, vm.text(name), 'java/io/UnsupportedEncodingException');
}

export const fileStreams: readonly ClassModel[] = [
  descriptor,
  fileInputStream,
  fileOutputStream,
  fileReader,
  fileWriter,
];
