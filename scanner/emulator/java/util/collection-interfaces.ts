import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { compareOf, equalsOf, sorted } from './equality.ts';
import type { Ref } from './equality.ts';
import { each, entryOf, fillArray, itemsOf, REMOVE } from './iterate.ts';
import { spliteratorOf } from './spliterator.ts';

const APPLY = 'apply(Ljava/lang/Object;)Ljava/lang/Object;';
const APPLY_TWO = 'apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';
const ACCEPT = 'accept(Ljava/lang/Object;)V';
const ACCEPT_TWO = 'accept(Ljava/lang/Object;Ljava/lang/Object;)V';
const TEST = 'test(Ljava/lang/Object;)Z';
const GET = 'get(Ljava/lang/Object;)Ljava/lang/Object;';
const PUT = 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';
const REMOVE_KEY = 'remove(Ljava/lang/Object;)Ljava/lang/Object;';
const CONTAINS_KEY = 'containsKey(Ljava/lang/Object;)Z';

function* eachEntry(
  vm: Machine,
  map: HeapObject,
  body: (key: Ref, value: Ref, entry: Ref) => Steps<void>,
): Steps<void> {
  yield* each(vm, yield* vm.call<Ref>(map, 'entrySet()Ljava/util/Set;'), function* (entry) {
    const [key, value] = yield* entryOf(vm, entry);
    yield* body(key, value, entry);
  });
}

/** List.of, Set.of and Map.of by number of arguments up to ten. */
function fixedArity(type: string, maker: string, most: number, width: number) {
  const table: Record<string, (vm: Machine, ...items: Ref[]) => Steps<Ref>> = {};
  for (let count = 0; count <= most; count++) {
    const parameters = new Array<string>(count * width).fill('Object').join(', ');
    table[`static ${type} of(${parameters})`] = (vm, ...items) =>
      vm.callStatic<Ref>(
        'java/util/ImmutableCollections',
        maker,
        vm.arrayOf('[Ljava/lang/Object;', items),
        false,
      );
  }
  return table;
}

const LIST_OF = 'listOf([Ljava/lang/Object;Z)Ljava/util/List;';
const SET_OF = 'setOf([Ljava/lang/Object;Z)Ljava/util/Set;';
const MAP_OF = 'mapOf([Ljava/lang/Object;Z)Ljava/util/Map;';

function* copyOf(vm: Machine, items: Ref, maker: string): Steps<Ref> {
  const copied = vm.arrayOf('[Ljava/lang/Object;', yield* itemsOf(vm, items));
  return yield* vm.callStatic<Ref>('java/util/ImmutableCollections', maker, copied, true);
}

const iterable = defineClass({
  name: 'java/lang/Iterable',
  flags: 'interface',
  labels: 'container',
  methods: methods({
    'Iterator iterator()': null,
    'void forEach(Consumer)': function* (vm, self: HeapObject, action: Ref) {
      yield* each(vm, self, (item) => vm.call<void>(action, ACCEPT, item));
    },
    'Spliterator spliterator()': (vm, self: HeapObject) => spliteratorOf(vm, self),
  }),
});

const iterator = defineClass({
  name: 'java/util/Iterator',
  flags: 'interface',
  labels: 'container',
  methods: methods({
    'boolean hasNext()': null,
    'Object next()': null,
    'void remove()': (vm) => vm.throwNew('java/lang/UnsupportedOperationException', 'remove'),
    'void forEachRemaining(Consumer)': function* (vm, self: HeapObject, action: Ref) {
      while (yield* vm.call<boolean>(self, 'hasNext()Z'))
        yield* vm.call(action, ACCEPT, yield* vm.call<Ref>(self, 'next()Ljava/lang/Object;'));
    },
  }),
});

const collection = defineClass({
  name: 'java/util/Collection',
  flags: 'interface',
  interfaces: ['java/lang/Iterable'],
  labels: 'container',
  methods: methods({
    'int size()': null,
    'boolean isEmpty()': null,
    'boolean contains(Object)': null,
    'Iterator iterator()': null,
    'Object[] toArray()': null,
    'Object[] toArray(Object[])': null,
    'boolean add(Object)': null,
    'boolean remove(Object)': null,
    'boolean containsAll(Collection)': null,
    'boolean addAll(Collection)': null,
    'boolean removeAll(Collection)': null,
    'boolean retainAll(Collection)': null,
    'void clear()': null,
    'boolean equals(Object)': null,
    'int hashCode()': null,
    'boolean removeIf(Predicate)': function* (vm, self: HeapObject, test: Ref) {
      let changed = false;
      yield* each(vm, self, function* (item, at) {
        if (!(yield* vm.call<boolean>(test, TEST, item))) return;
        yield* vm.call(at, REMOVE);
        changed = true;
      });
      return changed;
    },
    'Object[] toArray(IntFunction)': function* (vm, self: HeapObject, maker: Ref) {
      const empty = yield* vm.call<JavaArray>(maker, 'apply(I)Ljava/lang/Object;', 0);
      return fillArray(vm, yield* itemsOf(vm, self), empty);
    },
    'Stream stream()': (vm, self: HeapObject) =>
      vm.callStatic(
        'java/util/stream/StreamSupport',
        'ofCollection(Ljava/util/Collection;)Ljava/util/stream/Stream;',
        self,
      ),
    'Stream parallelStream()': (vm, self: HeapObject) => vm.call(self, 'stream()Ljava/util/stream/Stream;'),
  }),
});

const list = defineClass({
  name: 'java/util/List',
  flags: 'interface',
  interfaces: ['java/util/Collection'],
  labels: 'container',
  methods: methods({
    'Object get(int)': null,
    'Object set(int, Object)': null,
    'void add(int, Object)': null,
    'Object remove(int)': null,
    'int indexOf(Object)': null,
    'int lastIndexOf(Object)': null,
    'boolean addAll(int, Collection)': null,
    'ListIterator listIterator()': null,
    'ListIterator listIterator(int)': null,
    'List subList(int, int)': null,
    'void replaceAll(UnaryOperator)': function* (vm, self: HeapObject, operator: Ref) {
      const at = yield* vm.call<Ref>(self, 'listIterator()Ljava/util/ListIterator;');
      while (yield* vm.call<boolean>(at, 'hasNext()Z')) {
        const item = yield* vm.call<Ref>(at, 'next()Ljava/lang/Object;');
        yield* vm.call(at, 'set(Ljava/lang/Object;)V', yield* vm.call<Ref>(operator, APPLY, item));
      }
    },
    'void sort(Comparator)': function* (vm, self: HeapObject, comparator: Ref) {
      const items = yield* sorted(vm, yield* itemsOf(vm, self), comparator);
      const at = yield* vm.call<Ref>(self, 'listIterator()Ljava/util/ListIterator;');
      for (const item of items) {
        yield* vm.call<Ref>(at, 'next()Ljava/lang/Object;');
        yield* vm.call(at, 'set(Ljava/lang/Object;)V', item);
      }
    },
    ...fixedArity('List', LIST_OF, 10, 1),
    'static List of(Object[])': (vm: Machine, items: JavaArray) =>
      vm.callStatic<Ref>('java/util/ImmutableCollections', LIST_OF, items, false),
    'static List copyOf(Collection)': (vm: Machine, items: Ref) => copyOf(vm, items, LIST_OF),
  }),
});

const set = defineClass({
  name: 'java/util/Set',
  flags: 'interface',
  interfaces: ['java/util/Collection'],
  labels: 'container',
  methods: methods({
    ...fixedArity('Set', SET_OF, 10, 1),
    'static Set of(Object[])': (vm: Machine, items: JavaArray) =>
      vm.callStatic<Ref>('java/util/ImmutableCollections', SET_OF, items, false),
    'static Set copyOf(Collection)': (vm: Machine, items: Ref) => copyOf(vm, items, SET_OF),
  }),
});

const map = defineClass({
  name: 'java/util/Map',
  flags: 'interface',
  labels: 'container',
  methods: methods({
    'int size()': null,
    'boolean isEmpty()': null,
    'boolean containsKey(Object)': null,
    'boolean containsValue(Object)': null,
    'Object get(Object)': null,
    'Object put(Object, Object)': null,
    'Object remove(Object)': null,
    'void putAll(Map)': null,
    'void clear()': null,
    'Set keySet()': null,
    'Collection values()': null,
    'Set entrySet()': null,
    'boolean equals(Object)': null,
    'int hashCode()': null,
    'Object getOrDefault(Object, Object)': function* (vm, self: HeapObject, key: Ref, other: Ref) {
      const value = yield* vm.call<Ref>(self, GET, key);
      if (value !== null || (yield* vm.call<boolean>(self, CONTAINS_KEY, key))) return value;
      return other;
    },
    'void forEach(BiConsumer)': function* (vm, self: HeapObject, action: Ref) {
      yield* eachEntry(vm, self, (key, value) => vm.call<void>(action, ACCEPT_TWO, key, value));
    },
    'void replaceAll(BiFunction)': function* (vm, self: HeapObject, change: Ref) {
      yield* eachEntry(vm, self, function* (key, value, entry) {
        const made = yield* vm.call<Ref>(change, APPLY_TWO, key, value);
        yield* vm.call(entry, 'setValue(Ljava/lang/Object;)Ljava/lang/Object;', made);
      });
    },
    'Object putIfAbsent(Object, Object)': function* (vm, self: HeapObject, key: Ref, value: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      return old ?? (yield* vm.call<Ref>(self, PUT, key, value));
    },
    'boolean remove(Object, Object)': function* (vm, self: HeapObject, key: Ref, value: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      if (!(yield* equalsOf(vm, old, value))) return false;
      if (old === null && !(yield* vm.call<boolean>(self, CONTAINS_KEY, key))) return false;
      yield* vm.call(self, REMOVE_KEY, key);
      return true;
    },
    'boolean replace(Object, Object, Object)': function* (
      vm,
      self: HeapObject,
      key: Ref,
      from: Ref,
      to: Ref,
    ) {
      const old = yield* vm.call<Ref>(self, GET, key);
      if (!(yield* equalsOf(vm, old, from))) return false;
      if (old === null && !(yield* vm.call<boolean>(self, CONTAINS_KEY, key))) return false;
      yield* vm.call(self, PUT, key, to);
      return true;
    },
    'Object replace(Object, Object)': function* (vm, self: HeapObject, key: Ref, value: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      if (old === null && !(yield* vm.call<boolean>(self, CONTAINS_KEY, key))) return null;
      return yield* vm.call<Ref>(self, PUT, key, value);
    },
    'Object computeIfAbsent(Object, Function)': function* (vm, self: HeapObject, key: Ref, make: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      if (old !== null) return old;
      const made = yield* vm.call<Ref>(make, APPLY, key);
      if (made !== null) yield* vm.call(self, PUT, key, made);
      return made;
    },
    'Object computeIfPresent(Object, BiFunction)': function* (vm, self: HeapObject, key: Ref, change: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      if (old === null) return null;
      const made = yield* vm.call<Ref>(change, APPLY_TWO, key, old);
      yield* made === null ? vm.call(self, REMOVE_KEY, key) : vm.call(self, PUT, key, made);
      return made;
    },
    'Object compute(Object, BiFunction)': function* (vm, self: HeapObject, key: Ref, change: Ref) {
      const old = yield* vm.call<Ref>(self, GET, key);
      const made = yield* vm.call<Ref>(change, APPLY_TWO, key, old);
      if (made !== null) yield* vm.call(self, PUT, key, made);
      else if (old !== null || (yield* vm.call<boolean>(self, CONTAINS_KEY, key)))
        yield* vm.call(self, REMOVE_KEY, key);
      return made;
    },
    'Object merge(Object, Object, BiFunction)': function* (
      vm,
      self: HeapObject,
      key: Ref,
      value: Ref,
      join: Ref,
    ) {
      if (value === null) vm.throwNew('java/lang/NullPointerException');
      const old = yield* vm.call<Ref>(self, GET, key);
      const made = old === null ? value : yield* vm.call<Ref>(join, APPLY_TWO, old, value);
      yield* made === null ? vm.call(self, REMOVE_KEY, key) : vm.call(self, PUT, key, made);
      return made;
    },
    ...fixedArity('Map', MAP_OF, 10, 2),
    'static Map ofEntries(java/util/Map$Entry[])': function* (vm: Machine, entries: JavaArray) {
      const pairs: Ref[] = [];
      for (const entry of Array.isArray(entries.data) ? entries.data : [])
        pairs.push(...(yield* entryOf(vm, entry)));
      const array = vm.arrayOf('[Ljava/lang/Object;', pairs);
      return yield* vm.callStatic<Ref>('java/util/ImmutableCollections', MAP_OF, array, false);
    },
    'static Map copyOf(Map)': function* (vm: Machine, source: Ref) {
      const pairs: Ref[] = [];
      if (source === null) vm.throwNew('java/lang/NullPointerException');
      yield* eachEntry(vm, source, function* (key, value) {
        pairs.push(key, value);
      });
      const array = vm.arrayOf('[Ljava/lang/Object;', pairs);
      return yield* vm.callStatic<Ref>('java/util/ImmutableCollections', MAP_OF, array, false);
    },
    'static Map.Entry entry(Object, Object)': (vm: Machine, key: Ref, value: Ref) =>
      vm.construct(
        'java/util/AbstractMap$SimpleImmutableEntry',
        '(Ljava/lang/Object;Ljava/lang/Object;)V',
        key,
        value,
      ),
  }),
});

/** A comparator of ours: compares through a host function. */
export type ComparatorPeer = (vm: Machine, a: Ref, b: Ref) => Steps<number>;

export function newComparator(vm: Machine, compare: ComparatorPeer): Ref {
  const made = vm.newObject<ComparatorPeer>('java/util/Comparators$Host');
  made.peer = compare;
  return made;
}

function byKey(vm: Machine, extract: Ref, comparator: Ref): Ref {
  return newComparator(vm, function* (_vm, a, b) {
    const left = yield* vm.call<Ref>(extract, APPLY, a);
    return yield* compareOf(vm, comparator, left, yield* vm.call<Ref>(extract, APPLY, b));
  });
}

function byNumber(vm: Machine, extract: Ref, type: 'Int' | 'Long' | 'Double'): Ref {
  const selector = `applyAs${type}(Ljava/lang/Object;)${type === 'Long' ? 'J' : type[0]}`;
  return newComparator(vm, function* (_vm, a, b) {
    const left = yield* vm.call<number | bigint>(extract, selector, a);
    const right = yield* vm.call<number | bigint>(extract, selector, b);
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function thenBy(vm: Machine, first: HeapObject, second: Ref): Ref {
  return newComparator(vm, function* (_vm, a, b) {
    const order = yield* compareOf(vm, first, a, b);
    return order !== 0 ? order : yield* compareOf(vm, second, a, b);
  });
}

function nullsAt(vm: Machine, comparator: Ref, nullOrder: -1 | 1): Ref {
  return newComparator(vm, function* (_vm, a, b) {
    if (a === null) return b === null ? 0 : nullOrder;
    if (b === null) return -nullOrder;
    return comparator === null ? 0 : yield* compareOf(vm, comparator, a, b);
  });
}

export function reversed(vm: Machine, comparator: Ref): Ref {
  return newComparator(vm, (_vm, a, b) => compareOf(vm, comparator, b, a));
}

const comparator = defineClass({
  name: 'java/util/Comparator',
  flags: 'interface',
  methods: methods({
    'int compare(Object, Object)': null,
    'Comparator reversed()': (vm: Machine, self: HeapObject) => reversed(vm, self),
    'Comparator thenComparing(Comparator)': (vm: Machine, self: HeapObject, other: Ref) =>
      thenBy(vm, self, other),
    'Comparator thenComparing(Function)': (vm: Machine, self: HeapObject, key: Ref) =>
      thenBy(vm, self, byKey(vm, key, null)),
    'Comparator thenComparing(Function, Comparator)': (vm: Machine, self: HeapObject, key: Ref, by: Ref) =>
      thenBy(vm, self, byKey(vm, key, by)),
    'Comparator thenComparingInt(ToIntFunction)': (vm: Machine, self: HeapObject, key: Ref) =>
      thenBy(vm, self, byNumber(vm, key, 'Int')),
    'Comparator thenComparingLong(ToLongFunction)': (vm: Machine, self: HeapObject, key: Ref) =>
      thenBy(vm, self, byNumber(vm, key, 'Long')),
    'Comparator thenComparingDouble(ToDoubleFunction)': (vm: Machine, self: HeapObject, key: Ref) =>
      thenBy(vm, self, byNumber(vm, key, 'Double')),
    'static Comparator naturalOrder()': (vm: Machine) =>
      newComparator(vm, (_vm, a, b) => compareOf(vm, null, a, b)),
    'static Comparator reverseOrder()': (vm: Machine) => reversed(vm, null),
    'static Comparator comparing(Function)': (vm: Machine, key: Ref) => byKey(vm, key, null),
    'static Comparator comparing(Function, Comparator)': (vm: Machine, key: Ref, by: Ref) =>
      byKey(vm, key, by),
    'static Comparator comparingInt(ToIntFunction)': (vm: Machine, key: Ref) => byNumber(vm, key, 'Int'),
    'static Comparator comparingLong(ToLongFunction)': (vm: Machine, key: Ref) => byNumber(vm, key, 'Long'),
    'static Comparator comparingDouble(ToDoubleFunction)': (vm: Machine, key: Ref) =>
      byNumber(vm, key, 'Double'),
    'static Comparator nullsFirst(Comparator)': (vm: Machine, by: Ref) => nullsAt(vm, by, -1),
    'static Comparator nullsLast(Comparator)': (vm: Machine, by: Ref) => nullsAt(vm, by, 1),
  }),
});

const entry = defineClass({
  name: 'java/util/Map$Entry',
  flags: 'interface',
  labels: 'container',
  methods: methods({
    'Object getKey()': null,
    'Object getValue()': null,
    'Object setValue(Object)': null,
    'boolean equals(Object)': null,
    'int hashCode()': null,
    'static Comparator comparingByKey()': (vm: Machine) =>
      newComparator(vm, function* (_vm, a, b) {
        const [left] = yield* entryOf(vm, a);
        return yield* compareOf(vm, null, left, (yield* entryOf(vm, b))[0]);
      }),
    'static Comparator comparingByValue()': (vm: Machine) =>
      newComparator(vm, function* (_vm, a, b) {
        const [, left] = yield* entryOf(vm, a);
        return yield* compareOf(vm, null, left, (yield* entryOf(vm, b))[1]);
      }),
    'static Comparator comparingByKey(Comparator)': (vm: Machine, by: Ref) =>
      newComparator(vm, function* (_vm, a, b) {
        const [left] = yield* entryOf(vm, a);
        return yield* compareOf(vm, by, left, (yield* entryOf(vm, b))[0]);
      }),
    'static Comparator comparingByValue(Comparator)': (vm: Machine, by: Ref) =>
      newComparator(vm, function* (_vm, a, b) {
        const [, left] = yield* entryOf(vm, a);
        return yield* compareOf(vm, by, left, (yield* entryOf(vm, b))[1]);
      }),
  }),
});

type Abstract = readonly [name: string, parents: readonly string[], signatures: readonly string[]];

/** Interfaces whose methods are all abstract. */
const PLAIN: readonly Abstract[] = [
  ['java/util/RandomAccess', [], []],
  ['java/util/EventListener', [], []],
  ['java/util/Enumeration', [], ['boolean hasMoreElements()', 'Object nextElement()']],
  [
    'java/util/ListIterator',
    ['java/util/Iterator'],
    [
      'boolean hasPrevious()',
      'Object previous()',
      'int nextIndex()',
      'int previousIndex()',
      'void set(Object)',
      'void add(Object)',
      'void remove()',
    ],
  ],
  [
    'java/util/Queue',
    ['java/util/Collection'],
    ['boolean offer(Object)', 'Object remove()', 'Object poll()', 'Object element()', 'Object peek()'],
  ],
  [
    'java/util/Deque',
    ['java/util/Queue'],
    [
      'void addFirst(Object)',
      'void addLast(Object)',
      'boolean offerFirst(Object)',
      'boolean offerLast(Object)',
      'Object removeFirst()',
      'Object removeLast()',
      'Object pollFirst()',
      'Object pollLast()',
      'Object getFirst()',
      'Object getLast()',
      'Object peekFirst()',
      'Object peekLast()',
      'boolean removeFirstOccurrence(Object)',
      'boolean removeLastOccurrence(Object)',
      'void push(Object)',
      'Object pop()',
      'Iterator descendingIterator()',
    ],
  ],
  [
    'java/util/SortedSet',
    ['java/util/Set'],
    [
      'Comparator comparator()',
      'SortedSet subSet(Object, Object)',
      'SortedSet headSet(Object)',
      'SortedSet tailSet(Object)',
      'Object first()',
      'Object last()',
    ],
  ],
  [
    'java/util/NavigableSet',
    ['java/util/SortedSet'],
    [
      'Object lower(Object)',
      'Object floor(Object)',
      'Object ceiling(Object)',
      'Object higher(Object)',
      'Object pollFirst()',
      'Object pollLast()',
      'NavigableSet descendingSet()',
      'Iterator descendingIterator()',
      'NavigableSet subSet(Object, boolean, Object, boolean)',
      'NavigableSet headSet(Object, boolean)',
      'NavigableSet tailSet(Object, boolean)',
    ],
  ],
  [
    'java/util/SortedMap',
    ['java/util/Map'],
    [
      'Comparator comparator()',
      'SortedMap subMap(Object, Object)',
      'SortedMap headMap(Object)',
      'SortedMap tailMap(Object)',
      'Object firstKey()',
      'Object lastKey()',
    ],
  ],
  [
    'java/util/NavigableMap',
    ['java/util/SortedMap'],
    [
      ...['lower', 'floor', 'ceiling', 'higher'].flatMap((word) => [
        `Map.Entry ${word}Entry(Object)`,
        `Object ${word}Key(Object)`,
      ]),
      'Map.Entry firstEntry()',
      'Map.Entry lastEntry()',
      'Map.Entry pollFirstEntry()',
      'Map.Entry pollLastEntry()',
      'NavigableMap descendingMap()',
      'NavigableSet navigableKeySet()',
      'NavigableSet descendingKeySet()',
      'NavigableMap subMap(Object, boolean, Object, boolean)',
      'NavigableMap headMap(Object, boolean)',
      'NavigableMap tailMap(Object, boolean)',
    ],
  ],
];

export const classes: readonly ClassModel[] = [
  iterable,
  iterator,
  collection,
  list,
  set,
  map,
  entry,
  comparator,
  defineClass({
    name: 'java/util/Comparators$Host',
    interfaces: ['java/util/Comparator'],
    methods: methods({
      'int compare(Object, Object)': (vm, self: { peer: ComparatorPeer } & HeapObject, a: Ref, b: Ref) =>
        self.peer(vm, a, b),
    }),
  }),
  ...PLAIN.map(([name, interfaces, signatures]) =>
    defineClass({
      name,
      flags: 'interface',
      interfaces,
      labels: 'container',
      methods: methods(Object.fromEntries(signatures.map((signature) => [signature, null]))),
    }),
  ),
];
