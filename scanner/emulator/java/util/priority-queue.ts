import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { indexIn, then } from './array-list.ts';
import { compareOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { copyItems, ItemsPeer, fillArray, objectArray } from './iterate.ts';
import type { JavaArray } from '../../machine/index.ts';

/** A heap in Java's own layout, because iteration and toString show it. */
export class HeapPeer extends ItemsPeer {
  readonly comparator: Ref;

  constructor(comparator: Ref, items: Ref[] = []) {
    super(items);
    this.comparator = comparator;
  }
}

export type Heap = JavaObject<HeapPeer>;

function* siftUp(vm: Machine, { items, comparator }: HeapPeer, from: number, item: Ref): Steps<void> {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    const above = items[parent] ?? null;
    if ((yield* compareOf(vm, comparator, item, above)) >= 0) break;
    items[at] = above;
    at = parent;
  }
  items[at] = item;
}

function* siftDown(vm: Machine, { items, comparator }: HeapPeer, from: number, item: Ref): Steps<void> {
  let at = from;
  const half = items.length >>> 1;
  while (at < half) {
    let child = 2 * at + 1;
    const right = child + 1;
    if (
      right < items.length &&
      (yield* compareOf(vm, comparator, items[child] ?? null, items[right] ?? null)) > 0
    )
      child = right;
    const below = items[child] ?? null;
    if ((yield* compareOf(vm, comparator, item, below)) <= 0) break;
    items[at] = below;
    at = child;
  }
  items[at] = item;
}

function* heapify(vm: Machine, peer: HeapPeer): Steps<void> {
  for (let i = (peer.items.length >>> 1) - 1; i >= 0; i--)
    yield* siftDown(vm, peer, i, peer.items[i] ?? null);
}

/** Puts an element in. */
export function* offerTo(vm: Machine, peer: HeapPeer, item: Ref): Steps<boolean> {
  if (item === null) vm.throwNew('java/lang/NullPointerException');
  vm.charge(8);
  // What cannot be compared must fail before the queue has changed; Java compares a lone element with itself.
  if (peer.items.length === 0) yield* compareOf(vm, peer.comparator, item, item);
  peer.changes++;
  peer.items.push(item);
  yield* siftUp(vm, peer, peer.items.length - 1, item);
  return true;
}

/** Takes the least element; null when there is none. */
export function* pollFrom(vm: Machine, peer: HeapPeer): Steps<Ref> {
  const first = peer.items[0];
  if (first === undefined) return null;
  peer.changes++;
  const last = peer.items.pop() ?? null;
  if (peer.items.length > 0) yield* siftDown(vm, peer, 0, last);
  return first;
}

export function* removeHeapAt(vm: Machine, peer: HeapPeer, index: number): Steps<void> {
  peer.changes++;
  const moved = peer.items.pop() ?? null;
  if (index === peer.items.length) return;
  yield* siftDown(vm, peer, index, moved);
  if (peer.items[index] === moved) yield* siftUp(vm, peer, index, moved);
}

type IteratorPeer = { heap: Heap; at: number; last: number; expected: number };
type HeapIterator = JavaObject<IteratorPeer>;

function* fromCollection(vm: Machine, self: Heap, other: Ref): Steps<void> {
  const theirs = (other as Heap | null)?.peer;
  self.peer = new HeapPeer(
    theirs instanceof HeapPeer ? theirs.comparator : null,
    yield* copyItems(vm, other),
  );
  if (!(theirs instanceof HeapPeer)) yield* heapify(vm, self.peer);
}

export const heapMethods: Readonly<Record<string, NativeMethod>> = {
  'new()': (_vm, self: Heap) => {
    self.peer = new HeapPeer(null);
  },
  'new(int)': (vm, self: Heap, capacity: number) => {
    if (capacity < 1) vm.throwNew('java/lang/IllegalArgumentException');
    self.peer = new HeapPeer(null);
  },
  'new(Comparator)': (_vm, self: Heap, comparator: Ref) => {
    self.peer = new HeapPeer(comparator);
  },
  'new(int, Comparator)': (vm, self: Heap, capacity: number, comparator: Ref) => {
    if (capacity < 1) vm.throwNew('java/lang/IllegalArgumentException');
    self.peer = new HeapPeer(comparator);
  },
  'new(Collection)': fromCollection,
  'new(java/util/PriorityQueue)': fromCollection,
  'new(SortedSet)': function* (vm, self: Heap, other: Ref) {
    const by = yield* vm.call<Ref>(other, 'comparator()Ljava/util/Comparator;');
    self.peer = new HeapPeer(by, yield* copyItems(vm, other));
  },
  'int size()': (_vm, self: Heap) => self.peer.items.length,
  'boolean isEmpty()': (_vm, self: Heap) => self.peer.items.length === 0,
  'boolean add(Object)': (vm, self: Heap, item: Ref) => offerTo(vm, self.peer, item),
  'boolean offer(Object)': (vm, self: Heap, item: Ref) => offerTo(vm, self.peer, item),
  'Object poll()': (vm, self: Heap) => pollFrom(vm, self.peer),
  'Object peek()': (_vm, self: Heap) => self.peer.items[0] ?? null,
  'void clear()': (_vm, self: Heap) => {
    self.peer.changes++;
    self.peer.items = [];
  },
  'boolean contains(Object)': (vm, self: Heap, wanted: Ref) =>
    then(indexIn(vm, self.peer.items, wanted), (at) => at >= 0),
  'boolean remove(Object)': function* (vm, self: Heap, wanted: Ref) {
    const found = indexIn(vm, self.peer.items, wanted);
    const at = typeof found === 'number' ? found : yield* found;
    if (at < 0) return false;
    yield* removeHeapAt(vm, self.peer, at);
    return true;
  },
  'Comparator comparator()': (_vm, self: Heap) => self.peer.comparator,
  'Object[] toArray()': (vm, self: Heap) => objectArray(vm, self.peer.items),
  'Object[] toArray(Object[])': (vm, self: Heap, target: JavaArray | null) =>
    fillArray(vm, self.peer.items, target),
  'Iterator iterator()': (vm, self: Heap) => {
    const made = vm.newObject<IteratorPeer>('java/util/PriorityQueue$Itr');
    made.peer = { heap: self, at: 0, last: -1, expected: self.peer.changes };
    return made;
  },
};

const iterator = defineClass({
  name: 'java/util/PriorityQueue$Itr',
  interfaces: ['java/util/Iterator'],
  labels: 'container',
  methods: methods({
    'boolean hasNext()': (_vm, self: HeapIterator) => self.peer.at < self.peer.heap.peer.items.length,
    'Object next()': (vm, self: HeapIterator) => {
      const { peer } = self;
      if (peer.heap.peer.changes !== peer.expected) vm.throwNew('java/util/ConcurrentModificationException');
      if (peer.at >= peer.heap.peer.items.length) vm.throwNew('java/util/NoSuchElementException');
      peer.last = peer.at++;
      return peer.heap.peer.items[peer.last] ?? null;
    },
    'void remove()': function* (vm, self: HeapIterator) {
      const { peer } = self;
      if (peer.last < 0) vm.throwNew('java/lang/IllegalStateException');
      yield* removeHeapAt(vm, peer.heap.peer, peer.last);
      peer.at = peer.last;
      peer.last = -1;
      peer.expected = peer.heap.peer.changes;
    },
  }),
});

export const classes: readonly ClassModel[] = [
  iterator,
  defineClass({
    name: 'java/util/PriorityQueue',
    super: 'java/util/AbstractQueue',
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods(heapMethods),
  }),
];
