import { defineClass } from '../../machine/index.ts';
import type { JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { dataInputMethods, dataOutputMethods } from './data-streams.ts';
import { errnoText, pathOf, tidyPath } from './file.ts';
import type { File } from './file.ts';
import { newDescriptor } from './file-streams.ts';
import { closeFile, openToRead, openToWrite, readFrom, writeTo } from './open-file.ts';
import type { OpenFile } from './open-file.ts';
import { labelOfArray, rangeOf, required, throwIo } from './support.ts';

type Peer = { file: OpenFile };
type RandomAccess = JavaObject<Peer>;

function open(vm: Machine, self: RandomAccess, path: string, mode: string): void {
  if (!['r', 'rw', 'rws', 'rwd'].includes(mode))
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      `Illegal mode "${mode}" must be one of "r", "rw", "rws", or "rwd"`,
    );
  const whole = path.startsWith('/') ? path : `/${path}`;
  const file = mode === 'r' ? openToRead(vm, whole, self) : openToWrite(vm, whole, false, false);
  self.peer = { file };
  for (const label of file.node.labels) vm.addLabel(self, vm.labels.of(label));
}

function* readExactly(vm: Machine, self: RandomAccess, count: number): Steps<Uint8Array> {
  const bytes = readFrom(vm, self.peer.file, count);
  if (bytes.length < count) return vm.throwNew('java/io/EOFException');
  return bytes.slice();
}

export const randomAccessFile = defineClass({
  name: 'java/io/RandomAccessFile',
  interfaces: ['java/io/DataInput', 'java/io/DataOutput', 'java/io/Closeable'],
  methods: {
    ...methods({
      'new(String, String)': (vm, self: RandomAccess, path: JavaString | null, mode: JavaString | null) =>
        open(vm, self, tidyPath(vm.text(path)), vm.text(mode)),
      'new(File, String)': (vm, self: RandomAccess, file: File | null, mode: JavaString | null) =>
        open(vm, self, pathOf(vm, file), vm.text(mode)),
      'int read()': (vm, self: RandomAccess) => readFrom(vm, self.peer.file, 1)[0] ?? -1,
      'int read(byte[])': (vm, self: RandomAccess, target: JavaArray | null) =>
        vm.call(self, 'read([BII)I', target, 0, required(vm, target).length),
      'int read(byte[], int, int)': (
        vm,
        self: RandomAccess,
        target: JavaArray | null,
        at: number,
        count: number,
      ) => {
        const into = rangeOf(vm, target, at, count);
        if (count === 0) return 0;
        const bytes = readFrom(vm, self.peer.file, count);
        into.set(bytes);
        return bytes.length === 0 ? -1 : bytes.length;
      },
      'void write(int)': (vm, self: RandomAccess, byte: number) =>
        writeTo(vm, self.peer.file, Uint8Array.of(byte), vm.labelOf(self)),
      'void write(byte[])': (vm, self: RandomAccess, bytes: JavaArray | null) =>
        vm.call(self, 'write([BII)V', bytes, 0, required(vm, bytes).length),
      'void write(byte[], int, int)': (
        vm,
        self: RandomAccess,
        source: JavaArray | null,
        at: number,
        count: number,
      ) =>
        writeTo(
          vm,
          self.peer.file,
          rangeOf(vm, source, at, count),
          labelOfArray(vm, required(vm, source), at, count),
        ),
      'int skipBytes(int)': (_vm, self: RandomAccess, count: number) => {
        const { file } = self.peer;
        const skipped = Math.max(0, Math.min(count, file.node.sizeBytes - file.position));
        file.position += skipped;
        return skipped;
      },
      'void seek(long)': (vm, self: RandomAccess, to: bigint) => {
        if (to < 0n) throwIo(vm, `offset < 0: ${to}`);
        self.peer.file.position = Number(to);
      },
      'long getFilePointer()': (_vm, self: RandomAccess) => BigInt(self.peer.file.position),
      'long length()': (vm, self: RandomAccess) =>
        self.peer.file.open ? BigInt(self.peer.file.node.sizeBytes) : throwIo(vm, 'Stream Closed'),
      'void setLength(long)': (vm, self: RandomAccess, size: bigint) => {
        const { file } = self.peer;
        if (!file.writable || size < 0n)
          vm.throwNew('java/io/IOException', 'setLength failed: EINVAL (Invalid argument)');
        const failed = file.store.setSize(file.node, Number(size));
        if (failed !== undefined) throwIo(vm, `ftruncate failed: ${errnoText(failed)}`);
        file.position = Math.min(file.position, Number(size));
      },
      'void close()': (vm, self: RandomAccess) => closeFile(vm, self.peer.file, vm.labelOf(self)),
      'FileDescriptor getFD()': (vm, self: RandomAccess) => newDescriptor(vm, self.peer.file),
      'FileChannel getChannel()': (vm, self: RandomAccess) => {
        const channel = vm.newObject<Peer>('libcore/io/StoreChannel');
        channel.peer = { file: self.peer.file };
        return channel;
      },
    }),
    ...dataInputMethods(readExactly),
    ...dataOutputMethods((vm: Machine, self: RandomAccess, bytes: Uint8Array, label: number) =>
      writeTo(vm, self.peer.file, bytes, vm.labels.union(label, vm.labelOf(self))),
    ),
  },
});
