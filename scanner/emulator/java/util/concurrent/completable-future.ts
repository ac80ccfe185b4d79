import { defineClass, type JavaObject, JavaThrow, refsOf } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { joinTask, runTask } from './fork-join.ts';
import { describe } from './future-task.ts';
import type { Outcome } from './future-task.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

const FUTURE = 'java/util/concurrent/CompletableFuture';

type FuturePeer = {
  outcome: Outcome | null;
  waiting: WaitList;
  dependents: ((outcome: Outcome) => Steps<void>)[];
};
type Future = JavaObject<FuturePeer>;

const APPLY = 'apply(Ljava/lang/Object;)Ljava/lang/Object;';
const APPLY_TWO = 'apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';
const ACCEPT = 'accept(Ljava/lang/Object;)V';
const ACCEPT_TWO = 'accept(Ljava/lang/Object;Ljava/lang/Object;)V';
const RUN = 'run()V';

function newFuture(vm: Machine): Future {
  const made = vm.newObject<FuturePeer>(FUTURE);
  made.peer = { outcome: null, waiting: new WaitList(), dependents: [] };
  return made;
}

function* complete(vm: Machine, { peer }: Future, outcome: Outcome): Steps<boolean> {
  if (peer.outcome !== null) return false;
  peer.outcome = outcome;
  peer.waiting.wake(vm);
  // The last one attached goes first, as in Java.
  for (const dependent of peer.dependents.splice(0).reverse()) yield* dependent(outcome);
  return true;
}

function* whenSettled(self: Future, use: (outcome: Outcome) => Steps<void>): Steps<void> {
  if (self.peer.outcome === null) self.peer.dependents.push(use);
  else yield* use(self.peer.outcome);
}

/** The exception as dependents see it: wrapped once. */
function wrapped(vm: Machine, outcome: Outcome): HeapObject | null {
  if (outcome.kind === 'value') return null;
  const exception =
    outcome.kind === 'thrown'
      ? outcome.exception
      : vm.newThrowable('java/util/concurrent/CancellationException');
  if (exception.cls.name === 'java/util/concurrent/CompletionException') return exception;
  return vm.newThrowable('java/util/concurrent/CompletionException', describe(exception), exception);
}

function valueOf(outcome: Outcome): Ref {
  return outcome.kind === 'value' ? outcome.value : null;
}

/** Runs steps and settles a future with what they give or throw. */
function* settleWith(vm: Machine, target: Future, steps: () => Steps<Ref>): Steps<void> {
  let outcome: Outcome;
  try {
    outcome = { kind: 'value', value: yield* steps() };
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    const exception = wrapped(vm, { kind: 'thrown', exception: error.object });
    outcome = { kind: 'thrown', exception: exception ?? error.object };
  }
  yield* complete(vm, target, outcome);
}

/** Where a stage runs: at once, on the common pool, or on an executor of the app's. */
type Where =
  | { readonly kind: 'here' }
  | { readonly kind: 'pool' }
  | { readonly kind: 'executor'; readonly executor: Ref };

function* runAt(vm: Machine, where: Where, steps: () => Steps<void>): Steps<void> {
  if (where.kind === 'here') return yield* steps();
  const task = vm.newObject<() => Steps<void>>(`${FUTURE}$Async`);
  task.peer = steps;
  const executor =
    where.kind === 'executor'
      ? where.executor
      : yield* vm.callStatic<Ref>(
          'java/util/concurrent/ForkJoinPool',
          'commonPool()Ljava/util/concurrent/ForkJoinPool;',
        );
  yield* vm.call(executor, 'execute(Ljava/lang/Runnable;)V', task);
}

/** A stage after this one: `use` gets the outcome; exceptions pass it by unless `always`. */
function* then(
  vm: Machine,
  self: Future,
  where: Where,
  use: (outcome: Outcome) => Steps<Ref>,
  always = false,
): Steps<Future> {
  const next = newFuture(vm);
  yield* whenSettled(self, function* (outcome) {
    const failure = wrapped(vm, outcome);
    if (failure !== null && !always) {
      yield* complete(vm, next, { kind: 'thrown', exception: failure });
      return;
    }
    yield* runAt(vm, where, () => settleWith(vm, next, () => use(outcome)));
  });
  return next;
}

/** A stage after both. */
function* thenBoth(
  vm: Machine,
  self: Future,
  other: Ref,
  where: Where,
  use: (a: Ref, b: Ref) => Steps<Ref>,
): Steps<Future> {
  const second = yield* toFuture(vm, other);
  const next = newFuture(vm);
  yield* whenSettled(self, function* (first) {
    yield* whenSettled(second, function* (last) {
      const failure = wrapped(vm, first) ?? wrapped(vm, last);
      if (failure !== null) yield* complete(vm, next, { kind: 'thrown', exception: failure });
      else yield* runAt(vm, where, () => settleWith(vm, next, () => use(valueOf(first), valueOf(last))));
    });
  });
  return next;
}

/** A stage after whichever is first. */
function* thenEither(
  vm: Machine,
  self: Future,
  other: Ref,
  where: Where,
  use: (value: Ref) => Steps<Ref>,
): Steps<Future> {
  const second = yield* toFuture(vm, other);
  const next = newFuture(vm);
  let begun = false;
  const take = function* (outcome: Outcome): Steps<void> {
    if (begun) return;
    begun = true;
    const failure = wrapped(vm, outcome);
    if (failure !== null) yield* complete(vm, next, { kind: 'thrown', exception: failure });
    else yield* runAt(vm, where, () => settleWith(vm, next, () => use(valueOf(outcome))));
  };
  yield* whenSettled(self, take);
  yield* whenSettled(second, take);
  return next;
}

function* toFuture(vm: Machine, stage: Ref): Steps<Future> {
  return yield* vm.call<Future>(stage, `toCompletableFuture()L${FUTURE};`);
}

function* compose(vm: Machine, self: Future, where: Where, map: Ref): Steps<Future> {
  const next = newFuture(vm);
  yield* whenSettled(self, function* (outcome) {
    const failure = wrapped(vm, outcome);
    if (failure !== null) {
      yield* complete(vm, next, { kind: 'thrown', exception: failure });
      return;
    }
    yield* runAt(vm, where, function* () {
      let inner: Future;
      try {
        inner = yield* toFuture(vm, yield* vm.call<Ref>(map, APPLY, valueOf(outcome)));
      } catch (error) {
        if (!(error instanceof JavaThrow)) throw error;
        const exception = wrapped(vm, { kind: 'thrown', exception: error.object }) ?? error.object;
        yield* complete(vm, next, { kind: 'thrown', exception });
        return;
      }
      yield* whenSettled(inner, function* (last) {
        const exception = wrapped(vm, last);
        yield* complete(vm, next, exception === null ? last : { kind: 'thrown', exception });
      });
    });
  });
  return next;
}

function thrownOf(vm: Machine, outcome: Outcome): Ref {
  if (outcome.kind === 'value') return null;
  return outcome.kind === 'thrown'
    ? outcome.exception
    : vm.newThrowable('java/util/concurrent/CancellationException');
}

function* nothing(steps: Steps<unknown>): Steps<null> {
  yield* steps;
  return null;
}

type Stage = (vm: Machine, self: Future, where: Where, ...args: Ref[]) => Steps<Future>;

/** Stages by signature, without the name's `Async` and the executor. */
const STAGES: readonly (readonly [name: string, types: string, stage: Stage])[] = [
  [
    'thenApply',
    'Function',
    (vm, self, at, map) => then(vm, self, at, (o) => vm.call<Ref>(map ?? null, APPLY, valueOf(o))),
  ],
  [
    'thenAccept',
    'Consumer',
    (vm, self, at, use) => then(vm, self, at, (o) => nothing(vm.call(use ?? null, ACCEPT, valueOf(o)))),
  ],
  [
    'thenRun',
    'Runnable',
    (vm, self, at, run) => then(vm, self, at, () => nothing(vm.call(run ?? null, RUN))),
  ],
  ['thenCompose', 'Function', (vm, self, at, map) => compose(vm, self, at, map ?? null)],
  [
    'handle',
    'BiFunction',
    (vm, self, at, map) =>
      then(vm, self, at, (o) => vm.call<Ref>(map ?? null, APPLY_TWO, valueOf(o), thrownOf(vm, o)), true),
  ],
  [
    'whenComplete',
    'BiConsumer',
    (vm, self, at, use) =>
      then(
        vm,
        self,
        at,
        function* (o) {
          yield* vm.call(use ?? null, ACCEPT_TWO, valueOf(o), thrownOf(vm, o));
          const exception = wrapped(vm, o);
          if (exception !== null) throw new JavaThrow(exception);
          return valueOf(o);
        },
        true,
      ),
  ],
  [
    'thenCombine',
    'CompletionStage, BiFunction',
    (vm, self, at, other, map) =>
      thenBoth(vm, self, other ?? null, at, (a, b) => vm.call<Ref>(map ?? null, APPLY_TWO, a, b)),
  ],
  [
    'thenAcceptBoth',
    'CompletionStage, BiConsumer',
    (vm, self, at, other, use) =>
      thenBoth(vm, self, other ?? null, at, (a, b) => nothing(vm.call(use ?? null, ACCEPT_TWO, a, b))),
  ],
  [
    'runAfterBoth',
    'CompletionStage, Runnable',
    (vm, self, at, other, run) =>
      thenBoth(vm, self, other ?? null, at, () => nothing(vm.call(run ?? null, RUN))),
  ],
  [
    'applyToEither',
    'CompletionStage, Function',
    (vm, self, at, other, map) =>
      thenEither(vm, self, other ?? null, at, (value) => vm.call<Ref>(map ?? null, APPLY, value)),
  ],
  [
    'acceptEither',
    'CompletionStage, Consumer',
    (vm, self, at, other, use) =>
      thenEither(vm, self, other ?? null, at, (value) => nothing(vm.call(use ?? null, ACCEPT, value))),
  ],
  [
    'runAfterEither',
    'CompletionStage, Runnable',
    (vm, self, at, other, run) =>
      thenEither(vm, self, other ?? null, at, () => nothing(vm.call(run ?? null, RUN))),
  ],
];

const stageMethods: Record<string, NativeMethod> = {};
const stageSignatures: string[] = [];
for (const [name, types, stage] of STAGES)
  for (const result of ['CompletableFuture', 'CompletionStage']) {
    const plain = `${result} ${name}(${types})`;
    const pool = `${result} ${name}Async(${types})`;
    const executor = `${result} ${name}Async(${types}, Executor)`;
    stageMethods[plain] = (vm: Machine, self: Future, ...args: Ref[]) =>
      stage(vm, self, { kind: 'here' }, ...args);
    stageMethods[pool] = (vm: Machine, self: Future, ...args: Ref[]) =>
      stage(vm, self, { kind: 'pool' }, ...args);
    stageMethods[executor] = (vm: Machine, self: Future, ...args: Ref[]) =>
      stage(vm, self, { kind: 'executor', executor: args.at(-1) ?? null }, ...args.slice(0, -1));
    if (result === 'CompletionStage') stageSignatures.push(plain, pool, executor);
  }

function exceptionally(vm: Machine, self: Future, map: Ref): Steps<Future> {
  return then(
    vm,
    self,
    { kind: 'here' },
    function* (outcome) {
      return outcome.kind === 'value'
        ? outcome.value
        : yield* vm.call<Ref>(map, APPLY, thrownOf(vm, outcome));
    },
    true,
  );
}

function* runAsSoon(vm: Machine, where: Where, steps: () => Steps<Ref>): Steps<Future> {
  const made = newFuture(vm);
  yield* runAt(vm, where, () => settleWith(vm, made, steps));
  return made;
}

function supply(vm: Machine, make: Ref, where: Where): Steps<Future> {
  return runAsSoon(vm, where, () => vm.call<Ref>(make, 'get()Ljava/lang/Object;'));
}

function runAsync(vm: Machine, task: Ref, where: Where): Steps<Future> {
  return runAsSoon(vm, where, () => nothing(vm.call(task, RUN)));
}

function causeOf(exception: HeapObject): HeapObject {
  const { cause } = (exception as JavaObject<{ cause: HeapObject | null }>).peer;
  const isWrapper = exception.cls.name === 'java/util/concurrent/CompletionException';
  return isWrapper && cause !== null && cause !== exception ? cause : exception;
}

/** What `get` gives or throws; `join` throws the unchecked kind. */
function report(vm: Machine, outcome: Outcome | null, unchecked: boolean): Ref {
  if (outcome === null || outcome.kind === 'cancelled')
    return vm.throwNew('java/util/concurrent/CancellationException');
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.exception.cls.name === 'java/util/concurrent/CancellationException')
    throw new JavaThrow(outcome.exception);
  if (unchecked) throw new JavaThrow(wrapped(vm, outcome) ?? outcome.exception);
  const cause = causeOf(outcome.exception);
  return vm.throwNew('java/util/concurrent/ExecutionException', describe(cause), cause);
}

function* get(vm: Machine, self: Future, untilMs = Number.POSITIVE_INFINITY, unchecked = false): Steps<Ref> {
  if (!(yield* self.peer.waiting.until(vm, () => self.peer.outcome !== null, untilMs, !unchecked)))
    vm.throwNew('java/util/concurrent/TimeoutException');
  return report(vm, self.peer.outcome, unchecked);
}

function* allOf(vm: Machine, futures: readonly Future[]): Steps<Future> {
  const made = newFuture(vm);
  let left = futures.length;
  let failure: HeapObject | null = null;
  const done = function* (): Steps<void> {
    if (failure !== null) yield* complete(vm, made, { kind: 'thrown', exception: failure });
    else yield* complete(vm, made, { kind: 'value', value: null });
  };
  if (left === 0) yield* done();
  for (const future of futures)
    yield* whenSettled(future, function* (outcome) {
      failure ??= wrapped(vm, outcome);
      if (--left === 0) yield* done();
    });
  return made;
}

const completableFuture = defineClass({
  name: FUTURE,
  interfaces: ['java/util/concurrent/Future', 'java/util/concurrent/CompletionStage'],
  labels: 'container',
  methods: methods({
    ...stageMethods,
    'new()': (_vm, self: Future) => {
      self.peer = { outcome: null, waiting: new WaitList(), dependents: [] };
    },
    'static CompletableFuture completedFuture(Object)': (vm, value: Ref) => {
      const made = newFuture(vm);
      made.peer.outcome = { kind: 'value', value };
      return made;
    },
    'static CompletableFuture failedFuture(Throwable)': (vm, exception: HeapObject) => {
      const made = newFuture(vm);
      made.peer.outcome = { kind: 'thrown', exception };
      return made;
    },
    'static CompletableFuture supplyAsync(Supplier)': (vm, make: Ref) => supply(vm, make, { kind: 'pool' }),
    'static CompletableFuture supplyAsync(Supplier, Executor)': (vm, make: Ref, executor: Ref) =>
      supply(vm, make, { kind: 'executor', executor }),
    'static CompletableFuture runAsync(Runnable)': (vm, task: Ref) => runAsync(vm, task, { kind: 'pool' }),
    'static CompletableFuture runAsync(Runnable, Executor)': (vm, task: Ref, executor: Ref) =>
      runAsync(vm, task, { kind: 'executor', executor }),
    [`static CompletableFuture allOf(CompletableFuture[])`]: (vm: Machine, futures: JavaArray) =>
      allOf(vm, refsOf(futures) as Future[]),
    [`static CompletableFuture anyOf(CompletableFuture[])`]: function* (vm: Machine, futures: JavaArray) {
      const made = newFuture(vm);
      for (const future of refsOf(futures) as Future[])
        yield* whenSettled(future, function* (outcome) {
          const exception = wrapped(vm, outcome);
          yield* complete(vm, made, exception === null ? outcome : { kind: 'thrown', exception });
        });
      return made;
    },
    'boolean complete(Object)': (vm, self: Future, value: Ref) =>
      complete(vm, self, { kind: 'value', value }),
    'boolean completeExceptionally(Throwable)': (vm, self: Future, exception: HeapObject) =>
      complete(vm, self, { kind: 'thrown', exception }),
    'boolean cancel(boolean)': function* (vm, self: Future, _interrupt: boolean) {
      return (yield* complete(vm, self, { kind: 'cancelled' })) || self.peer.outcome?.kind === 'cancelled';
    },
    'boolean isDone()': (_vm, self: Future) => self.peer.outcome !== null,
    'boolean isCancelled()': (_vm, self: Future) => self.peer.outcome?.kind === 'cancelled',
    'boolean isCompletedExceptionally()': (_vm, self: Future) =>
      self.peer.outcome !== null && self.peer.outcome.kind !== 'value',
    'Object get()': (vm, self: Future) => get(vm, self),
    'Object get(long, TimeUnit)': (vm, self: Future, amount: bigint, unit: Ref) =>
      get(vm, self, deadlineMs(vm, amount, unit)),
    'Object join()': (vm, self: Future) => get(vm, self, Number.POSITIVE_INFINITY, true),
    'Object getNow(Object)': (vm, self: Future, other: Ref) =>
      self.peer.outcome === null ? other : report(vm, self.peer.outcome, true),
    'int getNumberOfDependents()': (_vm, self: Future) => self.peer.dependents.length,
    'CompletableFuture toCompletableFuture()': (_vm, self: Future) => self,
    'CompletableFuture exceptionally(Function)': exceptionally,
    'CompletionStage exceptionally(Function)': exceptionally,
    'CompletableFuture orTimeout(long, TimeUnit)': (vm, self: Future, amount: bigint, unit: Ref) => {
      const untilMs = deadlineMs(vm, amount, unit);
      const watch = vm.spawn(
        'CompletableFutureDelayScheduler',
        (function* (): Steps<void> {
          if (yield* self.peer.waiting.until(vm, () => self.peer.outcome !== null, untilMs, false)) return;
          const exception = vm.newThrowable('java/util/concurrent/TimeoutException');
          yield* complete(vm, self, { kind: 'thrown', exception });
        })(),
      );
      watch.daemon = true;
      return self;
    },
  }),
});

type Async = JavaObject<() => Steps<void>>;

export const classes: readonly ClassModel[] = [
  completableFuture,
  defineClass({
    name: `${FUTURE}$Async`,
    interfaces: ['java/lang/Runnable'],
    labels: 'container',
    methods: methods({ 'void run()': (_vm, self: Async) => self.peer() }),
  }),
  defineClass({
    name: 'java/util/concurrent/CompletionStage',
    flags: 'interface',
    labels: 'container',
    methods: methods({
      ...Object.fromEntries(stageSignatures.map((signature) => [signature, null])),
      'CompletionStage exceptionally(Function)': null,
      'CompletableFuture toCompletableFuture()': null,
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/ForkJoinPool',
    super: 'java/util/concurrent/AbstractExecutorService',
    labels: 'container',
    methods: methods({
      'new()': () => undefined,
      'new(int)': () => undefined,
      'Object invoke(java/util/concurrent/ForkJoinTask)': (vm, _self: Ref, task: Ref) => joinTask(vm, task),
      'java/util/concurrent/ForkJoinTask submit(java/util/concurrent/ForkJoinTask)': function* (
        vm,
        _self: Ref,
        task: Ref,
      ) {
        if (task === null) return vm.throwNew('java/lang/NullPointerException');
        yield* runTask(vm, task as Parameters<typeof runTask>[1]);
        return task;
      },
      'void execute(java/util/concurrent/ForkJoinTask)': function* (vm, _self: Ref, task: Ref) {
        if (task === null) return vm.throwNew('java/lang/NullPointerException');
        yield* runTask(vm, task as Parameters<typeof runTask>[1]);
      },
      'static ForkJoinPool commonPool()': (vm) => {
        let pool = vm.shared.get('common pool');
        if (pool === undefined) {
          pool = vm.newObject('java/util/concurrent/ForkJoinPool');
          vm.shared.set('common pool', pool);
        }
        return pool;
      },
      'static int getCommonPoolParallelism()': () => 7,
      'int getParallelism()': () => 7,
      'void execute(Runnable)': function* (vm, _self: HeapObject, task: Ref) {
        const number = (workers.get(vm) ?? 0) + 1;
        workers.set(vm, number);
        const name = `ForkJoinPool.commonPool-worker-${number}`;
        const thread = yield* vm.construct(
          'java/lang/Thread',
          '(Ljava/lang/Runnable;Ljava/lang/String;)V',
          task,
          name,
        );
        yield* vm.call(thread, 'setDaemon(Z)V', true);
        yield* vm.call(thread, 'start()V');
      },
      'void shutdown()': () => undefined,
      'boolean isShutdown()': () => false,
      'boolean isTerminated()': () => false,
    }),
  }),
];

const workers = new WeakMap<Machine, number>();
