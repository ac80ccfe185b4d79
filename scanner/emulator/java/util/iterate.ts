import { JavaObject, JavaString, refsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, Machine, Steps } from '../../machine/index.ts';
import type { Ref } from './equality.ts';
import { HashTable } from './hash-table.ts';

export const ITERATOR = 'iterator()Ljava/util/Iterator;';
export const HAS_NEXT = 'hasNext()Z';
export const NEXT = 'next()Ljava/lang/Object;';
export const REMOVE = 'remove()V';
export const SIZE = 'size()I';
const TO_ARRAY = 'toArray()[Ljava/lang/Object;';

/**
 * Counts host work as instructions, about four elements to one, so that no slice of the machine's can be made long by
 * calls that each walk a million elements.
 */
export function spend(vm: Machine, elements: number): void {
  vm.fuel -= elements >> 2;
}

/** Java's OutOfMemoryError before the host is asked for more elements than any object may have. */
export function checkRoom(vm: Machine, elements: number): void {
  const sizeBytes = elements * 8;
  if (sizeBytes > vm.limits.maxObjectBytes)
    vm.throwNew('java/lang/OutOfMemoryError', `Failed to allocate a ${sizeBytes} byte allocation`);
  vm.charge(sizeBytes);
}

/** State of the collections that keep their elements in a row. */
export class ItemsPeer {
  items: Ref[];
  /** Structural changes so far: iterators fail when it is not what they expect. */
  changes = 0;
  /** Most elements that fit, for bounded queues. */
  capacity = Number.POSITIVE_INFINITY;

  constructor(items: Ref[] = []) {
    this.items = items;
  }
}

/**
 * Elements of a collection of ours, if its iteration has not been overridden: then nobody can tell that no iterator was
 * used. Not a copy.
 */
export function findItems(vm: Machine, collection: HeapObject): readonly Ref[] | undefined {
  if (!(collection instanceof JavaObject)) return undefined;
  const { peer } = collection;
  const isOurs = peer instanceof ItemsPeer || peer instanceof HashTable;
  if (!isOurs || vm.virtualMethod(collection, ITERATOR).owner.origin !== 'model') return undefined;
  return peer instanceof ItemsPeer ? peer.items : [...peer.nodes()].map((node) => node.key);
}

/** Calls `body` on each element of an Iterable, live; `body` ends the loop by answering true. */
export function* each(
  vm: Machine,
  iterable: Ref,
  body: (item: Ref, iterator: Ref) => Steps<boolean | void>,
): Steps<boolean> {
  const iterator = yield* vm.call<Ref>(iterable, ITERATOR);
  while (yield* vm.call<boolean>(iterator, HAS_NEXT)) {
    if ((yield* body(yield* vm.call<Ref>(iterator, NEXT), iterator)) === true) return true;
    // An iterator that nobody modelled would go on for ever or end at once: neither says anything.
    if (vm.isUnknown(iterator)) return false;
  }
  return false;
}

/** All elements of any Iterable, in order, in a new array. */
export function* itemsOf(vm: Machine, iterable: Ref): Steps<Ref[]> {
  if (iterable === null) return vm.throwNew('java/lang/NullPointerException');
  const own = findItems(vm, iterable);
  if (own !== undefined) return copied(vm, own);
  const items: Ref[] = [];
  yield* each(vm, iterable, function* (item) {
    items.push(item);
  });
  return items;
}

function copied(vm: Machine, items: readonly Ref[]): Ref[] {
  spend(vm, items.length);
  checkRoom(vm, items.length);
  return [...items];
}

/** What `toArray` of any Collection gives, in a new array. */
export function* copyItems(vm: Machine, collection: Ref): Steps<Ref[]> {
  if (collection === null) return vm.throwNew('java/lang/NullPointerException');
  const own = findItems(vm, collection);
  if (own !== undefined) return copied(vm, own);
  const array = yield* vm.call<JavaArray | null>(collection, TO_ARRAY);
  return array === null ? [] : [...refsOf(array)];
}

/** Key and value of a Map.Entry. */
export function* entryOf(vm: Machine, entry: Ref): Steps<readonly [Ref, Ref]> {
  const key = yield* vm.call<Ref>(entry, 'getKey()Ljava/lang/Object;');
  return [key, yield* vm.call<Ref>(entry, 'getValue()Ljava/lang/Object;')];
}

/** All entries of any Map. */
export function* entriesOf(vm: Machine, map: Ref): Steps<(readonly [Ref, Ref])[]> {
  if (map === null) return vm.throwNew('java/lang/NullPointerException');
  if (
    map instanceof JavaObject &&
    map.peer instanceof HashTable &&
    vm.virtualMethod(map, 'entrySet()Ljava/util/Set;').owner.origin === 'model'
  )
    return [...map.peer.nodes()].map((node) => [node.key, node.value] as const);
  const entries: (readonly [Ref, Ref])[] = [];
  yield* each(vm, yield* vm.call<Ref>(map, 'entrySet()Ljava/util/Set;'), function* (entry) {
    entries.push(yield* entryOf(vm, entry));
  });
  return entries;
}

/** A String made of the texts of objects, carrying their labels. */
export class TextBuilder {
  private readonly vm: Machine;
  private text = '';
  private label = 0;

  constructor(vm: Machine) {
    this.vm = vm;
  }

  add(text: string): this {
    this.text += text;
    return this;
  }

  /** Adds String.valueOf of an object, with the labels of the object and of what its toString gathers. */
  *addObject(value: Ref): Steps<void> {
    const { vm } = this;
    const text =
      value === null || value instanceof JavaString
        ? value
        : yield* vm.call<Ref>(value, 'toString()Ljava/lang/String;');
    this.text += text instanceof JavaString ? text.value : 'null';
    this.label = vm.labels.union(this.label, vm.labels.union(vm.labelOf(value), vm.labelOf(text)));
  }

  build(): JavaString {
    return this.vm.string(this.text, this.label);
  }
}

/** Elements as an Object[]. */
export function objectArray(vm: Machine, items: readonly Ref[]): JavaArray {
  return vm.arrayOf('[Ljava/lang/Object;', items);
}

/** Collection.toArray(T[]): the argument filled, with a null behind the last, or a new array of its type. */
export function fillArray(vm: Machine, items: readonly Ref[], target: JavaArray | null): JavaArray {
  if (target === null) return vm.throwNew('java/lang/NullPointerException');
  const array = target.length >= items.length ? target : vm.allocateArray(target.cls, items.length);
  const { element } = array.cls;
  const data = refsOf(array);
  for (const [at, item] of items.entries()) {
    if (item !== null && element !== null && !vm.isUnknown(item) && !item.cls.isSubclassOf(element))
      vm.throwNew('java/lang/ArrayStoreException', `${item.cls.javaName} in ${array.cls.javaName}`);
    data[at] = item;
  }
  if (array.length > items.length) data[items.length] = null;
  return array;
}
