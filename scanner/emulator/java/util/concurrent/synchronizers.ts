import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

const FOREVER = Number.POSITIVE_INFINITY;

type Counter = JavaObject<{ count: number; waiting: WaitList }>;

const countDownLatch = defineClass({
  name: 'java/util/concurrent/CountDownLatch',
  labels: 'container',
  methods: methods({
    'new(int)': (vm, self: Counter, count: number) => {
      if (count < 0) vm.throwNew('java/lang/IllegalArgumentException', 'count < 0');
      self.peer = { count, waiting: new WaitList() };
    },
    'void countDown()': (vm, self: Counter) => {
      if (self.peer.count > 0 && --self.peer.count === 0) self.peer.waiting.wake(vm);
    },
    'long getCount()': (_vm, self: Counter) => BigInt(self.peer.count),
    'void await()': function* (vm, self: Counter) {
      yield* self.peer.waiting.until(vm, () => self.peer.count === 0);
    },
    'boolean await(long, TimeUnit)': (vm, self: Counter, amount: bigint, unit: Ref) =>
      self.peer.waiting.until(vm, () => self.peer.count === 0, deadlineMs(vm, amount, unit)),
    'String toString()': (vm, self: Counter) =>
      `java.util.concurrent.CountDownLatch@${vm.identityHash(self).toString(16)}[Count = ${self.peer.count}]`,
  }),
});

function* acquire(
  vm: Machine,
  self: Counter,
  permits: number,
  untilMs = FOREVER,
  interruptible = true,
): Steps<boolean> {
  if (permits < 0) vm.throwNew('java/lang/IllegalArgumentException');
  if (!(yield* self.peer.waiting.until(vm, () => self.peer.count >= permits, untilMs, interruptible)))
    return false;
  self.peer.count -= permits;
  return true;
}

function* acquireForever(vm: Machine, self: Counter, permits: number, interruptible = true): Steps<void> {
  yield* acquire(vm, self, permits, FOREVER, interruptible);
}

function tryAcquire(_vm: Machine, self: Counter, permits: number): boolean {
  if (self.peer.count < permits) return false;
  self.peer.count -= permits;
  return true;
}

function release(vm: Machine, self: Counter, permits: number): void {
  if (permits < 0) vm.throwNew('java/lang/IllegalArgumentException');
  self.peer.count += permits;
  self.peer.waiting.wake(vm);
}

const semaphore = defineClass({
  name: 'java/util/concurrent/Semaphore',
  interfaces: ['java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new(int)': (_vm, self: Counter, count: number) => {
      self.peer = { count, waiting: new WaitList() };
    },
    'new(int, boolean)': (_vm, self: Counter, count: number, _fair: boolean) => {
      self.peer = { count, waiting: new WaitList() };
    },
    'void acquire()': (vm, self: Counter) => acquireForever(vm, self, 1),
    'void acquire(int)': (vm, self: Counter, permits: number) => acquireForever(vm, self, permits),
    'void acquireUninterruptibly()': (vm, self: Counter) => acquireForever(vm, self, 1, false),
    'void acquireUninterruptibly(int)': (vm, self: Counter, permits: number) =>
      acquireForever(vm, self, permits, false),
    'boolean tryAcquire()': (vm, self: Counter) => tryAcquire(vm, self, 1),
    'boolean tryAcquire(int)': tryAcquire,
    'boolean tryAcquire(long, TimeUnit)': (vm, self: Counter, amount: bigint, unit: Ref) =>
      acquire(vm, self, 1, deadlineMs(vm, amount, unit)),
    'boolean tryAcquire(int, long, TimeUnit)': (
      vm,
      self: Counter,
      permits: number,
      amount: bigint,
      unit: Ref,
    ) => acquire(vm, self, permits, deadlineMs(vm, amount, unit)),
    'void release()': (vm, self: Counter) => release(vm, self, 1),
    'void release(int)': release,
    'int availablePermits()': (_vm, self: Counter) => self.peer.count,
    'int drainPermits()': (_vm, self: Counter) => {
      const all = self.peer.count;
      self.peer.count = 0;
      return all;
    },
  }),
});

type BarrierPeer = {
  parties: number;
  action: Ref;
  here: number;
  round: { done: boolean; broken: boolean };
  waiting: WaitList;
};
type Barrier = JavaObject<BarrierPeer>;

function setUp(vm: Machine, self: Barrier, parties: number, action: Ref): void {
  if (parties <= 0) vm.throwNew('java/lang/IllegalArgumentException');
  self.peer = { parties, action, here: 0, round: { done: false, broken: false }, waiting: new WaitList() };
}

function breakBarrier(vm: Machine, { peer }: Barrier): void {
  peer.round.broken = true;
  peer.here = 0;
  peer.waiting.wake(vm);
}

/** Gives the order of arrival, counted down to 0 for the last. */
function* arrive(vm: Machine, self: Barrier, untilMs: number): Steps<number> {
  const { peer } = self;
  const { round } = peer;
  if (round.broken) vm.throwNew('java/util/concurrent/BrokenBarrierException');
  const order = peer.parties - 1 - peer.here++;
  if (order === 0) {
    if (peer.action !== null) yield* vm.call(peer.action, 'run()V');
    round.done = true;
    peer.here = 0;
    peer.round = { done: false, broken: false };
    peer.waiting.wake(vm);
    return 0;
  }
  let came = false;
  try {
    came = yield* peer.waiting.until(vm, () => round.done || round.broken, untilMs);
  } finally {
    if (!came && !round.done) breakBarrier(vm, self);
  }
  if (!came) vm.throwNew('java/util/concurrent/TimeoutException');
  if (round.broken) vm.throwNew('java/util/concurrent/BrokenBarrierException');
  return order;
}

const cyclicBarrier = defineClass({
  name: 'java/util/concurrent/CyclicBarrier',
  labels: 'container',
  methods: methods({
    'new(int)': (vm, self: Barrier, parties: number) => setUp(vm, self, parties, null),
    'new(int, Runnable)': setUp,
    'int await()': (vm, self: Barrier) => arrive(vm, self, FOREVER),
    'int await(long, TimeUnit)': (vm, self: Barrier, amount: bigint, unit: Ref) =>
      arrive(vm, self, deadlineMs(vm, amount, unit)),
    'int getParties()': (_vm, self: Barrier) => self.peer.parties,
    'int getNumberWaiting()': (_vm, self: Barrier) => self.peer.here,
    'boolean isBroken()': (_vm, self: Barrier) => self.peer.round.broken,
    'void reset()': (vm, self: Barrier) => {
      if (self.peer.here > 0) breakBarrier(vm, self);
      self.peer.round = { done: false, broken: false };
    },
  }),
});

export const classes: readonly ClassModel[] = [countDownLatch, semaphore, cyclicBarrier];
