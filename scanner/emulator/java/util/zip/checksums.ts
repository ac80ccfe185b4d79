import { crc32 } from 'node:zlib';
import { defineClass, unsignedBytesOf } from '../../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine } from '../../../machine/index.ts';
import { rangeOf, required } from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { methods } from '../../signature.ts';

type Sum = JavaObject<{ value: number }>;

function adler32(bytes: Uint8Array, before: number): number {
  let a = before & 0xffff;
  let b = before >>> 16;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function checksum(
  name: string,
  start: number,
  update: (bytes: Uint8Array, before: number) => number,
): ClassModel {
  const add = (self: Sum, bytes: Uint8Array): void => {
    self.peer.value = update(bytes, self.peer.value);
  };
  return defineClass({
    name: `java/util/zip/${name}`,
    interfaces: ['java/util/zip/Checksum'],
    methods: methods({
      'new()': (_vm, self: Sum) => {
        self.peer = { value: start };
      },
      'void update(int)': (_vm, self: Sum, byte: number) => add(self, Uint8Array.of(byte)),
      'void update(byte[])': (vm, self: Sum, bytes: JavaArray | null) =>
        add(self, unsignedBytesOf(required(vm, bytes))),
      'void update(byte[], int, int)': (vm, self: Sum, bytes: JavaArray | null, at: number, count: number) =>
        add(self, rangeOf(vm, bytes, at, count)),
      'long getValue()': (_vm, self: Sum) => BigInt(self.peer.value),
      'void reset()': (_vm, self: Sum) => {
        self.peer.value = start;
      },
    }),
  });
}

type Checked = JavaObject<{ sum: Ref }>;

function* feed(vm: Machine, self: Checked, array: JavaArray, at: number, count: number) {
  yield* vm.call(self.peer.sum, 'update([BII)V', array, at, count);
}

export const checksums: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/zip/Checksum',
    flags: 'interface',
    methods: methods({
      'abstract void update(int)': null,
      'abstract void update(byte[], int, int)': null,
      'abstract long getValue()': null,
      'abstract void reset()': null,
    }),
  }),
  checksum('CRC32', 0, (bytes, before) => crc32(bytes, before)),
  checksum('Adler32', 1, adler32),
  defineClass({
    name: 'java/util/zip/CheckedInputStream',
    super: 'java/io/FilterInputStream',
    methods: methods({
      'new(InputStream, Checksum)': (vm, self: Checked, inner: Ref, sum: Ref) => {
        vm.setField(self, 'in:Ljava/io/InputStream;', inner);
        self.peer = { sum };
      },
      'int read()': function* (vm, self: Checked) {
        const byte = yield* vm.call<number>(vm.getField(self, 'in:Ljava/io/InputStream;') as Ref, 'read()I');
        if (byte >= 0) yield* vm.call(self.peer.sum, 'update(I)V', byte);
        return byte;
      },
      'int read(byte[], int, int)': function* (
        vm,
        self: Checked,
        target: JavaArray,
        at: number,
        count: number,
      ) {
        const got = yield* vm.call<number>(
          vm.getField(self, 'in:Ljava/io/InputStream;') as Ref,
          'read([BII)I',
          target,
          at,
          count,
        );
        if (got > 0) yield* feed(vm, self, target, at, got);
        return got;
      },
      'Checksum getChecksum()': (_vm, self: Checked) => self.peer.sum,
    }),
  }),
  defineClass({
    name: 'java/util/zip/CheckedOutputStream',
    super: 'java/io/FilterOutputStream',
    methods: methods({
      'new(OutputStream, Checksum)': (vm, self: Checked, out: Ref, sum: Ref) => {
        vm.setField(self, 'out:Ljava/io/OutputStream;', out);
        self.peer = { sum };
      },
      'void write(int)': function* (vm, self: Checked, byte: number) {
        yield* vm.call(vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref, 'write(I)V', byte);
        yield* vm.call(self.peer.sum, 'update(I)V', byte);
      },
      'void write(byte[], int, int)': function* (
        vm,
        self: Checked,
        bytes: JavaArray,
        at: number,
        count: number,
      ) {
        yield* vm.call(
          vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref,
          'write([BII)V',
          bytes,
          at,
          count,
        );
        yield* feed(vm, self, bytes, at, count);
      },
      'Checksum getChecksum()': (_vm, self: Checked) => self.peer.sum,
    }),
  }),
];
