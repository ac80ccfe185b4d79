import { defineClass, JavaObject, JavaThrow } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaThread,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import type { ThreadPeer } from '../../lang/thread.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../array-list.ts';
import type { Ref } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { durationMs, deadlineMs, timeUnit } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

type State = 'running' | 'shutdown' | 'stop';

export type PoolPeer = {
  core: number;
  max: number;
  keepAliveMs: number;
  coreTimesOut: boolean;
  queue: Ref;
  factory: Ref;
  handler: Ref;
  state: State;
  workers: Set<WorkerPeer>;
  largest: number;
  completed: number;
  /** Waits for the last worker to end. */
  ended: WaitList;
  /** A ScheduledThreadPoolExecutor's own settings. */
  delayedAfterShutdown: boolean;
};
export type Pool = JavaObject<PoolPeer>;

type WorkerPeer = { pool: Pool; first: Ref; thread: HeapObject | null; busy: boolean };
type Worker = JavaObject<WorkerPeer>;

const TAKE = 'take()Ljava/lang/Object;';
const POLL = 'poll()Ljava/lang/Object;';
const POLL_WITHIN = 'poll(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;';
const OFFER = 'offer(Ljava/lang/Object;)Z';

export function setUpPool(
  vm: Machine,
  self: Pool,
  core: number,
  max: number,
  keepAliveMs: number,
  queue: Ref,
  factory: Ref,
  handler: Ref,
): void {
  if (core < 0 || max <= 0 || max < core || keepAliveMs < 0)
    vm.throwNew('java/lang/IllegalArgumentException');
  if (queue === null) vm.throwNew('java/lang/NullPointerException');
  self.peer = {
    core,
    max,
    keepAliveMs,
    coreTimesOut: false,
    queue,
    factory: factory ?? newThreadFactory(vm),
    handler,
    state: 'running',
    workers: new Set(),
    largest: 0,
    completed: 0,
    ended: new WaitList(),
    delayedAfterShutdown: true,
  };
}

function* addWorker(vm: Machine, self: Pool, first: Ref): Steps<boolean> {
  const { peer } = self;
  const worker = vm.newObject<WorkerPeer>('java/util/concurrent/ThreadPoolExecutor$Worker');
  worker.peer = { pool: self, first, thread: null, busy: false };
  // It counts from now on, so that nobody adds one too many while its thread is made.
  peer.workers.add(worker.peer);
  peer.largest = Math.max(peer.largest, peer.workers.size);
  let thread: HeapObject | null = null;
  try {
    thread = yield* vm.call<HeapObject | null>(
      peer.factory,
      'newThread(Ljava/lang/Runnable;)Ljava/lang/Thread;',
      worker,
    );
    worker.peer.thread = thread;
    if (thread !== null) yield* vm.call(thread, 'start()V');
  } finally {
    if (thread === null) peer.workers.delete(worker.peer);
  }
  return thread !== null;
}

function machineThread(worker: WorkerPeer): JavaThread | null {
  const { thread } = worker;
  return thread instanceof JavaObject ? (thread as JavaObject<ThreadPeer>).peer.thread : null;
}

function* reject(vm: Machine, self: Pool, task: Ref): Steps<void> {
  if (self.peer.handler !== null) {
    yield* vm.call(
      self.peer.handler,
      'rejectedExecution(Ljava/lang/Runnable;Ljava/util/concurrent/ThreadPoolExecutor;)V',
      task,
      self,
    );
    return;
  }
  vm.throwNew('java/util/concurrent/RejectedExecutionException', `Task rejected from ${self.cls.javaName}`);
}

function* execute(vm: Machine, self: Pool, task: Ref): Steps<void> {
  const { peer } = self;
  if (task === null) vm.throwNew('java/lang/NullPointerException');
  if (peer.state !== 'running') return yield* reject(vm, self, task);
  if (peer.workers.size < peer.core) {
    yield* addWorker(vm, self, task);
    return;
  }
  if (yield* vm.call<boolean>(peer.queue, OFFER, task)) {
    if (peer.workers.size === 0) yield* addWorker(vm, self, null);
    return;
  }
  if (peer.workers.size < peer.max) yield* addWorker(vm, self, task);
  else yield* reject(vm, self, task);
}

/** The next task for a worker; null when it should end. */
function* nextTask(vm: Machine, worker: WorkerPeer): Steps<Ref> {
  const { peer } = worker.pool;
  for (;;) {
    if (peer.state === 'stop') return null;
    if (peer.state === 'shutdown' && (yield* vm.call<boolean>(peer.queue, 'isEmpty()Z'))) return null;
    const mayEnd = peer.coreTimesOut || peer.workers.size > peer.core;
    try {
      if (!mayEnd) {
        const task = yield* vm.call<Ref>(peer.queue, TAKE);
        if (task !== null) return task;
        if (vm.isUnknown(peer.queue)) return null;
        continue;
      }
      const nanos = BigInt(Math.round(peer.keepAliveMs * 1e6));
      const task = yield* vm.call<Ref>(peer.queue, POLL_WITHIN, nanos, yield* timeUnit(vm, 'NANOSECONDS'));
      if (task !== null) return task;
      const isLast = peer.workers.size <= 1;
      if (!isLast || (yield* vm.call<boolean>(peer.queue, 'isEmpty()Z'))) return null;
    } catch (error) {
      // An interrupt means that the pool's state changed, or that a setting did: look again.
      if (!(error instanceof JavaThrow) || error.object.cls.name !== 'java/lang/InterruptedException')
        throw error;
    }
  }
}

function* runWorker(vm: Machine, worker: WorkerPeer): Steps<void> {
  const { pool } = worker;
  let abrupt = true;
  try {
    let task = worker.first;
    worker.first = null;
    task ??= yield* nextTask(vm, worker);
    while (task !== null) {
      worker.busy = true;
      let thrown: Ref = null;
      yield* vm.call(pool, 'beforeExecute(Ljava/lang/Thread;Ljava/lang/Runnable;)V', worker.thread, task);
      try {
        yield* vm.call(task, 'run()V');
      } catch (error) {
        if (!(error instanceof JavaThrow)) throw error;
        thrown = error.object;
      }
      yield* vm.call(pool, 'afterExecute(Ljava/lang/Runnable;Ljava/lang/Throwable;)V', task, thrown);
      pool.peer.completed++;
      worker.busy = false;
      if (thrown !== null) throw new JavaThrow(thrown);
      task = yield* nextTask(vm, worker);
    }
    abrupt = false;
  } finally {
    pool.peer.workers.delete(worker);
    yield* afterWorker(vm, pool, abrupt);
  }
}

/** A worker ended: another takes its place where one is needed, or the pool has ended. */
function* afterWorker(vm: Machine, pool: Pool, abrupt: boolean): Steps<void> {
  const { peer } = pool;
  if (peer.state === 'running') {
    const waiting = !(yield* vm.call<boolean>(peer.queue, 'isEmpty()Z'));
    const least = Math.max(peer.coreTimesOut ? 0 : peer.core, waiting ? 1 : 0);
    if (abrupt || peer.workers.size < least) yield* addWorker(vm, pool, null);
    return;
  }
  yield* tryEnd(vm, pool);
}

function* tryEnd(vm: Machine, pool: Pool): Steps<void> {
  const { peer } = pool;
  if (peer.state === 'running' || peer.workers.size > 0) return;
  if (peer.state === 'shutdown' && !(yield* vm.call<boolean>(peer.queue, 'isEmpty()Z'))) return;
  yield* vm.call(pool, 'terminated()V');
  peer.ended.wake(vm);
}

export function* shutdown(vm: Machine, self: Pool, state: State): Steps<void> {
  const { peer } = self;
  peer.state = state;
  for (const worker of peer.workers) {
    const thread = machineThread(worker);
    if (thread !== null && (state === 'stop' || !worker.busy)) vm.interrupt(thread);
  }
  yield* tryEnd(vm, self);
}

function* drain(vm: Machine, self: Pool): Steps<Ref> {
  const tasks: Ref[] = yield* itemsOf(vm, self.peer.queue);
  yield* vm.call(self.peer.queue, 'clear()V');
  return newArrayList(vm, tasks);
}

function isEnded(self: Pool): boolean {
  return self.peer.state !== 'running' && self.peer.workers.size === 0;
}

const HANDLER = 'RejectedExecutionHandler';

function* needQueue(vm: Machine, self: Pool): Steps<number> {
  return yield* vm.call<number>(self.peer.queue, 'size()I');
}

const poolMethods: Record<string, NativeMethod> = {
  'void execute(Runnable)': execute,
  'void shutdown()': (vm, self: Pool) => shutdown(vm, self, 'shutdown'),
  'List shutdownNow()': function* (vm, self: Pool) {
    const tasks = yield* drain(vm, self);
    yield* shutdown(vm, self, 'stop');
    return tasks;
  },
  'boolean isShutdown()': (_vm, self: Pool) => self.peer.state !== 'running',
  'boolean isTerminated()': (_vm, self: Pool) => isEnded(self),
  'boolean isTerminating()': (_vm, self: Pool) => self.peer.state !== 'running' && !isEnded(self),
  'boolean awaitTermination(long, TimeUnit)': (vm, self: Pool, amount: bigint, unit: Ref) =>
    self.peer.ended.until(vm, () => isEnded(self), deadlineMs(vm, amount, unit)),
  'protected void beforeExecute(Thread, Runnable)': () => undefined,
  'protected void afterExecute(Runnable, Throwable)': () => undefined,
  'protected void terminated()': () => undefined,
  'void allowCoreThreadTimeOut(boolean)': (_vm, self: Pool, on: boolean) => {
    self.peer.coreTimesOut = on;
  },
  'boolean allowsCoreThreadTimeOut()': (_vm, self: Pool) => self.peer.coreTimesOut,
  'int getCorePoolSize()': (_vm, self: Pool) => self.peer.core,
  'void setCorePoolSize(int)': (_vm, self: Pool, size: number) => {
    self.peer.core = size;
  },
  'int getMaximumPoolSize()': (_vm, self: Pool) => self.peer.max,
  'void setMaximumPoolSize(int)': (_vm, self: Pool, size: number) => {
    self.peer.max = size;
  },
  'long getKeepAliveTime(TimeUnit)': (_vm, self: Pool, unit: Ref) =>
    BigInt(Math.trunc(self.peer.keepAliveMs / durationMs(1n, unit))),
  'void setKeepAliveTime(long, TimeUnit)': (_vm, self: Pool, amount: bigint, unit: Ref) => {
    self.peer.keepAliveMs = durationMs(amount, unit);
  },
  'BlockingQueue getQueue()': (_vm, self: Pool) => self.peer.queue,
  'ThreadFactory getThreadFactory()': (_vm, self: Pool) => self.peer.factory,
  'void setThreadFactory(ThreadFactory)': (_vm, self: Pool, factory: Ref) => {
    self.peer.factory = factory;
  },
  [`${HANDLER} getRejectedExecutionHandler()`]: (_vm: Machine, self: Pool) => self.peer.handler,
  [`void setRejectedExecutionHandler(${HANDLER})`]: (_vm: Machine, self: Pool, handler: Ref) => {
    self.peer.handler = handler;
  },
  'int getPoolSize()': (_vm, self: Pool) => self.peer.workers.size,
  'int getActiveCount()': (_vm, self: Pool) => [...self.peer.workers].filter((worker) => worker.busy).length,
  'int getLargestPoolSize()': (_vm, self: Pool) => self.peer.largest,
  'long getCompletedTaskCount()': (_vm, self: Pool) => BigInt(self.peer.completed),
  'long getTaskCount()': function* (vm, self: Pool) {
    const busy = [...self.peer.workers].filter((worker) => worker.busy).length;
    return BigInt(self.peer.completed + busy + (yield* needQueue(vm, self)));
  },
  'boolean remove(Runnable)': (vm, self: Pool, task: Ref) =>
    vm.call(self.peer.queue, 'remove(Ljava/lang/Object;)Z', task),
  'void purge()': () => undefined,
  'boolean prestartCoreThread()': function* (vm, self: Pool) {
    return self.peer.workers.size < self.peer.core && (yield* addWorker(vm, self, null));
  },
  'int prestartAllCoreThreads()': function* (vm, self: Pool) {
    let started = 0;
    while (self.peer.workers.size < self.peer.core && (yield* addWorker(vm, self, null))) started++;
    return started;
  },
};

const threadPoolExecutor = defineClass({
  name: 'java/util/concurrent/ThreadPoolExecutor',
  super: 'java/util/concurrent/AbstractExecutorService',
  labels: 'container',
  methods: methods({
    ...poolMethods,
    'new(int, int, long, TimeUnit, BlockingQueue)': (
      vm,
      self: Pool,
      core: number,
      max: number,
      amount: bigint,
      unit: Ref,
      queue: Ref,
    ) => setUpPool(vm, self, core, max, durationMs(amount, unit), queue, null, null),
    'new(int, int, long, TimeUnit, BlockingQueue, ThreadFactory)': (
      vm,
      self: Pool,
      core: number,
      max: number,
      amount: bigint,
      unit: Ref,
      queue: Ref,
      factory: Ref,
    ) => setUpPool(vm, self, core, max, durationMs(amount, unit), queue, factory, null),
    [`new(int, int, long, TimeUnit, BlockingQueue, ${HANDLER})`]: (
      vm: Machine,
      self: Pool,
      core: number,
      max: number,
      amount: bigint,
      unit: Ref,
      queue: Ref,
      handler: Ref,
    ) => setUpPool(vm, self, core, max, durationMs(amount, unit), queue, null, handler),
    [`new(int, int, long, TimeUnit, BlockingQueue, ThreadFactory, ${HANDLER})`]: (
      vm: Machine,
      self: Pool,
      core: number,
      max: number,
      amount: bigint,
      unit: Ref,
      queue: Ref,
      factory: Ref,
      handler: Ref,
    ) => setUpPool(vm, self, core, max, durationMs(amount, unit), queue, factory, handler),
  }),
});

type FactoryPeer = { pool: number; threads: number };
const poolNumbers = new WeakMap<Machine, number>();

/** Executors.defaultThreadFactory: `pool-1-thread-1` and so on. */
export function newThreadFactory(vm: Machine): JavaObject<FactoryPeer> {
  const pool = (poolNumbers.get(vm) ?? 0) + 1;
  poolNumbers.set(vm, pool);
  const made = vm.newObject<FactoryPeer>('java/util/concurrent/Executors$DefaultThreadFactory');
  made.peer = { pool, threads: 0 };
  return made;
}

function policy(name: string, body: (vm: Machine, task: Ref, pool: Pool) => Steps<void> | void): ClassModel {
  return defineClass({
    name: `java/util/concurrent/ThreadPoolExecutor$${name}`,
    interfaces: ['java/util/concurrent/RejectedExecutionHandler'],
    labels: 'container',
    methods: methods({
      'new()': () => undefined,
      'void rejectedExecution(Runnable, ThreadPoolExecutor)': (
        vm,
        _self: HeapObject,
        task: Ref,
        pool: Pool,
      ) => body(vm, task, pool),
    }),
  });
}

export const classes: readonly ClassModel[] = [
  threadPoolExecutor,
  defineClass({
    name: 'java/util/concurrent/ThreadPoolExecutor$Worker',
    interfaces: ['java/lang/Runnable'],
    labels: 'container',
    methods: methods({ 'void run()': (vm, self: Worker) => runWorker(vm, self.peer) }),
  }),
  defineClass({
    name: 'java/util/concurrent/RejectedExecutionHandler',
    flags: 'interface',
    methods: methods({ 'void rejectedExecution(Runnable, ThreadPoolExecutor)': null }),
  }),
  defineClass({
    name: 'java/util/concurrent/ThreadFactory',
    flags: 'interface',
    methods: methods({ 'Thread newThread(Runnable)': null }),
  }),
  defineClass({
    name: 'java/util/concurrent/Executors$DefaultThreadFactory',
    interfaces: ['java/util/concurrent/ThreadFactory'],
    labels: 'container',
    methods: methods({
      'Thread newThread(Runnable)': (vm, self: JavaObject<FactoryPeer>, task: Ref) =>
        vm.construct(
          'java/lang/Thread',
          '(Ljava/lang/Runnable;Ljava/lang/String;)V',
          task,
          `pool-${self.peer.pool}-thread-${++self.peer.threads}`,
        ),
    }),
  }),
  policy('AbortPolicy', (vm, task, pool) =>
    (function* (): Steps<void> {
      const text = yield* vm.textOf(task);
      vm.throwNew(
        'java/util/concurrent/RejectedExecutionException',
        `Task ${text} rejected from ${yield* vm.textOf(pool)}`,
      );
    })(),
  ),
  policy('DiscardPolicy', () => undefined),
  policy('DiscardOldestPolicy', function* (vm, task, pool) {
    if (pool.peer.state !== 'running') return;
    yield* vm.call(pool.peer.queue, POLL);
    yield* vm.call(pool, 'execute(Ljava/lang/Runnable;)V', task);
  }),
  policy('CallerRunsPolicy', function* (vm, task, pool) {
    if (pool.peer.state === 'running') yield* vm.call(task, 'run()V');
  }),
];
