import { defineClass, JavaObject, JavaThrow } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, JavaThread, Machine, Steps } from '../../machine/index.ts';
import { javaHost, perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';
import { classLoaderOf } from './class-loader.ts';
import { modelEnum } from './enum.ts';
import { stackTraceArray } from './stack-trace-element.ts';

type Ref = HeapObject | null;

/** The peer of a java.lang.Thread: its machine thread once started. */
export type ThreadPeer = {
  target: Ref;
  name: string;
  thread: JavaThread | null;
  group: Ref;
  daemon: boolean;
  priority: number;
  handler: Ref;
  contextLoader: Ref | undefined;
  id: number;
};
type Thread = JavaObject<ThreadPeer>;

const HANDLER = 'java/lang/Thread$UncaughtExceptionHandler';
const UNCAUGHT = 'uncaughtException(Ljava/lang/Thread;Ljava/lang/Throwable;)V';
const NORMAL_PRIORITY = 5;

const shared = perMachine(() => ({ defaultHandler: null as Ref, lastId: 1 }));

function setUp(vm: Machine, self: Thread, target: Ref, name: JavaString | null, group: Ref = null): void {
  self.peer = newPeer(
    vm,
    target,
    name === null ? `Thread-${vm.nextThreadNumber()}` : name.value,
    null,
    group,
  );
}

function newPeer(
  vm: Machine,
  target: Ref,
  name: string,
  thread: JavaThread | null,
  group: Ref = null,
): ThreadPeer {
  return {
    target,
    name,
    thread,
    group,
    daemon: vm.thread.daemon,
    priority: NORMAL_PRIORITY,
    handler: null,
    contextLoader: undefined,
    id: ++shared(vm).lastId,
  };
}

/** The java.lang.Thread of the running thread, made where the host started it. */
export function currentThread(vm: Machine): Thread {
  return threadObject(vm, vm.thread);
}

/** The java.lang.Thread of any thread of the machine. */
export function threadObject(vm: Machine, thread: JavaThread): Thread {
  if (thread.object === null) {
    const made = vm.newObject<ThreadPeer>('java/lang/Thread');
    made.peer = newPeer(vm, null, thread.name, thread);
    if (thread.name === 'main') made.peer.id = 1;
    thread.object = made;
  }
  return thread.object as Thread;
}

/** Offers an exception that left `run` to the app's handlers, then to the device; without either it ends the thread. */
export function* dispatchUncaught(vm: Machine, self: Thread, exception: HeapObject): Steps<void> {
  const handler = self.peer.handler ?? self.peer.group ?? shared(vm).defaultHandler;
  const thread = vm.thread;
  if (handler !== null) {
    yield* vm.call(handler, UNCAUGHT, self, exception);
    return;
  }
  const report = javaHost(vm).uncaught;
  if (report === undefined) throw new JavaThrow(exception);
  report(thread, exception);
}

function* runThread(vm: Machine, self: Thread): Steps<void> {
  try {
    yield* vm.call(self, 'run()V');
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    yield* dispatchUncaught(vm, self, error.object);
  }
}

/** Waits at most so long; an interrupt is Java's InterruptedException. */
export function* sleep(vm: Machine, durationMs: number): Steps<void> {
  const until = vm.nowMs + durationMs;
  do {
    if ((yield* vm.park(until, true)) !== 'interrupt') continue;
    vm.thread.interrupted = false;
    vm.throwNew('java/lang/InterruptedException', 'sleep interrupted');
  } while (vm.nowMs < until);
}

function* join(vm: Machine, self: Thread, durationMs: number): Steps<void> {
  const { thread } = self.peer;
  if (thread !== null && thread.state !== 'finished')
    yield* vm.joinThread(thread, durationMs === 0 ? Number.POSITIVE_INFINITY : vm.nowMs + durationMs);
}

function stateName(self: Thread): string {
  const { thread } = self.peer;
  if (thread === null) return 'NEW';
  if (thread.state === 'runnable') return 'RUNNABLE';
  if (thread.state === 'finished') return 'TERMINATED';
  if (thread.state === 'blocked') return 'BLOCKED';
  return thread.wakeAtMs === Number.POSITIVE_INFINITY ? 'WAITING' : 'TIMED_WAITING';
}

function isAlive(self: Thread): boolean {
  return self.peer.thread !== null && self.peer.thread.state !== 'finished';
}

/** The group of every thread that names none. */
const mainGroup = perMachine((vm): HeapObject => {
  const made = vm.newObject<Group['peer']>('java/lang/ThreadGroup');
  made.peer = { name: 'main', parent: null };
  return made;
});

const thread = defineClass({
  name: 'java/lang/Thread',
  interfaces: ['java/lang/Runnable'],
  labels: 'container',
  fields: {
    'static final MIN_PRIORITY:I': 1,
    'static final NORM_PRIORITY:I': 5,
    'static final MAX_PRIORITY:I': 10,
  },
  methods: methods({
    'new()': (vm, self: Thread) => setUp(vm, self, null, null),
    'new(Runnable)': (vm, self: Thread, target: Ref) => setUp(vm, self, target, null),
    'new(String)': (vm, self: Thread, name: JavaString) => setUp(vm, self, null, name),
    'new(Runnable, String)': (vm, self: Thread, target: Ref, name: JavaString) =>
      setUp(vm, self, target, name),
    'new(ThreadGroup, Runnable)': (vm, self: Thread, group: Ref, target: Ref) =>
      setUp(vm, self, target, null, group),
    'new(ThreadGroup, String)': (vm, self: Thread, group: Ref, name: JavaString) =>
      setUp(vm, self, null, name, group),
    'new(ThreadGroup, Runnable, String)': (vm, self: Thread, group: Ref, target: Ref, name: JavaString) =>
      setUp(vm, self, target, name, group),
    'new(ThreadGroup, Runnable, String, long)': (
      vm,
      self: Thread,
      group: Ref,
      target: Ref,
      name: JavaString,
      _stackBytes: bigint,
    ) => setUp(vm, self, target, name, group),
    'void run()': function* (vm, self: Thread) {
      if (self.peer.target !== null) yield* vm.call(self.peer.target, 'run()V');
    },
    'void start()': (vm, self: Thread) => {
      if (self.peer.thread !== null) vm.throwNew('java/lang/IllegalThreadStateException');
      const started = vm.spawn(self.peer.name, runThread(vm, self));
      self.peer.thread = started;
      started.object = self;
      started.daemon = self.peer.daemon;
      const inheritable = vm.classes.platformClass('java/lang/InheritableThreadLocal');
      for (const [local, value] of vm.thread.locals)
        if (local instanceof JavaObject && local.cls.isSubclassOf(inheritable))
          started.locals.set(local, value);
    },
    'final void join()': (vm, self: Thread) => join(vm, self, 0),
    'final void join(long)': (vm, self: Thread, durationMs: bigint) => join(vm, self, Number(durationMs)),
    'final void join(long, int)': (vm, self: Thread, durationMs: bigint, nanos: number) =>
      join(vm, self, Number(durationMs) + nanos / 1e6),
    'final boolean isAlive()': (_vm, self: Thread) => isAlive(self),
    'final String getName()': (_vm, self: Thread) => self.peer.name,
    'final void setName(String)': (vm, self: Thread, name: JavaString | null) => {
      self.peer.name = vm.text(name);
      if (self.peer.thread !== null) self.peer.thread.name = self.peer.name;
    },
    'long getId()': (_vm, self: Thread) => BigInt(self.peer.id),
    'final long threadId()': (_vm, self: Thread) => BigInt(self.peer.id),
    'final boolean isDaemon()': (_vm, self: Thread) => self.peer.daemon,
    'final void setDaemon(boolean)': (vm, self: Thread, daemon: boolean) => {
      if (isAlive(self)) vm.throwNew('java/lang/IllegalThreadStateException');
      self.peer.daemon = daemon;
    },
    'final int getPriority()': (_vm, self: Thread) => self.peer.priority,
    'final void setPriority(int)': (vm, self: Thread, priority: number) => {
      if (priority < 1 || priority > 10) vm.throwNew('java/lang/IllegalArgumentException');
      self.peer.priority = priority;
    },
    'final ThreadGroup getThreadGroup()': (vm, self: Thread) => self.peer.group ?? mainGroup(vm),
    'void interrupt()': (vm, self: Thread) => {
      if (self.peer.thread !== null) vm.interrupt(self.peer.thread);
    },
    'boolean isInterrupted()': (_vm, self: Thread) => self.peer.thread?.interrupted ?? false,
    'static boolean interrupted()': (vm) => {
      const was = vm.thread.interrupted;
      vm.thread.interrupted = false;
      return was;
    },
    'static Thread currentThread()': (vm) => currentThread(vm),
    'static void sleep(long)': (vm, durationMs: bigint) => {
      if (durationMs < 0n) vm.throwNew('java/lang/IllegalArgumentException', 'timeout value is negative');
      return sleep(vm, Number(durationMs));
    },
    'static void sleep(long, int)': (vm, durationMs: bigint, nanos: number) =>
      sleep(vm, Number(durationMs) + nanos / 1e6),
    'static void yield()': (vm) => vm.pause(),
    'static void onSpinWait()': (vm) => vm.pause(),
    'static boolean holdsLock(Object)': (vm, object: HeapObject) =>
      object.extra?.monitor?.owner === vm.thread.id,
    'StackTraceElement[] getStackTrace()': (vm, self: Thread) => {
      // Another thread's stack is not walked: only the running one is sure to stand still.
      return stackTraceArray(vm, self.peer.thread === vm.thread ? vm.stack() : []);
    },
    'static void dumpStack()': () => undefined,
    'ClassLoader getContextClassLoader()': (vm, self: Thread) =>
      self.peer.contextLoader === undefined ? classLoaderOf(vm, vm.appLoader) : self.peer.contextLoader,
    'void setContextClassLoader(ClassLoader)': (_vm, self: Thread, loader: Ref) => {
      self.peer.contextLoader = loader;
    },
    [`void setUncaughtExceptionHandler(${HANDLER})`]: (_vm: Machine, self: Thread, handler: Ref) => {
      self.peer.handler = handler;
    },
    [`${HANDLER} getUncaughtExceptionHandler()`]: (_vm: Machine, self: Thread) =>
      self.peer.handler ?? self.peer.group,
    [`static void setDefaultUncaughtExceptionHandler(${HANDLER})`]: (vm: Machine, handler: Ref) => {
      shared(vm).defaultHandler = handler;
    },
    [`static ${HANDLER} getDefaultUncaughtExceptionHandler()`]: (vm: Machine) => shared(vm).defaultHandler,
    'java/lang/Thread$State getState()': (vm, self: Thread) =>
      vm.callStatic(
        'java/lang/Thread$State',
        'valueOf(Ljava/lang/String;)Ljava/lang/Thread$State;',
        stateName(self),
      ),
    'String toString()': (_vm, self: Thread) => `Thread[${self.peer.name},${self.peer.priority},main]`,
  }),
});

type Group = JavaObject<{ name: string; parent: Ref }>;

const threadGroup = defineClass({
  name: 'java/lang/ThreadGroup',
  interfaces: [HANDLER],
  methods: methods({
    'new(String)': (vm, self: Group, name: JavaString) => {
      self.peer = { name: name.value, parent: currentThread(vm).peer.group ?? mainGroup(vm) };
    },
    'new(ThreadGroup, String)': (_vm, self: Group, parent: Ref, name: JavaString) => {
      self.peer = { name: name.value, parent };
    },
    'final String getName()': (_vm, self: Group) => self.peer.name,
    'final ThreadGroup getParent()': (_vm, self: Group) => self.peer.parent,
    'void uncaughtException(Thread, Throwable)': function* (
      vm,
      self: Group,
      failed: Thread,
      exception: HeapObject,
    ) {
      const next = self.peer.parent ?? shared(vm).defaultHandler;
      if (next !== null) yield* vm.call(next, UNCAUGHT, failed, exception);
      else javaHost(vm).uncaught?.(vm.thread, exception);
    },
    'int activeCount()': (vm) => vm.scheduler.threads.size,
  }),
});

type Local = JavaObject<{ supplier: Ref }>;

const threadLocal = defineClass({
  name: 'java/lang/ThreadLocal',
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Local) => {
      self.peer = { supplier: null };
    },
    'static ThreadLocal withInitial(Supplier)': (vm, supplier: Ref) => {
      const made = vm.newObject<Local['peer']>('java/lang/ThreadLocal');
      made.peer = { supplier };
      return made;
    },
    'Object get()': (vm, self: Local) => {
      const known = vm.thread.locals.get(self) as Ref | undefined;
      if (known !== undefined) return known;
      return (function* () {
        const first = yield* vm.call<Ref>(self, 'initialValue()Ljava/lang/Object;');
        vm.thread.locals.set(self, first);
        return first;
      })();
    },
    'void set(Object)': (vm, self: Local, value: Ref) => {
      vm.thread.locals.set(self, value);
    },
    'void remove()': (vm, self: Local) => {
      vm.thread.locals.delete(self);
    },
    'protected Object initialValue()': function* (vm, self: Local) {
      if (self.peer.supplier === null) return null;
      return yield* vm.call<Ref>(self.peer.supplier, 'get()Ljava/lang/Object;');
    },
  }),
});

export const classes: readonly ClassModel[] = [
  thread,
  threadGroup,
  threadLocal,
  defineClass({
    name: 'java/lang/InheritableThreadLocal',
    super: 'java/lang/ThreadLocal',
    methods: methods({
      'new()': (_vm, self: Local) => {
        self.peer = { supplier: null };
      },
    }),
  }),
  modelEnum('java/lang/Thread$State', [
    'NEW',
    'RUNNABLE',
    'BLOCKED',
    'WAITING',
    'TIMED_WAITING',
    'TERMINATED',
  ]),
  defineClass({ name: HANDLER, flags: 'interface', methods: { [UNCAUGHT]: null } }),
];
