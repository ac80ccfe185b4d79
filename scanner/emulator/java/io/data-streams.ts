import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { innerOf } from './input-stream.ts';
import { decodeModifiedUtf8, encodeModifiedUtf8 } from './modified-utf8.ts';
import { outOf } from './output-stream.ts';
import { addFlow, rangeOf, readChunk, required, writeChunk } from './support.ts';
import type { Ref } from './support.ts';

/** Reads exactly `count` bytes, or throws EOFException. */
export type ReadExactly<T extends HeapObject = JavaObject> = (
  vm: Machine,
  self: T,
  count: number,
) => Steps<Uint8Array>;
export type WriteBytes<T extends HeapObject = JavaObject> = (
  vm: Machine,
  self: T,
  bytes: Uint8Array,
  label: number,
) => Steps<void> | void;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** java.io.DataInput over a way to read. */
export function dataInputMethods(read: ReadExactly<never>): Record<string, NativeMethod | null> {
  const readExactly = read as ReadExactly<HeapObject>;
  const number = (size: number, get: (view: DataView) => JavaValue): NativeMethod =>
    function* (vm: Machine, self: HeapObject) {
      return get(viewOf(yield* readExactly(vm, self, size)));
    };
  return methods({
    'boolean readBoolean()': number(1, (view) => view.getInt8(0) !== 0),
    'byte readByte()': number(1, (view) => view.getInt8(0)),
    'int readUnsignedByte()': number(1, (view) => view.getUint8(0)),
    'short readShort()': number(2, (view) => view.getInt16(0)),
    'int readUnsignedShort()': number(2, (view) => view.getUint16(0)),
    'char readChar()': number(2, (view) => view.getUint16(0)),
    'int readInt()': number(4, (view) => view.getInt32(0)),
    'long readLong()': number(8, (view) => view.getBigInt64(0)),
    'float readFloat()': number(4, (view) => view.getFloat32(0)),
    'double readDouble()': number(8, (view) => view.getFloat64(0)),
    'String readUTF()': function* (vm, self: HeapObject) {
      const size = viewOf(yield* readExactly(vm, self, 2)).getUint16(0);
      const text = decodeModifiedUtf8(yield* readExactly(vm, self, size));
      return text ?? vm.throwNew('java/io/UTFDataFormatException', 'malformed input');
    },
    'void readFully(byte[])': (vm, self: HeapObject, target: JavaArray | null) =>
      vm.call(self, 'readFully([BII)V', target, 0, required(vm, target).length),
    'void readFully(byte[], int, int)': function* (
      vm,
      self: HeapObject,
      target: JavaArray | null,
      at: number,
      count: number,
    ) {
      const into = rangeOf(vm, target, at, count);
      into.set(yield* readExactly(vm, self, count));
    },
    'String readLine()': function* (vm, self: HeapObject) {
      let line = '';
      for (;;) {
        const byte = yield* vm.call<number>(self, 'read()I');
        if (byte < 0) return line === '' ? null : line;
        if (byte === 10) return line;
        if (byte !== 13) line += String.fromCharCode(byte);
      }
    },
  });
}

/** java.io.DataOutput over a way to write. */
export function dataOutputMethods(write: WriteBytes<never>): Record<string, NativeMethod | null> {
  const writeBytes = write as WriteBytes<HeapObject>;
  const number =
    (size: number, set: (view: DataView, value: never) => void): NativeMethod =>
    (vm: Machine, self: HeapObject, value: never) => {
      const bytes = new Uint8Array(size);
      set(viewOf(bytes), value);
      return writeBytes(vm, self, bytes, 0);
    };
  return methods({
    'void writeBoolean(boolean)': number(1, (view, value: boolean) => view.setInt8(0, value ? 1 : 0)),
    'void writeByte(int)': number(1, (view, value: number) => view.setInt8(0, value)),
    'void writeShort(int)': number(2, (view, value: number) => view.setInt16(0, value)),
    'void writeChar(int)': number(2, (view, value: number) => view.setUint16(0, value)),
    'void writeInt(int)': number(4, (view, value: number) => view.setInt32(0, value)),
    'void writeLong(long)': number(8, (view, value: bigint) => view.setBigInt64(0, value)),
    'void writeFloat(float)': number(4, (view, value: number) => view.setFloat32(0, value)),
    'void writeDouble(double)': number(8, (view, value: number) => view.setFloat64(0, value)),
    'void writeBytes(String)': (vm, self: HeapObject, text: JavaString | null) =>
      writeBytes(vm, self, Buffer.from(vm.text(text), 'latin1'), vm.labelOf(text)),
    'void writeChars(String)': (vm, self: HeapObject, text: JavaString | null) =>
      writeBytes(vm, self, Buffer.from(vm.text(text), 'utf16le').swap16(), vm.labelOf(text)),
    'void writeUTF(String)': (vm, self: HeapObject, text: JavaString | null) => {
      const bytes = encodeModifiedUtf8(vm.text(text));
      if (bytes.length > 65_535)
        vm.throwNew('java/io/UTFDataFormatException', `encoded string too long: ${bytes.length} bytes`);
      const all = new Uint8Array(bytes.length + 2);
      viewOf(all).setUint16(0, bytes.length);
      all.set(bytes, 2);
      return writeBytes(vm, self, all, vm.labelOf(text));
    },
  });
}

/** Exactly `count` bytes from a stream. */
export function* readFully(vm: Machine, stream: Ref, count: number): Steps<Uint8Array> {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count;) {
    const chunk = yield* readChunk(vm, stream, count - at);
    if (chunk === null || chunk.bytes.length === 0) return vm.throwNew('java/io/EOFException');
    bytes.set(chunk.bytes, at);
    at += chunk.bytes.length;
    addFlow(vm, chunk.label);
  }
  return bytes;
}

const dataInputStream = defineClass({
  name: 'java/io/DataInputStream',
  super: 'java/io/FilterInputStream',
  interfaces: ['java/io/DataInput'],
  methods: {
    ...methods({
      'new(InputStream)': (vm, self: JavaObject, inner: Ref) =>
        vm.setField(self, 'in:Ljava/io/InputStream;', inner),
      'int skipBytes(int)': function* (vm, self: JavaObject, count: number) {
        return Number(yield* vm.call<bigint>(innerOf(vm, self), 'skip(J)J', BigInt(count)));
      },
    }),
    ...dataInputMethods((vm: Machine, self: JavaObject, count: number) =>
      readFully(vm, innerOf(vm, self), count),
    ),
  },
});

type DataOut = JavaObject<{ written: number }>;

function* putBytes(vm: Machine, self: DataOut, bytes: Uint8Array, label: number): Steps<void> {
  self.peer.written += bytes.length;
  yield* writeChunk(vm, outOf(vm, self), { bytes, label: vm.labels.union(label, vm.labelOf(self)) });
}

const dataOutputStream = defineClass({
  name: 'java/io/DataOutputStream',
  super: 'java/io/FilterOutputStream',
  interfaces: ['java/io/DataOutput'],
  methods: {
    ...methods({
      'new(OutputStream)': (vm, self: DataOut, out: Ref) => {
        vm.setField(self, 'out:Ljava/io/OutputStream;', out);
        self.peer = { written: 0 };
      },
      'void write(int)': (vm, self: DataOut, byte: number) => {
        self.peer.written++;
        return vm.call(outOf(vm, self), 'write(I)V', byte);
      },
      'void write(byte[], int, int)': (
        vm,
        self: DataOut,
        bytes: JavaArray | null,
        at: number,
        count: number,
      ) => {
        self.peer.written += count;
        return vm.call(outOf(vm, self), 'write([BII)V', bytes, at, count);
      },
      'final int size()': (_vm, self: DataOut) => self.peer.written,
    }),
    ...dataOutputMethods(putBytes),
  },
});

export const dataStreams: readonly ClassModel[] = [dataInputStream, dataOutputStream];
