import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { errnoText } from '../io/file.ts';
import { closeFile, readFrom, writeTo } from '../io/open-file.ts';
import type { OpenFile } from '../io/open-file.ts';
import { required, throwIo, writeChunk } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { methods } from '../signature.ts';
import { bufferOn } from './buffers.ts';
import type { NioBuffer } from './buffers.ts';

type Channel = JavaObject<{ file: OpenFile }>;

function read(vm: Machine, self: Channel, target: NioBuffer | null, at?: number): number {
  const { file } = self.peer;
  const buffer = required(vm, target);
  const { peer } = buffer;
  const room = peer.limit - peer.position;
  const before = file.position;
  if (at !== undefined) file.position = at;
  const bytes = readFrom(vm, file, room);
  if (at !== undefined) file.position = before;
  new Uint8Array(peer.view.buffer, peer.view.byteOffset + peer.start + peer.position, bytes.length).set(
    bytes,
  );
  peer.position += bytes.length;
  vm.addLabel(buffer, vm.labelOf(self));
  vm.addLabel(peer.array, vm.labelOf(self));
  return bytes.length === 0 && room > 0 ? -1 : bytes.length;
}

function write(vm: Machine, self: Channel, source: NioBuffer | null, at?: number): number {
  const { file } = self.peer;
  const buffer = required(vm, source);
  const { peer } = buffer;
  const count = peer.limit - peer.position;
  const bytes = new Uint8Array(peer.view.buffer, peer.view.byteOffset + peer.start + peer.position, count);
  const before = file.position;
  if (at !== undefined) file.position = at;
  writeTo(vm, file, bytes, vm.labels.union(vm.labelOf(buffer), vm.labelOf(peer.array)));
  if (at !== undefined) file.position = before;
  peer.position = peer.limit;
  return count;
}

/** A FileChannel on a file of the device. */
const storeChannel = defineClass({
  name: 'libcore/io/StoreChannel',
  super: 'java/nio/channels/FileChannel',
  methods: methods({
    'int read(ByteBuffer)': (vm, self: Channel, target: NioBuffer | null) => read(vm, self, target),
    'int read(ByteBuffer, long)': (vm, self: Channel, target: NioBuffer | null, at: bigint) =>
      read(vm, self, target, Number(at)),
    'int write(ByteBuffer)': (vm, self: Channel, source: NioBuffer | null) => write(vm, self, source),
    'int write(ByteBuffer, long)': (vm, self: Channel, source: NioBuffer | null, at: bigint) =>
      write(vm, self, source, Number(at)),
    'long position()': (_vm, self: Channel) => BigInt(self.peer.file.position),
    'FileChannel position(long)': (_vm, self: Channel, to: bigint) => {
      self.peer.file.position = Number(to);
      return self;
    },
    'long size()': (_vm, self: Channel) => BigInt(self.peer.file.node.sizeBytes),
    'FileChannel truncate(long)': (vm, self: Channel, size: bigint) => {
      const { file } = self.peer;
      if (Number(size) < file.node.sizeBytes) {
        const failed = file.store.setSize(file.node, Number(size));
        if (failed !== undefined) throwIo(vm, errnoText(failed));
      }
      file.position = Math.min(file.position, Number(size));
      return self;
    },
    'void force(boolean)': () => undefined,
    'long transferTo(long, long, WritableByteChannel)': function* (
      vm,
      self: Channel,
      at: bigint,
      count: bigint,
      target: Ref,
    ) {
      const { node } = self.peer.file;
      const bytes = node.bytes.slice(Number(at), Math.min(node.sizeBytes, Number(at) + Number(count)));
      yield* vm.call(target, 'write(Ljava/nio/ByteBuffer;)I', bufferOn(vm, bytes, vm.labelOf(self)));
      return BigInt(bytes.length);
    },
    'long transferFrom(ReadableByteChannel, long, long)': function* (
      vm,
      self: Channel,
      source: Ref,
      at: bigint,
      count: bigint,
    ) {
      const room = bufferOn(vm, new Uint8Array(Math.min(Number(count), 2 ** 24)), 0);
      const got = yield* vm.call<number>(source, 'read(Ljava/nio/ByteBuffer;)I', room);
      if (got <= 0) return 0n;
      room.peer.limit = room.peer.position;
      room.peer.position = 0;
      return BigInt(write(vm, self, room, Number(at)));
    },
    'MappedByteBuffer map(java/nio/channels/FileChannel$MapMode, long, long)': (
      vm,
      self: Channel,
      _mode: Ref,
      at: bigint,
      count: bigint,
    ) => {
      const { node } = self.peer.file;
      const made = bufferOn(vm, node.bytes.slice(Number(at), Number(at) + Number(count)), vm.labelOf(self));
      return made;
    },
    'FileLock lock()': (vm) => vm.newObject('java/nio/channels/FileLock'),
    'FileLock tryLock()': (vm) => vm.newObject('java/nio/channels/FileLock'),
    'boolean isOpen()': (_vm, self: Channel) => self.peer.file.open,
    'void close()': (vm, self: Channel) => closeFile(vm, self.peer.file, vm.labelOf(self)),
  }),
});

type Adapter = JavaObject<{ stream: Ref }>;

function adapter(vm: Machine, cls: string, stream: Ref): HeapObject {
  const made = vm.newObject<{ stream: Ref }>(cls);
  made.peer = { stream: required(vm, stream) };
  return made;
}

const channels = defineClass({
  name: 'java/nio/channels/Channels',
  flags: 'final',
  methods: methods({
    'static ReadableByteChannel newChannel(InputStream)': (vm, stream: Ref) =>
      adapter(vm, 'libcore/io/StreamSource', stream),
    'static WritableByteChannel newChannel(OutputStream)': (vm, stream: Ref) =>
      adapter(vm, 'libcore/io/StreamSink', stream),
  }),
});

const streamSource = defineClass({
  name: 'libcore/io/StreamSource',
  interfaces: ['java/nio/channels/ReadableByteChannel'],
  methods: methods({
    'int read(ByteBuffer)': function* (vm, self: Adapter, target: NioBuffer | null) {
      const { peer } = required(vm, target);
      const array = vm.newArray('[B', peer.limit - peer.position);
      const got = yield* vm.call<number>(self.peer.stream, 'read([BII)I', array, 0, array.length);
      if (got > 0) yield* vm.call(target, 'put([BII)Ljava/nio/ByteBuffer;', array, 0, got);
      return got;
    },
    'boolean isOpen()': () => true,
    'void close()': (vm, self: Adapter) => vm.call(self.peer.stream, 'close()V'),
  }),
});

const streamSink = defineClass({
  name: 'libcore/io/StreamSink',
  interfaces: ['java/nio/channels/WritableByteChannel'],
  methods: methods({
    'int write(ByteBuffer)': function* (vm, self: Adapter, source: NioBuffer | null) {
      const buffer = required(vm, source);
      const { peer } = buffer;
      const count = peer.limit - peer.position;
      const bytes = new Uint8Array(
        peer.view.buffer,
        peer.view.byteOffset + peer.start + peer.position,
        count,
      ).slice();
      peer.position = peer.limit;
      yield* writeChunk(vm, self.peer.stream, { bytes, label: vm.labelOf(buffer) });
      return count;
    },
    'boolean isOpen()': () => true,
    'void close()': (vm, self: Adapter) => vm.call(self.peer.stream, 'close()V'),
  }),
});

function interfaceOf(
  name: string,
  interfaces: readonly string[],
  table: Parameters<typeof methods>[0] = {},
): ClassModel {
  return defineClass({
    name: `java/nio/channels/${name}`,
    flags: 'interface',
    interfaces,
    methods: methods(table),
  });
}

export const channelClasses: readonly ClassModel[] = [
  throwableClass('java/nio/channels/ClosedChannelException', 'java/io/IOException'),
  interfaceOf('Channel', ['java/io/Closeable'], { 'abstract boolean isOpen()': null }),
  interfaceOf('ReadableByteChannel', ['java/nio/channels/Channel'], {
    'abstract int read(ByteBuffer)': null,
  }),
  interfaceOf('WritableByteChannel', ['java/nio/channels/Channel'], {
    'abstract int write(ByteBuffer)': null,
  }),
  interfaceOf('ByteChannel', [
    'java/nio/channels/ReadableByteChannel',
    'java/nio/channels/WritableByteChannel',
  ]),
  defineClass({
    name: 'java/nio/channels/spi/AbstractInterruptibleChannel',
    flags: 'abstract',
    interfaces: ['java/nio/channels/Channel'],
  }),
  defineClass({
    name: 'java/nio/channels/FileChannel',
    super: 'java/nio/channels/spi/AbstractInterruptibleChannel',
    flags: 'abstract',
    interfaces: ['java/nio/channels/ByteChannel'],
  }),
  defineClass({
    name: 'java/nio/channels/FileChannel$MapMode',
    fields: Object.fromEntries(
      ['READ_ONLY', 'READ_WRITE', 'PRIVATE'].map((name) => [
        `static final ${name}:Ljava/nio/channels/FileChannel$MapMode;`,
        (vm: Machine) => vm.newObject('java/nio/channels/FileChannel$MapMode'),
      ]),
    ),
  }),
  defineClass({
    name: 'java/nio/channels/FileLock',
    methods: methods({
      'void release()': () => undefined,
      'boolean isValid()': () => true,
      'boolean isShared()': () => false,
      'void close()': () => undefined,
    }),
  }),
  storeChannel,
  channels,
  streamSource,
  streamSink,
];
