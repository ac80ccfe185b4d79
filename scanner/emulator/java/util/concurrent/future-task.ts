import { defineClass, JavaThrow } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaThread,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { deadlineMs } from './time-unit.ts';
import { WaitList } from './wait-list.ts';

/** How a task came out. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: Ref }
  | { readonly kind: 'thrown'; readonly exception: HeapObject }
  | { readonly kind: 'cancelled' };

export type TaskPeer = {
  callable: Ref;
  /** Runs instead of a callable, giving `result`. */
  runnable: Ref;
  result: Ref;
  outcome: Outcome | null;
  runner: JavaThread | null;
  waiting: WaitList;
};
export type Task = JavaObject<TaskPeer>;

export function newTaskPeer(callable: Ref, runnable: Ref, result: Ref): TaskPeer {
  return { callable, runnable, result, outcome: null, runner: null, waiting: new WaitList() };
}

function* work(vm: Machine, { callable, runnable, result }: TaskPeer): Steps<Ref> {
  if (callable !== null) return yield* vm.call<Ref>(callable, 'call()Ljava/lang/Object;');
  yield* vm.call(runnable, 'run()V');
  return result;
}

/** Settles a task; whoever waits is woken, and the app's `done` is called. */
function* settle(vm: Machine, self: Task, outcome: Outcome): Steps<boolean> {
  const { peer } = self;
  if (peer.outcome !== null) return false;
  peer.outcome = outcome;
  peer.waiting.wake(vm);
  yield* vm.call(self, 'done()V');
  return true;
}

function* run(vm: Machine, self: Task, again: boolean): Steps<boolean> {
  const { peer } = self;
  if (peer.outcome !== null || peer.runner !== null) return false;
  peer.runner = vm.thread;
  try {
    const value = yield* work(vm, peer);
    if (!again) yield* vm.call(self, 'set(Ljava/lang/Object;)V', value);
    return peer.outcome === null;
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    yield* vm.call(self, 'setException(Ljava/lang/Throwable;)V', error.object);
    return false;
  } finally {
    peer.runner = null;
  }
}

/** What Future.get gives for an outcome, or throws. */
export function report(vm: Machine, outcome: Outcome | null): Ref {
  switch (outcome?.kind) {
    case 'value':
      return outcome.value;
    case 'thrown': {
      const message = outcome.exception.cls.javaName;
      return vm.throwNew(
        'java/util/concurrent/ExecutionException',
        describe(outcome.exception, message),
        outcome.exception,
      );
    }
    default:
      return vm.throwNew('java/util/concurrent/CancellationException');
  }
}

/** `class: message`, as a throwable's toString has it without being asked. */
export function describe(exception: HeapObject, name = exception.cls.javaName): string {
  const message = (exception as JavaObject<{ message?: { value: string } | null }>).peer.message;
  return message == null ? name : `${name}: ${message.value}`;
}

function* get(vm: Machine, self: Task, untilMs = Number.POSITIVE_INFINITY): Steps<Ref> {
  if (!(yield* self.peer.waiting.until(vm, () => self.peer.outcome !== null, untilMs)))
    vm.throwNew('java/util/concurrent/TimeoutException');
  return report(vm, self.peer.outcome);
}

export const futureTask = defineClass({
  name: 'java/util/concurrent/FutureTask',
  interfaces: ['java/util/concurrent/RunnableFuture'],
  labels: 'container',
  methods: methods({
    'new(Callable)': (vm, self: Task, callable: Ref) => {
      if (callable === null) vm.throwNew('java/lang/NullPointerException');
      self.peer = newTaskPeer(callable, null, null);
    },
    'new(Runnable, Object)': (vm, self: Task, runnable: Ref, result: Ref) => {
      if (runnable === null) vm.throwNew('java/lang/NullPointerException');
      self.peer = newTaskPeer(null, runnable, result);
    },
    'void run()': function* (vm, self: Task) {
      yield* run(vm, self, false);
    },
    'protected boolean runAndReset()': (vm, self: Task) => run(vm, self, true),
    'protected void done()': () => undefined,
    'protected void set(Object)': function* (vm, self: Task, value: Ref) {
      yield* settle(vm, self, { kind: 'value', value });
    },
    'protected void setException(Throwable)': function* (vm, self: Task, exception: HeapObject) {
      yield* settle(vm, self, { kind: 'thrown', exception });
    },
    'boolean cancel(boolean)': function* (vm, self: Task, interrupt: boolean) {
      if (self.peer.outcome !== null) return false;
      if (interrupt && self.peer.runner !== null) vm.interrupt(self.peer.runner);
      return yield* settle(vm, self, { kind: 'cancelled' });
    },
    'boolean isCancelled()': (_vm, self: Task) => self.peer.outcome?.kind === 'cancelled',
    'boolean isDone()': (_vm, self: Task) => self.peer.outcome !== null,
    'Object get()': (vm, self: Task) => get(vm, self),
    'Object get(long, TimeUnit)': (vm, self: Task, amount: bigint, unit: Ref) =>
      get(vm, self, deadlineMs(vm, amount, unit)),
  }),
});

function futureInterface(
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

export const classes: readonly ClassModel[] = [
  futureInterface('Callable', [], ['Object call()']),
  futureInterface('Delayed', ['java/lang/Comparable'], ['long getDelay(TimeUnit)']),
  futureInterface(
    'Future',
    [],
    [
      'boolean cancel(boolean)',
      'boolean isCancelled()',
      'boolean isDone()',
      'Object get()',
      'Object get(long, TimeUnit)',
    ],
  ),
  futureInterface('RunnableFuture', ['java/lang/Runnable', 'java/util/concurrent/Future'], ['void run()']),
  futureInterface('ScheduledFuture', ['java/util/concurrent/Delayed', 'java/util/concurrent/Future'], []),
  futureInterface(
    'RunnableScheduledFuture',
    ['java/util/concurrent/RunnableFuture', 'java/util/concurrent/ScheduledFuture'],
    ['boolean isPeriodic()'],
  ),
  futureTask,
];
