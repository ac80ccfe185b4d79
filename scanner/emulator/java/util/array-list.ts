import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { indexError, newCursor, newSubList } from './abstract-list.ts';
import { equalsOf, plainEquals, sorted } from './equality.ts';
import type { Ref } from './equality.ts';
import { checkRoom, copyItems, fillArray, ItemsPeer, objectArray, spend } from './iterate.ts';

export type ItemList = JavaObject<ItemsPeer>;

/** A java.util.ArrayList of these elements. */
export function newArrayList(vm: Machine, items: Ref[]): ItemList {
  const made = vm.newObject<ItemsPeer>('java/util/ArrayList');
  made.peer = new ItemsPeer(items);
  return made;
}

export function checkNotModified(vm: Machine, peer: ItemsPeer, expected: number): void {
  if (peer.changes !== expected) vm.throwNew('java/util/ConcurrentModificationException');
}

function checkIndex(vm: Machine, self: ItemList, index: number): void {
  if (index < 0 || index >= self.peer.items.length)
    vm.throwNew(
      'java/lang/IndexOutOfBoundsException',
      `Index ${index} out of bounds for length ${self.peer.items.length}`,
    );
}

/** Index of an element, from either end, -1 if it is not there; plain where no Java has to be asked. */
export function indexIn(
  vm: Machine,
  items: readonly Ref[],
  wanted: Ref,
  step: 1 | -1 = 1,
): number | Steps<number> {
  const first = step === 1 ? 0 : items.length - 1;
  for (let i = first; i >= 0 && i < items.length; i += step) {
    const same = plainEquals(vm, wanted, items[i] ?? null);
    if (same === undefined) return slowIndexIn(vm, items, wanted, i, step);
    if (!same) continue;
    spend(vm, Math.abs(i - first));
    return i;
  }
  spend(vm, items.length);
  return -1;
}

function* slowIndexIn(
  vm: Machine,
  items: readonly Ref[],
  wanted: Ref,
  from: number,
  step: number,
): Steps<number> {
  for (let i = from; i >= 0 && i < items.length; i += step)
    if (yield* equalsOf(vm, wanted, items[i] ?? null)) return i;
  return -1;
}

/** Gives `use` the result of work that may or may not need steps. */
export function then<T, R>(result: T | Steps<T>, use: (value: T) => R): R | Steps<R> {
  if (typeof result !== 'object' || result === null || !(Symbol.iterator in result)) return use(result as T);
  return (function* () {
    return use(yield* result);
  })();
}

function removeAt(vm: Machine, self: ItemList, index: number): Ref {
  spend(vm, (self.peer.items.length - index) >> 4);
  self.peer.changes++;
  return self.peer.items.splice(index, 1)[0] ?? null;
}

export function removeItem(
  vm: Machine,
  self: ItemList,
  wanted: Ref,
  step: 1 | -1 = 1,
): boolean | Steps<boolean> {
  return then(indexIn(vm, self.peer.items, wanted, step), (at) => {
    if (at >= 0) removeAt(vm, self, at);
    return at >= 0;
  });
}

function insert(self: ItemList, at: number, items: readonly Ref[]): boolean {
  const own = self.peer.items;
  self.peer.changes++;
  if (at === own.length) for (const item of items) own.push(item);
  else self.peer.items = [...own.slice(0, at), ...items, ...own.slice(at)];
  return items.length > 0;
}

/** Keeps the elements for which `keep` holds, as one change; the list is as it was if `keep` throws. */
function* keepOnly(vm: Machine, self: ItemList, keep: (item: Ref) => Steps<boolean>): Steps<boolean> {
  const { peer } = self;
  const expected = peer.changes;
  const kept: Ref[] = [];
  for (const item of [...peer.items]) if (yield* keep(item)) kept.push(item);
  checkNotModified(vm, peer, expected);
  if (kept.length === peer.items.length) return false;
  peer.items = kept;
  peer.changes++;
  return true;
}

const TEST = 'test(Ljava/lang/Object;)Z';
const CONTAINS = 'contains(Ljava/lang/Object;)Z';

/** What ArrayList, Vector and LinkedList do alike. */
export const listMethods: Readonly<Record<string, NativeMethod | null>> = {
  'int size()': (_vm, self: ItemList) => self.peer.items.length,
  'boolean isEmpty()': (_vm, self: ItemList) => self.peer.items.length === 0,
  'boolean contains(Object)': (vm, self: ItemList, wanted: Ref) =>
    then(indexIn(vm, self.peer.items, wanted), (at) => at >= 0),
  'int indexOf(Object)': (vm, self: ItemList, wanted: Ref) => indexIn(vm, self.peer.items, wanted),
  'int lastIndexOf(Object)': (vm, self: ItemList, wanted: Ref) => indexIn(vm, self.peer.items, wanted, -1),
  'Object get(int)': (vm, self: ItemList, index: number) => {
    checkIndex(vm, self, index);
    return self.peer.items[index] ?? null;
  },
  'Object set(int, Object)': (vm, self: ItemList, index: number, item: Ref) => {
    checkIndex(vm, self, index);
    const old = self.peer.items[index] ?? null;
    self.peer.items[index] = item;
    return old;
  },
  'boolean add(Object)': (vm, self: ItemList, item: Ref) => {
    vm.charge(8);
    self.peer.changes++;
    self.peer.items.push(item);
    return true;
  },
  'void add(int, Object)': (vm, self: ItemList, index: number, item: Ref) => {
    const { items } = self.peer;
    if (index < 0 || index > items.length) indexError(vm, index, items.length);
    vm.charge(8);
    spend(vm, (items.length - index) >> 4);
    self.peer.changes++;
    items.splice(index, 0, item);
  },
  'Object remove(int)': (vm, self: ItemList, index: number) => {
    checkIndex(vm, self, index);
    return removeAt(vm, self, index);
  },
  'boolean remove(Object)': (vm, self: ItemList, wanted: Ref) => removeItem(vm, self, wanted),
  'void clear()': (_vm, self: ItemList) => {
    self.peer.changes++;
    self.peer.items = [];
  },
  'boolean addAll(Collection)': function* (vm, self: ItemList, other: Ref) {
    const items = yield* copyItems(vm, other);
    vm.charge(items.length * 8);
    return insert(self, self.peer.items.length, items);
  },
  'boolean addAll(int, Collection)': function* (vm, self: ItemList, at: number, other: Ref) {
    if (at < 0 || at > self.peer.items.length) indexError(vm, at, self.peer.items.length);
    const items = yield* copyItems(vm, other);
    vm.charge(items.length * 8);
    return insert(self, at, items);
  },
  'boolean removeAll(Collection)': function* (vm, self: ItemList, other: Ref) {
    if (other === null) vm.throwNew('java/lang/NullPointerException');
    return yield* keepOnly(vm, self, function* (item) {
      return !(yield* vm.call<boolean>(other, CONTAINS, item));
    });
  },
  'boolean retainAll(Collection)': function* (vm, self: ItemList, other: Ref) {
    if (other === null) vm.throwNew('java/lang/NullPointerException');
    return yield* keepOnly(vm, self, (item) => vm.call<boolean>(other, CONTAINS, item));
  },
  'boolean removeIf(Predicate)': function* (vm, self: ItemList, test: Ref) {
    if (test === null) vm.throwNew('java/lang/NullPointerException');
    return yield* keepOnly(vm, self, function* (item) {
      return !(yield* vm.call<boolean>(test, TEST, item));
    });
  },
  'Object[] toArray()': (vm, self: ItemList) => objectArray(vm, self.peer.items),
  'Object[] toArray(Object[])': (vm, self: ItemList, target: JavaArray | null) =>
    fillArray(vm, self.peer.items, target),
  'Iterator iterator()': (vm, self: ItemList) => {
    const made = vm.newObject<IteratorPeer>('java/util/ArrayList$Itr');
    made.peer = { list: self, next: 0, last: -1, expected: self.peer.changes };
    return made;
  },
  'ListIterator listIterator()': (vm, self: ItemList) => newCursor(vm, self, 0),
  'ListIterator listIterator(int)': (vm, self: ItemList, at: number) => {
    if (at < 0 || at > self.peer.items.length)
      vm.throwNew('java/lang/IndexOutOfBoundsException', `Index: ${at}`);
    return newCursor(vm, self, at);
  },
  'List subList(int, int)': (vm, self: ItemList, from: number, to: number) =>
    newSubList(vm, self, from, to, self.peer.items.length),
  'protected void removeRange(int, int)': (_vm, self: ItemList, from: number, to: number) => {
    self.peer.changes++;
    self.peer.items.splice(from, to - from);
  },
  'void forEach(Consumer)': function* (vm, self: ItemList, action: Ref) {
    if (action === null) vm.throwNew('java/lang/NullPointerException');
    const { peer } = self;
    const expected = peer.changes;
    for (let i = 0; i < peer.items.length && peer.changes === expected; i++)
      yield* vm.call(action, 'accept(Ljava/lang/Object;)V', peer.items[i] ?? null);
    checkNotModified(vm, peer, expected);
  },
  'void sort(Comparator)': function* (vm, self: ItemList, comparator: Ref) {
    const { peer } = self;
    const expected = peer.changes;
    const made = yield* sorted(vm, peer.items, comparator);
    checkNotModified(vm, peer, expected);
    peer.items = made;
    peer.changes++;
  },
  'void replaceAll(UnaryOperator)': function* (vm, self: ItemList, operator: Ref) {
    const { peer } = self;
    const expected = peer.changes;
    for (let i = 0; i < peer.items.length && peer.changes === expected; i++)
      peer.items[i] = yield* vm.call<Ref>(
        operator,
        'apply(Ljava/lang/Object;)Ljava/lang/Object;',
        peer.items[i] ?? null,
      );
    checkNotModified(vm, peer, expected);
  },
  'Object clone()': (vm, self: ItemList) => {
    const copy = vm.cloneOf(self) as ItemList;
    copy.peer = new ItemsPeer([...self.peer.items]);
    return copy;
  },
};

type IteratorPeer = { list: ItemList; next: number; last: number; expected: number };
type ItemIterator = JavaObject<IteratorPeer>;

const itemIterator = defineClass({
  name: 'java/util/ArrayList$Itr',
  interfaces: ['java/util/Iterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: ItemIterator) => self.peer.next !== self.peer.list.peer.items.length,
    'Object next()': (vm, self: ItemIterator) => {
      const { peer } = self;
      checkNotModified(vm, peer.list.peer, peer.expected);
      const { items } = peer.list.peer;
      if (peer.next >= items.length) vm.throwNew('java/util/NoSuchElementException');
      peer.last = peer.next++;
      return items[peer.last] ?? null;
    },
    'void remove()': function (vm, self: ItemIterator) {
      const { peer } = self;
      if (peer.last < 0) vm.throwNew('java/lang/IllegalStateException');
      checkNotModified(vm, peer.list.peer, peer.expected);
      removeAt(vm, peer.list, peer.last);
      peer.next = peer.last;
      peer.last = -1;
      peer.expected = peer.list.peer.changes;
    },
  }),
});

function setUp(self: ItemList, items: Ref[] = []): void {
  self.peer = new ItemsPeer(items);
}

function checkCapacity(vm: Machine, capacity: number): void {
  if (capacity < 0) vm.throwNew('java/lang/IllegalArgumentException', `Illegal Capacity: ${capacity}`);
}

const constructors: Readonly<Record<string, NativeMethod>> = {
  'new()': (_vm, self: ItemList) => setUp(self),
  'new(Collection)': function* (vm, self: ItemList, other: Ref) {
    setUp(self, yield* copyItems(vm, other));
  },
};

const withCapacity: Readonly<Record<string, NativeMethod>> = {
  'new(int)': (vm, self: ItemList, capacity: number) => {
    checkCapacity(vm, capacity);
    setUp(self);
  },
  'void ensureCapacity(int)': () => undefined,
  'void trimToSize()': () => undefined,
};

const LIST = ['java/util/List', 'java/util/RandomAccess', 'java/lang/Cloneable', 'java/io/Serializable'];

const arrayList = defineClass({
  name: 'java/util/ArrayList',
  super: 'java/util/AbstractList',
  interfaces: LIST,
  labels: 'container',
  methods: methods({ ...listMethods, ...constructors, ...withCapacity }),
});

function firstOf(vm: Machine, self: ItemList): Ref {
  if (self.peer.items.length === 0) vm.throwNew('java/util/NoSuchElementException');
  return self.peer.items[0] ?? null;
}

function lastOf(vm: Machine, self: ItemList): Ref {
  if (self.peer.items.length === 0) vm.throwNew('java/util/NoSuchElementException');
  return self.peer.items.at(-1) ?? null;
}

const push: NativeMethod = (vm, self: ItemList, item: Ref) => {
  vm.charge(8);
  self.peer.changes++;
  self.peer.items.push(item);
};

function checkVectorIndex(vm: Machine, self: ItemList, index: number): void {
  if (index < 0 || index >= self.peer.items.length)
    vm.throwNew(
      'java/lang/ArrayIndexOutOfBoundsException',
      index < 0 ? String(index) : `Array index out of range: ${index}`,
    );
}

const vector = defineClass({
  name: 'java/util/Vector',
  super: 'java/util/AbstractList',
  interfaces: LIST,
  labels: 'container',
  methods: methods({
    ...listMethods,
    ...constructors,
    ...withCapacity,
    'new(int, int)': (vm, self: ItemList, capacity: number, _by: number) => {
      checkCapacity(vm, capacity);
      setUp(self);
    },
    'Object get(int)': (vm, self: ItemList, index: number) => {
      checkVectorIndex(vm, self, index);
      return self.peer.items[index] ?? null;
    },
    'Object set(int, Object)': (vm, self: ItemList, index: number, item: Ref) => {
      checkVectorIndex(vm, self, index);
      const old = self.peer.items[index] ?? null;
      self.peer.items[index] = item;
      return old;
    },
    'Object remove(int)': (vm, self: ItemList, index: number) => {
      checkVectorIndex(vm, self, index);
      return removeAt(vm, self, index);
    },
    'void add(int, Object)': (vm, self: ItemList, index: number, item: Ref) => {
      if (index < 0 || index > self.peer.items.length)
        vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `${index} > ${self.peer.items.length}`);
      insert(self, index, [item]);
    },
    'Object elementAt(int)': (vm, self: ItemList, index: number) => {
      if (index >= self.peer.items.length)
        vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `${index} >= ${self.peer.items.length}`);
      if (index < 0) vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(index));
      return self.peer.items[index] ?? null;
    },
    'Object firstElement()': firstOf,
    'Object lastElement()': lastOf,
    'void addElement(Object)': push,
    'void insertElementAt(Object, int)': (vm, self: ItemList, item: Ref, index: number) => {
      if (index < 0 || index > self.peer.items.length)
        vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `${index} > ${self.peer.items.length}`);
      insert(self, index, [item]);
    },
    'void setElementAt(Object, int)': (vm, self: ItemList, item: Ref, index: number) => {
      checkIndex(vm, self, index);
      self.peer.items[index] = item;
    },
    'boolean removeElement(Object)': (vm, self: ItemList, wanted: Ref) => removeItem(vm, self, wanted),
    'void removeElementAt(int)': (vm, self: ItemList, index: number) => {
      checkIndex(vm, self, index);
      removeAt(vm, self, index);
    },
    'void removeAllElements()': (_vm, self: ItemList) => {
      self.peer.changes++;
      self.peer.items = [];
    },
    'void copyInto(Object[])': (vm, self: ItemList, target: JavaArray | null) => {
      if (target === null || target.length < self.peer.items.length)
        return vm.throwNew('java/lang/ArrayIndexOutOfBoundsException');
      const { data } = target;
      if (Array.isArray(data)) self.peer.items.forEach((item, i) => (data[i] = item));
    },
    'void setSize(int)': (vm, self: ItemList, size: number) => {
      if (size < 0) vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(size));
      checkRoom(vm, size);
      self.peer.changes++;
      while (self.peer.items.length < size) self.peer.items.push(null);
      self.peer.items.length = size;
    },
    'int capacity()': (_vm, self: ItemList) => Math.max(self.peer.items.length, 10),
    'Enumeration elements()': (vm, self: ItemList) => newEnumeration(vm, () => self.peer.items),
  }),
});

const stack = defineClass({
  name: 'java/util/Stack',
  super: 'java/util/Vector',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: ItemList) => setUp(self),
    'Object push(Object)': (vm, self: ItemList, item: Ref) => {
      vm.charge(8);
      self.peer.changes++;
      self.peer.items.push(item);
      return item;
    },
    'Object pop()': (vm, self: ItemList) => {
      if (self.peer.items.length === 0) vm.throwNew('java/util/EmptyStackException');
      self.peer.changes++;
      return self.peer.items.pop() ?? null;
    },
    'Object peek()': (vm, self: ItemList) => {
      if (self.peer.items.length === 0) vm.throwNew('java/util/EmptyStackException');
      return self.peer.items.at(-1) ?? null;
    },
    'boolean empty()': (_vm, self: ItemList) => self.peer.items.length === 0,
    'int search(Object)': (vm, self: ItemList, wanted: Ref) =>
      then(indexIn(vm, self.peer.items, wanted, -1), (at) => (at < 0 ? -1 : self.peer.items.length - at)),
  }),
});

/** Elements that are walked one by one, without looking for changes. */
type WalkPeer = { items: () => readonly Ref[]; next: number; remove?: (index: number) => void };
type Walk = JavaObject<WalkPeer>;

/** An Enumeration (it is an Iterator too) over elements as they are when each is asked for. */
export function newEnumeration(vm: Machine, items: () => readonly Ref[]): Ref {
  const made = vm.newObject<WalkPeer>('java/util/Collections$Walk');
  made.peer = { items, next: 0 };
  return made;
}

/** An Iterator over a snapshot; `remove` is Java's UnsupportedOperationException unless given. */
export function newWalk(vm: Machine, items: readonly Ref[], remove?: (index: number) => void): Ref {
  const made = vm.newObject<WalkPeer>('java/util/Collections$Walk');
  made.peer = { items: () => items, next: 0, ...(remove === undefined ? {} : { remove }) };
  return made;
}

const nextOf: NativeMethod = (vm, self: Walk) => {
  const items = self.peer.items();
  if (self.peer.next >= items.length) vm.throwNew('java/util/NoSuchElementException');
  return items[self.peer.next++] ?? null;
};

const hasMore: NativeMethod = (_vm, self: Walk) => self.peer.next < self.peer.items().length;

const walk = defineClass({
  name: 'java/util/Collections$Walk',
  interfaces: ['java/util/Iterator', 'java/util/Enumeration'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': hasMore,
    'boolean hasMoreElements()': hasMore,
    'Object next()': nextOf,
    'Object nextElement()': nextOf,
    'void remove()': (vm, self: Walk) => {
      if (self.peer.remove === undefined) vm.throwNew('java/lang/UnsupportedOperationException', 'remove');
      else self.peer.remove(self.peer.next - 1);
    },
  }),
});

/** Methods of Deque over a row of elements. `nulls` says whether it holds nulls. */
export function dequeMethods(nulls: boolean): Readonly<Record<string, NativeMethod>> {
  const checkItem = (vm: Machine, item: Ref) => {
    if (!nulls && item === null) vm.throwNew('java/lang/NullPointerException');
    vm.charge(8);
  };
  const addLast = (vm: Machine, self: ItemList, item: Ref) => {
    checkItem(vm, item);
    self.peer.changes++;
    self.peer.items.push(item);
  };
  const addFirst = (vm: Machine, self: ItemList, item: Ref) => {
    checkItem(vm, item);
    spend(vm, self.peer.items.length >> 4);
    self.peer.changes++;
    self.peer.items.unshift(item);
  };
  const pollFirst = (vm: Machine, self: ItemList): Ref => {
    if (self.peer.items.length === 0) return null;
    spend(vm, self.peer.items.length >> 4);
    self.peer.changes++;
    return self.peer.items.shift() ?? null;
  };
  const pollLast = (_vm: Machine, self: ItemList): Ref => {
    if (self.peer.items.length === 0) return null;
    self.peer.changes++;
    return self.peer.items.pop() ?? null;
  };
  const removeFirst = (vm: Machine, self: ItemList): Ref => {
    firstOf(vm, self);
    return pollFirst(vm, self);
  };
  const removeLast = (vm: Machine, self: ItemList): Ref => {
    lastOf(vm, self);
    return pollLast(vm, self);
  };
  const offer =
    (add: (vm: Machine, self: ItemList, item: Ref) => void) => (vm: Machine, self: ItemList, item: Ref) => {
      add(vm, self, item);
      return true;
    };
  const peekFirst = (_vm: Machine, self: ItemList) => self.peer.items[0] ?? null;
  return {
    'boolean add(Object)': offer(addLast),
    'boolean offer(Object)': offer(addLast),
    'boolean offerLast(Object)': offer(addLast),
    'boolean offerFirst(Object)': offer(addFirst),
    'void addLast(Object)': addLast,
    'void addFirst(Object)': addFirst,
    'void push(Object)': addFirst,
    'Object pop()': removeFirst,
    'Object remove()': removeFirst,
    'Object removeFirst()': removeFirst,
    'Object removeLast()': removeLast,
    'Object poll()': pollFirst,
    'Object pollFirst()': pollFirst,
    'Object pollLast()': pollLast,
    'Object peek()': peekFirst,
    'Object peekFirst()': peekFirst,
    'Object peekLast()': (_vm, self: ItemList) => self.peer.items.at(-1) ?? null,
    'Object element()': firstOf,
    'Object getFirst()': firstOf,
    'Object getLast()': lastOf,
    'boolean removeFirstOccurrence(Object)': (vm, self: ItemList, wanted: Ref) =>
      removeItem(vm, self, wanted),
    'boolean removeLastOccurrence(Object)': (vm, self: ItemList, wanted: Ref) =>
      removeItem(vm, self, wanted, -1),
    'Iterator descendingIterator()': (vm, self: ItemList) => {
      const made = vm.newObject<IteratorPeer>('java/util/ArrayDeque$DescendingIterator');
      made.peer = { list: self, next: self.peer.items.length - 1, last: -1, expected: self.peer.changes };
      return made;
    },
  };
}

const descendingIterator = defineClass({
  name: 'java/util/ArrayDeque$DescendingIterator',
  interfaces: ['java/util/Iterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: ItemIterator) => self.peer.next >= 0,
    'Object next()': (vm, self: ItemIterator) => {
      const { peer } = self;
      if (peer.next < 0) vm.throwNew('java/util/NoSuchElementException');
      checkNotModified(vm, peer.list.peer, peer.expected);
      peer.last = peer.next--;
      return peer.list.peer.items[peer.last] ?? null;
    },
    'void remove()': (vm, self: ItemIterator) => {
      const { peer } = self;
      if (peer.last < 0) vm.throwNew('java/lang/IllegalStateException');
      removeAt(vm, peer.list, peer.last);
      peer.last = -1;
      peer.expected = peer.list.peer.changes;
    },
  }),
});

const linkedList = defineClass({
  name: 'java/util/LinkedList',
  super: 'java/util/AbstractSequentialList',
  interfaces: ['java/util/List', 'java/util/Deque', 'java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({ ...listMethods, ...constructors, ...dequeMethods(true) }),
});

/** Methods of the rows that are no lists: what a Collection has, without indexes. */
export const rowMethods: Readonly<Record<string, NativeMethod | null>> = Object.fromEntries(
  Object.entries(listMethods).filter(
    ([signature]) =>
      !/\bint\b.*\(|\(int|List |Comparator|UnaryOperator/.test(signature) || signature === 'int size()',
  ),
);

const arrayDeque = defineClass({
  name: 'java/util/ArrayDeque',
  super: 'java/util/AbstractCollection',
  interfaces: ['java/util/Deque', 'java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...rowMethods,
    ...dequeMethods(false),
    'java/util/ArrayDeque clone()': rowMethods['Object clone()'] ?? null,
    'new()': (_vm, self: ItemList) => setUp(self),
    'new(int)': (_vm, self: ItemList, _capacity: number) => setUp(self),
    'new(Collection)': function* (vm, self: ItemList, other: Ref) {
      const items = yield* copyItems(vm, other);
      if (items.includes(null)) vm.throwNew('java/lang/NullPointerException');
      setUp(self, items);
    },
    'boolean addAll(Collection)': function* (vm, self: ItemList, other: Ref) {
      const items = yield* copyItems(vm, other);
      if (items.includes(null)) vm.throwNew('java/lang/NullPointerException');
      return insert(self, self.peer.items.length, items);
    },
  }),
});

/** Constructors and the like for those who build on these lists. */
export { constructors as listConstructors };

export const classes: readonly ClassModel[] = [
  itemIterator,
  walk,
  descendingIterator,
  arrayList,
  vector,
  stack,
  linkedList,
  arrayDeque,
  defineClass({ name: 'java/util/ArrayList$SubList', super: 'java/util/AbstractList$SubList' }),
];
