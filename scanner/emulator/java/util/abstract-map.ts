import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { equalsOf, hashOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { each, entriesOf, entryOf, NEXT, REMOVE, SIZE, TextBuilder } from './iterate.ts';

const ENTRY_SET = 'entrySet()Ljava/util/Set;';
const GET = 'get(Ljava/lang/Object;)Ljava/lang/Object;';
const CONTAINS_KEY = 'containsKey(Ljava/lang/Object;)Z';

/** Looks for a key among the entries of any map; null if it is not there. */
function* findEntry(
  vm: Machine,
  self: HeapObject,
  wanted: Ref,
): Steps<{ entry: Ref; at: Ref; value: Ref } | null> {
  let found: { entry: Ref; at: Ref; value: Ref } | null = null;
  yield* each(vm, yield* vm.call<Ref>(self, ENTRY_SET), function* (entry, at) {
    const [key, value] = yield* entryOf(vm, entry);
    if (!(yield* equalsOf(vm, wanted, key))) return false;
    found = { entry, at, value };
    return true;
  });
  return found;
}

type ViewPeer = { map: HeapObject; kind: 'keys' | 'values' };
type View = JavaObject<ViewPeer>;
type ViewIterator = JavaObject<{ entries: Ref; kind: 'keys' | 'values' }>;

const viewOf =
  (kind: ViewPeer['kind']): NativeMethod =>
  (vm: Machine, self: HeapObject) => {
    const made = vm.newObject<ViewPeer>(
      kind === 'keys' ? 'java/util/AbstractMap$KeyView' : 'java/util/AbstractMap$ValueView',
    );
    made.peer = { map: self, kind };
    return made;
  };

const abstractMap = defineClass({
  name: 'java/util/AbstractMap',
  flags: 'abstract',
  interfaces: ['java/util/Map'],
  labels: 'container',
  methods: methods({
    'protected new()': () => undefined,
    'abstract Set entrySet()': null,
    'int size()': function* (vm, self: HeapObject) {
      return yield* vm.call<number>(yield* vm.call<Ref>(self, ENTRY_SET), SIZE);
    },
    'boolean isEmpty()': function* (vm, self: HeapObject) {
      return (yield* vm.call<number>(self, SIZE)) === 0;
    },
    'boolean containsKey(Object)': function* (vm, self: HeapObject, key: Ref) {
      return (yield* findEntry(vm, self, key)) !== null;
    },
    'boolean containsValue(Object)': function* (vm, self: HeapObject, wanted: Ref) {
      for (const [, value] of yield* entriesOf(vm, self)) if (yield* equalsOf(vm, wanted, value)) return true;
      return false;
    },
    'Object get(Object)': function* (vm, self: HeapObject, key: Ref) {
      return (yield* findEntry(vm, self, key))?.value ?? null;
    },
    'Object put(Object, Object)': (vm) => vm.throwNew('java/lang/UnsupportedOperationException'),
    'Object remove(Object)': function* (vm, self: HeapObject, key: Ref) {
      const found = yield* findEntry(vm, self, key);
      if (found === null) return null;
      yield* vm.call(found.at, REMOVE);
      return found.value;
    },
    'void putAll(Map)': function* (vm, self: HeapObject, other: Ref) {
      for (const [key, value] of yield* entriesOf(vm, other))
        yield* vm.call(self, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', key, value);
    },
    'void clear()': function* (vm, self: HeapObject) {
      yield* vm.call(yield* vm.call<Ref>(self, ENTRY_SET), 'clear()V');
    },
    'Set keySet()': viewOf('keys'),
    'Collection values()': viewOf('values'),
    'boolean equals(Object)': function* (vm, self: HeapObject, other: Ref) {
      if (other === self) return true;
      if (other === null || !other.cls.isSubclassOf(vm.classes.platformClass('java/util/Map'))) return false;
      if ((yield* vm.call<number>(other, SIZE)) !== (yield* vm.call<number>(self, SIZE))) return false;
      for (const [key, value] of yield* entriesOf(vm, self)) {
        const theirs = yield* vm.call<Ref>(other, GET, key);
        if (!(yield* equalsOf(vm, value, theirs))) return false;
        if (value === null && !(yield* vm.call<boolean>(other, CONTAINS_KEY, key))) return false;
      }
      return true;
    },
    'int hashCode()': function* (vm, self: HeapObject) {
      let sum = 0;
      for (const [key, value] of yield* entriesOf(vm, self))
        sum = (sum + ((yield* hashOf(vm, key)) ^ (yield* hashOf(vm, value)))) | 0;
      return sum;
    },
    'String toString()': function* (vm, self: HeapObject) {
      const text = new TextBuilder(vm).add('{');
      let first = true;
      for (const [key, value] of yield* entriesOf(vm, self)) {
        if (!first) text.add(', ');
        first = false;
        if (key === self) text.add('(this Map)');
        else yield* text.addObject(key);
        text.add('=');
        if (value === self) text.add('(this Map)');
        else yield* text.addObject(value);
      }
      return text.add('}').build();
    },
    'protected Object clone()': (vm, self: HeapObject) => vm.cloneOf(self),
  }),
});

const viewMethods: Readonly<Record<string, NativeMethod>> = {
  'int size()': (vm, self: View) => vm.call(self.peer.map, SIZE),
  'boolean isEmpty()': (vm, self: View) => vm.call(self.peer.map, 'isEmpty()Z'),
  'void clear()': (vm, self: View) => vm.call(self.peer.map, 'clear()V'),
  'boolean contains(Object)': (vm, self: View, wanted: Ref) =>
    vm.call(
      self.peer.map,
      self.peer.kind === 'keys' ? CONTAINS_KEY : 'containsValue(Ljava/lang/Object;)Z',
      wanted,
    ),
  'Iterator iterator()': function* (vm, self: View) {
    const made = vm.newObject<ViewIterator['peer']>('java/util/AbstractMap$ViewIterator');
    const entries = yield* vm.call<Ref>(self.peer.map, ENTRY_SET);
    made.peer = {
      entries: yield* vm.call<Ref>(entries, 'iterator()Ljava/util/Iterator;'),
      kind: self.peer.kind,
    };
    return made;
  },
};

const viewIterator = defineClass({
  name: 'java/util/AbstractMap$ViewIterator',
  interfaces: ['java/util/Iterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (vm, self: ViewIterator) => vm.call(self.peer.entries, 'hasNext()Z'),
    'void remove()': (vm, self: ViewIterator) => vm.call(self.peer.entries, REMOVE),
    'Object next()': function* (vm, self: ViewIterator) {
      const [key, value] = yield* entryOf(vm, yield* vm.call<Ref>(self.peer.entries, NEXT));
      return self.peer.kind === 'keys' ? key : value;
    },
  }),
});

/** toString, equals and hashCode of every Map.Entry of ours, over its own getters. */
const entryBase = defineClass({
  name: 'java/util/AbstractMap$EntryBase',
  flags: 'abstract',
  interfaces: ['java/util/Map$Entry', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'boolean equals(Object)': function* (vm, self: HeapObject, other: Ref) {
      if (other === self) return true;
      if (other === null || !other.cls.isSubclassOf(vm.classes.platformClass('java/util/Map$Entry')))
        return false;
      const [key, value] = yield* entryOf(vm, self);
      const [otherKey, otherValue] = yield* entryOf(vm, other);
      return (yield* equalsOf(vm, key, otherKey)) && (yield* equalsOf(vm, value, otherValue));
    },
    'int hashCode()': function* (vm, self: HeapObject) {
      const [key, value] = yield* entryOf(vm, self);
      return (yield* hashOf(vm, key)) ^ (yield* hashOf(vm, value));
    },
    'String toString()': function* (vm, self: HeapObject) {
      const [key, value] = yield* entryOf(vm, self);
      const text = new TextBuilder(vm);
      yield* text.addObject(key);
      text.add('=');
      yield* text.addObject(value);
      return text.build();
    },
  }),
});

type Pair = JavaObject<{ key: Ref; value: Ref }>;

function simpleEntry(name: string, mutable: boolean): ClassModel {
  return defineClass({
    name,
    super: 'java/util/AbstractMap$EntryBase',
    labels: 'container',
    methods: methods({
      'new(Object, Object)': (_vm, self: Pair, key: Ref, value: Ref) => {
        self.peer = { key, value };
      },
      'new(Map.Entry)': function* (vm, self: Pair, other: Ref) {
        const [key, value] = yield* entryOf(vm, other);
        self.peer = { key, value };
      },
      'Object getKey()': (_vm, self: Pair) => self.peer.key,
      'Object getValue()': (_vm, self: Pair) => self.peer.value,
      'Object setValue(Object)': (vm, self: Pair, value: Ref) => {
        if (!mutable) vm.throwNew('java/lang/UnsupportedOperationException');
        const old = self.peer.value;
        self.peer.value = value;
        return old;
      },
    }),
  });
}

/** An entry that belongs to no map. */
export function newEntry(vm: Machine, key: Ref, value: Ref): Pair {
  const made = vm.newObject<Pair['peer']>('java/util/AbstractMap$SimpleImmutableEntry');
  made.peer = { key, value };
  return made;
}

export const classes: readonly ClassModel[] = [
  abstractMap,
  entryBase,
  viewIterator,
  defineClass({
    name: 'java/util/AbstractMap$KeyView',
    super: 'java/util/AbstractSet',
    labels: 'container',
    methods: methods({
      ...viewMethods,
      'boolean remove(Object)': function* (vm, self: View, key: Ref) {
        if (!(yield* vm.call<boolean>(self.peer.map, CONTAINS_KEY, key))) return false;
        yield* vm.call(self.peer.map, 'remove(Ljava/lang/Object;)Ljava/lang/Object;', key);
        return true;
      },
    }),
  }),
  defineClass({
    name: 'java/util/AbstractMap$ValueView',
    super: 'java/util/AbstractCollection',
    labels: 'container',
    methods: methods({ ...viewMethods }),
  }),
  simpleEntry('java/util/AbstractMap$SimpleEntry', true),
  simpleEntry('java/util/AbstractMap$SimpleImmutableEntry', false),
];
