import type { JavaClass } from './java-class.ts';
import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import { shadowFilled } from './shadow.ts';
import type { JavaThread } from './thread.ts';
import { toSlots } from './marshal.ts';
import { HeapObject, JavaArray } from './values.ts';
import type { Slot } from './values.ts';

/** A null was used as an object; or, in code that a verifier would refuse, a number was. */
export function nullFault(vm: Machine, value: Slot | undefined): never {
  if (value === null || value === 0) return vm.throwNew('java/lang/NullPointerException');
  return vm.throwNew('java/lang/VerifyError', 'A value is not of the kind its use asks for');
}

export function arrayFault(vm: Machine, array: Slot | undefined, index: number): never {
  if (!(array instanceof JavaArray)) return nullFault(vm, array);
  return vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${array.length}; index=${index}`);
}

export function arrayLength(vm: Machine, value: Slot): number {
  return value instanceof JavaArray ? value.length : nullFault(vm, value);
}

/** Checks a cast whose class was not the last one seen; remembers it when it passes. */
export function castFails(vm: Machine, site: Site, object: Slot): void {
  if (!(object instanceof HeapObject)) nullFault(vm, object);
  const target = site.cls as JavaClass;
  if (object.cls.isSubclassOf(target)) site.cls1 = object.cls;
  // An unknown object may be of any class.
  else if (object.extra?.unknown !== true)
    vm.throwNew(
      'java/lang/ClassCastException',
      `${object.cls.javaName} cannot be cast to ${target.javaName}`,
    );
}

/** Whether a value may not be stored in an array; throws ArrayStoreException where Java does. */
export function storeFails(vm: Machine, array: JavaArray, value: Slot): boolean {
  if (!(value instanceof HeapObject)) return true;
  const { element } = array.cls;
  if (element === null || value.cls === element || value.cls.isSubclassOf(element)) return false;
  if (value.extra?.unknown === true) return false;
  return vm.throwNew(
    'java/lang/ArrayStoreException',
    `${value.cls.javaName} cannot be stored in an array of type ${array.cls.javaName}`,
  );
}

/** fill-array-data. */
export function fillArray(vm: Machine, array: Slot, site: Site): void {
  if (!(array instanceof JavaArray)) nullFault(vm, array);
  const { payload } = site;
  if (payload === null) return;
  const { elementCount, elementBytes, data } = payload;
  if (elementCount > array.length)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${array.length}; index=${array.length}`);
  if (Array.isArray(array.data) || bytesPerElement(array) !== elementBytes) nullFault(vm, 1);
  new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength).set(
    data.subarray(0, elementCount * elementBytes),
  );
}

function bytesPerElement(array: JavaArray): number {
  if (Array.isArray(array.data) || array.length === 0) return 0;
  return array.data.byteLength / array.length;
}

/** filled-new-array: of int and references only, as Android does. */
export function filledArray(
  vm: Machine,
  r: readonly Slot[],
  base: number,
  site: Site,
  labels: readonly number[] | null,
): JavaArray {
  if (site.cls === null) return nullFault(vm, 1);
  const { registers, cls } = site;
  const array = vm.allocateArray(cls, registers.length);
  const { data } = array;
  for (let i = 0; i < registers.length; i++) {
    const value = r[base + (registers[i] ?? 0)] as Slot;
    if (Array.isArray(data))
      data[i] = value === 0 || value === null || storeFails(vm, array, value) ? null : (value as HeapObject);
    else if (data instanceof Int32Array && data.length === registers.length) data[i] = value as number;
    else nullFault(vm, 1);
  }
  if (labels !== null) shadowFilled(array, base, registers, labels);
  return array;
}

/** A field was read or written that the object does not have: it stands for something unknown, or the code is bad. */
export function unknownField(vm: Machine, object: HeapObject): Slot {
  if (object.extra?.unknown !== true) return nullFault(vm, 1);
  // Its type is not known here: 0 is also null.
  return 0;
}

/** Reads a field the long way: a platform's that no model has, or a static of a class under initialisation. */
export function readField(vm: Machine, thread: JavaThread, site: Site, r: Slot[], at: number): void {
  const { field } = site;
  if (field === null) {
    const name = site.unknownName ?? 'field';
    const value = vm.unknownOf(site.unknownType ?? 'I', name);
    toSlots(vm, (site.unknownType ?? 'I').length > 1 ? 'L' : (site.unknownType ?? 'I'), value, r, at);
    vm.resultIsUnknown = false;
    if (thread.labels !== null) thread.labels[at] = vm.labels.of({ kind: 'unknown', gap: name });
    return;
  }
  r[at] = site.statics[field.slot] as Slot;
  if (field.isWide) r[at + 1] = site.statics[field.slot + 1] as Slot;
}

/** Writes a field the long way; a field that no model has keeps nothing. */
export function writeField(site: Site, r: readonly Slot[], at: number): void {
  const { field } = site;
  if (field === null) return;
  const value = r[at] as Slot;
  site.statics[field.slot] = field.isReference && value === 0 ? null : value;
  if (field.isWide) site.statics[field.slot + 1] = r[at + 1] as Slot;
}
