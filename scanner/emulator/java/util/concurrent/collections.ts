import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import { dequeMethods, indexIn, listMethods, newWalk, rowMethods, then } from '../array-list.ts';
import type { ItemList } from '../array-list.ts';
import { equalsOf } from '../equality.ts';
import type { Ref } from '../equality.ts';
import { copyItems, ItemsPeer, itemsOf } from '../iterate.ts';

/** Lists that iterate over what they were: every change makes a new row, so that a snapshot costs nothing. */
const COPYING =
  /^(boolean add|void add|Object set|Object remove|boolean remove|boolean addAll|boolean removeAll|boolean retainAll|void clear|void sort|void replaceAll|boolean removeIf)/;

function copyOnWrite(
  table: Readonly<Record<string, NativeMethod | null>>,
): Record<string, NativeMethod | null> {
  return Object.fromEntries(
    Object.entries(table).map(([signature, body]) => {
      if (!COPYING.test(signature) || body === null) return [signature, body];
      const change: NativeMethod = (vm: Machine, self: ItemList, ...args: never[]) => {
        self.peer.items = [...self.peer.items];
        vm.charge(self.peer.items.length * 8);
        return (body as (vm: Machine, ...args: unknown[]) => ReturnType<NativeMethod>)(vm, self, ...args);
      };
      return [signature, change];
    }),
  );
}

type Cursor = JavaObject<{ items: readonly Ref[]; at: number }>;

const refuse: NativeMethod = (vm: Machine) => vm.throwNew('java/lang/UnsupportedOperationException');

const snapshotCursor = defineClass({
  name: 'java/util/concurrent/CopyOnWriteArrayList$COWIterator',
  interfaces: ['java/util/ListIterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: Cursor) => self.peer.at < self.peer.items.length,
    'boolean hasPrevious()': (_vm, self: Cursor) => self.peer.at > 0,
    'int nextIndex()': (_vm, self: Cursor) => self.peer.at,
    'int previousIndex()': (_vm, self: Cursor) => self.peer.at - 1,
    'Object next()': (vm, self: Cursor) => {
      if (self.peer.at >= self.peer.items.length) vm.throwNew('java/util/NoSuchElementException');
      return self.peer.items[self.peer.at++] ?? null;
    },
    'Object previous()': (vm, self: Cursor) => {
      if (self.peer.at <= 0) vm.throwNew('java/util/NoSuchElementException');
      return self.peer.items[--self.peer.at] ?? null;
    },
    'void remove()': refuse,
    'void set(Object)': refuse,
    'void add(Object)': refuse,
  }),
});

function newSnapshotCursor(vm: Machine, items: readonly Ref[], at: number): Cursor {
  const made = vm.newObject<Cursor['peer']>('java/util/concurrent/CopyOnWriteArrayList$COWIterator');
  made.peer = { items, at };
  return made;
}

function addIfAbsent(vm: Machine, self: ItemList, item: Ref): boolean | Steps<boolean> {
  return then(indexIn(vm, self.peer.items, item), (at) => {
    if (at < 0) self.peer.items = [...self.peer.items, item];
    return at < 0;
  });
}

function* addAllAbsent(vm: Machine, self: ItemList, other: Ref): Steps<number> {
  let added = 0;
  for (const item of yield* itemsOf(vm, other)) {
    const done = addIfAbsent(vm, self, item);
    if (typeof done === 'boolean' ? done : yield* done) added++;
  }
  return added;
}

const noChange: NativeMethod = function* (vm: Machine, self: ItemList, action: Ref) {
  for (const item of self.peer.items) yield* vm.call(action, 'accept(Ljava/lang/Object;)V', item);
};

const copyOnWriteArrayList = defineClass({
  name: 'java/util/concurrent/CopyOnWriteArrayList',
  super: 'java/util/AbstractList',
  interfaces: ['java/util/List', 'java/util/RandomAccess', 'java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...copyOnWrite(listMethods),
    'new()': (_vm, self: ItemList) => {
      self.peer = new ItemsPeer();
    },
    'new(Collection)': function* (vm, self: ItemList, other: Ref) {
      self.peer = new ItemsPeer(yield* copyItems(vm, other));
    },
    'new(Object[])': (_vm, self: ItemList, array: { data: unknown } & HeapObject) => {
      self.peer = new ItemsPeer(Array.isArray(array.data) ? [...(array.data as Ref[])] : []);
    },
    'Iterator iterator()': (vm, self: ItemList) => newSnapshotCursor(vm, self.peer.items, 0),
    'ListIterator listIterator()': (vm, self: ItemList) => newSnapshotCursor(vm, self.peer.items, 0),
    'ListIterator listIterator(int)': (vm, self: ItemList, at: number) =>
      newSnapshotCursor(vm, self.peer.items, at),
    'void forEach(Consumer)': noChange,
    'boolean addIfAbsent(Object)': addIfAbsent,
    'int addAllAbsent(Collection)': addAllAbsent,
  }),
});

const copyOnWriteArraySet = defineClass({
  name: 'java/util/concurrent/CopyOnWriteArraySet',
  super: 'java/util/AbstractSet',
  interfaces: ['java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...copyOnWrite(rowMethods),
    'new()': (_vm, self: ItemList) => {
      self.peer = new ItemsPeer();
    },
    'new(Collection)': function* (vm, self: ItemList, other: Ref) {
      self.peer = new ItemsPeer();
      yield* addAllAbsent(vm, self, other);
    },
    'boolean add(Object)': addIfAbsent,
    'boolean addAll(Collection)': function* (vm, self: ItemList, other: Ref) {
      return (yield* addAllAbsent(vm, self, other)) > 0;
    },
    'Iterator iterator()': (vm, self: ItemList) => newSnapshotCursor(vm, self.peer.items, 0),
    'void forEach(Consumer)': noChange,
  }),
});

/** Iterators of the linked concurrent rows: a snapshot, whose `remove` takes the element out of the row. */
export const rowIterator: NativeMethod = (vm: Machine, self: ItemList) => {
  const items = [...self.peer.items];
  return newWalk(vm, items, (index) => {
    const at = self.peer.items.indexOf(items[index] ?? null);
    if (at >= 0) self.peer.items.splice(at, 1);
  });
};

export const backwardsIterator: NativeMethod = (vm: Machine, self: ItemList) => {
  const items = [...self.peer.items].reverse();
  return newWalk(vm, items, (index) => {
    const at = self.peer.items.lastIndexOf(items[index] ?? null);
    if (at >= 0) self.peer.items.splice(at, 1);
  });
};

const linkedRow: Readonly<Record<string, NativeMethod | null>> = {
  ...rowMethods,
  'new()': (_vm, self: ItemList) => {
    self.peer = new ItemsPeer();
  },
  'new(Collection)': function* (vm, self: ItemList, other: Ref) {
    self.peer = new ItemsPeer(yield* copyItems(vm, other));
  },
  'Iterator iterator()': rowIterator,
  'void forEach(Consumer)': noChange,
  'boolean containsAll(Collection)': function* (vm, self: ItemList, other: Ref) {
    for (const item of yield* itemsOf(vm, other)) {
      let found = false;
      for (const own of self.peer.items) found ||= yield* equalsOf(vm, item, own);
      if (!found) return false;
    }
    return true;
  },
};

const queueNames = [
  'boolean add(Object)',
  'boolean offer(Object)',
  'Object remove()',
  'Object poll()',
  'Object peek()',
  'Object element()',
];

export const classes: readonly ClassModel[] = [
  snapshotCursor,
  copyOnWriteArrayList,
  copyOnWriteArraySet,
  defineClass({
    name: 'java/util/concurrent/ConcurrentLinkedQueue',
    super: 'java/util/AbstractQueue',
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...linkedRow,
      ...Object.fromEntries(
        Object.entries(dequeMethods(false)).filter(([name]) => queueNames.includes(name)),
      ),
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/ConcurrentLinkedDeque',
    super: 'java/util/AbstractCollection',
    interfaces: ['java/util/Deque', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...linkedRow,
      ...dequeMethods(false),
      'Iterator descendingIterator()': backwardsIterator,
    }),
  }),
];
