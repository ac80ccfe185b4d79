import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { startThread } from '../support/host-runnable.ts';
import { makeObject } from '../support/java-values.ts';

type Status = 'pending' | 'running' | 'finished';
type TaskState = { status: Status; cancelled: boolean; result: HeapObject | null; waiters: (() => void)[] };

const tasks = new WeakMap<JavaObject, TaskState>();
const queues = new WeakMap<Machine, { readonly work: (() => Steps<void>)[]; isWorking: boolean }>();

function stateOf(self: JavaObject): TaskState {
  let state = tasks.get(self);
  if (!state) {
    state = { status: 'pending', cancelled: false, result: null, waiters: [] };
    tasks.set(self, state);
  }
  return state;
}

function* background(vm: Machine, self: JavaObject, parameters: JavaArray): Steps<void> {
  const state = stateOf(self);
  if (!state.cancelled)
    state.result = yield* vm.call<HeapObject | null>(
      self,
      'doInBackground([Ljava/lang/Object;)Ljava/lang/Object;',
      parameters,
    );
  vm.attached(SYSTEM).postToMain('async task', function* () {
    if (state.cancelled) yield* vm.call(self, 'onCancelled(Ljava/lang/Object;)V', state.result);
    else yield* vm.call(self, 'onPostExecute(Ljava/lang/Object;)V', state.result);
    state.status = 'finished';
  });
  for (const wake of state.waiters.splice(0)) wake();
}

/** The serial executor: one task after the other, on one thread. */
function* enqueue(vm: Machine, work: () => Steps<void>): Steps<void> {
  let queue = queues.get(vm);
  if (!queue) {
    queue = { work: [], isWorking: false };
    queues.set(vm, queue);
  }
  const { work: waiting } = queue;
  const own = queue;
  waiting.push(work);
  if (own.isWorking) return;
  own.isWorking = true;
  yield* startThread(vm, 'AsyncTask #1', function* () {
    for (let next = waiting.shift(); next; next = waiting.shift()) yield* next();
    own.isWorking = false;
  });
}

function* begin(vm: Machine, self: JavaObject): Steps<void> {
  const state = stateOf(self);
  if (state.status !== 'pending')
    vm.throwNew('java/lang/IllegalStateException', 'Cannot execute task: the task has already been executed');
  state.status = 'running';
  yield* vm.call(self, 'onPreExecute()V');
}

const executorType = 'android/os/AsyncTask$HostExecutor';
type Executor = JavaObject<{ readonly isSerial: boolean }>;
const executor = (isSerial: boolean) => (vm: Machine) => makeObject(vm, executorType, { isSerial });

/** android.os.AsyncTask */
export const asyncTaskClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/os/AsyncTask',
    flags: 'abstract',
    labels: 'container',
    fields: {
      'static final SERIAL_EXECUTOR:Ljava/util/concurrent/Executor;': executor(true),
      'static final THREAD_POOL_EXECUTOR:Ljava/util/concurrent/Executor;': executor(false),
    },
    methods: {
      '<init>()V': () => undefined,
      'final execute([Ljava/lang/Object;)Landroid/os/AsyncTask;': function* (
        vm,
        self: JavaObject,
        parameters: JavaArray,
      ) {
        yield* begin(vm, self);
        yield* enqueue(vm, () => background(vm, self, parameters));
        return self;
      },
      'final executeOnExecutor(Ljava/util/concurrent/Executor;[Ljava/lang/Object;)Landroid/os/AsyncTask;':
        function* (vm, self: JavaObject, target: Executor, parameters: JavaArray) {
          yield* begin(vm, self);
          if (target.cls.name === executorType && target.peer.isSerial)
            yield* enqueue(vm, () => background(vm, self, parameters));
          else yield* startThread(vm, 'AsyncTask #2', () => background(vm, self, parameters));
          return self;
        },
      'static execute(Ljava/lang/Runnable;)V': function* (vm, runnable: HeapObject) {
        yield* enqueue(vm, function* () {
          yield* vm.call(runnable, 'run()V');
        });
      },
      'protected onPreExecute()V': () => undefined,
      'protected abstract doInBackground([Ljava/lang/Object;)Ljava/lang/Object;': null,
      'protected onPostExecute(Ljava/lang/Object;)V': () => undefined,
      'protected onProgressUpdate([Ljava/lang/Object;)V': () => undefined,
      'protected onCancelled()V': () => undefined,
      'protected onCancelled(Ljava/lang/Object;)V': function* (vm, self: JavaObject) {
        yield* vm.call(self, 'onCancelled()V');
      },
      'protected final publishProgress([Ljava/lang/Object;)V': (vm, self: JavaObject, values: JavaArray) => {
        vm.attached(SYSTEM).postToMain('async progress', () =>
          vm.call(self, 'onProgressUpdate([Ljava/lang/Object;)V', values),
        );
      },
      'final cancel(Z)Z': (_vm, self: JavaObject) => {
        const state = stateOf(self);
        if (state.status === 'finished') return false;
        state.cancelled = true;
        return true;
      },
      'final isCancelled()Z': (_vm, self: JavaObject) => stateOf(self).cancelled,
      'final get()Ljava/lang/Object;': function* (vm, self: JavaObject): Steps<JavaValue> {
        const state = stateOf(self);
        const { thread } = vm;
        while (state.status === 'running' && state.result === null) {
          state.waiters.push(() => vm.unpark(thread));
          yield* vm.park(Number.POSITIVE_INFINITY, true);
        }
        return state.result;
      },
    },
  }),
  defineClass({
    name: executorType,
    interfaces: ['java/util/concurrent/Executor'],
    labels: 'container',
    methods: {
      'execute(Ljava/lang/Runnable;)V': function* (vm, self: Executor, runnable: HeapObject) {
        const work = function* (): Steps<void> {
          yield* vm.call(runnable, 'run()V');
        };
        if (self.peer.isSerial) yield* enqueue(vm, work);
        else yield* startThread(vm, 'AsyncTask #2', work);
      },
    },
  }),
];
