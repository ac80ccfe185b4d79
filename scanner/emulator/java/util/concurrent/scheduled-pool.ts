import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { newTaskPeer } from './future-task.ts';
import type { TaskPeer } from './future-task.ts';
import { setUpPool } from './thread-pool.ts';
import type { Pool } from './thread-pool.ts';
import { deadlineMs, durationMs } from './time-unit.ts';

const TASK = 'java/util/concurrent/ScheduledThreadPoolExecutor$ScheduledFutureTask';

/** A task with its moment. `periodMs` is 0 for once, positive for a fixed rate, negative for a fixed delay. */
type ScheduledPeer = TaskPeer & { atMs: number; periodMs: number; order: number; pool: Pool };
type Scheduled = JavaObject<ScheduledPeer>;

const orders = new WeakMap<Machine, number>();

function* delayedExecute(vm: Machine, pool: Pool, task: Ref): Steps<void> {
  yield* vm.call(pool, 'delayedExecute(Ljava/lang/Runnable;)V', task);
}

function* schedule(
  vm: Machine,
  self: Pool,
  callable: Ref,
  runnable: Ref,
  atMs: number,
  periodMs: number,
): Steps<Scheduled> {
  if (callable === null && runnable === null) vm.throwNew('java/lang/NullPointerException');
  const order = (orders.get(vm) ?? 0) + 1;
  orders.set(vm, order);
  const task = vm.newObject<ScheduledPeer>(TASK);
  task.peer = { ...newTaskPeer(callable, runnable, null), atMs, periodMs, order, pool: self };
  yield* delayedExecute(vm, self, task);
  return task;
}

function compare(a: ScheduledPeer, b: ScheduledPeer): number {
  return a.atMs - b.atMs || a.order - b.order;
}

function periodOf(vm: Machine, amount: bigint, unit: Ref): number {
  const periodMs = durationMs(amount, unit);
  return periodMs > 0 ? periodMs : vm.throwNew('java/lang/IllegalArgumentException');
}

function setUp(vm: Machine, self: Pool, core: number, factory: Ref, handler: Ref): Steps<void> {
  return (function* () {
    const queue = yield* vm.construct('java/util/concurrent/DelayQueue', '()V');
    setUpPool(vm, self, core, 2147483647, 10, queue, factory, handler);
  })();
}

const scheduledPool = defineClass({
  name: 'java/util/concurrent/ScheduledThreadPoolExecutor',
  super: 'java/util/concurrent/ThreadPoolExecutor',
  interfaces: ['java/util/concurrent/ScheduledExecutorService'],
  labels: 'container',
  methods: methods({
    'new(int)': (vm, self: Pool, core: number) => setUp(vm, self, core, null, null),
    'new(int, ThreadFactory)': (vm, self: Pool, core: number, factory: Ref) =>
      setUp(vm, self, core, factory, null),
    'new(int, RejectedExecutionHandler)': (vm, self: Pool, core: number, handler: Ref) =>
      setUp(vm, self, core, null, handler),
    'new(int, ThreadFactory, RejectedExecutionHandler)': setUp,
    'private void delayedExecute(Runnable)': function* (vm, self: Pool, task: Ref) {
      if (self.peer.state !== 'running')
        vm.throwNew('java/util/concurrent/RejectedExecutionException', 'The pool is shut down');
      yield* vm.call(self.peer.queue, 'add(Ljava/lang/Object;)Z', task);
      if (self.peer.workers.size < Math.max(self.peer.core, 1))
        yield* vm.call(self, self.peer.core > 0 ? 'prestartCoreThread()Z' : 'prestartOne()V');
    },
    'private void prestartOne()': function* (vm, self: Pool) {
      const { core } = self.peer;
      self.peer.core = 1;
      yield* vm.call(self, 'prestartCoreThread()Z');
      self.peer.core = core;
    },
    'void execute(Runnable)': function* (vm, self: Pool, task: Ref) {
      yield* schedule(vm, self, null, task, vm.nowMs, 0);
    },
    'Future submit(Runnable)': (vm, self: Pool, task: Ref) => schedule(vm, self, null, task, vm.nowMs, 0),
    'Future submit(Callable)': (vm, self: Pool, task: Ref) => schedule(vm, self, task, null, vm.nowMs, 0),
    'ScheduledFuture schedule(Runnable, long, TimeUnit)': (
      vm,
      self: Pool,
      task: Ref,
      amount: bigint,
      unit: Ref,
    ) => schedule(vm, self, null, task, deadlineMs(vm, amount, unit), 0),
    'ScheduledFuture schedule(Callable, long, TimeUnit)': (
      vm,
      self: Pool,
      task: Ref,
      amount: bigint,
      unit: Ref,
    ) => schedule(vm, self, task, null, deadlineMs(vm, amount, unit), 0),
    'ScheduledFuture scheduleAtFixedRate(Runnable, long, long, TimeUnit)': (
      vm,
      self: Pool,
      task: Ref,
      first: bigint,
      period: bigint,
      unit: Ref,
    ) => schedule(vm, self, null, task, deadlineMs(vm, first, unit), periodOf(vm, period, unit)),
    'ScheduledFuture scheduleWithFixedDelay(Runnable, long, long, TimeUnit)': (
      vm,
      self: Pool,
      task: Ref,
      first: bigint,
      delay: bigint,
      unit: Ref,
    ) => schedule(vm, self, null, task, deadlineMs(vm, first, unit), -periodOf(vm, delay, unit)),
    'void shutdown()': function* (vm, self: Pool) {
      yield* dropTasks(vm, self);
      yield* vm.callSpecial('java/util/concurrent/ThreadPoolExecutor', 'shutdown()V', self);
    },
    'void setExecuteExistingDelayedTasksAfterShutdownPolicy(boolean)': (_vm, self: Pool, on: boolean) => {
      self.peer.delayedAfterShutdown = on;
    },
    'void setContinueExistingPeriodicTasksAfterShutdownPolicy(boolean)': () => undefined,
    'void setRemoveOnCancelPolicy(boolean)': () => undefined,
    'boolean getRemoveOnCancelPolicy()': () => false,
  }),
});

/** On shutdown periodic tasks are dropped, and single ones too where the pool is set so. */
function* dropTasks(vm: Machine, self: Pool): Steps<void> {
  const queue = self.peer.queue as JavaObject<{ items: HeapObject[] }>;
  for (const task of [...queue.peer.items] as Scheduled[]) {
    const isPeriodic = task.cls.name === TASK && task.peer.periodMs !== 0;
    if (isPeriodic || !self.peer.delayedAfterShutdown) {
      yield* vm.call(queue, 'remove(Ljava/lang/Object;)Z', task);
      yield* vm.call(task, 'cancel(Z)Z', false);
    }
  }
}

export const classes: readonly ClassModel[] = [
  scheduledPool,
  defineClass({
    name: TASK,
    super: 'java/util/concurrent/FutureTask',
    interfaces: ['java/util/concurrent/RunnableScheduledFuture'],
    labels: 'container',
    methods: methods({
      'long getDelay(TimeUnit)': (vm, self: Scheduled, unit: Ref) =>
        BigInt(Math.ceil((self.peer.atMs - vm.nowMs) / durationMs(1n, unit))),
      'int compareTo(Object)': (_vm, self: Scheduled, other: Scheduled) =>
        Math.sign(compare(self.peer, other.peer)),
      'boolean isPeriodic()': (_vm, self: Scheduled) => self.peer.periodMs !== 0,
      'void run()': function* (vm, self: Scheduled) {
        const { peer } = self;
        if (peer.periodMs === 0) {
          yield* vm.callSpecial('java/util/concurrent/FutureTask', 'run()V', self);
          return;
        }
        if (!(yield* vm.call<boolean>(self, 'runAndReset()Z'))) return;
        peer.atMs = peer.periodMs > 0 ? peer.atMs + peer.periodMs : vm.nowMs - peer.periodMs;
        if (peer.pool.peer.state === 'running') yield* delayedExecute(vm, peer.pool, self);
      },
    }),
  }),
];
