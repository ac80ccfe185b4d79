import { JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { stringHash } from '../lang/string.ts';

/** A reference as collections hold it. */
export type Ref = HeapObject | null;

const HASH_CODE = 'hashCode()I';
const EQUALS = 'equals(Ljava/lang/Object;)Z';
const COMPARE_TO = 'compareTo(Ljava/lang/Object;)I';
const COMPARE = 'compare(Ljava/lang/Object;Ljava/lang/Object;)I';

/**
 * Calls a method at once if it comes to a model that is a plain function; undefined where it does not, so that the
 * machine must make the call. Watched methods, locks and unknown objects are for the machine too.
 */
export function callPlain(
  vm: Machine,
  receiver: HeapObject,
  selector: string,
  ...args: JavaValue[]
): JavaValue {
  if (receiver.extra?.unknown === true) return undefined;
  const method = vm.virtualMethod(receiver, selector);
  if (method.native === null || method.watch !== null || method.isSynchronized) return undefined;
  // The models' parameter types are promises about descriptors, kept by whoever names the selector.
  const native = method.native as (vm: Machine, ...args: JavaValue[]) => unknown;
  const result = native(vm, receiver, ...args);
  return typeof result === 'number' || typeof result === 'boolean' ? result : undefined;
}

/** Hash code of a key if it costs no call into Java. */
export function plainHash(vm: Machine, key: Ref): number | undefined {
  if (key === null) return 0;
  if (key instanceof JavaString) return stringHash(key);
  return callPlain(vm, key, HASH_CODE) as number | undefined;
}

/** Objects.hashCode. */
export function* hashOf(vm: Machine, key: Ref): Steps<number> {
  const plain = plainHash(vm, key);
  return plain ?? (yield* vm.call<number>(key, HASH_CODE));
}

/** Whether two references are equal, if that costs no call into Java. */
export function plainEquals(vm: Machine, a: Ref, b: Ref): boolean | undefined {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (a instanceof JavaString) return b instanceof JavaString && a.value === b.value;
  return callPlain(vm, a, EQUALS, b) as boolean | undefined;
}

/** Objects.equals: asks `a`. */
export function* equalsOf(vm: Machine, a: Ref, b: Ref): Steps<boolean> {
  const plain = plainEquals(vm, a, b);
  return plain ?? (yield* vm.call<boolean>(a, EQUALS, b));
}

/** The order of two strings as String.compareTo gives it. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++)
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i);
  return a.length - b.length;
}

/** Compares by a Comparator, or by nature where that is null; throws Java's errors for what is not comparable. */
export function* compareOf(vm: Machine, comparator: Ref, a: Ref, b: Ref): Steps<number> {
  if (comparator !== null) return yield* vm.call<number>(comparator, COMPARE, a, b);
  if (a instanceof JavaString && b instanceof JavaString) return compareText(a.value, b.value);
  if (a === null || b === null) return vm.throwNew('java/lang/NullPointerException');
  if (!a.cls.isSubclassOf(vm.classes.platformClass('java/lang/Comparable')) && !vm.isUnknown(a))
    return vm.throwNew(
      'java/lang/ClassCastException',
      `${a.cls.javaName} cannot be cast to java.lang.Comparable`,
    );
  return yield* vm.call<number>(a, COMPARE_TO, b);
}

/** A stable sort of references, by merging; gives a new array. */
export function* sorted(vm: Machine, items: readonly Ref[], comparator: Ref): Steps<Ref[]> {
  if (comparator === null && items.every((item) => item instanceof JavaString)) {
    vm.fuel -= items.length;
    return [...(items as readonly JavaString[])].sort((a, b) => compareText(a.value, b.value));
  }
  vm.fuel -= items.length;
  let from = [...items];
  if (from.length === 1 && comparator === null && from[0] === null)
    vm.throwNew('java/lang/NullPointerException');
  let to = new Array<Ref>(from.length).fill(null);
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width)
      yield* merge(vm, from, to, start, width, comparator);
    [from, to] = [to, from];
  }
  return from;
}

function* merge(
  vm: Machine,
  from: readonly Ref[],
  to: Ref[],
  start: number,
  width: number,
  by: Ref,
): Steps<void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeLeft =
      right >= end ||
      (left < middle && (yield* compareOf(vm, by, from[left] ?? null, from[right] ?? null)) <= 0);
    to[at] = (takeLeft ? from[left++] : from[right++]) ?? null;
  }
}
