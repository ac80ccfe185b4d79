import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { equalsOf, hashOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { copyItems, each, HAS_NEXT, ItemsPeer, itemsOf, NEXT, SIZE } from './iterate.ts';

const GET = 'get(I)Ljava/lang/Object;';
const SET = 'set(ILjava/lang/Object;)Ljava/lang/Object;';
const ADD_AT = 'add(ILjava/lang/Object;)V';
const REMOVE_AT = 'remove(I)Ljava/lang/Object;';
const CHANGES = 'modCount:I';

/** An iterator over any list by index, as AbstractList gives it; `end` is one past the last of a sub-list's range. */
type CursorPeer = { list: JavaObject; next: number; last: number; expected: number };
type Cursor = JavaObject<CursorPeer>;

type SubListPeer = { parent: JavaObject; offset: number; size: number; expected: number };
type SubList = JavaObject<SubListPeer>;

/** Structural changes of a list: our own count, or the field that the app's subclasses keep. */
function changesOf(vm: Machine, list: JavaObject): number {
  if (list.peer instanceof ItemsPeer) return list.peer.changes;
  return list.cls.isSubclassOf(vm.classes.platformClass('java/util/AbstractList'))
    ? Number(vm.getField(list, CHANGES))
    : 0;
}

function bumpChanges(vm: Machine, list: JavaObject): void {
  if (list.peer instanceof ItemsPeer) list.peer.changes++;
  else vm.setField(list, CHANGES, (Number(vm.getField(list, CHANGES)) + 1) | 0);
}

export function newCursor(vm: Machine, list: JavaObject, at: number): Cursor {
  const made = vm.newObject<CursorPeer>('java/util/AbstractList$ListItr');
  made.peer = { list, next: at, last: -1, expected: changesOf(vm, list) };
  return made;
}

export function indexError(vm: Machine, index: number, size: number): never {
  return vm.throwNew('java/lang/IndexOutOfBoundsException', `Index: ${index}, Size: ${size}`);
}

function checkChanges(vm: Machine, self: Cursor): void {
  if (changesOf(vm, self.peer.list) !== self.peer.expected)
    vm.throwNew('java/util/ConcurrentModificationException');
}

function* getAt(vm: Machine, self: Cursor, index: number): Steps<Ref> {
  checkChanges(vm, self);
  const size = yield* vm.call<number>(self.peer.list, SIZE);
  if (index < 0 || index >= size) vm.throwNew('java/util/NoSuchElementException');
  const item = yield* vm.call<Ref>(self.peer.list, GET, index);
  self.peer.last = index;
  return item;
}

const cursor = defineClass({
  name: 'java/util/AbstractList$ListItr',
  interfaces: ['java/util/ListIterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': function* (vm, self: Cursor) {
      return self.peer.next !== (yield* vm.call<number>(self.peer.list, SIZE));
    },
    'Object next()': function* (vm, self: Cursor) {
      const item = yield* getAt(vm, self, self.peer.next);
      self.peer.next = self.peer.last + 1;
      return item;
    },
    'boolean hasPrevious()': (_vm, self: Cursor) => self.peer.next !== 0,
    'Object previous()': function* (vm, self: Cursor) {
      const item = yield* getAt(vm, self, self.peer.next - 1);
      self.peer.next = self.peer.last;
      return item;
    },
    'int nextIndex()': (_vm, self: Cursor) => self.peer.next,
    'int previousIndex()': (_vm, self: Cursor) => self.peer.next - 1,
    'void remove()': function* (vm, self: Cursor) {
      const { peer } = self;
      if (peer.last < 0) vm.throwNew('java/lang/IllegalStateException');
      checkChanges(vm, self);
      yield* vm.call(peer.list, REMOVE_AT, peer.last);
      if (peer.last < peer.next) peer.next--;
      peer.last = -1;
      peer.expected = changesOf(vm, peer.list);
    },
    'void set(Object)': function* (vm, self: Cursor, item: Ref) {
      const { peer } = self;
      if (peer.last < 0) vm.throwNew('java/lang/IllegalStateException');
      checkChanges(vm, self);
      yield* vm.call(peer.list, SET, peer.last, item);
      peer.expected = changesOf(vm, peer.list);
    },
    'void add(Object)': function* (vm, self: Cursor, item: Ref) {
      const { peer } = self;
      checkChanges(vm, self);
      yield* vm.call(peer.list, ADD_AT, peer.next, item);
      peer.next++;
      peer.last = -1;
      peer.expected = changesOf(vm, peer.list);
    },
  }),
});

function* indexOf(vm: Machine, self: HeapObject, wanted: Ref): Steps<number> {
  let at = 0;
  const found = yield* each(vm, self, function* (item) {
    if (yield* equalsOf(vm, wanted, item)) return true;
    at++;
    return false;
  });
  return found ? at : -1;
}

/** List.equals: the same elements in the same order. */
export function* listEquals(vm: Machine, self: HeapObject, other: Ref): Steps<boolean> {
  if (other === self) return true;
  if (other === null || !other.cls.isSubclassOf(vm.classes.platformClass('java/util/List'))) return false;
  const left = yield* vm.call<Ref>(self, 'iterator()Ljava/util/Iterator;');
  const right = yield* vm.call<Ref>(other, 'iterator()Ljava/util/Iterator;');
  for (;;) {
    const more = yield* vm.call<boolean>(left, HAS_NEXT);
    if (more !== (yield* vm.call<boolean>(right, HAS_NEXT))) return false;
    if (!more) return true;
    const item = yield* vm.call<Ref>(left, NEXT);
    if (!(yield* equalsOf(vm, item, yield* vm.call<Ref>(right, NEXT)))) return false;
  }
}

export function* listHash(vm: Machine, items: readonly Ref[]): Steps<number> {
  let hash = 1;
  for (const item of items) hash = (Math.imul(31, hash) + (yield* hashOf(vm, item))) | 0;
  return hash;
}

export function newSubList(vm: Machine, parent: JavaObject, from: number, to: number, size: number): SubList {
  if (from < 0) vm.throwNew('java/lang/IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (to > size) vm.throwNew('java/lang/IndexOutOfBoundsException', `toIndex = ${to}`);
  if (from > to) vm.throwNew('java/lang/IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  const made = vm.newObject<SubListPeer>('java/util/AbstractList$SubList');
  made.peer = { parent, offset: from, size: to - from, expected: changesOf(vm, parent) };
  return made;
}

const abstractList = defineClass({
  name: 'java/util/AbstractList',
  super: 'java/util/AbstractCollection',
  flags: 'abstract',
  interfaces: ['java/util/List'],
  labels: 'container',
  fields: { [`protected transient ${CHANGES}`]: 0 },
  methods: methods({
    'protected new()': () => undefined,
    'abstract Object get(int)': null,
    'boolean add(Object)': function* (vm, self: HeapObject, item: Ref) {
      yield* vm.call(self, ADD_AT, yield* vm.call<number>(self, SIZE), item);
      return true;
    },
    'Object set(int, Object)': (vm) => vm.throwNew('java/lang/UnsupportedOperationException'),
    'void add(int, Object)': (vm) => vm.throwNew('java/lang/UnsupportedOperationException'),
    'Object remove(int)': (vm) => vm.throwNew('java/lang/UnsupportedOperationException'),
    'int indexOf(Object)': indexOf,
    'int lastIndexOf(Object)': function* (vm, self: HeapObject, wanted: Ref) {
      const items = yield* itemsOf(vm, self);
      for (let i = items.length - 1; i >= 0; i--) if (yield* equalsOf(vm, wanted, items[i] ?? null)) return i;
      return -1;
    },
    'void clear()': function* (vm, self: HeapObject) {
      yield* vm.call(self, 'removeRange(II)V', 0, yield* vm.call<number>(self, SIZE));
    },
    'boolean addAll(int, Collection)': function* (vm, self: HeapObject, at: number, other: Ref) {
      const size = yield* vm.call<number>(self, SIZE);
      if (at < 0 || at > size) indexError(vm, at, size);
      const items = yield* itemsOf(vm, other);
      for (const [i, item] of items.entries()) yield* vm.call(self, ADD_AT, at + i, item);
      return items.length > 0;
    },
    'Iterator iterator()': (vm, self: JavaObject) => newCursor(vm, self, 0),
    'ListIterator listIterator()': (vm, self: HeapObject) =>
      vm.call(self, 'listIterator(I)Ljava/util/ListIterator;', 0),
    'ListIterator listIterator(int)': function* (vm, self: JavaObject, at: number) {
      const size = yield* vm.call<number>(self, SIZE);
      if (at < 0 || at > size) indexError(vm, at, size);
      return newCursor(vm, self, at);
    },
    'List subList(int, int)': function* (vm, self: JavaObject, from: number, to: number) {
      return newSubList(vm, self, from, to, yield* vm.call<number>(self, SIZE));
    },
    'boolean equals(Object)': listEquals,
    'int hashCode()': function* (vm, self: HeapObject) {
      return yield* listHash(vm, yield* itemsOf(vm, self));
    },
    'protected void removeRange(int, int)': function* (vm, self: JavaObject, from: number, to: number) {
      const at = yield* vm.call<Ref>(self, 'listIterator(I)Ljava/util/ListIterator;', from);
      for (let i = from; i < to; i++) {
        yield* vm.call(at, NEXT);
        yield* vm.call(at, 'remove()V');
      }
    },
  }),
});

function checkParent(vm: Machine, self: SubList): void {
  if (changesOf(vm, self.peer.parent) !== self.peer.expected)
    vm.throwNew('java/util/ConcurrentModificationException');
}

function checkIndex(vm: Machine, self: SubList, index: number, last: number): void {
  if (index < 0 || index > last) indexError(vm, index, self.peer.size);
  checkParent(vm, self);
}

function resized(vm: Machine, self: SubList, by: number): void {
  self.peer.size += by;
  self.peer.expected = changesOf(vm, self.peer.parent);
  bumpChanges(vm, self);
}

const subList = defineClass({
  name: 'java/util/AbstractList$SubList',
  super: 'java/util/AbstractList',
  interfaces: ['java/util/RandomAccess'],
  labels: 'container',
  methods: methods({
    'int size()': (vm, self: SubList) => {
      checkParent(vm, self);
      return self.peer.size;
    },
    'Object get(int)': (vm, self: SubList, index: number) => {
      checkIndex(vm, self, index, self.peer.size - 1);
      return vm.call(self.peer.parent, GET, self.peer.offset + index);
    },
    'Object set(int, Object)': (vm, self: SubList, index: number, item: Ref) => {
      checkIndex(vm, self, index, self.peer.size - 1);
      return vm.call(self.peer.parent, SET, self.peer.offset + index, item);
    },
    'void add(int, Object)': function* (vm, self: SubList, index: number, item: Ref) {
      checkIndex(vm, self, index, self.peer.size);
      yield* vm.call(self.peer.parent, ADD_AT, self.peer.offset + index, item);
      resized(vm, self, 1);
    },
    'Object remove(int)': function* (vm, self: SubList, index: number) {
      checkIndex(vm, self, index, self.peer.size - 1);
      const item = yield* vm.call<Ref>(self.peer.parent, REMOVE_AT, self.peer.offset + index);
      resized(vm, self, -1);
      return item;
    },
    'boolean addAll(Collection)': (vm, self: SubList, other: Ref) =>
      vm.call(self, 'addAll(ILjava/util/Collection;)Z', self.peer.size, other),
    'boolean addAll(int, Collection)': function* (vm, self: SubList, at: number, other: Ref) {
      checkIndex(vm, self, at, self.peer.size);
      const count = (yield* copyItems(vm, other)).length;
      if (count === 0) return false;
      yield* vm.call(self.peer.parent, 'addAll(ILjava/util/Collection;)Z', self.peer.offset + at, other);
      resized(vm, self, count);
      return true;
    },
    'protected void removeRange(int, int)': function* (vm, self: SubList, from: number, to: number) {
      checkParent(vm, self);
      yield* vm.call(self.peer.parent, 'removeRange(II)V', self.peer.offset + from, self.peer.offset + to);
      resized(vm, self, from - to);
    },
  }),
});

const abstractSequentialList = defineClass({
  name: 'java/util/AbstractSequentialList',
  super: 'java/util/AbstractList',
  flags: 'abstract',
  labels: 'container',
  methods: methods({
    'protected new()': () => undefined,
    'Object get(int)': function* (vm, self: HeapObject, index: number) {
      const at = yield* vm.call<Ref>(self, 'listIterator(I)Ljava/util/ListIterator;', index);
      return yield* vm.call<Ref>(at, NEXT);
    },
    'void add(int, Object)': function* (vm, self: HeapObject, index: number, item: Ref) {
      const at = yield* vm.call<Ref>(self, 'listIterator(I)Ljava/util/ListIterator;', index);
      yield* vm.call(at, 'add(Ljava/lang/Object;)V', item);
    },
    'Object remove(int)': function* (vm, self: HeapObject, index: number) {
      const at = yield* vm.call<Ref>(self, 'listIterator(I)Ljava/util/ListIterator;', index);
      const item = yield* vm.call<Ref>(at, NEXT);
      yield* vm.call(at, 'remove()V');
      return item;
    },
    'Object set(int, Object)': function* (vm, self: HeapObject, index: number, item: Ref) {
      const at = yield* vm.call<Ref>(self, 'listIterator(I)Ljava/util/ListIterator;', index);
      const old = yield* vm.call<Ref>(at, NEXT);
      yield* vm.call(at, 'set(Ljava/lang/Object;)V', item);
      return old;
    },
    'Iterator iterator()': (vm, self: HeapObject) => vm.call(self, 'listIterator()Ljava/util/ListIterator;'),
  }),
});

export const classes: readonly ClassModel[] = [cursor, abstractList, subList, abstractSequentialList];
