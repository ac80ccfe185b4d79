import { defineClass, JavaObject } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaValue,
  Machine,
  NativeMethod,
} from '../../machine/index.ts';
import { checkRange, labelOfArray, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { putChars, stringOf } from '../io/text-support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { descriptorOf, methods } from '../signature.ts';

/** A window on an array's memory. Typed buffers, and views of byte buffers, are the same with larger elements. */
export type BufferPeer = {
  readonly array: JavaArray;
  /** The array's memory; `start` is where element 0 of the buffer lies, in bytes. */
  readonly view: DataView;
  readonly start: number;
  readonly elementBytes: number;
  position: number;
  limit: number;
  readonly capacity: number;
  mark: number;
  littleEndian: boolean;
  readonly readOnly: boolean;
  readonly direct: boolean;
};
export type NioBuffer = JavaObject<BufferPeer>;

type Kind = {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly get: (view: DataView, at: number, little: boolean) => JavaValue;
  readonly set: (view: DataView, at: number, value: never, little: boolean) => void;
};

const KINDS: readonly Kind[] = [
  {
    name: 'Byte',
    type: 'byte',
    bytes: 1,
    get: (v, at) => v.getInt8(at),
    set: (v, at, x: number) => v.setInt8(at, x),
  },
  {
    name: 'Char',
    type: 'char',
    bytes: 2,
    get: (v, at, le) => v.getUint16(at, le),
    set: (v, at, x: number, le) => v.setUint16(at, x, le),
  },
  {
    name: 'Short',
    type: 'short',
    bytes: 2,
    get: (v, at, le) => v.getInt16(at, le),
    set: (v, at, x: number, le) => v.setInt16(at, x, le),
  },
  {
    name: 'Int',
    type: 'int',
    bytes: 4,
    get: (v, at, le) => v.getInt32(at, le),
    set: (v, at, x: number, le) => v.setInt32(at, x, le),
  },
  {
    name: 'Long',
    type: 'long',
    bytes: 8,
    get: (v, at, le) => v.getBigInt64(at, le),
    set: (v, at, x: bigint, le) => v.setBigInt64(at, x, le),
  },
  {
    name: 'Float',
    type: 'float',
    bytes: 4,
    get: (v, at, le) => v.getFloat32(at, le),
    set: (v, at, x: number, le) => v.setFloat32(at, x, le),
  },
  {
    name: 'Double',
    type: 'double',
    bytes: 8,
    get: (v, at, le) => v.getFloat64(at, le),
    set: (v, at, x: number, le) => v.setFloat64(at, x, le),
  },
];

function memoryOf(array: JavaArray): DataView {
  const { data } = array;
  return Array.isArray(data)
    ? new DataView(new ArrayBuffer(0))
    : new DataView(data.buffer, data.byteOffset, data.byteLength);
}

function newBuffer(vm: Machine, cls: string, peer: BufferPeer, label: number): NioBuffer {
  const made = vm.newObject<BufferPeer>(cls);
  made.peer = peer;
  vm.addLabel(made, label);
  return made;
}

function classOf(kind: Kind, direct: boolean): string {
  return kind.name === 'Byte'
    ? `java/nio/${direct ? 'Direct' : 'Heap'}ByteBuffer`
    : `java/nio/${kind.name}Buffer`;
}

function onArray(
  vm: Machine,
  kind: Kind,
  array: JavaArray,
  at: number,
  count: number,
  direct = false,
): NioBuffer {
  return newBuffer(
    vm,
    classOf(kind, direct),
    {
      array,
      view: memoryOf(array),
      start: 0,
      elementBytes: kind.bytes,
      position: at,
      limit: at + count,
      capacity: array.length,
      mark: -1,
      // A typed array's memory is the machine's own order; a byte buffer starts big-endian.
      littleEndian: kind.name !== 'Byte',
      readOnly: false,
      direct,
    },
    labelOfArray(vm, array),
  );
}

/** A byte buffer on bytes that no array of the app's holds, such as a mapped file. */
export function bufferOn(vm: Machine, bytes: Uint8Array, label: number): NioBuffer {
  const array = vm.byteArray(bytes);
  vm.addLabel(array, label);
  const byteKind = KINDS[0];
  if (byteKind === undefined) return vm.throwNew('java/lang/InternalError');
  return onArray(vm, byteKind, array, 0, bytes.length, true);
}

/** Takes the place for `count` elements from the position on, moving it; answers where it lies in memory. */
function take(vm: Machine, self: NioBuffer, count: number, exception: string): number {
  const { peer } = self;
  if (count > peer.limit - peer.position) vm.throwNew(exception);
  const at = peer.start + peer.position * peer.elementBytes;
  peer.position += count;
  return at;
}

/** Where `bytes` from an index on lie in memory. */
function place(vm: Machine, self: NioBuffer, index: number, elements: number): number {
  const { peer } = self;
  if (index < 0 || elements > peer.limit - index)
    vm.throwNew(
      'java/lang/IndexOutOfBoundsException',
      `index=${index} out of bounds (limit=${peer.limit}, nb=${elements})`,
    );
  return peer.start + index * peer.elementBytes;
}

function checkWritable(vm: Machine, self: NioBuffer): void {
  if (self.peer.readOnly) vm.throwNew('java/nio/ReadOnlyBufferException');
}

/** Copies bytes of memory between arrays or views. */
function copy(from: DataView, fromAt: number, to: DataView, toAt: number, count: number): void {
  const source = new Uint8Array(from.buffer, from.byteOffset + fromAt, count);
  new Uint8Array(to.buffer, to.byteOffset + toAt, count).set(source);
}

const UNDERFLOW = 'java/nio/BufferUnderflowException';
const OVERFLOW = 'java/nio/BufferOverflowException';

/** position, limit and their kin; once answering Buffer and once the buffer's own class, as since Java 9. */
function cursorMethods(type: string): Record<string, NativeMethod | null> {
  return {
    [`${type} position(int)`]: (vm: Machine, self: NioBuffer, to: number) => {
      if (to < 0 || to > self.peer.limit)
        vm.throwNew('java/lang/IllegalArgumentException', `Bad position ${to}/${self.peer.limit}`);
      if (self.peer.mark > to) self.peer.mark = -1;
      self.peer.position = to;
      return self;
    },
    [`${type} limit(int)`]: (vm: Machine, self: NioBuffer, to: number) => {
      if (to < 0 || to > self.peer.capacity)
        vm.throwNew('java/lang/IllegalArgumentException', `Bad limit ${to}/${self.peer.capacity}`);
      self.peer.limit = to;
      self.peer.position = Math.min(self.peer.position, to);
      if (self.peer.mark > to) self.peer.mark = -1;
      return self;
    },
    [`${type} flip()`]: (_vm: Machine, self: NioBuffer) => {
      self.peer.limit = self.peer.position;
      self.peer.position = 0;
      self.peer.mark = -1;
      return self;
    },
    [`${type} clear()`]: (_vm: Machine, self: NioBuffer) => {
      self.peer.position = 0;
      self.peer.limit = self.peer.capacity;
      self.peer.mark = -1;
      return self;
    },
    [`${type} rewind()`]: (_vm: Machine, self: NioBuffer) => {
      self.peer.position = 0;
      self.peer.mark = -1;
      return self;
    },
    [`${type} mark()`]: (_vm: Machine, self: NioBuffer) => {
      self.peer.mark = self.peer.position;
      return self;
    },
    [`${type} reset()`]: (vm: Machine, self: NioBuffer) => {
      if (self.peer.mark < 0) vm.throwNew('java/nio/InvalidMarkException');
      self.peer.position = self.peer.mark;
      return self;
    },
  };
}

const buffer = defineClass({
  name: 'java/nio/Buffer',
  flags: 'abstract',
  methods: methods({
    ...cursorMethods('Buffer'),
    'final int position()': (_vm, self: NioBuffer) => self.peer.position,
    'final int limit()': (_vm, self: NioBuffer) => self.peer.limit,
    'final int capacity()': (_vm, self: NioBuffer) => self.peer.capacity,
    'final int remaining()': (_vm, self: NioBuffer) => self.peer.limit - self.peer.position,
    'final boolean hasRemaining()': (_vm, self: NioBuffer) => self.peer.position < self.peer.limit,
    'boolean isReadOnly()': (_vm, self: NioBuffer) => self.peer.readOnly,
    'boolean isDirect()': (_vm, self: NioBuffer) => self.peer.direct,
    'final boolean hasArray()': (_vm, self: NioBuffer) => !self.peer.readOnly,
    'final int arrayOffset()': (vm, self: NioBuffer) => {
      checkWritable(vm, self);
      return self.peer.start / self.peer.elementBytes;
    },
  }),
});

/** What every typed buffer has. */
function bufferClass(kind: Kind, more: Record<string, NativeMethod | null> = {}): ClassModel {
  const name = `java/nio/${kind.name}Buffer`;
  const type = name;
  const { bytes } = kind;
  const derive = (vm: Machine, self: NioBuffer, change: Partial<BufferPeer>): NioBuffer =>
    newBuffer(
      vm,
      self.cls.name,
      { ...self.peer, littleEndian: kind.name === 'Byte' ? false : self.peer.littleEndian, ...change },
      vm.labelOf(self),
    );
  const slice = (vm: Machine, self: NioBuffer): NioBuffer => {
    const { peer } = self;
    const count = peer.limit - peer.position;
    return derive(vm, self, {
      start: peer.start + peer.position * bytes,
      position: 0,
      limit: count,
      capacity: count,
      mark: -1,
    });
  };
  const moveOut = (
    vm: Machine,
    self: NioBuffer,
    target: JavaArray | null,
    at: number,
    count: number,
  ): NioBuffer => {
    const array = required(vm, target);
    checkRange(vm, array.length, at, count);
    const from = take(vm, self, count, UNDERFLOW);
    const memory = memoryOf(array);
    if (bytes === 1) copy(self.peer.view, from, memory, at, count);
    else
      for (let i = 0; i < count; i++)
        kind.set(
          memory,
          (at + i) * bytes,
          kind.get(self.peer.view, from + i * bytes, self.peer.littleEndian) as never,
          true,
        );
    return self;
  };
  const moveIn = (
    vm: Machine,
    self: NioBuffer,
    source: JavaArray | null,
    at: number,
    count: number,
  ): NioBuffer => {
    checkWritable(vm, self);
    const array = required(vm, source);
    checkRange(vm, array.length, at, count);
    const to = take(vm, self, count, OVERFLOW);
    const memory = memoryOf(array);
    if (bytes === 1) copy(memory, at, self.peer.view, to, count);
    else
      for (let i = 0; i < count; i++)
        kind.set(
          self.peer.view,
          to + i * bytes,
          kind.get(memory, (at + i) * bytes, true) as never,
          self.peer.littleEndian,
        );
    vm.addLabel(self.peer.array, labelOfArray(vm, array, at, count));
    vm.addLabel(self, labelOfArray(vm, array, at, count));
    return self;
  };
  return defineClass({
    name,
    super: 'java/nio/Buffer',
    interfaces:
      kind.name === 'Char'
        ? ['java/lang/Comparable', 'java/lang/CharSequence', 'java/lang/Appendable']
        : ['java/lang/Comparable'],
    methods: methods({
      ...cursorMethods(type),
      [`static ${type} allocate(int)`]: (vm: Machine, count: number) => {
        if (count < 0) vm.throwNew('java/lang/IllegalArgumentException', `capacity < 0: (${count} < 0)`);
        return onArray(vm, kind, vm.newArray(`[${descriptorOf(kind.type)}`, count), 0, count);
      },
      [`static ${type} wrap(${kind.type}[])`]: (vm: Machine, array: JavaArray | null) =>
        onArray(vm, kind, required(vm, array), 0, required(vm, array).length),
      [`static ${type} wrap(${kind.type}[], int, int)`]: (
        vm: Machine,
        array: JavaArray | null,
        at: number,
        count: number,
      ) => {
        checkRange(vm, required(vm, array).length, at, count);
        return onArray(vm, kind, required(vm, array), at, count);
      },
      [`${kind.type} get()`]: (vm: Machine, self: NioBuffer) =>
        kind.get(self.peer.view, take(vm, self, 1, UNDERFLOW), self.peer.littleEndian),
      [`${kind.type} get(int)`]: (vm: Machine, self: NioBuffer, index: number) =>
        kind.get(self.peer.view, place(vm, self, index, 1), self.peer.littleEndian),
      [`${type} put(${kind.type})`]: (vm: Machine, self: NioBuffer, value: never) => {
        checkWritable(vm, self);
        kind.set(self.peer.view, take(vm, self, 1, OVERFLOW), value, self.peer.littleEndian);
        return self;
      },
      [`${type} put(int, ${kind.type})`]: (vm: Machine, self: NioBuffer, index: number, value: never) => {
        checkWritable(vm, self);
        kind.set(self.peer.view, place(vm, self, index, 1), value, self.peer.littleEndian);
        return self;
      },
      [`${type} get(${kind.type}[])`]: (vm: Machine, self: NioBuffer, target: JavaArray | null) =>
        moveOut(vm, self, target, 0, required(vm, target).length),
      [`${type} get(${kind.type}[], int, int)`]: moveOut,
      [`final ${type} put(${kind.type}[])`]: (vm: Machine, self: NioBuffer, source: JavaArray | null) =>
        moveIn(vm, self, source, 0, required(vm, source).length),
      [`${type} put(${kind.type}[], int, int)`]: moveIn,
      [`${type} put(${type})`]: (vm: Machine, self: NioBuffer, source: NioBuffer | null) => {
        const from = required(vm, source);
        checkWritable(vm, self);
        const count = from.peer.limit - from.peer.position;
        const to = take(vm, self, count, OVERFLOW);
        const at = take(vm, from, count, UNDERFLOW);
        for (let i = 0; i < count * bytes; i += bytes)
          kind.set(
            self.peer.view,
            to + i,
            kind.get(from.peer.view, at + i, from.peer.littleEndian) as never,
            self.peer.littleEndian,
          );
        vm.addLabel(self, vm.labelOf(from));
        vm.addLabel(self.peer.array, vm.labelOf(from));
        return self;
      },
      [`${type} slice()`]: slice,
      [`${type} duplicate()`]: (vm: Machine, self: NioBuffer) => derive(vm, self, {}),
      [`${type} asReadOnlyBuffer()`]: (vm: Machine, self: NioBuffer) => derive(vm, self, { readOnly: true }),
      [`${type} compact()`]: (vm: Machine, self: NioBuffer) => {
        checkWritable(vm, self);
        const { peer } = self;
        const count = peer.limit - peer.position;
        copy(peer.view, peer.start + peer.position * bytes, peer.view, peer.start, count * bytes);
        peer.position = count;
        peer.limit = peer.capacity;
        peer.mark = -1;
        return self;
      },
      [`final ${kind.type}[] array()`]: (vm: Machine, self: NioBuffer) => {
        checkWritable(vm, self);
        return self.peer.array;
      },
      'final Object array()': (vm: Machine, self: NioBuffer) => {
        checkWritable(vm, self);
        return self.peer.array;
      },
      'ByteOrder order()': (vm: Machine, self: NioBuffer) => orderOf(vm, self.peer.littleEndian),
      'boolean equals(Object)': (_vm: Machine, self: NioBuffer, other: Ref) =>
        other instanceof JavaObject && isBuffer(other) && compareRemaining(kind, self, other) === 0,
      [`int compareTo(${type})`]: (vm: Machine, self: NioBuffer, other: NioBuffer | null) =>
        compareRemaining(kind, self, required(vm, other)),
      'int hashCode()': (_vm: Machine, self: NioBuffer) => {
        let hash = 1;
        for (let i = self.peer.limit - 1; i >= self.peer.position; i--)
          hash =
            (Math.imul(31, hash) +
              (Number(kind.get(self.peer.view, self.peer.start + i * bytes, self.peer.littleEndian)) | 0)) |
            0;
        return hash;
      },
      'String toString()': (_vm: Machine, self: NioBuffer) =>
        `${self.cls.javaName}[pos=${self.peer.position} lim=${self.peer.limit} cap=${self.peer.capacity}]`,
      ...more,
    }),
  });
}

function isBuffer(object: JavaObject): object is NioBuffer {
  return typeof object.peer === 'object' && object.peer !== null && 'elementBytes' in object.peer;
}

function compareRemaining(kind: Kind, a: NioBuffer, b: NioBuffer): number {
  const x = a.peer;
  const y = b.peer;
  const count = Math.min(x.limit - x.position, y.limit - y.position);
  for (let i = 0; i < count; i++) {
    const left = kind.get(x.view, x.start + (x.position + i) * kind.bytes, x.littleEndian);
    const right = kind.get(y.view, y.start + (y.position + i) * kind.bytes, y.littleEndian);
    if (left !== right) return Number(left) < Number(right) ? -1 : 1;
  }
  return x.limit - x.position - (y.limit - y.position);
}

function orderOf(vm: Machine, little: boolean): HeapObject {
  const key = `byte order ${little ? 'little' : 'big'}`;
  const known = vm.shared.get(key);
  if (known !== undefined) return known;
  const made = vm.newObject<{ little: boolean }>('java/nio/ByteOrder');
  made.peer = { little };
  vm.shared.set(key, made);
  return made;
}

type Order = JavaObject<{ little: boolean }>;
const BYTE = 'java/nio/ByteBuffer';

/** getInt and its kin, and asIntBuffer and its kin. */
function typedAccess(): Record<string, NativeMethod | null> {
  const table: Record<string, NativeMethod | null> = {};
  for (const kind of KINDS.slice(1)) {
    const { name, type, bytes } = kind;
    table[`${type} get${name}()`] = (vm: Machine, self: NioBuffer) =>
      kind.get(self.peer.view, take(vm, self, bytes, UNDERFLOW), self.peer.littleEndian);
    table[`${type} get${name}(int)`] = (vm: Machine, self: NioBuffer, index: number) =>
      kind.get(self.peer.view, place(vm, self, index, bytes), self.peer.littleEndian);
    table[`${BYTE} put${name}(${type})`] = (vm: Machine, self: NioBuffer, value: never) => {
      checkWritable(vm, self);
      kind.set(self.peer.view, take(vm, self, bytes, OVERFLOW), value, self.peer.littleEndian);
      return self;
    };
    table[`${BYTE} put${name}(int, ${type})`] = (
      vm: Machine,
      self: NioBuffer,
      index: number,
      value: never,
    ) => {
      checkWritable(vm, self);
      kind.set(self.peer.view, place(vm, self, index, bytes), value, self.peer.littleEndian);
      return self;
    };
    table[`java/nio/${name}Buffer as${name}Buffer()`] = (vm: Machine, self: NioBuffer) => {
      const { peer } = self;
      const count = Math.floor((peer.limit - peer.position) / bytes);
      const made = {
        ...peer,
        start: peer.start + peer.position,
        elementBytes: bytes,
        position: 0,
        limit: count,
        capacity: count,
        mark: -1,
      };
      return newBuffer(vm, `java/nio/${name}Buffer`, made, vm.labelOf(self));
    };
  }
  return table;
}

const byteMore: Record<string, NativeMethod | null> = {
  [`static ${BYTE} allocateDirect(int)`]: (vm: Machine, count: number) => {
    if (count < 0) vm.throwNew('java/lang/IllegalArgumentException', `capacity < 0: (${count} < 0)`);
    const [kind] = KINDS;
    return kind === undefined ? null : onArray(vm, kind, vm.newArray('[B', count), 0, count, true);
  },
  [`final ${BYTE} order(ByteOrder)`]: (_vm: Machine, self: NioBuffer, order: Order | null) => {
    self.peer.littleEndian = order?.peer.little ?? false;
    return self;
  },
  ...typedAccess(),
};

function remainingText(self: NioBuffer): string {
  const { peer } = self;
  let text = '';
  for (let i = peer.position; i < peer.limit; i++)
    text += String.fromCharCode(peer.view.getUint16(peer.start + i * 2, peer.littleEndian));
  return text;
}

const CHAR = 'java/nio/CharBuffer';

const charMore: Record<string, NativeMethod | null> = {
  [`static ${CHAR} wrap(CharSequence)`]: function* (vm: Machine, text: Ref) {
    const whole = yield* stringOf(vm, required(vm, text));
    const array = vm.newArray('[C', whole.value.length);
    putChars(array, 0, whole.value);
    vm.addLabel(array, vm.labelOf(whole));
    const made = onArray(vm, charKind, array, 0, array.length);
    made.peer = { ...made.peer, readOnly: true };
    return made;
  },
  'String toString()': (vm: Machine, self: NioBuffer) => vm.string(remainingText(self), vm.labelOf(self)),
  'final int length()': (_vm: Machine, self: NioBuffer) => self.peer.limit - self.peer.position,
  'final char charAt(int)': (vm: Machine, self: NioBuffer, index: number) =>
    self.peer.view.getUint16(place(vm, self, self.peer.position + index, 1), self.peer.littleEndian),
  'CharSequence subSequence(int, int)': (vm: Machine, self: NioBuffer, from: number, to: number) =>
    vm.string(remainingText(self).slice(from, to), vm.labelOf(self)),
  [`final ${CHAR} put(String)`]: (vm: Machine, self: NioBuffer, text: HeapObject | null) => {
    checkWritable(vm, self);
    const value = vm.text(text);
    const at = take(vm, self, value.length, OVERFLOW);
    for (let i = 0; i < value.length; i++)
      self.peer.view.setUint16(at + i * 2, value.charCodeAt(i), self.peer.littleEndian);
    return self;
  },
};

const charKind: Kind = KINDS[1] ?? {
  name: 'Char',
  type: 'char',
  bytes: 2,
  get: () => 0,
  set: () => undefined,
};

export const buffers: readonly ClassModel[] = [
  throwableClass(UNDERFLOW, 'java/lang/RuntimeException'),
  throwableClass(OVERFLOW, 'java/lang/RuntimeException'),
  throwableClass('java/nio/InvalidMarkException', 'java/lang/IllegalStateException'),
  throwableClass('java/nio/ReadOnlyBufferException', 'java/lang/UnsupportedOperationException'),
  buffer,
  ...KINDS.map((kind) =>
    bufferClass(kind, kind.name === 'Byte' ? byteMore : kind.name === 'Char' ? charMore : {}),
  ),
  defineClass({ name: 'java/nio/HeapByteBuffer', super: BYTE }),
  defineClass({
    name: 'java/nio/MappedByteBuffer',
    super: BYTE,
    flags: 'abstract',
    methods: methods({
      'final MappedByteBuffer load()': (_vm, self: NioBuffer) => self,
      'final MappedByteBuffer force()': (_vm, self: NioBuffer) => self,
      'final boolean isLoaded()': () => true,
    }),
  }),
  defineClass({ name: 'java/nio/DirectByteBuffer', super: 'java/nio/MappedByteBuffer' }),
  defineClass({
    name: 'java/nio/ByteOrder',
    flags: 'final',
    fields: {
      'static final BIG_ENDIAN:Ljava/nio/ByteOrder;': (vm) => orderOf(vm, false),
      'static final LITTLE_ENDIAN:Ljava/nio/ByteOrder;': (vm) => orderOf(vm, true),
    },
    methods: methods({
      'static ByteOrder nativeOrder()': (vm) => orderOf(vm, true),
      'String toString()': (_vm, self: Order) => (self.peer.little ? 'LITTLE_ENDIAN' : 'BIG_ENDIAN'),
    }),
  }),
];
