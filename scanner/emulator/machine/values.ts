import type { JavaClass } from './java-class.ts';

/**
 * What a register, field slot or array of references holds. Integers, floats (as their bits) and each half of a long
 * or double (low half first) are int32 numbers; a reference is a heap object or null. A register may hold 0 for null,
 * because Dalvik's `const 0` is both; the heap never does.
 */
export type Slot = number | HeapObject | null;

/** What few objects need: made on demand. */
export type ObjectExtra = {
  /** Label set of the whole object (see labels.ts); 0 is none. */
  label: number;
  /** Label set of each slot or element, once one has any. */
  shadow: Int32Array | null;
  /** identityHashCode once asked for; 0 is not yet. */
  hash: number;
  monitor: Monitor | null;
  /** The object stands for a value that was not modelled. */
  unknown: boolean;
};

/** A lock: who holds it, how often, who wants it and who waits on it. Threads are named by their number. */
export type Monitor = {
  owner: number;
  count: number;
  readonly blocked: number[];
  readonly waiting: number[];
};

/** Common to all that lives on the Java heap. */
// `declare`: a field that starts as undefined is of any type to V8, for ever.
export abstract class HeapObject {
  declare readonly cls: JavaClass;
  extra: ObjectExtra | null = null;

  constructor(cls: JavaClass) {
    this.cls = cls;
  }
}

/**
 * An ordinary object: Java fields in `slots`, and in `peer` whatever TypeScript state a modelled class keeps for it.
 * `P` is the peer's type, for the class's own methods to name.
 */
export class JavaObject<P = unknown> extends HeapObject {
  declare slots: Slot[];
  declare peer: P;

  constructor(cls: JavaClass, slots: Slot[]) {
    super(cls);
    this.slots = slots;
    this.peer = undefined as P;
  }
}

/** A java.lang.String. `value` is set once, by whoever makes it (String's constructors run after allocation). */
export class JavaString extends HeapObject {
  declare value: string;
  /** Java's hash, once asked for; 0 is not yet. */
  hash = 0;

  constructor(cls: JavaClass, value: string) {
    super(cls);
    this.value = value;
  }
}

/** How elements lie in memory: boolean and byte, short, char, int and float bits, long and double halves, references. */
export type ArrayData = Int8Array | Int16Array | Uint16Array | Int32Array | (HeapObject | null)[];

/** A Java array. `data` has `length` elements, or twice as many int32 halves for long[] and double[]. */
export class JavaArray extends HeapObject {
  declare readonly data: ArrayData;
  declare readonly length: number;
  /** The same memory as doubles, once compiled code wants it so. */
  view: Float64Array | null = null;

  constructor(cls: JavaClass, data: ArrayData, length: number) {
    super(cls);
    this.data = data;
    this.length = length;
  }
}

/** The extra part of an object, made if it was not there. */
export function extraOf(object: HeapObject): ObjectExtra {
  object.extra ??= { label: 0, shadow: null, hash: 0, monitor: null, unknown: false };
  return object.extra;
}

/** Marks an object as standing for an unmodelled value. */
export function markUnknown<T extends HeapObject>(object: T, label: number): T {
  const extra = extraOf(object);
  extra.unknown = true;
  extra.label = label;
  return object;
}

const NO_ITEMS: Int32Array = new Int32Array(0);

/** Bytes of a byte[] or boolean[]: the array's own memory, not a copy. */
export function bytesOf(array: JavaArray): Int8Array {
  return array.data instanceof Int8Array ? array.data : new Int8Array(0);
}

/** The same memory, unsigned, as Node's functions want it. */
export function unsignedBytesOf(array: JavaArray): Uint8Array {
  const bytes = bytesOf(array);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Elements of an int[], the array's own memory. */
export function intsOf(array: JavaArray): Int32Array {
  return array.data instanceof Int32Array ? array.data : NO_ITEMS;
}

/** Elements of a char[], the array's own memory. */
export function charsOf(array: JavaArray): Uint16Array {
  return array.data instanceof Uint16Array ? array.data : new Uint16Array(0);
}

/** Elements of a short[], the array's own memory. */
export function shortsOf(array: JavaArray): Int16Array {
  return array.data instanceof Int16Array ? array.data : new Int16Array(0);
}

/** Elements of a float[], the array's own memory. */
export function floatsOf(array: JavaArray): Float32Array {
  const ints = intsOf(array);
  return new Float32Array(ints.buffer, ints.byteOffset, array.length);
}

/** Elements of a long[], the array's own memory. */
export function longsOf(array: JavaArray): BigInt64Array {
  const ints = intsOf(array);
  return new BigInt64Array(ints.buffer, ints.byteOffset, array.length);
}

/** Elements of a double[], the array's own memory. */
export function doublesOf(array: JavaArray): Float64Array {
  const ints = intsOf(array);
  return new Float64Array(ints.buffer, ints.byteOffset, array.length);
}

/** Elements of an array of references, the array's own memory. */
export function refsOf(array: JavaArray): (HeapObject | null)[] {
  return Array.isArray(array.data) ? array.data : [];
}
