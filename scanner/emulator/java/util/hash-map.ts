import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { equalsOf, hashOf, plainEquals, plainHash } from './equality.ts';
import type { Ref } from './equality.ts';
import { type HashNode, HashTable } from './hash-table.ts';
import { entriesOf, fillArray, itemsOf, objectArray } from './iterate.ts';

export type HashMap = JavaObject<HashTable>;
type HashEntry = JavaObject<HashNode>;

const APPLY = 'apply(Ljava/lang/Object;)Ljava/lang/Object;';
const APPLY_TWO = 'apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';
const ACCEPT_TWO = 'accept(Ljava/lang/Object;Ljava/lang/Object;)V';

/** The node of a key, its spread hash being known: undefined where Java's equals must be asked. */
function findPlain(vm: Machine, table: HashTable, hash: number, key: Ref): HashNode | null | undefined {
  for (let node = table.first(hash); node !== null; node = node.next) {
    // Chains are short but where somebody made their keys collide: then they cost.
    vm.fuel--;
    if (node.hash !== hash) continue;
    const same = plainEquals(vm, key, node.key);
    if (same === undefined) return undefined;
    if (same) return node;
  }
  return null;
}

function* findSlow(vm: Machine, table: HashTable, hash: number, key: Ref): Steps<HashNode | null> {
  for (let node = table.first(hash); node !== null; node = node.next)
    if (node.hash === hash && (yield* equalsOf(vm, key, node.key))) return node;
  return null;
}

/**
 * Gives `use` the node of a key (null if there is none) and the key's spread hash. Where hashCode and equals are ours
 * this is done at once; where they are the app's, it takes steps.
 */
export function withNode<T extends JavaValue | void>(
  vm: Machine,
  table: HashTable,
  key: Ref,
  use: (node: HashNode | null, hash: number) => T,
): T | Steps<T> {
  const code = plainHash(vm, key);
  if (code !== undefined) {
    const hash = table.spread(code);
    const node = findPlain(vm, table, hash, key);
    if (node !== undefined) return use(node, hash);
  }
  return (function* () {
    const hash = table.spread(code ?? (yield* hashOf(vm, key)));
    return use(yield* findSlow(vm, table, hash, key), hash);
  })();
}

/** The same for work that takes steps itself. */
export function* findNode(
  vm: Machine,
  table: HashTable,
  key: Ref,
): Steps<{ node: HashNode | null; hash: number }> {
  const hash = table.spread(yield* hashOf(vm, key));
  return { node: findPlain(vm, table, hash, key) ?? (yield* findSlow(vm, table, hash, key)), hash };
}

/** Puts a key in, or gives it a new value; the map's own `put`, not what the app made of it. */
export function* putIn(vm: Machine, table: HashTable, key: Ref, value: Ref): Steps<Ref> {
  const { node, hash } = yield* findNode(vm, table, key);
  if (node === null) {
    vm.charge(64);
    table.insert(hash, key, value);
    return null;
  }
  const old = node.value;
  node.value = value;
  return old;
}

/** The same for a value that a function of the app's made. */
function* putComputed(vm: Machine, table: HashTable, key: Ref, value: Ref): Steps<void> {
  const { node, hash } = yield* findNode(vm, table, key);
  vm.charge(64);
  if (node === null) table.insertComputed(hash, key, value);
  else node.value = value;
}

export function newHashMap(vm: Machine, name: string, table: HashTable): HashMap {
  const made = vm.newObject<HashTable>(name);
  made.peer = table;
  return made;
}

export function checkTable(vm: Machine, table: HashTable, expected: number): void {
  if (table.changes !== expected) vm.throwNew('java/util/ConcurrentModificationException');
}

const IS_ELDEST = 'removeEldestEntry(Ljava/util/Map$Entry;)Z';

/** LinkedHashMap's question whether its eldest entry should go, asked after an insertion. */
function afterInsert(vm: Machine, self: HashMap): Steps<null> | null {
  const { head } = self.peer;
  if (!self.peer.linked || head === null) return null;
  if (!self.cls.isSubclassOf(vm.classes.platformClass('java/util/LinkedHashMap'))) return null;
  if (vm.virtualMethod(self, IS_ELDEST).owner.origin === 'model') return null;
  return (function* () {
    if (yield* vm.call<boolean>(self, IS_ELDEST, entryObject(vm, head)))
      if (self.peer.head === head) self.peer.remove(head);
    return null;
  })();
}

/** The Map.Entry of a node: one for each node, so that it has an identity. */
export function entryObject(vm: Machine, node: HashNode): HashEntry {
  let made = entryOfNode.get(node);
  if (made === undefined) {
    made = vm.newObject<HashNode>('java/util/HashMap$Node');
    made.peer = node;
    entryOfNode.set(node, made);
  }
  return made;
}

const entryOfNode = new WeakMap<HashNode, HashEntry>();

function needKey(vm: Machine, self: HashMap, key: Ref, value: Ref): void {
  const { style } = self.peer;
  if ((style === 'legacy' || style === 'concurrent') && (key === null || value === null))
    vm.throwNew('java/lang/NullPointerException');
}

type ViewKind = 'keys' | 'values' | 'entries';
type ViewPeer = { map: HashMap; kind: ViewKind };
type View = JavaObject<ViewPeer>;

function newView(vm: Machine, map: HashMap, kind: ViewKind): View {
  const made = vm.newObject<ViewPeer>(
    kind === 'values' ? 'java/util/HashMap$Values' : 'java/util/HashMap$KeySet',
  );
  made.peer = { map, kind };
  return made;
}

const viewOf = (kind: ViewKind) => (vm: Machine, self: HashMap) => newView(vm, self, kind);

/** What every hashed map does. */
export const mapMethods: Readonly<Record<string, NativeMethod | null>> = {
  'int size()': (_vm, self: HashMap) => self.peer.size,
  'boolean isEmpty()': (_vm, self: HashMap) => self.peer.size === 0,
  'Object get(Object)': (vm, self: HashMap, key: Ref) => {
    needKey(vm, self, key, self);
    return withNode(vm, self.peer, key, (node) => {
      if (node !== null) self.peer.touch(node);
      return node?.value ?? null;
    });
  },
  'Object getOrDefault(Object, Object)': (vm, self: HashMap, key: Ref, other: Ref) =>
    withNode(vm, self.peer, key, (node) => {
      if (node !== null) self.peer.touch(node);
      return node === null ? other : node.value;
    }),
  'boolean containsKey(Object)': (vm, self: HashMap, key: Ref) => {
    needKey(vm, self, key, self);
    return withNode(vm, self.peer, key, (node) => node !== null);
  },
  'boolean containsValue(Object)': function* (vm, self: HashMap, value: Ref) {
    for (const node of self.peer.nodes()) if (yield* equalsOf(vm, value, node.value)) return true;
    return false;
  },
  'Object put(Object, Object)': (vm, self: HashMap, key: Ref, value: Ref) => {
    needKey(vm, self, key, value);
    const done = withNode(vm, self.peer, key, (node, hash) => {
      if (node === null) {
        vm.charge(64);
        self.peer.insert(hash, key, value);
        return undefined;
      }
      const old = node.value;
      node.value = value;
      self.peer.touch(node);
      return old;
    });
    if (done !== undefined && !isSteps(done)) return done;
    if (!isSteps(done)) return afterInsert(vm, self);
    return (function* () {
      const old = yield* done;
      if (old !== undefined) return old;
      const after = afterInsert(vm, self);
      return after === null ? null : yield* after;
    })();
  },
  'Object putIfAbsent(Object, Object)': (vm, self: HashMap, key: Ref, value: Ref) => {
    needKey(vm, self, key, value);
    return withNode(vm, self.peer, key, (node, hash) => {
      if (node === null) self.peer.insert(hash, key, value);
      else {
        self.peer.touch(node);
        if (node.value !== null) return node.value;
        node.value = value;
      }
      return null;
    });
  },
  'Object remove(Object)': (vm, self: HashMap, key: Ref) => {
    needKey(vm, self, key, self);
    return withNode(vm, self.peer, key, (node) => {
      if (node === null) return null;
      self.peer.remove(node);
      return node.value;
    });
  },
  'boolean remove(Object, Object)': function* (vm, self: HashMap, key: Ref, value: Ref) {
    const { node } = yield* findNode(vm, self.peer, key);
    if (node === null || !(yield* equalsOf(vm, value, node.value))) return false;
    self.peer.remove(node);
    return true;
  },
  'boolean replace(Object, Object, Object)': function* (vm, self: HashMap, key: Ref, from: Ref, to: Ref) {
    const { node } = yield* findNode(vm, self.peer, key);
    if (node === null || !(yield* equalsOf(vm, node.value, from))) return false;
    node.value = to;
    return true;
  },
  'Object replace(Object, Object)': (vm, self: HashMap, key: Ref, value: Ref) =>
    withNode(vm, self.peer, key, (node) => {
      if (node === null) return null;
      const old = node.value;
      node.value = value;
      return old;
    }),
  'void putAll(Map)': function* (vm, self: HashMap, other: Ref) {
    const entries = yield* entriesOf(vm, other);
    self.peer.reserve(entries.length);
    for (const [key, value] of entries) {
      needKey(vm, self, key, value);
      yield* putIn(vm, self.peer, key, value);
      const after = afterInsert(vm, self);
      if (after !== null) yield* after;
    }
  },
  'void clear()': (_vm, self: HashMap) => self.peer.clear(),
  'Set keySet()': viewOf('keys'),
  'Collection values()': viewOf('values'),
  'Set entrySet()': viewOf('entries'),
  'void forEach(BiConsumer)': function* (vm, self: HashMap, action: Ref) {
    const expected = self.peer.changes;
    if (self.peer.style === 'legacy') {
      for (const node of [...self.peer.upwards()]) {
        yield* vm.call(action, ACCEPT_TWO, node.key, node.value);
        checkTable(vm, self.peer, expected);
      }
      return;
    }
    for (let node = self.peer.firstNode(); node !== null; node = self.peer.nodeAfter(node)) {
      yield* vm.call(action, ACCEPT_TWO, node.key, node.value);
      if (self.peer.style !== 'concurrent') checkTable(vm, self.peer, expected);
    }
  },
  'void replaceAll(BiFunction)': function* (vm, self: HashMap, change: Ref) {
    for (const node of self.peer.nodes())
      node.value = yield* vm.call<Ref>(change, APPLY_TWO, node.key, node.value);
  },
  'Object computeIfAbsent(Object, Function)': function* (vm, self: HashMap, key: Ref, make: Ref) {
    const { node } = yield* findNode(vm, self.peer, key);
    if (node !== null && node.value !== null) {
      self.peer.touch(node);
      return node.value;
    }
    const expected = self.peer.changes;
    const made = yield* vm.call<Ref>(make, APPLY, key);
    if (self.peer.style === 'hash') checkTable(vm, self.peer, expected);
    if (made !== null) yield* putComputed(vm, self.peer, key, made);
    return made;
  },
  'Object computeIfPresent(Object, BiFunction)': function* (vm, self: HashMap, key: Ref, change: Ref) {
    const { node } = yield* findNode(vm, self.peer, key);
    if (node === null || node.value === null) return null;
    const made = yield* vm.call<Ref>(change, APPLY_TWO, key, node.value);
    return settle(self.peer, node, made);
  },
  'Object compute(Object, BiFunction)': function* (vm, self: HashMap, key: Ref, change: Ref) {
    const { node } = yield* findNode(vm, self.peer, key);
    const made = yield* vm.call<Ref>(change, APPLY_TWO, key, node?.value ?? null);
    if (node !== null) return settle(self.peer, node, made);
    if (made !== null) yield* putComputed(vm, self.peer, key, made);
    return made;
  },
  'Object merge(Object, Object, BiFunction)': function* (vm, self: HashMap, key: Ref, value: Ref, join: Ref) {
    if (value === null) vm.throwNew('java/lang/NullPointerException');
    const { node } = yield* findNode(vm, self.peer, key);
    if (node === null || node.value === null) {
      yield* putComputed(vm, self.peer, key, value);
      return value;
    }
    return settle(self.peer, node, yield* vm.call<Ref>(join, APPLY_TWO, node.value, value));
  },
  'Object clone()': (vm, self: HashMap) => {
    const copy = vm.cloneOf(self) as HashMap;
    copy.peer = self.peer.copy();
    return copy;
  },
};

/** Gives a node the value that a function made for it; null takes it out. */
function settle(table: HashTable, node: HashNode, made: Ref): Ref {
  if (made === null) table.remove(node);
  else {
    node.value = made;
    table.touch(node);
  }
  return made;
}

function isSteps<T>(value: T | Steps<T>): value is Steps<T> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

type TableOptions = NonNullable<ConstructorParameters<typeof HashTable>[0]>;

function checkOptions(vm: Machine, capacity: number, loadFactor: number): void {
  if (capacity < 0)
    vm.throwNew('java/lang/IllegalArgumentException', `Illegal initial capacity: ${capacity}`);
  if (!(loadFactor > 0))
    vm.throwNew('java/lang/IllegalArgumentException', `Illegal load factor: ${loadFactor}`);
}

/** Constructors of a hashed map. */
export function mapConstructors(options: TableOptions): Readonly<Record<string, NativeMethod>> {
  const concurrent = options.style === 'concurrent';
  const asked = (capacity: number) => (concurrent ? Math.floor(1 + capacity / 0.75) : capacity);
  return {
    'new()': (_vm, self: HashMap) => {
      self.peer = new HashTable(options);
    },
    'new(int)': (vm, self: HashMap, capacity: number) => {
      checkOptions(vm, capacity, 1);
      self.peer = new HashTable({ ...options, capacity: asked(capacity) });
    },
    'new(int, float)': (vm, self: HashMap, capacity: number, loadFactor: number) => {
      checkOptions(vm, capacity, loadFactor);
      const sized = concurrent ? Math.floor(1 + capacity / loadFactor) : capacity;
      self.peer = new HashTable({ ...options, capacity: sized, loadFactor });
    },
    'new(Map)': function* (vm, self: HashMap, other: Ref) {
      const entries = yield* entriesOf(vm, other);
      self.peer = new HashTable(
        options.style === 'legacy'
          ? { ...options, capacity: Math.max(2 * entries.length, 11) }
          : options.style === 'weak'
            ? { ...options, capacity: Math.max(Math.floor(entries.length / 0.75) + 1, 16) }
            : options,
      );
      self.peer.reserve(entries.length);
      for (const [key, value] of entries) yield* putIn(vm, self.peer, key, value);
    },
  };
}

const MAP = ['java/util/Map', 'java/lang/Cloneable', 'java/io/Serializable'];

const hashMap = defineClass({
  name: 'java/util/HashMap',
  super: 'java/util/AbstractMap',
  interfaces: MAP,
  labels: 'container',
  methods: methods({ ...mapMethods, ...mapConstructors({}) }),
});

const linkedHashMap = defineClass({
  name: 'java/util/LinkedHashMap',
  super: 'java/util/HashMap',
  interfaces: ['java/util/Map'],
  labels: 'container',
  methods: methods({
    ...mapConstructors({ linked: true }),
    'new(int, float, boolean)': (
      vm,
      self: HashMap,
      capacity: number,
      loadFactor: number,
      accessOrder: boolean,
    ) => {
      checkOptions(vm, capacity, loadFactor);
      self.peer = new HashTable({ capacity, loadFactor, accessOrder, linked: true });
    },
    'protected boolean removeEldestEntry(Map.Entry)': () => false,
  }),
});

const weakHashMap = defineClass({
  name: 'java/util/WeakHashMap',
  super: 'java/util/AbstractMap',
  interfaces: ['java/util/Map'],
  labels: 'container',
  methods: methods({ ...mapMethods, ...mapConstructors({ style: 'weak' }) }),
});

const dictionary = defineClass({
  name: 'java/util/Dictionary',
  flags: 'abstract',
  labels: 'container',
  methods: methods({ 'new()': () => undefined }),
});

const walkOf = (kind: ViewKind) => (vm: Machine, self: HashMap) => newIterator(vm, self.peer, kind);

/** Texts of a map's entries, `{a=1, b=2}`, are AbstractMap's; Hashtable borrows them. */
function borrow(selector: string): NativeMethod {
  return (vm: Machine, self: HashMap, ...args: Ref[]) =>
    vm.invoke(
      vm.classes.platformClass('java/util/AbstractMap').methods.get(selector) ??
        vm.virtualMethod(self, selector),
      self,
      ...args,
    );
}

const hashtable = defineClass({
  name: 'java/util/Hashtable',
  super: 'java/util/Dictionary',
  interfaces: MAP,
  labels: 'container',
  methods: methods({
    ...mapMethods,
    ...mapConstructors({ style: 'legacy' }),
    'boolean contains(Object)': mapMethods['boolean containsValue(Object)'] ?? null,
    'Enumeration keys()': walkOf('keys'),
    'Enumeration elements()': walkOf('values'),
    'String toString()': borrow('toString()Ljava/lang/String;'),
    'int hashCode()': borrow('hashCode()I'),
    'boolean equals(Object)': borrow('equals(Ljava/lang/Object;)Z'),
  }),
});

const node = defineClass({
  name: 'java/util/HashMap$Node',
  super: 'java/util/AbstractMap$EntryBase',
  labels: 'container',
  methods: methods({
    'Object getKey()': (_vm, self: HashEntry) => self.peer.key,
    'Object getValue()': (_vm, self: HashEntry) => self.peer.value,
    'Object setValue(Object)': (_vm, self: HashEntry, value: Ref) => {
      const old = self.peer.value;
      self.peer.value = value;
      return old;
    },
  }),
});

type TableIteratorPeer = {
  table: HashTable;
  kind: ViewKind;
  next: HashNode | null;
  last: HashNode | null;
  expected: number;
};
type TableIterator = JavaObject<TableIteratorPeer>;

export function newIterator(vm: Machine, table: HashTable, kind: ViewKind): TableIterator {
  const made = vm.newObject<TableIteratorPeer>('java/util/HashMap$HashIterator');
  made.peer = { table, kind, next: table.firstNode(), last: null, expected: table.changes };
  return made;
}

function nextOf(vm: Machine, self: TableIterator): Ref {
  const { peer } = self;
  if (peer.table.style !== 'concurrent') checkTable(vm, peer.table, peer.expected);
  const here = peer.next;
  if (here === null) return vm.throwNew('java/util/NoSuchElementException');
  peer.last = here;
  peer.next = peer.table.nodeAfter(here);
  return peer.kind === 'keys' ? here.key : peer.kind === 'values' ? here.value : entryObject(vm, here);
}

const tableIterator = defineClass({
  name: 'java/util/HashMap$HashIterator',
  interfaces: ['java/util/Iterator', 'java/util/Enumeration'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: TableIterator) => self.peer.next !== null,
    'boolean hasMoreElements()': (_vm, self: TableIterator) => self.peer.next !== null,
    'Object next()': nextOf,
    'Object nextElement()': nextOf,
    'void remove()': (vm, self: TableIterator) => {
      const { peer } = self;
      if (peer.last === null) return vm.throwNew('java/lang/IllegalStateException');
      if (peer.table.style !== 'concurrent') checkTable(vm, peer.table, peer.expected);
      peer.table.remove(peer.last);
      peer.last = null;
      peer.expected = peer.table.changes;
    },
  }),
});

function viewItem(vm: Machine, kind: ViewKind, here: HashNode): Ref {
  return kind === 'keys' ? here.key : kind === 'values' ? here.value : entryObject(vm, here);
}

function viewItems(vm: Machine, self: View): Ref[] {
  return [...self.peer.map.peer.nodes()].map((here) => viewItem(vm, self.peer.kind, here));
}

/** The node that an entry stands for, if it is in the map with that value. */
function* findEntry(vm: Machine, table: HashTable, entry: Ref): Steps<HashNode | null> {
  if (entry === null || !entry.cls.isSubclassOf(vm.classes.platformClass('java/util/Map$Entry'))) return null;
  const key = yield* vm.call<Ref>(entry, 'getKey()Ljava/lang/Object;');
  const { node: found } = yield* findNode(vm, table, key);
  if (found === null) return null;
  const value = yield* vm.call<Ref>(entry, 'getValue()Ljava/lang/Object;');
  return (yield* equalsOf(vm, found.value, value)) ? found : null;
}

const viewMethods: Readonly<Record<string, NativeMethod>> = {
  'int size()': (_vm, self: View) => self.peer.map.peer.size,
  'boolean isEmpty()': (_vm, self: View) => self.peer.map.peer.size === 0,
  'void clear()': (_vm, self: View) => self.peer.map.peer.clear(),
  'Iterator iterator()': (vm, self: View) => newIterator(vm, self.peer.map.peer, self.peer.kind),
  'Object[] toArray()': (vm, self: View) => objectArray(vm, viewItems(vm, self)),
  'Object[] toArray(Object[])': (vm, self: View, target: JavaArray | null) =>
    fillArray(vm, viewItems(vm, self), target),
};

const keySet = defineClass({
  name: 'java/util/HashMap$KeySet',
  super: 'java/util/AbstractSet',
  labels: 'container',
  methods: methods({
    ...viewMethods,
    'boolean contains(Object)': (vm, self: View, wanted: Ref) => {
      const table = self.peer.map.peer;
      if (self.peer.kind === 'keys') return withNode(vm, table, wanted, (found) => found !== null);
      return (function* () {
        return (yield* findEntry(vm, table, wanted)) !== null;
      })();
    },
    'boolean remove(Object)': function* (vm, self: View, wanted: Ref) {
      const table = self.peer.map.peer;
      const found =
        self.peer.kind === 'keys'
          ? (yield* findNode(vm, table, wanted)).node
          : yield* findEntry(vm, table, wanted);
      if (found !== null) table.remove(found);
      return found !== null;
    },
  }),
});

const values = defineClass({
  name: 'java/util/HashMap$Values',
  super: 'java/util/AbstractCollection',
  labels: 'container',
  methods: methods({ ...viewMethods }),
});

/** The value of every key of a HashSet. */
export const setMethods: Readonly<Record<string, NativeMethod | null>> = {
  'int size()': (_vm, self: HashMap) => self.peer.size,
  'boolean isEmpty()': (_vm, self: HashMap) => self.peer.size === 0,
  'boolean contains(Object)': (vm, self: HashMap, item: Ref) =>
    withNode(vm, self.peer, item, (found) => found !== null),
  'boolean add(Object)': (vm, self: HashMap, item: Ref) => {
    needKey(vm, self, item, self);
    return withNode(vm, self.peer, item, (found, hash) => {
      if (found !== null) return false;
      vm.charge(64);
      self.peer.insert(hash, item, null);
      return true;
    });
  },
  'boolean remove(Object)': (vm, self: HashMap, item: Ref) =>
    withNode(vm, self.peer, item, (found) => {
      if (found !== null) self.peer.remove(found);
      return found !== null;
    }),
  'void clear()': (_vm, self: HashMap) => self.peer.clear(),
  'Iterator iterator()': (vm, self: HashMap) => newIterator(vm, self.peer, 'keys'),
  'Object[] toArray()': (vm, self: HashMap) =>
    objectArray(
      vm,
      [...self.peer.nodes()].map((here) => here.key),
    ),
  'Object[] toArray(Object[])': (vm, self: HashMap, target: JavaArray | null) =>
    fillArray(
      vm,
      [...self.peer.nodes()].map((here) => here.key),
      target,
    ),
  'Object clone()': (vm, self: HashMap) => {
    const copy = vm.cloneOf(self) as HashMap;
    copy.peer = self.peer.copy();
    return copy;
  },
};

export function setConstructors(options: TableOptions): Readonly<Record<string, NativeMethod>> {
  const { 'new(Map)': _map, ...sized } = mapConstructors(options);
  return {
    ...sized,
    'new(Collection)': function* (vm, self: HashMap, other: Ref) {
      const items = yield* itemsOf(vm, other);
      const capacity =
        options.linked === true
          ? Math.max(2 * items.length, 11)
          : Math.max(Math.floor(items.length / 0.75) + 1, 16);
      self.peer = new HashTable({ ...options, capacity });
      for (const item of items) yield* vm.call(self, 'add(Ljava/lang/Object;)Z', item);
    },
  };
}

const SET = ['java/util/Set', 'java/lang/Cloneable', 'java/io/Serializable'];

const hashSet = defineClass({
  name: 'java/util/HashSet',
  super: 'java/util/AbstractSet',
  interfaces: SET,
  labels: 'container',
  methods: methods({ ...setMethods, ...setConstructors({}) }),
});

const linkedHashSet = defineClass({
  name: 'java/util/LinkedHashSet',
  super: 'java/util/HashSet',
  interfaces: SET,
  labels: 'container',
  methods: methods(setConstructors({ linked: true })),
});

export const classes: readonly ClassModel[] = [
  node,
  tableIterator,
  keySet,
  values,
  hashMap,
  linkedHashMap,
  weakHashMap,
  dictionary,
  hashtable,
  hashSet,
  linkedHashSet,
];
