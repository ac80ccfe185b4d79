import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { equalsOf, hashOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { copyItems, each, fillArray, itemsOf, objectArray, REMOVE, SIZE, TextBuilder } from './iterate.ts';

const ADD = 'add(Ljava/lang/Object;)Z';
const CONTAINS = 'contains(Ljava/lang/Object;)Z';

/** Drops the elements that `other` has (`keep` false) or lacks (`keep` true), through the iterator. */
function* sift(vm: Machine, self: HeapObject, other: Ref, keep: boolean): Steps<boolean> {
  if (other === null) vm.throwNew('java/lang/NullPointerException');
  let changed = false;
  yield* each(vm, self, function* (item, at) {
    if ((yield* vm.call<boolean>(other, CONTAINS, item)) === keep) return;
    yield* vm.call(at, REMOVE);
    changed = true;
  });
  return changed;
}

/** `[a, b]` of any collection; what is the collection itself is named, not entered. */
export function* collectionText(vm: Machine, self: HeapObject): Steps<HeapObject> {
  const text = new TextBuilder(vm).add('[');
  let first = true;
  yield* each(vm, self, function* (item) {
    if (!first) text.add(', ');
    first = false;
    if (item === self) text.add('(this Collection)');
    else yield* text.addObject(item);
  });
  return text.add(']').build();
}

const abstractCollection = defineClass({
  name: 'java/util/AbstractCollection',
  flags: 'abstract',
  interfaces: ['java/util/Collection'],
  labels: 'container',
  methods: methods({
    'protected new()': () => undefined,
    'boolean isEmpty()': function* (vm, self: HeapObject) {
      return (yield* vm.call<number>(self, SIZE)) === 0;
    },
    'boolean contains(Object)': (vm, self: HeapObject, wanted: Ref) =>
      each(vm, self, (item) => equalsOf(vm, wanted, item)),
    'Object[] toArray()': function* (vm, self: HeapObject) {
      return objectArray(vm, yield* itemsOf(vm, self));
    },
    'Object[] toArray(Object[])': function* (vm, self: HeapObject, target: JavaArray | null) {
      return fillArray(vm, yield* itemsOf(vm, self), target);
    },
    'boolean add(Object)': (vm) => vm.throwNew('java/lang/UnsupportedOperationException'),
    'boolean remove(Object)': (vm, self: HeapObject, wanted: Ref) =>
      each(vm, self, function* (item, at) {
        if (!(yield* equalsOf(vm, wanted, item))) return false;
        yield* vm.call(at, REMOVE);
        return true;
      }),
    'boolean containsAll(Collection)': function* (vm, self: HeapObject, other: Ref) {
      return !(yield* each(vm, other, function* (item) {
        return !(yield* vm.call<boolean>(self, CONTAINS, item));
      }));
    },
    'boolean addAll(Collection)': function* (vm, self: HeapObject, other: Ref) {
      let changed = false;
      for (const item of yield* itemsOf(vm, other))
        if (yield* vm.call<boolean>(self, ADD, item)) changed = true;
      return changed;
    },
    'boolean removeAll(Collection)': (vm, self: HeapObject, other: Ref) => sift(vm, self, other, false),
    'boolean retainAll(Collection)': (vm, self: HeapObject, other: Ref) => sift(vm, self, other, true),
    'void clear()': function* (vm, self: HeapObject) {
      yield* each(vm, self, (_item, at) => vm.call<void>(at, REMOVE));
    },
    'String toString()': collectionText,
  }),
});

function isSet(vm: Machine, value: Ref): boolean {
  return value !== null && value.cls.isSubclassOf(vm.classes.platformClass('java/util/Set'));
}

const abstractSet = defineClass({
  name: 'java/util/AbstractSet',
  super: 'java/util/AbstractCollection',
  flags: 'abstract',
  interfaces: ['java/util/Set'],
  labels: 'container',
  methods: methods({
    'protected new()': () => undefined,
    'boolean equals(Object)': function* (vm, self: HeapObject, other: Ref) {
      if (other === self) return true;
      if (!isSet(vm, other)) return false;
      if ((yield* vm.call<number>(other, SIZE)) !== (yield* vm.call<number>(self, SIZE))) return false;
      return yield* vm.call<boolean>(self, 'containsAll(Ljava/util/Collection;)Z', other);
    },
    'int hashCode()': function* (vm, self: HeapObject) {
      let sum = 0;
      yield* each(vm, self, function* (item) {
        sum = (sum + (yield* hashOf(vm, item))) | 0;
      });
      return sum;
    },
    'boolean removeAll(Collection)': function* (vm, self: HeapObject, other: Ref) {
      // Java asks the smaller of the two, which shows where their ideas of equality differ.
      const size = yield* vm.call<number>(self, SIZE);
      if (size <= (yield* vm.call<number>(other, SIZE))) return yield* sift(vm, self, other, false);
      let changed = false;
      for (const item of yield* itemsOf(vm, other))
        if (yield* vm.call<boolean>(self, 'remove(Ljava/lang/Object;)Z', item)) changed = true;
      return changed;
    },
  }),
});

const abstractQueue = defineClass({
  name: 'java/util/AbstractQueue',
  super: 'java/util/AbstractCollection',
  flags: 'abstract',
  interfaces: ['java/util/Queue'],
  labels: 'container',
  methods: methods({
    'protected new()': () => undefined,
    'boolean add(Object)': function* (vm, self: HeapObject, item: Ref) {
      if (yield* vm.call<boolean>(self, 'offer(Ljava/lang/Object;)Z', item)) return true;
      return vm.throwNew('java/lang/IllegalStateException', 'Queue full');
    },
    'Object remove()': function* (vm, self: HeapObject) {
      const item = yield* vm.call<Ref>(self, 'poll()Ljava/lang/Object;');
      return item ?? vm.throwNew('java/util/NoSuchElementException');
    },
    'Object element()': function* (vm, self: HeapObject) {
      const item = yield* vm.call<Ref>(self, 'peek()Ljava/lang/Object;');
      return item ?? vm.throwNew('java/util/NoSuchElementException');
    },
    'void clear()': function* (vm, self: HeapObject) {
      while ((yield* vm.call<Ref>(self, 'poll()Ljava/lang/Object;')) !== null);
    },
    'boolean addAll(Collection)': function* (vm, self: HeapObject, other: Ref) {
      if (other === self) vm.throwNew('java/lang/IllegalArgumentException');
      let changed = false;
      for (const item of yield* copyItems(vm, other))
        if (yield* vm.call<boolean>(self, ADD, item)) changed = true;
      return changed;
    },
  }),
});

export const classes: readonly ClassModel[] = [abstractCollection, abstractSet, abstractQueue];
