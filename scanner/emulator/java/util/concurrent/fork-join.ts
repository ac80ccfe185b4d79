import { defineClass, type JavaObject, JavaThrow } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, Machine, NativeMethod, Steps } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';

const TASK = 'java/util/concurrent/ForkJoinTask';

/** What became of a task. A fork is run when it is joined: the order of independent tasks is nobody's to rely on. */
type TaskPeer = { state: 'new' | 'done' | 'failed'; result: Ref; failure: HeapObject | null };
type Task = JavaObject<TaskPeer>;

function setUp(_vm: Machine, self: Task): void {
  self.peer = { state: 'new', result: null, failure: null };
}

/** Runs a task that has not run yet. */
export function* runTask(vm: Machine, self: Task): Steps<void> {
  const { peer } = self;
  if (peer.state !== 'new') return;
  try {
    yield* vm.call<boolean>(self, 'exec()Z');
    peer.state = 'done';
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    peer.state = 'failed';
    peer.failure = error.object;
  }
}

/** The result of a task, run first if need be; what it threw is thrown again. */
export function* joinTask(vm: Machine, task: Ref): Steps<Ref> {
  if (task === null) return vm.throwNew('java/lang/NullPointerException');
  const self = task as Task;
  yield* runTask(vm, self);
  if (self.peer.failure !== null) throw new JavaThrow(self.peer.failure);
  return yield* vm.call<Ref>(self, 'getRawResult()Ljava/lang/Object;');
}

const getOf: NativeMethod = function* (vm: Machine, self: Task) {
  yield* runTask(vm, self);
  const { failure } = self.peer;
  if (failure !== null)
    vm.throwNew('java/util/concurrent/ExecutionException', yield* vm.textOf(failure), failure);
  return yield* vm.call<Ref>(self, 'getRawResult()Ljava/lang/Object;');
};

function* invokeBoth(vm: Machine, a: Ref, b: Ref): Steps<void> {
  yield* joinTask(vm, a);
  yield* joinTask(vm, b);
}

/** java.util.concurrent.ForkJoinTask and its two kinds. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: TASK,
    flags: 'abstract',
    interfaces: ['java/util/concurrent/Future', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      'new()': setUp,
      'abstract Object getRawResult()': null,
      'protected abstract void setRawResult(Object)': null,
      'protected abstract boolean exec()': null,
      [`final ${TASK} fork()`]: (_vm: Machine, self: Task) => self,
      'final Object join()': joinTask,
      'final Object invoke()': joinTask,
      'final Object get()': getOf,
      'final boolean isDone()': (_vm, self: Task) => self.peer.state !== 'new',
      'final boolean isCancelled()': () => false,
      'final boolean isCompletedNormally()': (_vm, self: Task) => self.peer.state === 'done',
      'final boolean isCompletedAbnormally()': (_vm, self: Task) => self.peer.state === 'failed',
      'final Throwable getException()': (_vm, self: Task) => self.peer.failure,
      [`static void invokeAll(${TASK}, ${TASK})`]: invokeBoth,
      'static Collection invokeAll(Collection)': function* (vm: Machine, tasks: Ref) {
        const at = yield* vm.call<Ref>(tasks, 'iterator()Ljava/util/Iterator;');
        while (yield* vm.call<boolean>(at, 'hasNext()Z'))
          yield* joinTask(vm, yield* vm.call<Ref>(at, 'next()Ljava/lang/Object;'));
        return tasks;
      },
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/RecursiveTask',
    super: TASK,
    flags: 'abstract',
    labels: 'container',
    methods: methods({
      'new()': setUp,
      'protected abstract Object compute()': null,
      'final Object getRawResult()': (_vm, self: Task) => self.peer.result,
      'protected final void setRawResult(Object)': (_vm, self: Task, value: Ref) => {
        self.peer.result = value;
      },
      'protected final boolean exec()': function* (vm, self: Task) {
        self.peer.result = yield* vm.call<Ref>(self, 'compute()Ljava/lang/Object;');
        return true;
      },
    }),
  }),
  defineClass({
    name: 'java/util/concurrent/RecursiveAction',
    super: TASK,
    flags: 'abstract',
    labels: 'container',
    methods: methods({
      'new()': setUp,
      'protected abstract void compute()': null,
      'final java/lang/Void getRawResult()': () => null,
      'final Object getRawResult()': () => null,
      'protected final void setRawResult(Object)': () => undefined,
      'protected final boolean exec()': function* (vm, self: Task) {
        yield* vm.call(self, 'compute()V');
        return true;
      },
    }),
  }),
];
