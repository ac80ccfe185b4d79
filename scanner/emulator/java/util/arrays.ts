import {
  bytesOf,
  charsOf,
  defineClass,
  doublesOf,
  floatsOf,
  type HeapObject,
  intsOf,
  JavaArray,
  longsOf,
  refsOf,
  shortsOf,
} from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { primitiveText } from '../lang/boxes.ts';
import { elementKind, getElement, setElement } from '../lang/reflect/array.ts';
import { methods } from '../signature.ts';
import { indexIn, then } from './array-list.ts';
import { compareOf, equalsOf, hashOf, sorted } from './equality.ts';
import type { Ref } from './equality.ts';
import { fillArray, objectArray, spend, TextBuilder } from './iterate.ts';

type Typed = Int8Array | Int16Array | Uint16Array | Int32Array | Float32Array | BigInt64Array | Float64Array;

/** A primitive array's elements as a typed array over the same memory. */
function typedOf(array: JavaArray): Typed {
  switch (elementKind(array)) {
    case 'C':
      return charsOf(array);
    case 'S':
      return shortsOf(array);
    case 'I':
      return intsOf(array);
    case 'F':
      return floatsOf(array);
    case 'J':
      return longsOf(array);
    case 'D':
      return doublesOf(array);
    default:
      return bytesOf(array);
  }
}

function checkRange(vm: Machine, length: number, from: number, to: number): void {
  if (from > to) vm.throwNew('java/lang/IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  if (from < 0) vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `Array index out of range: ${from}`);
  if (to > length) vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `Array index out of range: ${to}`);
}

/** The array, which must be there; what is about to walk it pays for its length. */
function need(vm: Machine, array: JavaArray | null): JavaArray {
  spend(vm, array?.length ?? 0);
  return array ?? vm.throwNew('java/lang/NullPointerException');
}

function copyRange(
  vm: Machine,
  source: JavaArray | null,
  from: number,
  to: number,
  cls = need(vm, source).cls,
): JavaArray {
  const array = need(vm, source);
  if (from > to) vm.throwNew('java/lang/IllegalArgumentException', `${from} > ${to}`);
  if (from < 0 || from > array.length)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${array.length}; index=${from}`);
  const made = vm.allocateArray(cls, to - from);
  const end = Math.min(to, array.length);
  if (Array.isArray(array.data)) return fillPart(vm, made, refsOf(array).slice(from, end));
  // The typed views differ in type but not within one array.
  (typedOf(made) as Int32Array).set(typedOf(array).subarray(from, end) as Int32Array);
  copyShadow(array, made, from, end);
  return made;
}

function fillPart(vm: Machine, made: JavaArray, items: readonly Ref[]): JavaArray {
  if (items.length > made.length) return made;
  const rest = refsOf(made);
  const filled = fillArray(vm, items, made);
  for (let i = items.length; i < made.length; i++) rest[i] = null;
  return filled;
}

/** Labels of single elements go with them. */
function copyShadow(from: JavaArray, to: JavaArray, start: number, end: number): void {
  const shadow = from.extra?.shadow;
  if (shadow == null) return;
  const made = new Int32Array(to.length);
  made.set(shadow.subarray(start, end));
  to.extra ??= { label: 0, shadow: null, hash: 0, monitor: null, unknown: false };
  to.extra.shadow = made;
}

const total = (a: number, b: number): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  // -0 comes before 0, NaN after all: Double.compare.
  if (a === b)
    return a === 0 ? (Object.is(a, -0) ? (Object.is(b, -0) ? 0 : -1) : Object.is(b, -0) ? 1 : 0) : 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : -1;
};

function comparePrimitives(a: number | bigint, b: number | bigint): number {
  if (typeof a === 'number' && typeof b === 'number') return total(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function binarySearch(vm: Machine, array: JavaArray, from: number, to: number, key: number | bigint): number {
  checkRange(vm, array.length, from, to);
  const items = typedOf(array);
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = comparePrimitives(items[middle] ?? 0, key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}

/** Binary search among objects, as Arrays and Collections do it. */
export function* searchObjects(
  vm: Machine,
  items: readonly Ref[],
  from: number,
  to: number,
  key: Ref,
  by: Ref,
): Steps<number> {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = yield* compareOf(vm, by, items[middle] ?? null, key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}

/** Bits by which Arrays.equals and hashCode tell floating-point elements apart. */
function sameElements(a: JavaArray, b: JavaArray): boolean {
  if (a.length !== b.length) return false;
  const left = typedOf(a);
  const right = typedOf(b);
  for (let i = 0; i < left.length; i++) if (!Object.is(left[i], right[i])) return false;
  return true;
}

const bits = new DataView(new ArrayBuffer(8));

function hashElement(kind: string, value: JavaValue): number {
  switch (kind) {
    case 'Z':
      return value === true ? 1231 : 1237;
    case 'J':
      return Number(BigInt.asIntN(32, (value as bigint) ^ ((value as bigint) >> 32n)));
    case 'F':
      bits.setFloat32(0, Number(value));
      return bits.getInt32(0);
    case 'D':
      bits.setFloat64(0, Number(value));
      return bits.getInt32(0) ^ bits.getInt32(4);
    default:
      return Number(value);
  }
}

function primitiveMethods(kind: string, type: string): Readonly<Record<string, NativeMethod>> {
  const sort = (vm: Machine, array: JavaArray | null, from: number, to: number) => {
    const part = typedOf(need(vm, array)).subarray(from, to);
    // Typed arrays sort as Java does: -0 before 0, NaN last.
    part.sort();
  };
  const table: Record<string, NativeMethod> = {
    [`static boolean equals(${type}[], ${type}[])`]: (
      _vm: Machine,
      a: JavaArray | null,
      b: JavaArray | null,
    ) => a === b || (a !== null && b !== null && sameElements(a, b)),
    [`static int hashCode(${type}[])`]: (_vm: Machine, array: JavaArray | null) => {
      if (array === null) return 0;
      let hash = 1;
      for (let i = 0; i < array.length; i++)
        hash = (Math.imul(31, hash) + hashElement(kind, getElement(array, i))) | 0;
      return hash;
    },
    [`static String toString(${type}[])`]: (_vm: Machine, array: JavaArray | null) => {
      if (array === null) return 'null';
      const parts: string[] = [];
      for (let i = 0; i < array.length; i++) parts.push(primitiveText(kind, getElement(array, i)));
      return `[${parts.join(', ')}]`;
    },
    [`static ${type}[] copyOf(${type}[], int)`]: (vm: Machine, array: JavaArray | null, length: number) => {
      if (length < 0) vm.throwNew('java/lang/NegativeArraySizeException', String(length));
      return copyRange(vm, array, 0, length);
    },
    [`static ${type}[] copyOfRange(${type}[], int, int)`]: copyRange,
    [`static void fill(${type}[], ${type})`]: (vm: Machine, array: JavaArray | null, value: JavaValue) => {
      const target = need(vm, array);
      for (let i = 0; i < target.length; i++) setElement(target, i, value);
    },
    [`static void fill(${type}[], int, int, ${type})`]: (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      value: JavaValue,
    ) => {
      const target = need(vm, array);
      checkRange(vm, target.length, from, to);
      for (let i = from; i < to; i++) setElement(target, i, value);
    },
  };
  if (kind !== 'Z') {
    table[`static void sort(${type}[])`] = (vm: Machine, array: JavaArray | null) =>
      sort(vm, array, 0, need(vm, array).length);
    table[`static void parallelSort(${type}[])`] = (vm: Machine, array: JavaArray | null) =>
      sort(vm, array, 0, need(vm, array).length);
    table[`static void sort(${type}[], int, int)`] = (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
    ) => {
      checkRange(vm, need(vm, array).length, from, to);
      sort(vm, array, from, to);
    };
    table[`static int binarySearch(${type}[], ${type})`] = (
      vm: Machine,
      array: JavaArray | null,
      key: number | bigint,
    ) => binarySearch(vm, need(vm, array), 0, need(vm, array).length, key);
    table[`static int binarySearch(${type}[], int, int, ${type})`] = (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      key: number | bigint,
    ) => binarySearch(vm, need(vm, array), from, to, key);
  }
  return table;
}

const PRIMITIVES = {
  Z: 'boolean',
  B: 'byte',
  S: 'short',
  C: 'char',
  I: 'int',
  J: 'long',
  F: 'float',
  D: 'double',
};

const STREAMS = { I: 'IntStream', J: 'LongStream', D: 'DoubleStream' };

function* sortObjects(vm: Machine, array: JavaArray | null, from: number, to: number, by: Ref): Steps<void> {
  const target = need(vm, array);
  checkRange(vm, target.length, from, to);
  const made = yield* sorted(vm, refsOf(target).slice(from, to), by);
  const items = refsOf(target);
  for (const [i, item] of made.entries()) items[from + i] = item;
}

function* deepEquals(vm: Machine, a: Ref, b: Ref): Steps<boolean> {
  if (a === b) return true;
  if (!(a instanceof JavaArray) || !(b instanceof JavaArray)) return yield* equalsOf(vm, a, b);
  if (elementKind(a) !== elementKind(b) || a.length !== b.length) return false;
  if (!Array.isArray(a.data)) return sameElements(a, b);
  for (const [i, item] of refsOf(a).entries())
    if (!(yield* deepEquals(vm, item, refsOf(b)[i] ?? null))) return false;
  return true;
}

function* deepHash(vm: Machine, value: Ref): Steps<number> {
  if (!(value instanceof JavaArray)) return yield* hashOf(vm, value);
  let hash = 1;
  const kind = elementKind(value);
  for (let i = 0; i < value.length; i++) {
    const item = getElement(value, i);
    const one = kind === 'L' ? yield* deepHash(vm, item as Ref) : hashElement(kind, item);
    hash = (Math.imul(31, hash) + one) | 0;
  }
  return hash;
}

function* deepText(
  vm: Machine,
  array: JavaArray,
  text: TextBuilder,
  around: readonly JavaArray[],
): Steps<void> {
  text.add('[');
  const kind = elementKind(array);
  for (let i = 0; i < array.length; i++) {
    if (i > 0) text.add(', ');
    const item = getElement(array, i);
    if (kind !== 'L') text.add(primitiveText(kind, item));
    else if (!(item instanceof JavaArray)) yield* text.addObject(item as Ref);
    else if (around.includes(item) || item === array) text.add('[...]');
    else yield* deepText(vm, item, text, [...around, array]);
  }
  text.add(']');
}

/** Arrays.asList: a view of an array, of its length for good. */
type ArrayView = JavaObject<JavaArray>;

function viewIndex(vm: Machine, self: ArrayView, index: number): number {
  if (index < 0 || index >= self.peer.length)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${self.peer.length}; index=${index}`);
  return index;
}

const arrayView = defineClass({
  name: 'java/util/Arrays$ArrayList',
  super: 'java/util/AbstractList',
  interfaces: ['java/util/RandomAccess', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'int size()': (_vm, self: ArrayView) => self.peer.length,
    'Object get(int)': (vm, self: ArrayView, index: number) =>
      refsOf(self.peer)[viewIndex(vm, self, index)] ?? null,
    'Object set(int, Object)': (vm, self: ArrayView, index: number, item: Ref) => {
      const items = refsOf(self.peer);
      const old = items[viewIndex(vm, self, index)] ?? null;
      items[index] = item;
      return old;
    },
    'int indexOf(Object)': (vm, self: ArrayView, wanted: Ref) => indexIn(vm, refsOf(self.peer), wanted),
    'boolean contains(Object)': (vm, self: ArrayView, wanted: Ref) =>
      then(indexIn(vm, refsOf(self.peer), wanted), (at) => at >= 0),
    'Object[] toArray()': (vm, self: ArrayView) => objectArray(vm, refsOf(self.peer)),
    'Object[] toArray(Object[])': (vm, self: ArrayView, target: JavaArray | null) =>
      fillArray(vm, refsOf(self.peer), target),
    'void sort(Comparator)': (vm, self: ArrayView, by: Ref) =>
      sortObjects(vm, self.peer, 0, self.peer.length, by),
  }),
});

const arrays = defineClass({
  name: 'java/util/Arrays',
  labels: 'container',
  methods: methods({
    ...Object.assign({}, ...Object.entries(PRIMITIVES).map(([kind, type]) => primitiveMethods(kind, type))),
    ...Object.fromEntries(
      Object.entries(STREAMS).flatMap(([kind, type]) => {
        const name = PRIMITIVES[kind as keyof typeof PRIMITIVES];
        const selector = `of([${kind})Ljava/util/stream/${type};`;
        const whole: NativeMethod = (vm: Machine, array: JavaArray) =>
          vm.callStatic(`java/util/stream/${type}`, selector, array);
        const part: NativeMethod = (vm: Machine, array: JavaArray, from: number, to: number) =>
          vm.callStatic(`java/util/stream/${type}`, selector, copyRange(vm, array, from, to));
        return [
          [`static ${type} stream(${name}[])`, whole],
          [`static ${type} stream(${name}[], int, int)`, part],
        ];
      }),
    ),
    'static Stream stream(Object[])': (vm: Machine, array: JavaArray) =>
      vm.callStatic('java/util/stream/Stream', 'of([Ljava/lang/Object;)Ljava/util/stream/Stream;', array),
    'static Stream stream(Object[], int, int)': (vm: Machine, array: JavaArray, from: number, to: number) =>
      vm.callStatic(
        'java/util/stream/Stream',
        'of([Ljava/lang/Object;)Ljava/util/stream/Stream;',
        copyRange(vm, array, from, to),
      ),
    'static List asList(Object[])': (vm: Machine, array: JavaArray | null) => {
      const made = vm.newObject<JavaArray>('java/util/Arrays$ArrayList');
      made.peer = need(vm, array);
      return made;
    },
    'static boolean equals(Object[], Object[])': function* (
      vm: Machine,
      a: JavaArray | null,
      b: JavaArray | null,
    ) {
      if (a === b) return true;
      if (a === null || b === null || a.length !== b.length) return false;
      for (const [i, item] of refsOf(a).entries())
        if (!(yield* equalsOf(vm, item, refsOf(b)[i] ?? null))) return false;
      return true;
    },
    'static int hashCode(Object[])': function* (vm: Machine, array: JavaArray | null) {
      if (array === null) return 0;
      let hash = 1;
      for (const item of refsOf(array)) hash = (Math.imul(31, hash) + (yield* hashOf(vm, item))) | 0;
      return hash;
    },
    'static String toString(Object[])': function* (vm: Machine, array: JavaArray | null) {
      if (array === null) return 'null';
      const text = new TextBuilder(vm).add('[');
      for (const [i, item] of refsOf(array).entries()) {
        if (i > 0) text.add(', ');
        yield* text.addObject(item);
      }
      return text.add(']').build();
    },
    'static boolean deepEquals(Object[], Object[])': deepEquals,
    'static int deepHashCode(Object[])': function* (vm: Machine, array: JavaArray | null) {
      return array === null ? 0 : yield* deepHash(vm, array);
    },
    'static String deepToString(Object[])': function* (vm: Machine, array: JavaArray | null) {
      if (array === null) return 'null';
      const text = new TextBuilder(vm);
      yield* deepText(vm, array, text, []);
      return text.build();
    },
    'static Object[] copyOf(Object[], int)': (vm: Machine, array: JavaArray | null, length: number) => {
      if (length < 0) vm.throwNew('java/lang/NegativeArraySizeException', String(length));
      return copyRange(vm, array, 0, length);
    },
    'static Object[] copyOf(Object[], int, Class)': (
      vm: Machine,
      array: JavaArray | null,
      length: number,
      type: JavaObject<JavaArray['cls']>,
    ) => copyRange(vm, array, 0, length, type.peer),
    'static Object[] copyOfRange(Object[], int, int)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
    ) => copyRange(vm, array, from, to),
    'static Object[] copyOfRange(Object[], int, int, Class)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      type: JavaObject<JavaArray['cls']>,
    ) => copyRange(vm, array, from, to, type.peer),
    'static void fill(Object[], Object)': (vm: Machine, array: JavaArray | null, value: Ref) => {
      refsOf(need(vm, array)).fill(value);
    },
    'static void fill(Object[], int, int, Object)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      value: Ref,
    ) => {
      checkRange(vm, need(vm, array).length, from, to);
      refsOf(need(vm, array)).fill(value, from, to);
    },
    'static void sort(Object[])': (vm: Machine, array: JavaArray | null) =>
      sortObjects(vm, array, 0, need(vm, array).length, null),
    'static void sort(Object[], int, int)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
    ) => sortObjects(vm, array, from, to, null),
    'static void sort(Object[], Comparator)': (vm: Machine, array: JavaArray | null, by: Ref) =>
      sortObjects(vm, array, 0, need(vm, array).length, by),
    'static void sort(Object[], int, int, Comparator)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      by: Ref,
    ) => sortObjects(vm, array, from, to, by),
    'static int binarySearch(Object[], Object)': (vm: Machine, array: JavaArray | null, key: Ref) =>
      searchObjects(vm, refsOf(need(vm, array)), 0, need(vm, array).length, key, null),
    'static int binarySearch(Object[], int, int, Object)': (
      vm: Machine,
      array: JavaArray | null,
      from: number,
      to: number,
      key: Ref,
    ) => searchObjects(vm, refsOf(need(vm, array)), from, to, key, null),
    'static int binarySearch(Object[], Object, Comparator)': (
      vm: Machine,
      array: JavaArray | null,
      key: Ref,
      by: Ref,
    ) => searchObjects(vm, refsOf(need(vm, array)), 0, need(vm, array).length, key, by),
    'static void setAll(Object[], IntFunction)': function* (vm: Machine, array: JavaArray, make: HeapObject) {
      for (let i = 0; i < array.length; i++)
        refsOf(array)[i] = yield* vm.call<Ref>(make, 'apply(I)Ljava/lang/Object;', i);
    },
    'static void setAll(long[], IntToLongFunction)': function* (
      vm: Machine,
      array: JavaArray,
      make: HeapObject,
    ) {
      for (let i = 0; i < array.length; i++)
        longsOf(array)[i] = yield* vm.call<bigint>(make, 'applyAsLong(I)J', i);
    },
    'static void setAll(double[], IntToDoubleFunction)': function* (
      vm: Machine,
      array: JavaArray,
      make: HeapObject,
    ) {
      for (let i = 0; i < array.length; i++)
        doublesOf(array)[i] = yield* vm.call<number>(make, 'applyAsDouble(I)D', i);
    },
    'static void parallelPrefix(int[], IntBinaryOperator)': function* (
      vm: Machine,
      array: JavaArray,
      by: HeapObject,
    ) {
      const all = intsOf(array);
      for (let i = 1; i < all.length; i++)
        all[i] = yield* vm.call<number>(by, 'applyAsInt(II)I', all[i - 1] ?? 0, all[i] ?? 0);
    },
    'static void parallelPrefix(long[], LongBinaryOperator)': function* (
      vm: Machine,
      array: JavaArray,
      by: HeapObject,
    ) {
      const all = longsOf(array);
      for (let i = 1; i < all.length; i++)
        all[i] = yield* vm.call<bigint>(by, 'applyAsLong(JJ)J', all[i - 1] ?? 0n, all[i] ?? 0n);
    },
    'static void setAll(int[], IntUnaryOperator)': function* (
      vm: Machine,
      array: JavaArray,
      make: HeapObject,
    ) {
      for (let i = 0; i < array.length; i++)
        intsOf(array)[i] = yield* vm.call<number>(make, 'applyAsInt(I)I', i);
    },
  }),
});

export const classes: readonly ClassModel[] = [arrays, arrayView];
