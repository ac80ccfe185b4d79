import { defineClass, JavaThrow } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../array-list.ts';
import type { Ref } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { newThreadFactory } from './thread-pool.ts';
import { deadlineMs, timeUnit } from './time-unit.ts';

const EXECUTE = 'execute(Ljava/lang/Runnable;)V';
const NEW_TASK = 'newTaskFor(Ljava/util/concurrent/Callable;)Ljava/util/concurrent/RunnableFuture;';
const NEW_RUNNABLE_TASK =
  'newTaskFor(Ljava/lang/Runnable;Ljava/lang/Object;)Ljava/util/concurrent/RunnableFuture;';

function* start(vm: Machine, self: HeapObject, task: HeapObject): Steps<HeapObject> {
  yield* vm.call(self, EXECUTE, task);
  return task;
}

function need(vm: Machine, task: Ref): void {
  if (task === null) vm.throwNew('java/lang/NullPointerException');
}

function* submitAll(vm: Machine, self: HeapObject, tasks: Ref): Steps<HeapObject[]> {
  const futures: HeapObject[] = [];
  for (const callable of yield* itemsOf(vm, tasks))
    futures.push(yield* start(vm, self, yield* vm.call<HeapObject>(self, NEW_TASK, callable)));
  return futures;
}

/** Waits for each; what they threw stays in them. */
function* waitForAll(vm: Machine, futures: readonly HeapObject[], untilMs: number): Steps<void> {
  for (const future of futures)
    try {
      yield* resultOf(vm, future, untilMs);
    } catch (error) {
      if (!(error instanceof JavaThrow)) throw error;
      const { name } = error.object.cls;
      if (name === 'java/util/concurrent/TimeoutException') yield* vm.call(future, 'cancel(Z)Z', true);
      else if (
        name !== 'java/util/concurrent/ExecutionException' &&
        name !== 'java/util/concurrent/CancellationException'
      )
        throw error;
    }
}

/** The first result in the order of the tasks; the others are cancelled. */
function* invokeAny(
  vm: Machine,
  self: HeapObject,
  tasks: Ref,
  untilMs = Number.POSITIVE_INFINITY,
): Steps<Ref> {
  const futures = yield* submitAll(vm, self, tasks);
  let last: JavaThrow | null = null;
  for (const future of futures)
    try {
      const value = yield* resultOf(vm, future, untilMs);
      for (const other of futures) yield* vm.call(other, 'cancel(Z)Z', true);
      return value;
    } catch (error) {
      if (!(error instanceof JavaThrow)) throw error;
      last = error;
    }
  if (last === null) return vm.throwNew('java/lang/IllegalArgumentException');
  throw last;
}

function* resultOf(vm: Machine, future: HeapObject, untilMs: number): Steps<Ref> {
  if (untilMs === Number.POSITIVE_INFINITY) return yield* vm.call<Ref>(future, 'get()Ljava/lang/Object;');
  const nanos = BigInt(Math.round(Math.max(untilMs - vm.nowMs, 0) * 1e6));
  const unit = yield* timeUnit(vm, 'NANOSECONDS');
  return yield* vm.call<Ref>(future, 'get(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;', nanos, unit);
}

const abstractExecutorService = defineClass({
  name: 'java/util/concurrent/AbstractExecutorService',
  flags: 'abstract',
  interfaces: ['java/util/concurrent/ExecutorService'],
  labels: 'container',
  methods: methods({
    'new()': () => undefined,
    'protected java/util/concurrent/RunnableFuture newTaskFor(Runnable, Object)': (
      vm,
      _self: HeapObject,
      task: Ref,
      result: Ref,
    ) =>
      vm.construct(
        'java/util/concurrent/FutureTask',
        '(Ljava/lang/Runnable;Ljava/lang/Object;)V',
        task,
        result,
      ),
    'protected java/util/concurrent/RunnableFuture newTaskFor(Callable)': (
      vm,
      _self: HeapObject,
      task: Ref,
    ) => vm.construct('java/util/concurrent/FutureTask', '(Ljava/util/concurrent/Callable;)V', task),
    'Future submit(Runnable)': function* (vm, self: HeapObject, task: Ref) {
      need(vm, task);
      return yield* start(vm, self, yield* vm.call<HeapObject>(self, NEW_RUNNABLE_TASK, task, null));
    },
    'Future submit(Runnable, Object)': function* (vm, self: HeapObject, task: Ref, result: Ref) {
      need(vm, task);
      return yield* start(vm, self, yield* vm.call<HeapObject>(self, NEW_RUNNABLE_TASK, task, result));
    },
    'Future submit(Callable)': function* (vm, self: HeapObject, task: Ref) {
      need(vm, task);
      return yield* start(vm, self, yield* vm.call<HeapObject>(self, NEW_TASK, task));
    },
    'List invokeAll(Collection)': function* (vm, self: HeapObject, tasks: Ref) {
      const futures = yield* submitAll(vm, self, tasks);
      yield* waitForAll(vm, futures, Number.POSITIVE_INFINITY);
      return newArrayList(vm, futures);
    },
    'List invokeAll(Collection, long, TimeUnit)': function* (
      vm,
      self: HeapObject,
      tasks: Ref,
      amount: bigint,
      unit: Ref,
    ) {
      const untilMs = deadlineMs(vm, amount, unit);
      const futures = yield* submitAll(vm, self, tasks);
      yield* waitForAll(vm, futures, untilMs);
      return newArrayList(vm, futures);
    },
    'Object invokeAny(Collection)': invokeAny,
    'Object invokeAny(Collection, long, TimeUnit)': (
      vm,
      self: HeapObject,
      tasks: Ref,
      amount: bigint,
      unit: Ref,
    ) => invokeAny(vm, self, tasks, deadlineMs(vm, amount, unit)),
  }),
});

/** A pool whose constructor is called with what Executors names. */
function* newPool(
  vm: Machine,
  core: number,
  max: number,
  keepAliveS: bigint,
  queue: string,
  factory: Ref,
): Steps<HeapObject> {
  const made = yield* vm.construct(queue, '()V');
  return yield* vm.construct<HeapObject>(
    'java/util/concurrent/ThreadPoolExecutor',
    '(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;Ljava/util/concurrent/ThreadFactory;)V',
    core,
    max,
    keepAliveS,
    yield* timeUnit(vm, 'SECONDS'),
    made,
    factory ?? newThreadFactory(vm),
  );
}

const LINKED = 'java/util/concurrent/LinkedBlockingQueue';
const SYNCHRONOUS = 'java/util/concurrent/SynchronousQueue';
const INT_MAX = 2147483647;

const fixed = (vm: Machine, size: number, factory: Ref = null) =>
  newPool(vm, size, size, 0n, LINKED, factory);
const cached = (vm: Machine, factory: Ref = null) => newPool(vm, 0, INT_MAX, 60n, SYNCHRONOUS, factory);

function scheduled(vm: Machine, size: number, factory: Ref = null): Steps<HeapObject> {
  return vm.construct<HeapObject>(
    'java/util/concurrent/ScheduledThreadPoolExecutor',
    '(ILjava/util/concurrent/ThreadFactory;)V',
    size,
    factory ?? newThreadFactory(vm),
  );
}

function delegate(vm: Machine, inner: HeapObject, name = 'DelegatedExecutorService'): HeapObject {
  const made = vm.newObject<HeapObject>(`java/util/concurrent/Executors$${name}`);
  made.peer = inner;
  return made;
}

type Adapter = JavaObject<{ task: Ref; result: Ref }>;

function adapter(vm: Machine, task: Ref, result: Ref): Adapter {
  need(vm, task);
  const made = vm.newObject<Adapter['peer']>('java/util/concurrent/Executors$RunnableAdapter');
  made.peer = { task, result };
  return made;
}

const executors = defineClass({
  name: 'java/util/concurrent/Executors',
  labels: 'container',
  methods: methods({
    'static ExecutorService newFixedThreadPool(int)': (vm, size: number) => fixed(vm, size),
    'static ExecutorService newFixedThreadPool(int, ThreadFactory)': fixed,
    'static ExecutorService newCachedThreadPool()': (vm) => cached(vm),
    'static ExecutorService newCachedThreadPool(ThreadFactory)': cached,
    'static ExecutorService newSingleThreadExecutor()': function* (vm) {
      return delegate(vm, yield* fixed(vm, 1));
    },
    'static ExecutorService newSingleThreadExecutor(ThreadFactory)': function* (vm, factory: Ref) {
      return delegate(vm, yield* fixed(vm, 1, factory));
    },
    'static ExecutorService newWorkStealingPool()': (vm) => fixed(vm, 8),
    'static ExecutorService newWorkStealingPool(int)': (vm, size: number) => fixed(vm, size),
    'static ScheduledExecutorService newScheduledThreadPool(int)': (vm, size: number) => scheduled(vm, size),
    'static ScheduledExecutorService newScheduledThreadPool(int, ThreadFactory)': scheduled,
    'static ScheduledExecutorService newSingleThreadScheduledExecutor()': function* (vm) {
      return delegate(vm, yield* scheduled(vm, 1), 'DelegatedScheduledExecutorService');
    },
    'static ScheduledExecutorService newSingleThreadScheduledExecutor(ThreadFactory)': function* (
      vm,
      factory: Ref,
    ) {
      return delegate(vm, yield* scheduled(vm, 1, factory), 'DelegatedScheduledExecutorService');
    },
    'static ExecutorService unconfigurableExecutorService(ExecutorService)': (vm, inner: HeapObject) =>
      delegate(vm, inner),
    'static ThreadFactory defaultThreadFactory()': (vm) => newThreadFactory(vm),
    'static Callable callable(Runnable)': (vm, task: Ref) => adapter(vm, task, null),
    'static Callable callable(Runnable, Object)': adapter,
  }),
});

type Delegate = JavaObject<HeapObject>;

function forwards(signatures: readonly string[]): Record<string, NativeMethod> {
  const table: Record<string, NativeMethod> = {};
  for (const signature of signatures) {
    const [key = ''] = Object.keys(methods({ [signature]: null }));
    table[signature] = (vm: Machine, self: Delegate, ...args: Ref[]) => vm.call(self.peer, key, ...args);
  }
  return table;
}

const SERVICE = [
  'void execute(Runnable)',
  'void shutdown()',
  'List shutdownNow()',
  'boolean isShutdown()',
  'boolean isTerminated()',
  'boolean awaitTermination(long, TimeUnit)',
  'Future submit(Runnable)',
  'Future submit(Callable)',
  'Future submit(Runnable, Object)',
  'List invokeAll(Collection)',
  'List invokeAll(Collection, long, TimeUnit)',
  'Object invokeAny(Collection)',
  'Object invokeAny(Collection, long, TimeUnit)',
];
const SCHEDULED = [
  'ScheduledFuture schedule(Runnable, long, TimeUnit)',
  'ScheduledFuture schedule(Callable, long, TimeUnit)',
  'ScheduledFuture scheduleAtFixedRate(Runnable, long, long, TimeUnit)',
  'ScheduledFuture scheduleWithFixedDelay(Runnable, long, long, TimeUnit)',
];

function serviceInterface(
  name: string,
  parents: readonly string[],
  signatures: readonly string[],
): ClassModel {
  return defineClass({
    name: `java/util/concurrent/${name}`,
    flags: 'interface',
    interfaces: parents,
    labels: 'container',
    methods: methods(Object.fromEntries(signatures.map((signature) => [signature, null]))),
  });
}

/** ExecutorCompletionService: the futures in the order in which they get done. */
type Completion = JavaObject<{ executor: Ref; queue: Ref }>;

function* submitTo(vm: Machine, self: Completion, descriptor: string, ...args: Ref[]): Steps<Ref> {
  const task = yield* vm.construct<HeapObject>(
    'java/util/concurrent/ExecutorCompletionService$Queueing',
    descriptor,
    ...args,
  );
  completionQueues.set(task, self.peer.queue);
  yield* vm.call(self.peer.executor, EXECUTE, task);
  return task;
}

const completionQueues = new WeakMap<HeapObject, Ref>();

const forwardToQueue =
  (selector: string): NativeMethod =>
  (vm: Machine, self: Completion, ...args: Ref[]) =>
    vm.call(self.peer.queue, selector, ...args);

export const classes: readonly ClassModel[] = [
  serviceInterface('Executor', [], ['void execute(Runnable)']),
  serviceInterface('ExecutorService', ['java/util/concurrent/Executor'], SERVICE),
  serviceInterface('ScheduledExecutorService', ['java/util/concurrent/ExecutorService'], SCHEDULED),
  serviceInterface('CompletionService', [], []),
  abstractExecutorService,
  executors,
  defineClass({
    name: 'java/util/concurrent/Executors$DelegatedExecutorService',
    interfaces: ['java/util/concurrent/ExecutorService'],
    labels: 'container',
    methods: methods(forwards(SERVICE)),
  }),
  defineClass({
    name: 'java/util/concurrent/Executors$DelegatedScheduledExecutorService',
    super: 'java/util/concurrent/Executors$DelegatedExecutorService',
    interfaces: ['java/util/concurrent/ScheduledExecutorService'],
    labels: 'container',
    methods: methods(forwards(SCHEDULED)),
  }),
  defineClass({
    name: 'java/util/concurrent/Executors$RunnableAdapter',
    interfaces: ['java/util/concurrent/Callable'],
    labels: 'container',
    methods: methods({
      'Object call()': function* (vm, self: Adapter) {
        yield* vm.call(self.peer.task, 'run()V');
        return self.peer.result;
      },
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/ExecutorCompletionService',
    interfaces: ['java/util/concurrent/CompletionService'],
    labels: 'container',
    methods: methods({
      'new(Executor)': function* (vm, self: Completion, executor: Ref) {
        self.peer = { executor, queue: yield* vm.construct(LINKED, '()V') };
      },
      'new(Executor, BlockingQueue)': (_vm, self: Completion, executor: Ref, queue: Ref) => {
        self.peer = { executor, queue };
      },
      'Future submit(Callable)': (vm, self: Completion, task: Ref) =>
        submitTo(vm, self, '(Ljava/util/concurrent/Callable;)V', task),
      'Future submit(Runnable, Object)': (vm, self: Completion, task: Ref, result: Ref) =>
        submitTo(vm, self, '(Ljava/lang/Runnable;Ljava/lang/Object;)V', task, result),
      'Future take()': forwardToQueue('take()Ljava/lang/Object;'),
      'Future poll()': forwardToQueue('poll()Ljava/lang/Object;'),
      'Future poll(long, TimeUnit)': forwardToQueue(
        'poll(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;',
      ),
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/ExecutorCompletionService$Queueing',
    super: 'java/util/concurrent/FutureTask',
    labels: 'container',
    methods: methods({
      'new(Callable)': (vm, self: HeapObject, task: Ref) =>
        vm.callSpecial(
          'java/util/concurrent/FutureTask',
          '<init>(Ljava/util/concurrent/Callable;)V',
          self,
          task,
        ),
      'new(Runnable, Object)': (vm, self: HeapObject, task: Ref, result: Ref) =>
        vm.callSpecial(
          'java/util/concurrent/FutureTask',
          '<init>(Ljava/lang/Runnable;Ljava/lang/Object;)V',
          self,
          task,
          result,
        ),
      'protected void done()': (vm, self: HeapObject) =>
        vm.call(completionQueues.get(self) ?? null, 'add(Ljava/lang/Object;)Z', self),
    }),
  }),
];
