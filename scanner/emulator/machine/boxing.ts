import type { JavaValue } from './class-model.ts';
import type { Machine } from './machine.ts';
import { JavaObject } from './values.ts';
import type { HeapObject } from './values.ts';

const BOXES: Readonly<Record<string, string>> = {
  Z: 'java/lang/Boolean',
  B: 'java/lang/Byte',
  S: 'java/lang/Short',
  C: 'java/lang/Character',
  I: 'java/lang/Integer',
  J: 'java/lang/Long',
  F: 'java/lang/Float',
  D: 'java/lang/Double',
};

const KINDS: ReadonlyMap<string, string> = new Map(Object.entries(BOXES).map(([kind, name]) => [name, kind]));

/** Internal name of the box class of a primitive kind. */
export function boxClassName(kind: string): string {
  return BOXES[kind] ?? 'java/lang/Object';
}

/**
 * A box of a primitive, as Java's valueOf makes it: booleans, ASCII characters and integers from -128 to 127 are shared.
 * A box's peer is the primitive in model form.
 */
export function box(vm: Machine, kind: string, value: JavaValue): HeapObject {
  const key = isShared(kind, value) ? `box ${kind} ${String(value)}` : '';
  const known = key === '' ? undefined : vm.shared.get(key);
  if (known !== undefined) return known;
  const made = vm.newObject(boxClassName(kind));
  made.peer = value;
  if (key !== '') vm.shared.set(key, made);
  return made;
}

/** The same box with labels on it; a shared one must not carry any, so its value gets a box of its own. */
export function labelledBox(vm: Machine, object: JavaObject, label: number): JavaObject {
  const kind = boxKind(object) ?? '';
  const isOwn = !isShared(kind, object.peer as JavaValue);
  const made = isOwn ? object : vm.newObject(object.cls);
  made.peer = object.peer;
  vm.addLabel(made, vm.labels.union(vm.labelOf(object), label));
  return made;
}

/** The primitive kind of a box, or undefined for other objects. */
export function boxKind(object: HeapObject): string | undefined {
  return KINDS.get(object.cls.name);
}

/** The primitive in a box, in model form; null for what is not a box. */
export function unbox(object: HeapObject | null): JavaValue {
  if (!(object instanceof JavaObject) || boxKind(object) === undefined) return null;
  return object.peer as JavaValue;
}

function isShared(kind: string, value: JavaValue): boolean {
  if (kind === 'Z') return true;
  if (kind === 'C') return Number(value) < 128;
  return kind !== 'F' && kind !== 'D' && Number(value) >= -128 && Number(value) <= 127;
}

/**
 * Converts a value in model form between kinds as method handles do: boxing, unboxing and widening. What cannot be
 * converted is Java's ClassCastException.
 */
export function adapt(vm: Machine, value: JavaValue, from: string, to: string): JavaValue {
  if (from === to || to === 'V') return value;
  if (from === 'V') return to === 'L' ? null : 0;
  if (to === 'L') return box(vm, from, value);
  if (from === 'L') {
    if (value === null) return vm.throwNew('java/lang/NullPointerException');
    const object = value as HeapObject;
    const kind = boxKind(object);
    if (kind === undefined) {
      if (vm.isUnknown(object)) return to === 'J' ? 0n : to === 'Z' ? false : 0;
      return vm.throwNew('java/lang/ClassCastException', `${object.cls.javaName} cannot be unboxed`);
    }
    return adapt(vm, unbox(object), kind, to);
  }
  if (to === 'J') return BigInt(Math.trunc(Number(value)));
  return Number(value);
}
