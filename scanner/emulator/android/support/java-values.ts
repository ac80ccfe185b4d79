import { JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';

/** A new java.util.ArrayList with these elements. */
export function* makeList(vm: Machine, items: Iterable<JavaValue>): Steps<JavaObject> {
  const list = yield* vm.construct('java/util/ArrayList', '()V');
  for (const item of items) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', item);
  return list;
}

/** A new java.util.LinkedHashSet with these elements. */
export function* makeSet(vm: Machine, items: Iterable<JavaValue>): Steps<JavaObject> {
  const set = yield* vm.construct('java/util/LinkedHashSet', '()V');
  for (const item of items) yield* vm.call(set, 'add(Ljava/lang/Object;)Z', item);
  return set;
}

/** Elements of any java.util.Collection, in its order; none for null. */
export function* readCollection(vm: Machine, collection: HeapObject | null): Steps<(HeapObject | null)[]> {
  if (collection === null) return [];
  const array = yield* vm.call<JavaArray>(collection, 'toArray()[Ljava/lang/Object;');
  return Array.isArray(array.data) ? [...array.data] : [];
}

export function stringArray(vm: Machine, items: readonly string[]): JavaArray {
  return vm.arrayOf('[Ljava/lang/String;', items);
}

/** Texts of a String[]; nulls are empty. */
export function textsOf(array: JavaArray | null): string[] {
  if (array === null || !Array.isArray(array.data)) return [];
  return array.data.map((item) => (item instanceof JavaString ? item.value : ''));
}

/** A Java object of a modelled class with its state. */
export function makeObject<P>(vm: Machine, className: string, peer: P): JavaObject<P> {
  const made = vm.newObject<P>(className);
  made.peer = peer;
  return made;
}
