import { defineClass, refsOf } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaClass,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { newArrayList, newEnumeration, newWalk } from './array-list.ts';
import { searchObjects } from './arrays.ts';
import { reversed } from './collection-interfaces.ts';
import { compareOf, equalsOf, hashOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { checkRoom, each, itemsOf, ItemsPeer, SIZE } from './iterate.ts';
import { checkElement, newChecked, newPlain, plainCollections } from './plain-collections.ts';
import { nextInt, seededRandomOf } from './random.ts';

const SET_AT = 'set(ILjava/lang/Object;)Ljava/lang/Object;';
const GET_AT = 'get(I)Ljava/lang/Object;';
const ADD = 'add(Ljava/lang/Object;)Z';

/** Writes elements back to a list in order, through `set`. */
function* store(vm: Machine, list: Ref, items: readonly Ref[]): Steps<void> {
  for (const [i, item] of items.entries()) yield* vm.call(list, SET_AT, i, item);
}

function* swap(vm: Machine, list: Ref, i: number, j: number): Steps<void> {
  const item = yield* vm.call<Ref>(list, GET_AT, i);
  yield* vm.call(list, SET_AT, i, yield* vm.call<Ref>(list, SET_AT, j, item));
}

function* shuffle(vm: Machine, list: Ref, random: Ref): Steps<void> {
  for (let i = (yield* vm.call<number>(list, SIZE)) - 1; i > 0; i--) {
    const j =
      random === null
        ? nextInt(seededRandomOf(vm), i + 1)
        : yield* vm.call<number>(random, 'nextInt(I)I', i + 1);
    yield* swap(vm, list, i, j);
  }
}

function* extreme(vm: Machine, items: Ref, by: Ref, sign: 1 | -1): Steps<Ref> {
  const all = yield* itemsOf(vm, items);
  if (all.length === 0) vm.throwNew('java/util/NoSuchElementException');
  let best = all[0] ?? null;
  for (const item of all.slice(1)) if ((yield* compareOf(vm, by, item, best)) * sign > 0) best = item;
  return best;
}

/** Wraps a collection: calls go to it, those that change it are refused where the wrapper is unmodifiable. */
type Wrapper = JavaObject<HeapObject>;

type Shape = {
  readonly interfaces: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
};

const COLLECTION: Shape = {
  interfaces: ['java/util/Collection'],
  reads: [
    'int size()',
    'boolean isEmpty()',
    'boolean contains(Object)',
    'boolean containsAll(Collection)',
    'Object[] toArray()',
    'Object[] toArray(Object[])',
    'String toString()',
    'void forEach(Consumer)',
    'Stream stream()',
  ],
  writes: [
    'boolean add(Object)',
    'boolean remove(Object)',
    'boolean addAll(Collection)',
    'boolean removeAll(Collection)',
    'boolean retainAll(Collection)',
    'boolean removeIf(Predicate)',
    'void clear()',
  ],
};

const EQUALITY = ['boolean equals(Object)', 'int hashCode()'];

function extend(shape: Shape, name: string, reads: readonly string[], writes: readonly string[]): Shape {
  return { interfaces: [name], reads: [...shape.reads, ...reads], writes: [...shape.writes, ...writes] };
}

const LIST = extend(
  COLLECTION,
  'java/util/List',
  [...EQUALITY, 'Object get(int)', 'int indexOf(Object)', 'int lastIndexOf(Object)'],
  [
    'Object set(int, Object)',
    'void add(int, Object)',
    'Object remove(int)',
    'boolean addAll(int, Collection)',
    'void sort(Comparator)',
    'void replaceAll(UnaryOperator)',
  ],
);
const SET = extend(COLLECTION, 'java/util/Set', EQUALITY, []);
const SORTED_SET = extend(
  SET,
  'java/util/SortedSet',
  ['Comparator comparator()', 'Object first()', 'Object last()'],
  [],
);
const MAP: Shape = {
  interfaces: ['java/util/Map'],
  reads: [
    ...EQUALITY,
    'int size()',
    'boolean isEmpty()',
    'boolean containsKey(Object)',
    'boolean containsValue(Object)',
    'Object get(Object)',
    'Object getOrDefault(Object, Object)',
    'void forEach(BiConsumer)',
    'String toString()',
  ],
  writes: [
    'Object put(Object, Object)',
    'Object remove(Object)',
    'void putAll(Map)',
    'void clear()',
    'Object putIfAbsent(Object, Object)',
    'boolean remove(Object, Object)',
    'boolean replace(Object, Object, Object)',
    'Object replace(Object, Object)',
    'void replaceAll(BiFunction)',
    'Object computeIfAbsent(Object, Function)',
    'Object computeIfPresent(Object, BiFunction)',
    'Object compute(Object, BiFunction)',
    'Object merge(Object, Object, BiFunction)',
  ],
};
const SORTED_MAP = extend(
  MAP,
  'java/util/SortedMap',
  ['Comparator comparator()', 'Object firstKey()', 'Object lastKey()'],
  [],
);

export function wrap(vm: Machine, name: string, inner: Ref): Ref {
  if (inner === null) return vm.throwNew('java/lang/NullPointerException');
  const made = vm.newObject<HeapObject>(name);
  made.peer = inner;
  return made;
}

function forward(signature: string): NativeMethod {
  const [key = ''] = Object.keys(methods({ [signature]: null }));
  return (vm: Machine, self: Wrapper, ...args: Ref[]) => vm.call(self.peer, key, ...args);
}

function table(
  signatures: readonly string[],
  make: (signature: string) => NativeMethod,
): Record<string, NativeMethod> {
  return Object.fromEntries(signatures.map((signature) => [signature, make(signature)]));
}

const refuse: NativeMethod = (vm: Machine) => vm.throwNew('java/lang/UnsupportedOperationException');

function unmodifiable(
  name: string,
  parent: string,
  shape: Shape,
  more: Record<string, NativeMethod> = {},
): ClassModel {
  return defineClass({
    name: `java/util/Collections$Unmodifiable${name}`,
    super: parent,
    interfaces: [...shape.interfaces, 'java/io/Serializable'],
    labels: 'container',
    methods: methods({ ...table(shape.reads, forward), ...table(shape.writes, () => refuse), ...more }),
  });
}

const iterator: Record<string, NativeMethod> = {
  'Iterator iterator()': function* (vm, self: Wrapper) {
    const inner = yield* vm.call<Ref>(self.peer, 'iterator()Ljava/util/Iterator;');
    return wrap(vm, 'java/util/Collections$UnmodifiableIterator', inner);
  },
};

const wrapResult = (signature: string, name: string): NativeMethod => {
  const [key = ''] = Object.keys(methods({ [signature]: null }));
  return function* (vm: Machine, self: Wrapper, ...args: Ref[]) {
    return wrap(vm, `java/util/Collections$${name}`, yield* vm.call<Ref>(self.peer, key, ...args));
  };
};

const listViews: Record<string, NativeMethod> = {
  ...iterator,
  'ListIterator listIterator()': wrapResult('ListIterator listIterator()', 'UnmodifiableIterator'),
  'ListIterator listIterator(int)': wrapResult('ListIterator listIterator(int)', 'UnmodifiableIterator'),
  'List subList(int, int)': wrapResult('List subList(int, int)', 'UnmodifiableList'),
};

const mapViews: Record<string, NativeMethod> = {
  'Set keySet()': wrapResult('Set keySet()', 'UnmodifiableSet'),
  'Collection values()': wrapResult('Collection values()', 'UnmodifiableCollection'),
  'Set entrySet()': wrapResult('Set entrySet()', 'UnmodifiableEntrySet'),
};

const entryIterator: Record<string, NativeMethod> = {
  'Iterator iterator()': function* (vm, self: Wrapper) {
    const entries: Ref[] = [];
    for (const entry of yield* itemsOf(vm, self.peer))
      entries.push(
        yield* vm.construct('java/util/AbstractMap$SimpleImmutableEntry', '(Ljava/util/Map$Entry;)V', entry),
      );
    return newWalk(vm, entries);
  },
};

/** A wrapper whose every call holds a lock, the wrapper's own unless it is a view. */
function synchronizedOver(
  name: string,
  parent: string,
  shape: Shape,
  more: Record<string, NativeMethod> = {},
): ClassModel {
  const locked = (signature: string): NativeMethod => {
    const [key = ''] = Object.keys(methods({ [signature]: null }));
    return (vm: Machine, self: Wrapper, ...args: Ref[]) =>
      vm.synchronizedOn(self, () => vm.call(self.peer, key, ...args));
  };
  return defineClass({
    name: `java/util/Collections$Synchronized${name}`,
    super: parent,
    interfaces: [...shape.interfaces, 'java/io/Serializable'],
    labels: 'container',
    methods: methods({ ...table([...shape.reads, ...shape.writes], locked), ...more }),
  });
}

const plainIterator = { 'Iterator iterator()': forward('Iterator iterator()') };

const NONE = 'java/lang/Object';

const wrappers: readonly ClassModel[] = [
  unmodifiable('Collection', NONE, COLLECTION, iterator),
  unmodifiable('Set', NONE, SET, iterator),
  unmodifiable('SortedSet', NONE, SORTED_SET, iterator),
  unmodifiable('List', NONE, LIST, listViews),
  ...['Unmodifiable', 'Synchronized'].map((word) =>
    defineClass({
      name: `java/util/Collections$${word}RandomAccessList`,
      super: `java/util/Collections$${word}List`,
      interfaces: ['java/util/RandomAccess'],
      labels: 'container',
    }),
  ),
  checkedOver('CheckedCollection', NONE, COLLECTION),
  checkedOver('CheckedRandomAccessList', NONE, LIST),
  checkedOver('CheckedSet', NONE, SET),
  unmodifiable('Map', NONE, MAP, mapViews),
  unmodifiable('SortedMap', NONE, SORTED_MAP, mapViews),
  unmodifiable('EntrySet', NONE, SET, entryIterator),
  synchronizedOver('Collection', NONE, COLLECTION, plainIterator),
  synchronizedOver('Set', NONE, SET, plainIterator),
  synchronizedOver('SortedSet', NONE, SORTED_SET, plainIterator),
  synchronizedOver('List', NONE, LIST, {
    ...plainIterator,
    'ListIterator listIterator()': forward('ListIterator listIterator()'),
    'ListIterator listIterator(int)': forward('ListIterator listIterator(int)'),
    'List subList(int, int)': wrapResult('List subList(int, int)', 'SynchronizedList'),
  }),
  ...['Map', 'SortedMap'].map((name) =>
    synchronizedOver(name, NONE, name === 'Map' ? MAP : SORTED_MAP, {
      'Set keySet()': wrapResult('Set keySet()', 'SynchronizedSet'),
      'Collection values()': wrapResult('Collection values()', 'SynchronizedCollection'),
      'Set entrySet()': wrapResult('Set entrySet()', 'SynchronizedSet'),
    }),
  ),
  defineClass({
    name: 'java/util/Collections$UnmodifiableIterator',
    interfaces: ['java/util/ListIterator'],
    labels: 'container',
    methods: methods({
      ...table(
        [
          'boolean hasNext()',
          'Object next()',
          'boolean hasPrevious()',
          'Object previous()',
          'int nextIndex()',
          'int previousIndex()',
        ],
        forward,
      ),
      ...table(['void remove()', 'void set(Object)', 'void add(Object)'], () => refuse),
    }),
  }),
];

/** Lists, sets and maps that cannot be changed, over elements of their own. */
type Immutable = JavaObject<ItemsPeer>;

const immutableReads: Record<string, NativeMethod> = {
  'int size()': (_vm, self: Immutable) => self.peer.items.length,
  'Iterator iterator()': (vm, self: Immutable) => newWalk(vm, self.peer.items),
  ...table(COLLECTION.writes, () => refuse),
};

const immutables: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/ImmutableCollections$ListN',
    super: 'java/util/AbstractList',
    interfaces: ['java/util/RandomAccess', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...immutableReads,
      ...table(LIST.writes, () => refuse),
      'Object get(int)': (vm, self: Immutable, index: number) => {
        if (index < 0 || index >= self.peer.items.length)
          vm.throwNew(
            'java/lang/IndexOutOfBoundsException',
            `Index: ${index} Size: ${self.peer.items.length}`,
          );
        return self.peer.items[index] ?? null;
      },
    }),
  }),
  defineClass({
    name: 'java/util/ImmutableCollections$SetN',
    super: 'java/util/AbstractSet',
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods(immutableReads),
  }),
  defineClass({
    name: 'java/util/ImmutableCollections',
    labels: 'container',
    methods: methods({
      'static List listOf(Object[], boolean)': (vm: Machine, array: JavaArray, _copy: boolean) =>
        immutable(vm, 'ListN', noNulls(vm, refsOf(array))),
      'static Set setOf(Object[], boolean)': function* (vm: Machine, array: JavaArray, copy: boolean) {
        const items: Ref[] = [];
        for (const item of noNulls(vm, refsOf(array))) {
          if (!(yield* has(vm, items, item))) items.push(item);
          else if (!copy)
            vm.throwNew('java/lang/IllegalArgumentException', `duplicate element: ${yield* vm.textOf(item)}`);
        }
        return immutable(vm, 'SetN', items);
      },
      'static Map mapOf(Object[], boolean)': function* (vm: Machine, array: JavaArray, _copy: boolean) {
        const made = yield* vm.construct('java/util/LinkedHashMap', '()V');
        const items = noNulls(vm, refsOf(array));
        for (let i = 0; i + 1 < items.length; i += 2)
          yield* vm.call(
            made,
            'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
            items[i] ?? null,
            items[i + 1] ?? null,
          );
        if ((yield* vm.call<number>(made, SIZE)) * 2 !== items.length)
          vm.throwNew('java/lang/IllegalArgumentException', 'duplicate key');
        return wrap(vm, 'java/util/Collections$UnmodifiableMap', made);
      },
    }),
  }),
];

function immutable(vm: Machine, name: string, items: readonly Ref[]): Ref {
  const made = vm.newObject<ItemsPeer>(`java/util/ImmutableCollections$${name}`);
  made.peer = new ItemsPeer([...items]);
  return made;
}

function noNulls(vm: Machine, items: readonly Ref[]): readonly Ref[] {
  if (items.includes(null)) vm.throwNew('java/lang/NullPointerException');
  return items;
}

function* has(vm: Machine, items: readonly Ref[], wanted: Ref): Steps<boolean> {
  for (const item of items) if (yield* equalsOf(vm, wanted, item)) return true;
  return false;
}

const emptyMap = (vm: Machine): Steps<Ref> =>
  vm.callStatic<Ref>(
    'java/util/ImmutableCollections',
    'mapOf([Ljava/lang/Object;Z)Ljava/util/Map;',
    vm.arrayOf('[Ljava/lang/Object;', []),
    false,
  );

function* shared(vm: Machine, key: string, make: () => Steps<Ref> | Ref): Steps<Ref> {
  const known = vm.shared.get(key);
  if (known !== undefined) return known;
  const result = make();
  const made = result !== null && Symbol.iterator in result ? yield* result : result;
  if (made !== null) vm.shared.set(key, made as HeapObject);
  return made;
}

function wrapAs(name: string): NativeMethod {
  return (vm: Machine, inner: Ref) => wrap(vm, `java/util/Collections$${name}`, inner);
}

function checked(name: string): NativeMethod {
  return (vm: Machine, inner: Ref, type: JavaObject<JavaClass> | null) => newChecked(vm, name, inner, type);
}

/** Where in the source the target's elements follow one another. */
function* subListStarts(vm: Machine, source: Ref, target: Ref): Steps<number[]> {
  const all = yield* itemsOf(vm, source);
  const wanted = yield* itemsOf(vm, target);
  const starts: number[] = [];
  for (let at = 0; at + wanted.length <= all.length; at++) {
    let same = true;
    for (let i = 0; i < wanted.length && same; i++)
      same = yield* equalsOf(vm, wanted[i] ?? null, all[at + i] ?? null);
    if (same) starts.push(at);
  }
  return starts;
}

/** A wrapper that checks the type of what is put in. */
function checkedOver(name: string, parent: string, shape: Shape): ClassModel {
  const guarded = (signature: string): NativeMethod => {
    const [key = ''] = Object.keys(methods({ [signature]: null }));
    const isAdding = /^boolean add\(|^Object set\(|^void add\(/.test(signature);
    return (vm: Machine, self: Wrapper, ...args: Ref[]) => {
      if (isAdding) checkElement(vm, self, args.at(-1) ?? null);
      return vm.call(self.peer, key, ...args);
    };
  };
  return defineClass({
    name: `java/util/Collections$${name}`,
    super: parent,
    interfaces: [...shape.interfaces, 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...table([...shape.reads, ...shape.writes], guarded),
      'Iterator iterator()': forward('Iterator iterator()'),
      ...(shape === LIST
        ? {
            'ListIterator listIterator()': forward('ListIterator listIterator()'),
            'ListIterator listIterator(int)': forward('ListIterator listIterator(int)'),
            'List subList(int, int)': forward('List subList(int, int)'),
          }
        : {}),
    }),
  });
}

/** The wrapper of a list; its name tells whether the list is quick at any index. */
function wrapList(word: 'Unmodifiable' | 'Synchronized'): NativeMethod {
  return (vm: Machine, inner: Ref) => {
    const quick = inner?.cls.isSubclassOf(vm.classes.platformClass('java/util/RandomAccess')) === true;
    return wrap(vm, `java/util/Collections$${word}${quick ? 'RandomAccess' : ''}List`, inner);
  };
}

const collections = defineClass({
  name: 'java/util/Collections',
  labels: 'container',
  fields: {
    'static final EMPTY_LIST:Ljava/util/List;': (vm) => newPlain(vm, 'EmptyList', []),
    'static final EMPTY_SET:Ljava/util/Set;': (vm) => newPlain(vm, 'EmptySet', []),
    'static final EMPTY_MAP:Ljava/util/Map;': (vm) => {
      const inner = vm.newObject<ItemsPeer>('java/util/Collections$EmptyMap');
      inner.peer = new ItemsPeer();
      return inner;
    },
  },
  methods: methods({
    'static List emptyList()': (vm) => shared(vm, 'empty list', () => newPlain(vm, 'EmptyList', [])),
    'static Set emptySet()': (vm) => shared(vm, 'empty set', () => newPlain(vm, 'EmptySet', [])),
    'static Map emptyMap()': (vm) => shared(vm, 'empty map', () => emptyMap(vm)),
    'static Iterator emptyIterator()': (vm) => newWalk(vm, []),
    'static ListIterator emptyListIterator()': function* (vm) {
      return yield* vm.call<Ref>(immutable(vm, 'ListN', []), 'listIterator()Ljava/util/ListIterator;');
    },
    'static Enumeration emptyEnumeration()': (vm) => newEnumeration(vm, () => []),
    'static List singletonList(Object)': (vm, item: Ref) => newPlain(vm, 'SingletonList', [item]),
    'static Set singleton(Object)': (vm, item: Ref) => newPlain(vm, 'SingletonSet', [item]),
    'static Map singletonMap(Object, Object)': function* (vm, key: Ref, value: Ref) {
      const made = yield* vm.construct('java/util/HashMap', '()V');
      yield* vm.call(made, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', key, value);
      return wrap(vm, 'java/util/Collections$UnmodifiableMap', made);
    },
    'static List nCopies(int, Object)': (vm, count: number, item: Ref) => {
      if (count < 0) vm.throwNew('java/lang/IllegalArgumentException', `List length = ${count}`);
      checkRoom(vm, count);
      return newPlain(vm, 'CopiesList', new Array<Ref>(count).fill(item));
    },
    'static Collection unmodifiableCollection(Collection)': wrapAs('UnmodifiableCollection'),
    'static Set unmodifiableSet(Set)': wrapAs('UnmodifiableSet'),
    'static SortedSet unmodifiableSortedSet(SortedSet)': wrapAs('UnmodifiableSortedSet'),
    'static List unmodifiableList(List)': wrapList('Unmodifiable'),
    'static Map unmodifiableMap(Map)': wrapAs('UnmodifiableMap'),
    'static SortedMap unmodifiableSortedMap(SortedMap)': wrapAs('UnmodifiableSortedMap'),
    'static Collection synchronizedCollection(Collection)': wrapAs('SynchronizedCollection'),
    'static Set synchronizedSet(Set)': wrapAs('SynchronizedSet'),
    'static SortedSet synchronizedSortedSet(SortedSet)': wrapAs('SynchronizedSortedSet'),
    'static List synchronizedList(List)': wrapList('Synchronized'),
    'static Map synchronizedMap(Map)': wrapAs('SynchronizedMap'),
    'static SortedMap synchronizedSortedMap(SortedMap)': wrapAs('SynchronizedSortedMap'),
    'static Collection checkedCollection(Collection, Class)': checked('CheckedCollection'),
    'static List checkedList(List, Class)': checked('CheckedRandomAccessList'),
    'static Set checkedSet(Set, Class)': checked('CheckedSet'),
    'static Map checkedMap(Map, Class, Class)': (_vm, inner: Ref, _key: Ref, _value: Ref) => inner,
    'static int indexOfSubList(List, List)': function* (vm, source: Ref, target: Ref) {
      return (yield* subListStarts(vm, source, target))[0] ?? -1;
    },
    'static int lastIndexOfSubList(List, List)': function* (vm, source: Ref, target: Ref) {
      return (yield* subListStarts(vm, source, target)).at(-1) ?? -1;
    },
    'static void sort(List)': (vm, list: Ref) => vm.call(list, 'sort(Ljava/util/Comparator;)V', null),
    'static void sort(List, Comparator)': (vm, list: Ref, by: Ref) =>
      vm.call(list, 'sort(Ljava/util/Comparator;)V', by),
    'static int binarySearch(List, Object)': function* (vm, list: Ref, key: Ref) {
      const items = yield* itemsOf(vm, list);
      return yield* searchObjects(vm, items, 0, items.length, key, null);
    },
    'static int binarySearch(List, Object, Comparator)': function* (vm, list: Ref, key: Ref, by: Ref) {
      const items = yield* itemsOf(vm, list);
      return yield* searchObjects(vm, items, 0, items.length, key, by);
    },
    'static void reverse(List)': function* (vm, list: Ref) {
      yield* store(vm, list, (yield* itemsOf(vm, list)).reverse());
    },
    'static void shuffle(List)': (vm, list: Ref) => shuffle(vm, list, null),
    'static void shuffle(List, Random)': shuffle,
    'static void swap(List, int, int)': swap,
    'static void fill(List, Object)': function* (vm, list: Ref, item: Ref) {
      const size = yield* vm.call<number>(list, SIZE);
      yield* store(vm, list, new Array<Ref>(size).fill(item));
    },
    'static void copy(List, List)': function* (vm, to: Ref, from: Ref) {
      const items = yield* itemsOf(vm, from);
      if (items.length > (yield* vm.call<number>(to, SIZE)))
        vm.throwNew('java/lang/IndexOutOfBoundsException', 'Source does not fit in dest');
      yield* store(vm, to, items);
    },
    'static void rotate(List, int)': function* (vm, list: Ref, distance: number) {
      const items = yield* itemsOf(vm, list);
      if (items.length === 0) return;
      const by = ((distance % items.length) + items.length) % items.length;
      yield* store(vm, list, [...items.slice(items.length - by), ...items.slice(0, items.length - by)]);
    },
    'static boolean replaceAll(List, Object, Object)': function* (vm, list: Ref, from: Ref, to: Ref) {
      let changed = false;
      for (const [i, item] of (yield* itemsOf(vm, list)).entries()) {
        if (!(yield* equalsOf(vm, from, item))) continue;
        yield* vm.call(list, SET_AT, i, to);
        changed = true;
      }
      return changed;
    },
    'static Object min(Collection)': (vm, items: Ref) => extreme(vm, items, null, -1),
    'static Object min(Collection, Comparator)': (vm, items: Ref, by: Ref) => extreme(vm, items, by, -1),
    'static Object max(Collection)': (vm, items: Ref) => extreme(vm, items, null, 1),
    'static Object max(Collection, Comparator)': (vm, items: Ref, by: Ref) => extreme(vm, items, by, 1),
    'static int frequency(Collection, Object)': function* (vm, items: Ref, wanted: Ref) {
      let count = 0;
      for (const item of yield* itemsOf(vm, items)) if (yield* equalsOf(vm, wanted, item)) count++;
      return count;
    },
    'static boolean disjoint(Collection, Collection)': function* (vm, a: Ref, b: Ref) {
      return !(yield* each(vm, a, (item) => vm.call<boolean>(b, 'contains(Ljava/lang/Object;)Z', item)));
    },
    'static boolean addAll(Collection, Object[])': function* (vm, to: Ref, items: JavaArray) {
      let changed = false;
      for (const item of refsOf(items)) if (yield* vm.call<boolean>(to, ADD, item)) changed = true;
      return changed;
    },
    'static Comparator reverseOrder()': (vm) => reversed(vm, null),
    'static Comparator reverseOrder(Comparator)': (vm, by: Ref) => reversed(vm, by),
    'static Enumeration enumeration(Collection)': function* (vm, items: Ref) {
      const all = yield* itemsOf(vm, items);
      return newEnumeration(vm, () => all);
    },
    'static ArrayList list(Enumeration)': function* (vm, from: Ref) {
      const items: Ref[] = [];
      while (yield* vm.call<boolean>(from, 'hasMoreElements()Z'))
        items.push(yield* vm.call<Ref>(from, 'nextElement()Ljava/lang/Object;'));
      return newArrayList(vm, items);
    },
    'static Set newSetFromMap(Map)': (vm, map: Ref) => wrap(vm, 'java/util/Collections$SetFromMap', map),
    'static Queue asLifoQueue(Deque)': (vm, deque: Ref) =>
      wrap(vm, 'java/util/Collections$AsLifoQueue', deque),
  }),
});

const PUT = 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';

const others: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/Collections$EmptyMap',
    super: 'java/util/AbstractMap',
    labels: 'container',
    methods: methods({ 'Set entrySet()': (vm) => immutable(vm, 'SetN', []) }),
  }),
  defineClass({
    name: 'java/util/Collections$SetFromMap',
    super: 'java/util/AbstractSet',
    labels: 'container',
    methods: methods({
      'int size()': forward('int size()'),
      'boolean isEmpty()': forward('boolean isEmpty()'),
      'void clear()': forward('void clear()'),
      'boolean contains(Object)': (vm, self: Wrapper, item: Ref) =>
        vm.call(self.peer, 'containsKey(Ljava/lang/Object;)Z', item),
      'boolean add(Object)': function* (vm, self: Wrapper, item: Ref) {
        const yes = yield* vm.callStatic<Ref>('java/lang/Boolean', 'valueOf(Z)Ljava/lang/Boolean;', true);
        return (yield* vm.call<Ref>(self.peer, PUT, item, yes)) === null;
      },
      'boolean remove(Object)': function* (vm, self: Wrapper, item: Ref) {
        return (
          (yield* vm.call<Ref>(self.peer, 'remove(Ljava/lang/Object;)Ljava/lang/Object;', item)) !== null
        );
      },
      'Iterator iterator()': function* (vm, self: Wrapper) {
        const keys = yield* vm.call<Ref>(self.peer, 'keySet()Ljava/util/Set;');
        return yield* vm.call<Ref>(keys, 'iterator()Ljava/util/Iterator;');
      },
    }),
  }),
  defineClass({
    name: 'java/util/Collections$AsLifoQueue',
    super: 'java/util/AbstractQueue',
    labels: 'container',
    methods: methods({
      'boolean offer(Object)': (vm, self: Wrapper, item: Ref) =>
        vm.call(self.peer, 'offerFirst(Ljava/lang/Object;)Z', item),
      'Object poll()': (vm, self: Wrapper) => vm.call(self.peer, 'pollFirst()Ljava/lang/Object;'),
      'Object peek()': (vm, self: Wrapper) => vm.call(self.peer, 'peekFirst()Ljava/lang/Object;'),
      'int size()': forward('int size()'),
      'Iterator iterator()': forward('Iterator iterator()'),
    }),
  }),
];

/** java.util.Objects. */
const objects = defineClass({
  name: 'java/util/Objects',
  labels: 'container',
  methods: methods({
    'static boolean equals(Object, Object)': equalsOf,
    'static boolean deepEquals(Object, Object)': function* (vm, a: Ref, b: Ref) {
      const left = vm.arrayOf('[Ljava/lang/Object;', [a]);
      const right = vm.arrayOf('[Ljava/lang/Object;', [b]);
      return yield* vm.callStatic<boolean>(
        'java/util/Arrays',
        'deepEquals([Ljava/lang/Object;[Ljava/lang/Object;)Z',
        left,
        right,
      );
    },
    'static int hashCode(Object)': hashOf,
    'static int hash(Object[])': function* (vm, items: JavaArray | null) {
      if (items === null) return 0;
      let hash = 1;
      for (const item of refsOf(items)) hash = (Math.imul(31, hash) + (yield* hashOf(vm, item))) | 0;
      return hash;
    },
    'static String toString(Object)': function* (vm, value: Ref) {
      return value === null ? 'null' : yield* vm.call<Ref>(value, 'toString()Ljava/lang/String;');
    },
    'static String toString(Object, String)': function* (vm, value: Ref, other: Ref) {
      return value === null ? other : yield* vm.call<Ref>(value, 'toString()Ljava/lang/String;');
    },
    'static int compare(Object, Object, Comparator)': function* (vm, a: Ref, b: Ref, by: Ref) {
      return a === b ? 0 : yield* compareOf(vm, by, a, b);
    },
    'static boolean isNull(Object)': (_vm, value: Ref) => value === null,
    'static boolean nonNull(Object)': (_vm, value: Ref) => value !== null,
    'static Object requireNonNull(Object)': (vm, value: Ref) =>
      value ?? vm.throwNew('java/lang/NullPointerException'),
    'static Object requireNonNull(Object, String)': (vm, value: Ref, message: Ref) =>
      value ?? vm.throwNew('java/lang/NullPointerException', message === null ? undefined : vm.text(message)),
    'static Object requireNonNull(Object, Supplier)': function* (vm, value: Ref, message: Ref) {
      if (value !== null) return value;
      const text = yield* vm.call<Ref>(message, 'get()Ljava/lang/Object;');
      return vm.throwNew('java/lang/NullPointerException', text === null ? undefined : vm.text(text));
    },
    'static Object requireNonNullElse(Object, Object)': (vm, value: Ref, other: Ref) =>
      value ?? other ?? vm.throwNew('java/lang/NullPointerException', 'defaultObj'),
    'static Object requireNonNullElseGet(Object, Supplier)': function* (vm, value: Ref, make: Ref) {
      return value ?? (yield* vm.call<Ref>(make, 'get()Ljava/lang/Object;'));
    },
    'static int checkIndex(int, int)': (vm, index: number, length: number) => {
      if (index < 0 || index >= length)
        vm.throwNew(
          'java/lang/IndexOutOfBoundsException',
          `Index ${index} out of bounds for length ${length}`,
        );
      return index;
    },
  }),
});

export const classes: readonly ClassModel[] = [
  collections,
  objects,
  ...wrappers,
  ...immutables,
  ...others,
  ...plainCollections,
];
