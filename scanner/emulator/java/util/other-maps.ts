import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, JavaClass, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { enumConstants, ordinalOf } from '../lang/enum.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';
import { mapConstructors, mapMethods, newHashMap } from './hash-map.ts';
import type { HashMap } from './hash-map.ts';
import { HashTable } from './hash-table.ts';
import { entriesOf, fillArray, itemsOf, objectArray } from './iterate.ts';
import type { JavaArray } from '../../machine/index.ts';
import { newWalk } from './array-list.ts';

const APPLY_TWO = 'apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';

/** All values made one, by a function of two; null for none. */
function* reduced(vm: Machine, items: readonly Ref[], by: Ref): Steps<Ref> {
  let all: Ref = items[0] ?? null;
  for (const item of items.slice(1)) all = yield* vm.call<Ref>(by, APPLY_TWO, all, item);
  return all;
}

/** Keys are told apart by identity; Java's order depends on addresses, ours on the order of insertion. */
type Identity = JavaObject<Map<Ref, Ref>>;

type IdentityView = JavaObject<{ map: Identity; kind: 'keys' | 'values' | 'entries' }>;

const identityView = (kind: 'keys' | 'values' | 'entries') => (vm: Machine, self: Identity) => {
  const made = vm.newObject<IdentityView['peer']>(
    kind === 'values' ? 'java/util/IdentityHashMap$Values' : 'java/util/IdentityHashMap$KeySet',
  );
  made.peer = { map: self, kind };
  return made;
};

const identityViewMethods: Readonly<Record<string, NativeMethod>> = {
  'int size()': (_vm, self: IdentityView) => self.peer.map.peer.size,
  'void clear()': (_vm, self: IdentityView) => self.peer.map.peer.clear(),
  'boolean contains(Object)': (vm, self: IdentityView, wanted: Ref) => {
    const { map, kind } = self.peer;
    if (kind === 'keys') return map.peer.has(wanted);
    if (kind === 'values') return [...map.peer.values()].includes(wanted);
    return vm.callSpecial('java/util/AbstractCollection', 'contains(Ljava/lang/Object;)Z', self, wanted);
  },
  'Iterator iterator()': (vm, self: IdentityView) => {
    const { map, kind } = self.peer;
    const keys = [...map.peer.keys()];
    const items = keys.map((key) => {
      if (kind === 'keys') return key;
      if (kind === 'values') return map.peer.get(key) ?? null;
      const entry = vm.newObject<{ map: Identity; key: Ref }>('java/util/IdentityHashMap$Entry');
      entry.peer = { map, key };
      return entry;
    });
    return newWalk(vm, items, (index) => map.peer.delete(keys[index] ?? null));
  },
};

const identityHashMap = defineClass({
  name: 'java/util/IdentityHashMap',
  super: 'java/util/AbstractMap',
  interfaces: ['java/util/Map', 'java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Identity) => {
      self.peer = new Map();
    },
    'new(int)': (_vm, self: Identity, _size: number) => {
      self.peer = new Map();
    },
    'new(Map)': function* (vm, self: Identity, other: Ref) {
      self.peer = new Map(yield* entriesOf(vm, other));
    },
    'int size()': (_vm, self: Identity) => self.peer.size,
    'boolean isEmpty()': (_vm, self: Identity) => self.peer.size === 0,
    'Object get(Object)': (_vm, self: Identity, key: Ref) => self.peer.get(key) ?? null,
    'boolean containsKey(Object)': (_vm, self: Identity, key: Ref) => self.peer.has(key),
    'boolean containsValue(Object)': (_vm, self: Identity, value: Ref) =>
      [...self.peer.values()].includes(value),
    'Object put(Object, Object)': (vm, self: Identity, key: Ref, value: Ref) => {
      vm.charge(32);
      const old = self.peer.get(key) ?? null;
      self.peer.set(key, value);
      return old;
    },
    'Object remove(Object)': (_vm, self: Identity, key: Ref) => {
      const old = self.peer.get(key) ?? null;
      self.peer.delete(key);
      return old;
    },
    'void clear()': (_vm, self: Identity) => self.peer.clear(),
    'Set keySet()': identityView('keys'),
    'Collection values()': identityView('values'),
    'Set entrySet()': identityView('entries'),
  }),
});

/** Constants in order of ordinal; `values[i]` is undefined where the constant is not a key. */
type EnumMapPeer = { type: JavaClass | null; values: Map<number, { key: Ref; value: Ref }> };
type EnumMap = JavaObject<EnumMapPeer>;

function ordinal(key: Ref): number {
  return key instanceof JavaObject ? (ordinalOf(key) ?? -1) : -1;
}

function inOrder(self: EnumMap): { key: Ref; value: Ref }[] {
  return [...self.peer.values.keys()].sort((a, b) => a - b).flatMap((at) => self.peer.values.get(at) ?? []);
}

function putEnum(vm: Machine, self: EnumMap, key: Ref, value: Ref): Ref {
  if (key === null) return vm.throwNew('java/lang/NullPointerException');
  const at = ordinal(key);
  const found = self.peer.values.get(at);
  if (found === undefined) self.peer.values.set(at, { key, value });
  const old = found?.value ?? null;
  if (found !== undefined) found.value = value;
  return old;
}

/** The class that declares an enum constant: its own, or the one above where the constant has a body. */
function enumClassOf(key: Ref): JavaClass | null {
  if (key === null) return null;
  const { superclass } = key.cls;
  return superclass?.name === 'java/lang/Enum' ? key.cls : superclass;
}

const enumMap = defineClass({
  name: 'java/util/EnumMap',
  super: 'java/util/AbstractMap',
  interfaces: ['java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new(Class)': (_vm, self: EnumMap, type: JavaObject<JavaClass>) => {
      self.peer = { type: type.peer, values: new Map() };
    },
    'new(Map)': function* (vm, self: EnumMap, other: Ref) {
      const entries = yield* entriesOf(vm, other);
      self.peer = { type: enumClassOf(entries[0]?.[0] ?? null), values: new Map() };
      for (const [key, value] of entries) putEnum(vm, self, key, value);
    },
    'new(EnumMap)': (_vm, self: EnumMap, other: EnumMap) => {
      self.peer = {
        type: other.peer.type,
        values: new Map([...other.peer.values].map(([at, pair]) => [at, { ...pair }])),
      };
    },
    'int size()': (_vm, self: EnumMap) => self.peer.values.size,
    'Object get(Object)': (_vm, self: EnumMap, key: Ref) => {
      const found = self.peer.values.get(ordinal(key));
      return found?.key === key ? found.value : null;
    },
    'boolean containsKey(Object)': (_vm, self: EnumMap, key: Ref) =>
      key !== null && self.peer.values.get(ordinal(key))?.key === key,
    'Object put(Object, Object)': putEnum,
    'Object put(Enum, Object)': putEnum,
    'Object remove(Object)': (_vm, self: EnumMap, key: Ref) => {
      const found = self.peer.values.get(ordinal(key));
      if (found === undefined || found.key !== key) return null;
      self.peer.values.delete(ordinal(key));
      return found.value;
    },
    'void clear()': (_vm, self: EnumMap) => self.peer.values.clear(),
    'Set entrySet()': (vm, self: EnumMap) => {
      const made = vm.newObject<EnumMap>('java/util/EnumMap$EntrySet');
      made.peer = self;
      return made;
    },
    'java/util/EnumMap clone()': (vm, self: EnumMap) => vm.call(self, 'clone()Ljava/lang/Object;'),
    'Object clone()': (vm, self: EnumMap) => {
      const copy = vm.cloneOf(self) as EnumMap;
      copy.peer = {
        type: self.peer.type,
        values: new Map([...self.peer.values].map(([at, pair]) => [at, { ...pair }])),
      };
      return copy;
    },
  }),
});

type EnumSet = JavaObject<{ type: JavaClass; has: Map<number, Ref> }>;

function newEnumSet(vm: Machine, type: JavaClass, items: readonly Ref[]): EnumSet {
  const made = vm.newObject<EnumSet['peer']>('java/util/EnumSet');
  made.peer = { type, has: new Map(items.map((item) => [ordinal(item), item])) };
  return made;
}

function enumItems(self: EnumSet): Ref[] {
  return [...self.peer.has.keys()].sort((a, b) => a - b).map((at) => self.peer.has.get(at) ?? null);
}

function enumSetOf(vm: Machine, items: readonly Ref[]): EnumSet {
  const type = items.includes(null) ? null : enumClassOf(items[0] ?? null);
  if (type === null) return vm.throwNew('java/lang/NullPointerException');
  return newEnumSet(vm, type, items);
}

const ofMethods: Record<string, NativeMethod> = {};
for (let count = 1; count <= 5; count++)
  ofMethods[`static EnumSet of(${new Array<string>(count).fill('Enum').join(', ')})`] = (
    vm: Machine,
    ...items: Ref[]
  ) => enumSetOf(vm, items);

const enumSet = defineClass({
  name: 'java/util/EnumSet',
  super: 'java/util/AbstractSet',
  flags: 'abstract',
  interfaces: ['java/lang/Cloneable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...ofMethods,
    'static EnumSet of(Enum, Enum[])': (vm: Machine, first: Ref, rest: JavaArray) =>
      enumSetOf(vm, [first, ...(Array.isArray(rest.data) ? rest.data : [])]),
    'static EnumSet noneOf(Class)': (vm: Machine, type: JavaObject<JavaClass>) =>
      newEnumSet(vm, type.peer, []),
    'static EnumSet allOf(Class)': function* (vm: Machine, type: JavaObject<JavaClass>) {
      return newEnumSet(vm, type.peer, yield* enumConstants(vm, type.peer));
    },
    'static EnumSet range(Enum, Enum)': function* (
      vm: Machine,
      from: JavaObject,
      to: JavaObject,
    ): Steps<Ref> {
      const type = enumClassOf(from);
      if (type === null) return vm.throwNew('java/lang/NullPointerException');
      const all = yield* enumConstants(vm, type);
      return newEnumSet(
        vm,
        type,
        all.filter((item) => ordinal(item) >= ordinal(from) && ordinal(item) <= ordinal(to)),
      );
    },
    'static EnumSet complementOf(EnumSet)': function* (vm: Machine, other: EnumSet) {
      const all = yield* enumConstants(vm, other.peer.type);
      return newEnumSet(
        vm,
        other.peer.type,
        all.filter((item) => !other.peer.has.has(ordinal(item))),
      );
    },
    'static EnumSet copyOf(EnumSet)': (vm: Machine, other: EnumSet) =>
      newEnumSet(vm, other.peer.type, enumItems(other)),
    'static EnumSet copyOf(Collection)': function* (vm: Machine, other: Ref): Steps<Ref> {
      const items = yield* itemsOf(vm, other);
      if (items.length === 0) {
        if (other instanceof JavaObject && other.cls.name === 'java/util/EnumSet')
          return newEnumSet(vm, (other as EnumSet).peer.type, []);
        return vm.throwNew('java/lang/IllegalArgumentException', 'Collection is empty');
      }
      return enumSetOf(vm, items);
    },
    'int size()': (_vm, self: EnumSet) => self.peer.has.size,
    'boolean isEmpty()': (_vm, self: EnumSet) => self.peer.has.size === 0,
    'boolean contains(Object)': (_vm, self: EnumSet, item: Ref) =>
      item !== null && self.peer.has.get(ordinal(item)) === item,
    'boolean add(Object)': (vm, self: EnumSet, item: Ref) => {
      if (item === null) vm.throwNew('java/lang/NullPointerException');
      if (self.peer.has.has(ordinal(item))) return false;
      self.peer.has.set(ordinal(item), item);
      return true;
    },
    'boolean remove(Object)': (_vm, self: EnumSet, item: Ref) =>
      self.peer.has.get(ordinal(item)) === item && item !== null && self.peer.has.delete(ordinal(item)),
    'void clear()': (_vm, self: EnumSet) => self.peer.has.clear(),
    'Iterator iterator()': (vm, self: EnumSet) => {
      const items = enumItems(self);
      return newWalk(vm, items, (index) => self.peer.has.delete(ordinal(items[index] ?? null)));
    },
    'Object[] toArray()': (vm, self: EnumSet) => objectArray(vm, enumItems(self)),
    'Object[] toArray(Object[])': (vm, self: EnumSet, target: JavaArray | null) =>
      fillArray(vm, enumItems(self), target),
    'EnumSet clone()': (vm, self: EnumSet) => newEnumSet(vm, self.peer.type, enumItems(self)),
    'Object clone()': (vm, self: EnumSet) => newEnumSet(vm, self.peer.type, enumItems(self)),
  }),
});

const concurrentHashMap = defineClass({
  name: 'java/util/concurrent/ConcurrentHashMap',
  super: 'java/util/AbstractMap',
  interfaces: ['java/util/concurrent/ConcurrentMap', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...mapMethods,
    ...mapConstructors({ style: 'concurrent' }),
    'new(int, float, int)': (_vm, self: HashMap, capacity: number, loadFactor: number, _level: number) => {
      const sized = Math.floor(1 + capacity / loadFactor);
      self.peer = new HashTable({ style: 'concurrent', capacity: sized });
    },
    'boolean contains(Object)': mapMethods['boolean containsValue(Object)'] ?? null,
    'long mappingCount()': (_vm, self: HashMap) => BigInt(self.peer.size),
    'void forEach(long, BiConsumer)': function* (vm, self: HashMap, _threshold: bigint, action: Ref) {
      for (const node of [...self.peer.nodes()])
        yield* vm.call(action, 'accept(Ljava/lang/Object;Ljava/lang/Object;)V', node.key, node.value);
    },
    'Object search(long, BiFunction)': function* (vm, self: HashMap, _threshold: bigint, find: Ref) {
      for (const node of [...self.peer.nodes()]) {
        const found = yield* vm.call<Ref>(find, APPLY_TWO, node.key, node.value);
        if (found !== null) return found;
      }
      return null;
    },
    'Object reduceKeys(long, BiFunction)': (vm, self: HashMap, _threshold: bigint, by: Ref) =>
      reduced(
        vm,
        [...self.peer.nodes()].map((node) => node.key),
        by,
      ),
    'Object reduceValues(long, BiFunction)': (vm, self: HashMap, _threshold: bigint, by: Ref) =>
      reduced(
        vm,
        [...self.peer.nodes()].map((node) => node.value),
        by,
      ),
    'Enumeration keys()': (vm, self: HashMap) =>
      newWalk(
        vm,
        [...self.peer.nodes()].map((node) => node.key),
      ),
    'Enumeration elements()': (vm, self: HashMap) =>
      newWalk(
        vm,
        [...self.peer.nodes()].map((node) => node.value),
      ),
    'java/util/concurrent/ConcurrentHashMap$KeySetView keySet()': (vm, self: HashMap) =>
      vm.call(self, 'keySet()Ljava/util/Set;'),
    'static java/util/concurrent/ConcurrentHashMap$KeySetView newKeySet()': (vm: Machine) =>
      newHashMap(
        vm,
        'java/util/concurrent/ConcurrentHashMap$KeySetView',
        new HashTable({ style: 'concurrent' }),
      ),
  }),
});

export const classes: readonly ClassModel[] = [
  identityHashMap,
  enumMap,
  enumSet,
  concurrentHashMap,
  defineClass({
    name: 'java/util/concurrent/ConcurrentHashMap$KeySetView',
    super: 'java/util/HashSet',
    labels: 'container',
  }),
  defineClass({
    name: 'java/util/concurrent/ConcurrentMap',
    flags: 'interface',
    interfaces: ['java/util/Map'],
    labels: 'container',
  }),
  defineClass({
    name: 'java/util/IdentityHashMap$KeySet',
    super: 'java/util/AbstractSet',
    labels: 'container',
    methods: methods(identityViewMethods),
  }),
  defineClass({
    name: 'java/util/IdentityHashMap$Values',
    super: 'java/util/AbstractCollection',
    labels: 'container',
    methods: methods(identityViewMethods),
  }),
  defineClass({
    name: 'java/util/IdentityHashMap$Entry',
    super: 'java/util/AbstractMap$EntryBase',
    labels: 'container',
    methods: methods({
      'Object getKey()': (_vm, self: JavaObject<{ map: Identity; key: Ref }>) => self.peer.key,
      'Object getValue()': (_vm, self: JavaObject<{ map: Identity; key: Ref }>) =>
        self.peer.map.peer.get(self.peer.key) ?? null,
      'Object setValue(Object)': (_vm, self: JavaObject<{ map: Identity; key: Ref }>, value: Ref) => {
        const old = self.peer.map.peer.get(self.peer.key) ?? null;
        self.peer.map.peer.set(self.peer.key, value);
        return old;
      },
    }),
  }),
  defineClass({
    name: 'java/util/EnumMap$EntrySet',
    super: 'java/util/AbstractSet',
    labels: 'container',
    methods: methods({
      'int size()': (_vm, self: JavaObject<EnumMap>) => self.peer.peer.values.size,
      'Iterator iterator()': (vm, self: JavaObject<EnumMap>) => {
        const pairs = inOrder(self.peer);
        const entries = pairs.map((pair) => {
          const entry = vm.newObject<{ key: Ref; value: Ref }>('java/util/AbstractMap$SimpleEntry');
          entry.peer = pair;
          return entry;
        });
        return newWalk(vm, entries, (index) =>
          self.peer.peer.values.delete(ordinal(pairs[index]?.key ?? null)),
        );
      },
    }),
  }),
];
