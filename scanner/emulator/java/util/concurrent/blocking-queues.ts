import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, NativeMethod, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import { dequeMethods, removeItem, rowMethods, then } from '../array-list.ts';
import type { Ref } from '../equality.ts';
import { copyItems, ItemsPeer } from '../iterate.ts';
import { type HeapPeer, heapMethods, offerTo, pollFrom } from '../priority-queue.ts';
import { backwardsIterator, rowIterator } from './collections.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** A row with room for so many elements, and those who wait for an element or for room. */
class BlockingPeer extends ItemsPeer {
  readonly waiting = new WaitList();

  constructor(capacity = FOREVER, items: Ref[] = []) {
    super(items);
    this.capacity = capacity;
  }

  get isFull(): boolean {
    return this.items.length >= this.capacity;
  }
}

type Blocking = JavaObject<BlockingPeer>;
type End = 'first' | 'last';

function needItem(vm: Machine, item: Ref): void {
  if (item === null) vm.throwNew('java/lang/NullPointerException');
}

function put(vm: Machine, { peer }: Blocking, item: Ref, end: End): void {
  vm.charge(8);
  peer.changes++;
  if (end === 'last') peer.items.push(item);
  else peer.items.unshift(item);
  peer.waiting.wake(vm);
}

function take(vm: Machine, { peer }: Blocking, end: End): Ref {
  if (peer.items.length === 0) return null;
  peer.changes++;
  const item = (end === 'first' ? peer.items.shift() : peer.items.pop()) ?? null;
  if (peer.capacity !== FOREVER) peer.waiting.wake(vm);
  return item;
}

/** Operations at one end, in Java's four manners: now or false, now or exception, at last, within a time. */
function adders(end: End, suffix: string): Record<string, NativeMethod> {
  const offer: NativeMethod = (vm: Machine, self: Blocking, item: Ref) => {
    needItem(vm, item);
    if (self.peer.isFull) return false;
    put(vm, self, item, end);
    return true;
  };
  const add: NativeMethod = (vm: Machine, self: Blocking, item: Ref) => {
    needItem(vm, item);
    if (self.peer.isFull)
      vm.throwNew('java/lang/IllegalStateException', suffix === '' ? 'Queue full' : 'Deque full');
    put(vm, self, item, end);
    return suffix === '' ? true : undefined;
  };
  return {
    [`boolean offer${suffix}(Object)`]: offer,
    [`${suffix === '' ? 'boolean' : 'void'} add${suffix}(Object)`]: add,
    [`void put${suffix}(Object)`]: function* (vm: Machine, self: Blocking, item: Ref) {
      needItem(vm, item);
      yield* self.peer.waiting.until(vm, () => !self.peer.isFull);
      put(vm, self, item, end);
    },
    [`boolean offer${suffix}(Object, long, TimeUnit)`]: function* (
      vm: Machine,
      self: Blocking,
      item: Ref,
      amount: bigint,
      unit: Ref,
    ) {
      needItem(vm, item);
      if (!(yield* self.peer.waiting.until(vm, () => !self.peer.isFull, deadlineMs(vm, amount, unit))))
        return false;
      put(vm, self, item, end);
      return true;
    },
  };
}

function takers(end: End, suffix: string): Record<string, NativeMethod> {
  return {
    [`Object poll${suffix}()`]: (vm: Machine, self: Blocking) => take(vm, self, end),
    [`Object remove${suffix}()`]: (vm: Machine, self: Blocking) =>
      take(vm, self, end) ?? vm.throwNew('java/util/NoSuchElementException'),
    [`Object take${suffix}()`]: function* (vm: Machine, self: Blocking) {
      yield* self.peer.waiting.until(vm, () => self.peer.items.length > 0);
      return take(vm, self, end);
    },
    [`Object poll${suffix}(long, TimeUnit)`]: function* (
      vm: Machine,
      self: Blocking,
      amount: bigint,
      unit: Ref,
    ) {
      yield* self.peer.waiting.until(vm, () => self.peer.items.length > 0, deadlineMs(vm, amount, unit));
      return take(vm, self, end);
    },
  };
}

function drain(vm: Machine, self: Blocking, to: Ref, most: number): Steps<number> | number {
  if (to === self) return vm.throwNew('java/lang/IllegalArgumentException');
  return (function* () {
    let count = 0;
    while (count < most && self.peer.items.length > 0) {
      yield* vm.call(to, 'add(Ljava/lang/Object;)Z', take(vm, self, 'first'));
      count++;
    }
    return count;
  })();
}

const shared: Readonly<Record<string, NativeMethod | null>> = {
  ...rowMethods,
  'Iterator iterator()': rowIterator,
  'int remainingCapacity()': (_vm, self: Blocking) =>
    self.peer.capacity === FOREVER ? 2147483647 : self.peer.capacity - self.peer.items.length,
  'int drainTo(Collection)': (vm, self: Blocking, to: Ref) => drain(vm, self, to, FOREVER),
  'int drainTo(Collection, int)': drain,
  'boolean remove(Object)': (vm, self: Blocking, wanted: Ref) =>
    then(removeItem(vm, self, wanted), (removed) => {
      if (removed) self.peer.waiting.wake(vm);
      return removed;
    }),
  'void clear()': (vm, self: Blocking) => {
    self.peer.items = [];
    self.peer.changes++;
    self.peer.waiting.wake(vm);
  },
};

const looks: Readonly<Record<string, NativeMethod>> = {
  'Object peek()': (_vm, self: Blocking) => self.peer.items[0] ?? null,
  'Object element()': (vm, self: Blocking) =>
    self.peer.items[0] ?? vm.throwNew('java/util/NoSuchElementException'),
};

function bounded(vm: Machine, self: Blocking, capacity: number): void {
  if (capacity <= 0) vm.throwNew('java/lang/IllegalArgumentException');
  self.peer = new BlockingPeer(capacity);
}

const linkedConstructors: Readonly<Record<string, NativeMethod>> = {
  'new()': (_vm, self: Blocking) => {
    self.peer = new BlockingPeer();
  },
  'new(int)': bounded,
  'new(Collection)': function* (vm, self: Blocking, other: Ref) {
    self.peer = new BlockingPeer(FOREVER, yield* copyItems(vm, other));
  },
};

const deque = dequeMethods(false);

/** Deque methods that neither wait nor change the number of elements. */
const dequeLooks = Object.fromEntries(
  [
    'Object peekFirst()',
    'Object peekLast()',
    'Object getFirst()',
    'Object getLast()',
    'boolean removeFirstOccurrence(Object)',
    'boolean removeLastOccurrence(Object)',
  ].map((name) => [name, deque[name] ?? null]),
);

/** Hands elements from one thread to another: it never holds any. */
type Meeting = { item: Ref; taken: boolean };
type HandOver = { givers: Meeting[]; takers: Meeting[]; waiting: WaitList };
type Synchronous = JavaObject<HandOver>;

function give(vm: Machine, self: Synchronous, item: Ref): boolean {
  needItem(vm, item);
  const taker = self.peer.takers.shift();
  if (taker === undefined) return false;
  taker.item = item;
  taker.taken = true;
  self.peer.waiting.wake(vm);
  return true;
}

function* giveWithin(vm: Machine, self: Synchronous, item: Ref, untilMs: number): Steps<boolean> {
  if (give(vm, self, item)) return true;
  const meeting: Meeting = { item, taken: false };
  self.peer.givers.push(meeting);
  try {
    return yield* self.peer.waiting.until(vm, () => meeting.taken, untilMs);
  } finally {
    self.peer.givers = self.peer.givers.filter((one) => one !== meeting);
  }
}

function receive(vm: Machine, self: Synchronous): Ref {
  const giver = self.peer.givers.shift();
  if (giver === undefined) return null;
  giver.taken = true;
  self.peer.waiting.wake(vm);
  return giver.item;
}

function* receiveWithin(vm: Machine, self: Synchronous, untilMs: number): Steps<Ref> {
  const item = receive(vm, self);
  if (item !== null) return item;
  const meeting: Meeting = { item: null, taken: false };
  self.peer.takers.push(meeting);
  try {
    yield* self.peer.waiting.until(vm, () => meeting.taken, untilMs);
    return meeting.item;
  } finally {
    self.peer.takers = self.peer.takers.filter((one) => one !== meeting);
  }
}

const synchronousQueue = defineClass({
  name: 'java/util/concurrent/SynchronousQueue',
  super: 'java/util/AbstractQueue',
  interfaces: ['java/util/concurrent/BlockingQueue', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Synchronous) => {
      self.peer = { givers: [], takers: [], waiting: new WaitList() };
    },
    'new(boolean)': (_vm, self: Synchronous, _fair: boolean) => {
      self.peer = { givers: [], takers: [], waiting: new WaitList() };
    },
    'boolean offer(Object)': give,
    'boolean offer(Object, long, TimeUnit)': (vm, self: Synchronous, item: Ref, amount: bigint, unit: Ref) =>
      giveWithin(vm, self, item, deadlineMs(vm, amount, unit)),
    'void put(Object)': function* (vm, self: Synchronous, item: Ref) {
      yield* giveWithin(vm, self, item, FOREVER);
    },
    'Object poll()': receive,
    'Object poll(long, TimeUnit)': (vm, self: Synchronous, amount: bigint, unit: Ref) =>
      receiveWithin(vm, self, deadlineMs(vm, amount, unit)),
    'Object take()': (vm, self: Synchronous) => receiveWithin(vm, self, FOREVER),
    'Object peek()': () => null,
    'int size()': () => 0,
    'boolean isEmpty()': () => true,
    'int remainingCapacity()': () => 0,
    'Iterator iterator()': (vm) =>
      vm.callStatic('java/util/Collections', 'emptyIterator()Ljava/util/Iterator;'),
    'int drainTo(Collection)': function* (vm, self: Synchronous, to: Ref) {
      let count = 0;
      for (let item = receive(vm, self); item !== null; item = receive(vm, self), count++)
        yield* vm.call(to, 'add(Ljava/lang/Object;)Z', item);
      return count;
    },
  }),
});

type BlockingHeap = JavaObject<HeapPeer>;

function* offerToHeap(vm: Machine, self: BlockingHeap, item: Ref): Steps<boolean> {
  yield* offerTo(vm, self.peer, item);
  waitersOf(self).wake(vm);
  return true;
}

const waiters = new WeakMap<object, WaitList>();

function waitersOf(self: BlockingHeap): WaitList {
  let list = waiters.get(self);
  if (list === undefined) {
    list = new WaitList();
    waiters.set(self, list);
  }
  return list;
}

const priorityBlockingQueue = defineClass({
  name: 'java/util/concurrent/PriorityBlockingQueue',
  super: 'java/util/AbstractQueue',
  interfaces: ['java/util/concurrent/BlockingQueue', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    ...heapMethods,
    'boolean add(Object)': offerToHeap,
    'boolean offer(Object)': offerToHeap,
    'boolean offer(Object, long, TimeUnit)': (
      vm,
      self: BlockingHeap,
      item: Ref,
      _amount: bigint,
      _unit: Ref,
    ) => offerToHeap(vm, self, item),
    'void put(Object)': function* (vm, self: BlockingHeap, item: Ref) {
      yield* offerToHeap(vm, self, item);
    },
    'Object take()': function* (vm, self: BlockingHeap) {
      yield* waitersOf(self).until(vm, () => self.peer.items.length > 0);
      return yield* pollFrom(vm, self.peer);
    },
    'Object poll(long, TimeUnit)': function* (vm, self: BlockingHeap, amount: bigint, unit: Ref) {
      yield* waitersOf(self).until(vm, () => self.peer.items.length > 0, deadlineMs(vm, amount, unit));
      return yield* pollFrom(vm, self.peer);
    },
    'int remainingCapacity()': () => 2147483647,
    'int drainTo(Collection)': function* (vm, self: BlockingHeap, to: Ref) {
      let count = 0;
      for (; self.peer.items.length > 0; count++)
        yield* vm.call(to, 'add(Ljava/lang/Object;)Z', yield* pollFrom(vm, self.peer));
      return count;
    },
  }),
});

/** Elements become available when their delay has run out. */
function* delayMs(vm: Machine, item: Ref): Steps<number> {
  const unit = yield* vm.callStatic<Ref>(
    'java/util/concurrent/TimeUnit',
    'valueOf(Ljava/lang/String;)Ljava/util/concurrent/TimeUnit;',
    vm.string('NANOSECONDS'),
  );
  return Number(yield* vm.call<bigint>(item, 'getDelay(Ljava/util/concurrent/TimeUnit;)J', unit)) / 1e6;
}

function* takeDue(vm: Machine, self: BlockingHeap, untilMs: number): Steps<Ref> {
  for (;;) {
    const first = self.peer.items[0];
    let wakeMs = untilMs;
    if (first !== undefined) {
      const delay = yield* delayMs(vm, first);
      if (delay <= 0 && self.peer.items[0] === first) return yield* pollFrom(vm, self.peer);
      wakeMs = Math.min(wakeMs, vm.nowMs + delay);
    }
    if (vm.nowMs >= untilMs) return null;
    yield* waitersOf(self).until(vm, () => self.peer.items[0] !== first, wakeMs);
  }
}

const delayQueue = defineClass({
  name: 'java/util/concurrent/DelayQueue',
  super: 'java/util/AbstractQueue',
  interfaces: ['java/util/concurrent/BlockingQueue'],
  labels: 'container',
  methods: methods({
    ...heapMethods,
    'boolean add(Object)': offerToHeap,
    'boolean offer(Object)': offerToHeap,
    'void put(Object)': function* (vm, self: BlockingHeap, item: Ref) {
      yield* offerToHeap(vm, self, item);
    },
    'Object take()': (vm, self: BlockingHeap) => takeDue(vm, self, FOREVER),
    'Object poll()': (vm, self: BlockingHeap) => takeDue(vm, self, vm.nowMs),
    'Object poll(long, TimeUnit)': (vm, self: BlockingHeap, amount: bigint, unit: Ref) =>
      takeDue(vm, self, deadlineMs(vm, amount, unit)),
    'java/util/concurrent/Delayed take()': (vm, self: BlockingHeap) => takeDue(vm, self, FOREVER),
    'java/util/concurrent/Delayed poll()': (vm, self: BlockingHeap) => takeDue(vm, self, vm.nowMs),
    'java/util/concurrent/Delayed poll(long, TimeUnit)': (
      vm,
      self: BlockingHeap,
      amount: bigint,
      unit: Ref,
    ) => takeDue(vm, self, deadlineMs(vm, amount, unit)),
    'java/util/concurrent/Delayed peek()': (_vm, self: BlockingHeap) => self.peer.items[0] ?? null,
    'boolean offer(java/util/concurrent/Delayed)': offerToHeap,
    'boolean add(java/util/concurrent/Delayed)': offerToHeap,
    'int remainingCapacity()': () => 2147483647,
  }),
});

function queueInterface(name: string, parents: readonly string[], signatures: readonly string[]): ClassModel {
  return defineClass({
    name: `java/util/concurrent/${name}`,
    flags: 'interface',
    interfaces: parents,
    labels: 'container',
    methods: methods(Object.fromEntries(signatures.map((signature) => [signature, null]))),
  });
}

export const classes: readonly ClassModel[] = [
  queueInterface(
    'BlockingQueue',
    ['java/util/Queue'],
    [
      'void put(Object)',
      'boolean offer(Object, long, TimeUnit)',
      'Object take()',
      'Object poll(long, TimeUnit)',
      'int remainingCapacity()',
      'int drainTo(Collection)',
      'int drainTo(Collection, int)',
    ],
  ),
  queueInterface(
    'BlockingDeque',
    ['java/util/concurrent/BlockingQueue', 'java/util/Deque'],
    ['void putFirst(Object)', 'void putLast(Object)', 'Object takeFirst()', 'Object takeLast()'],
  ),
  queueInterface('TransferQueue', ['java/util/concurrent/BlockingQueue'], []),
  defineClass({
    name: 'java/util/concurrent/LinkedBlockingQueue',
    super: 'java/util/AbstractQueue',
    interfaces: ['java/util/concurrent/BlockingQueue', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...shared,
      ...looks,
      ...adders('last', ''),
      ...takers('first', ''),
      ...linkedConstructors,
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/ArrayBlockingQueue',
    super: 'java/util/AbstractQueue',
    interfaces: ['java/util/concurrent/BlockingQueue', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...shared,
      ...looks,
      ...adders('last', ''),
      ...takers('first', ''),
      'new(int)': bounded,
      'new(int, boolean)': (vm, self: Blocking, capacity: number, _fair: boolean) =>
        bounded(vm, self, capacity),
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/LinkedBlockingDeque',
    super: 'java/util/AbstractQueue',
    interfaces: ['java/util/concurrent/BlockingDeque', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...shared,
      ...looks,
      ...adders('last', ''),
      ...takers('first', ''),
      ...adders('last', 'Last'),
      ...adders('first', 'First'),
      ...takers('first', 'First'),
      ...takers('last', 'Last'),
      ...dequeLooks,
      ...linkedConstructors,
      'void push(Object)': (vm, self: Blocking, item: Ref) =>
        vm.call(self, 'addFirst(Ljava/lang/Object;)V', item),
      'Object pop()': (vm, self: Blocking) => vm.call(self, 'removeFirst()Ljava/lang/Object;'),
      'Iterator descendingIterator()': backwardsIterator,
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/LinkedTransferQueue',
    super: 'java/util/concurrent/LinkedBlockingQueue',
    interfaces: ['java/util/concurrent/TransferQueue'],
    labels: 'container',
  }),
  synchronousQueue,
  priorityBlockingQueue,
  delayQueue,
];
