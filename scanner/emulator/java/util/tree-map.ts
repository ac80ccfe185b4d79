import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { newEntry } from './abstract-map.ts';
import { reversed } from './collection-interfaces.ts';
import { equalsOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { entriesOf, fillArray, itemsOf, objectArray } from './iterate.ts';
import { Tree, TreeView } from './tree.ts';
import type { Bound, TreeNode } from './tree.ts';

/** TreeMap, TreeSet and their views all look at a stretch of a tree. */
type Sorted = JavaObject<TreeView>;
type ViewKind = 'keys' | 'values' | 'entries';

/** Names of the classes that make up one family: the tree's own and the concurrent skip list's. */
type Family = {
  readonly map: string;
  readonly subMap: string;
  readonly set: string;
  readonly concurrent: boolean;
};

function newSorted(vm: Machine, name: string, view: TreeView): Sorted {
  const made = vm.newObject<TreeView>(name);
  made.peer = view;
  return made;
}

const entryOfNode = new WeakMap<TreeNode, JavaObject<TreeNode>>();

function entryObject(vm: Machine, node: TreeNode): JavaObject<TreeNode> {
  let made = entryOfNode.get(node);
  if (made === undefined) {
    made = vm.newObject<TreeNode>('java/util/TreeMap$Node');
    made.peer = node;
    entryOfNode.set(node, made);
  }
  return made;
}

/** A snapshot of an entry, as the navigation methods give. */
function snapshot(vm: Machine, node: TreeNode | undefined): Ref {
  return node === undefined ? null : newEntry(vm, node.key, node.value);
}

function keyOrThrow(vm: Machine, node: TreeNode | undefined): Ref {
  return node === undefined ? vm.throwNew('java/util/NoSuchElementException') : node.key;
}

function* poll(vm: Machine, self: Sorted, which: 'first' | 'last'): Steps<TreeNode | undefined> {
  const node = yield* self.peer.end(vm, which);
  if (node !== undefined) self.peer.tree.remove(node);
  return node;
}

function comparatorOf(vm: Machine, self: Sorted): Ref {
  const { comparator } = self.peer.tree;
  return self.peer.descending ? reversed(vm, comparator) : comparator;
}

function item(vm: Machine, kind: ViewKind, node: TreeNode): Ref {
  return kind === 'keys' ? node.key : kind === 'values' ? node.value : entryObject(vm, node);
}

type IteratorPeer = {
  view: TreeView;
  kind: ViewKind;
  nodes: TreeNode[];
  at: number;
  last: TreeNode | null;
  expected: number;
};
type TreeIterator = JavaObject<IteratorPeer>;

function* newIterator(vm: Machine, view: TreeView, kind: ViewKind): Steps<TreeIterator> {
  const made = vm.newObject<IteratorPeer>('java/util/TreeMap$TreeIterator');
  const nodes = yield* view.nodes(vm);
  made.peer = { view, kind, nodes, at: 0, last: null, expected: view.tree.changes };
  return made;
}

function checkChanges(vm: Machine, peer: IteratorPeer): void {
  if (!peer.view.tree.concurrent && peer.view.tree.changes !== peer.expected)
    vm.throwNew('java/util/ConcurrentModificationException');
}

const iterator = defineClass({
  name: 'java/util/TreeMap$TreeIterator',
  interfaces: ['java/util/Iterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: TreeIterator) => self.peer.at < self.peer.nodes.length,
    'Object next()': (vm, self: TreeIterator) => {
      const { peer } = self;
      const node = peer.nodes[peer.at];
      if (node === undefined) return vm.throwNew('java/util/NoSuchElementException');
      checkChanges(vm, peer);
      peer.at++;
      peer.last = node;
      return item(vm, peer.kind, node);
    },
    'void remove()': (vm, self: TreeIterator) => {
      const { peer } = self;
      if (peer.last === null) return vm.throwNew('java/lang/IllegalStateException');
      checkChanges(vm, peer);
      peer.view.tree.remove(peer.last);
      peer.last = null;
      peer.expected = peer.view.tree.changes;
    },
  }),
});

const NEAR = ['lower', 'floor', 'ceiling', 'higher'] as const;

function bound(key: Ref, inclusive: boolean): Bound {
  return { key, inclusive };
}

/** subMap, headMap, tailMap and the same of sets: `make` wraps the narrower view. */
function rangeMethods(
  word: 'Map' | 'Set',
  make: (vm: Machine, view: TreeView) => Ref,
): Readonly<Record<string, NativeMethod>> {
  function* sub(vm: Machine, self: Sorted, from: Bound | null, to: Bound | null): Steps<Ref> {
    return make(vm, yield* self.peer.sub(vm, from, to));
  }
  return {
    [`Sorted${word} sub${word}(Object, Object)`]: (vm: Machine, self: Sorted, from: Ref, to: Ref) =>
      sub(vm, self, bound(from, true), bound(to, false)),
    [`Sorted${word} head${word}(Object)`]: (vm: Machine, self: Sorted, to: Ref) =>
      sub(vm, self, null, bound(to, false)),
    [`Sorted${word} tail${word}(Object)`]: (vm: Machine, self: Sorted, from: Ref) =>
      sub(vm, self, bound(from, true), null),
    [`Navigable${word} sub${word}(Object, boolean, Object, boolean)`]: (
      vm: Machine,
      self: Sorted,
      from: Ref,
      fromToo: boolean,
      to: Ref,
      toToo: boolean,
    ) => sub(vm, self, bound(from, fromToo), bound(to, toToo)),
    [`Navigable${word} head${word}(Object, boolean)`]: (vm: Machine, self: Sorted, to: Ref, toToo: boolean) =>
      sub(vm, self, null, bound(to, toToo)),
    [`Navigable${word} tail${word}(Object, boolean)`]: (
      vm: Machine,
      self: Sorted,
      from: Ref,
      fromToo: boolean,
    ) => sub(vm, self, bound(from, fromToo), null),
    'Comparator comparator()': comparatorOf,
    'int size()': function* (vm: Machine, self: Sorted) {
      const [from, to] = yield* self.peer.range(vm);
      return to - from;
    },
    'boolean isEmpty()': function* (vm: Machine, self: Sorted) {
      const [from, to] = yield* self.peer.range(vm);
      return to === from;
    },
    'void clear()': function* (vm: Machine, self: Sorted) {
      const [from, to] = yield* self.peer.range(vm);
      self.peer.tree.nodes.splice(from, to - from);
      self.peer.tree.changes++;
    },
    'Object clone()': (vm: Machine, self: Sorted) => {
      const copy = vm.cloneOf(self) as Sorted;
      const tree = new Tree(self.peer.tree.comparator, self.peer.tree.concurrent);
      tree.nodes = self.peer.tree.nodes.map((node) => ({ ...node }));
      copy.peer = new TreeView(tree, self.peer.low, self.peer.high, self.peer.descending);
      return copy;
    },
  };
}

function checkValue(vm: Machine, self: Sorted, value: Ref): void {
  if (self.peer.tree.concurrent && value === null) vm.throwNew('java/lang/NullPointerException');
}

function* put(vm: Machine, self: Sorted, key: Ref, value: Ref): Steps<Ref> {
  checkValue(vm, self, value);
  const done = yield* self.peer.put(vm, key, value);
  return 'old' in done ? done.old : null;
}

function* removeKey(vm: Machine, self: Sorted, key: Ref): Steps<TreeNode | undefined> {
  const node = yield* self.peer.find(vm, key);
  if (node !== undefined) self.peer.tree.remove(node);
  return node;
}

type ViewPeer = { owner: Sorted; kind: 'values' | 'entries' };
type View = JavaObject<ViewPeer>;

const viewOf = (kind: ViewPeer['kind']) => (vm: Machine, self: Sorted) => {
  const made = vm.newObject<ViewPeer>(
    kind === 'values' ? 'java/util/TreeMap$Values' : 'java/util/TreeMap$EntrySet',
  );
  made.peer = { owner: self, kind };
  return made;
};

const viewMethods: Readonly<Record<string, NativeMethod>> = {
  'int size()': (vm, self: View) => vm.call(self.peer.owner, 'size()I'),
  'void clear()': (vm, self: View) => vm.call(self.peer.owner, 'clear()V'),
  'Iterator iterator()': (vm, self: View) => newIterator(vm, self.peer.owner.peer, self.peer.kind),
};

function mapMethods(family: Family): Readonly<Record<string, NativeMethod>> {
  const near: Record<string, NativeMethod> = {};
  for (const which of NEAR) {
    near[`Map.Entry ${which}Entry(Object)`] = function* (vm: Machine, self: Sorted, key: Ref) {
      return snapshot(vm, yield* self.peer.near(vm, key, which));
    };
    near[`Object ${which}Key(Object)`] = function* (vm: Machine, self: Sorted, key: Ref) {
      return (yield* self.peer.near(vm, key, which))?.key ?? null;
    };
  }
  const keySet = (vm: Machine, view: TreeView) => newSorted(vm, family.set, view);
  return {
    ...near,
    ...rangeMethods('Map', (vm, view) => newSorted(vm, family.subMap, view)),
    'Object get(Object)': function* (vm, self: Sorted, key: Ref) {
      return (yield* self.peer.find(vm, key))?.value ?? null;
    },
    'boolean containsKey(Object)': function* (vm, self: Sorted, key: Ref) {
      return (yield* self.peer.find(vm, key)) !== undefined;
    },
    'boolean containsValue(Object)': function* (vm, self: Sorted, value: Ref) {
      for (const node of yield* self.peer.nodes(vm)) if (yield* equalsOf(vm, value, node.value)) return true;
      return false;
    },
    'Object put(Object, Object)': put,
    'Object remove(Object)': function* (vm, self: Sorted, key: Ref) {
      return (yield* removeKey(vm, self, key))?.value ?? null;
    },
    'void putAll(Map)': function* (vm, self: Sorted, other: Ref) {
      for (const [key, value] of yield* entriesOf(vm, other)) yield* put(vm, self, key, value);
    },
    'Object firstKey()': function* (vm, self: Sorted) {
      return keyOrThrow(vm, yield* self.peer.end(vm, 'first'));
    },
    'Object lastKey()': function* (vm, self: Sorted) {
      return keyOrThrow(vm, yield* self.peer.end(vm, 'last'));
    },
    'Map.Entry firstEntry()': function* (vm, self: Sorted) {
      return snapshot(vm, yield* self.peer.end(vm, 'first'));
    },
    'Map.Entry lastEntry()': function* (vm, self: Sorted) {
      return snapshot(vm, yield* self.peer.end(vm, 'last'));
    },
    'Map.Entry pollFirstEntry()': function* (vm, self: Sorted) {
      return snapshot(vm, yield* poll(vm, self, 'first'));
    },
    'Map.Entry pollLastEntry()': function* (vm, self: Sorted) {
      return snapshot(vm, yield* poll(vm, self, 'last'));
    },
    'NavigableMap descendingMap()': (vm, self: Sorted) => newSorted(vm, family.subMap, self.peer.reversed()),
    'Set keySet()': (vm, self: Sorted) => keySet(vm, self.peer),
    'NavigableSet navigableKeySet()': (vm, self: Sorted) => keySet(vm, self.peer),
    'NavigableSet descendingKeySet()': (vm, self: Sorted) => keySet(vm, self.peer.reversed()),
    'Collection values()': viewOf('values'),
    'Set entrySet()': viewOf('entries'),
  };
}

/** The comparator of a SortedMap or SortedSet; undefined for what is neither. */
function* findComparator(vm: Machine, source: Ref, type: string): Steps<Ref | undefined> {
  if (source === null || !source.cls.isSubclassOf(vm.classes.platformClass(type))) return undefined;
  return yield* vm.call<Ref>(source, 'comparator()Ljava/util/Comparator;');
}

function mapFamily(family: Family): ClassModel[] {
  const setUp = (self: Sorted, comparator: Ref) => {
    self.peer = new TreeView(new Tree(comparator, family.concurrent));
  };
  function* fill(vm: Machine, self: Sorted, source: Ref): Steps<void> {
    setUp(self, (yield* findComparator(vm, source, 'java/util/SortedMap')) ?? null);
    for (const [key, value] of yield* entriesOf(vm, source)) yield* put(vm, self, key, value);
  }
  const shared = mapMethods(family);
  return [
    defineClass({
      name: family.map,
      super: 'java/util/AbstractMap',
      interfaces: [
        'java/util/NavigableMap',
        ...(family.concurrent ? ['java/util/concurrent/ConcurrentMap'] : []),
        'java/lang/Cloneable',
        'java/io/Serializable',
      ],
      labels: 'container',
      methods: methods({
        ...shared,
        'new()': (_vm, self: Sorted) => setUp(self, null),
        'new(Comparator)': (_vm, self: Sorted, comparator: Ref) => setUp(self, comparator),
        'new(Map)': fill,
        'new(SortedMap)': fill,
      }),
    }),
    defineClass({
      name: family.subMap,
      super: 'java/util/AbstractMap',
      interfaces: ['java/util/NavigableMap'],
      labels: 'container',
      methods: methods(shared),
    }),
  ];
}

function setFamily(name: string, concurrent: boolean): ClassModel {
  const setUp = (self: Sorted, comparator: Ref) => {
    self.peer = new TreeView(new Tree(comparator, concurrent));
  };
  function* addTo(vm: Machine, self: Sorted, key: Ref): Steps<boolean> {
    return !('old' in (yield* self.peer.put(vm, key, null)));
  }
  function* fill(vm: Machine, self: Sorted, source: Ref): Steps<void> {
    setUp(self, (yield* findComparator(vm, source, 'java/util/SortedSet')) ?? null);
    for (const key of yield* itemsOf(vm, source)) yield* addTo(vm, self, key);
  }
  const near: Record<string, NativeMethod> = {};
  for (const which of NEAR)
    near[`Object ${which}(Object)`] = function* (vm: Machine, self: Sorted, key: Ref) {
      return (yield* self.peer.near(vm, key, which))?.key ?? null;
    };
  function* keys(vm: Machine, self: Sorted): Steps<Ref[]> {
    return (yield* self.peer.nodes(vm)).map((node) => node.key);
  }
  return defineClass({
    name,
    super: 'java/util/AbstractSet',
    interfaces: ['java/util/NavigableSet', 'java/lang/Cloneable', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...near,
      ...rangeMethods('Set', (vm, view) => newSorted(vm, name, view)),
      'new()': (_vm, self: Sorted) => setUp(self, null),
      'new(Comparator)': (_vm, self: Sorted, comparator: Ref) => setUp(self, comparator),
      'new(Collection)': fill,
      'new(SortedSet)': fill,
      'boolean add(Object)': addTo,
      'boolean contains(Object)': function* (vm, self: Sorted, key: Ref) {
        return (yield* self.peer.find(vm, key)) !== undefined;
      },
      'boolean remove(Object)': function* (vm, self: Sorted, key: Ref) {
        return (yield* removeKey(vm, self, key)) !== undefined;
      },
      'Object first()': function* (vm, self: Sorted) {
        return keyOrThrow(vm, yield* self.peer.end(vm, 'first'));
      },
      'Object last()': function* (vm, self: Sorted) {
        return keyOrThrow(vm, yield* self.peer.end(vm, 'last'));
      },
      'Object pollFirst()': function* (vm, self: Sorted) {
        return (yield* poll(vm, self, 'first'))?.key ?? null;
      },
      'Object pollLast()': function* (vm, self: Sorted) {
        return (yield* poll(vm, self, 'last'))?.key ?? null;
      },
      'Iterator iterator()': (vm, self: Sorted) => newIterator(vm, self.peer, 'keys'),
      'Iterator descendingIterator()': (vm, self: Sorted) => newIterator(vm, self.peer.reversed(), 'keys'),
      'NavigableSet descendingSet()': (vm, self: Sorted) => newSorted(vm, name, self.peer.reversed()),
      'Object[] toArray()': function* (vm, self: Sorted) {
        return objectArray(vm, yield* keys(vm, self));
      },
      'Object[] toArray(Object[])': function* (vm, self: Sorted, target: JavaArray | null) {
        return fillArray(vm, yield* keys(vm, self), target);
      },
    }),
  });
}

export const classes: readonly ClassModel[] = [
  iterator,
  defineClass({
    name: 'java/util/TreeMap$Node',
    super: 'java/util/AbstractMap$EntryBase',
    labels: 'container',
    methods: methods({
      'Object getKey()': (_vm, self: JavaObject<TreeNode>) => self.peer.key,
      'Object getValue()': (_vm, self: JavaObject<TreeNode>) => self.peer.value,
      'Object setValue(Object)': (_vm, self: JavaObject<TreeNode>, value: Ref) => {
        const old = self.peer.value;
        self.peer.value = value;
        return old;
      },
    }),
  }),
  defineClass({
    name: 'java/util/TreeMap$Values',
    super: 'java/util/AbstractCollection',
    labels: 'container',
    methods: methods(viewMethods),
  }),
  defineClass({
    name: 'java/util/TreeMap$EntrySet',
    super: 'java/util/AbstractSet',
    labels: 'container',
    methods: methods(viewMethods),
  }),
  ...mapFamily({
    map: 'java/util/TreeMap',
    subMap: 'java/util/TreeMap$SubMap',
    set: 'java/util/TreeSet',
    concurrent: false,
  }),
  ...mapFamily({
    map: 'java/util/concurrent/ConcurrentSkipListMap',
    subMap: 'java/util/concurrent/ConcurrentSkipListMap$SubMap',
    set: 'java/util/concurrent/ConcurrentSkipListSet',
    concurrent: true,
  }),
  setFamily('java/util/TreeSet', false),
  setFamily('java/util/concurrent/ConcurrentSkipListSet', true),
];
