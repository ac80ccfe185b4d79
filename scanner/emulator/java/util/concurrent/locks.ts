import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  JavaObject,
  JavaThread,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import type { ThreadPeer } from '../../lang/thread.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';
import { deadlineMs } from './time-unit.ts';
import { throwInterrupted, WaitList } from './wait-list.ts';

const FOREVER = Number.POSITIVE_INFINITY;

/** A lock that its owner may take again. */
class LockPeer {
  owner: JavaThread | null = null;
  count = 0;
  readonly fair: boolean;
  readonly waiting = new WaitList();

  constructor(fair = false) {
    this.fair = fair;
  }

  isFree(thread: JavaThread): boolean {
    // A thread that ended without unlocking leaves the lock taken, as in Java.
    return this.owner === null || this.owner === thread;
  }

  take(thread: JavaThread, count = 1): void {
    this.owner = thread;
    this.count += count;
  }

  /** Gives the lock up `count` times over; true when it is free then. */
  release(vm: Machine, count = 1): boolean {
    if (this.owner !== vm.thread) return vm.throwNew('java/lang/IllegalMonitorStateException');
    this.count -= count;
    if (this.count > 0) return false;
    this.owner = null;
    this.count = 0;
    this.waiting.wake(vm);
    return true;
  }

  *lock(vm: Machine, untilMs = FOREVER, interruptible = false, count = 1): Steps<boolean> {
    const { thread } = vm;
    if (interruptible && thread.interrupted) throwInterrupted(vm);
    if (!(yield* this.waiting.until(vm, () => this.isFree(thread), untilMs, interruptible))) return false;
    this.take(thread, count);
    return true;
  }
}

type Lock = JavaObject<LockPeer>;

/** Takes the lock at once where it is free, so that the usual case costs no steps. */
function lock(vm: Machine, peer: LockPeer, interruptible: boolean): Steps<void> | void {
  if (!(interruptible && vm.thread.interrupted) && peer.isFree(vm.thread)) {
    peer.take(vm.thread);
    return;
  }
  return (function* () {
    yield* peer.lock(vm, FOREVER, interruptible);
  })();
}

function tryLock(vm: Machine, peer: LockPeer): boolean {
  if (!peer.isFree(vm.thread)) return false;
  peer.take(vm.thread);
  return true;
}

type ConditionPeer = { lock: LockPeer; waiting: { signalled: boolean }[]; list: WaitList };
type Condition = JavaObject<ConditionPeer>;

function newCondition(vm: Machine, lockPeer: LockPeer): Condition {
  const made = vm.newObject<ConditionPeer>('java/util/concurrent/locks/ConditionObject');
  made.peer = { lock: lockPeer, waiting: [], list: new WaitList() };
  return made;
}

const lockMethods: Record<string, NativeMethod> = {
  'void lock()': (vm, self: Lock) => lock(vm, self.peer, false),
  'void lockInterruptibly()': (vm, self: Lock) => lock(vm, self.peer, true),
  'boolean tryLock()': (vm, self: Lock) => tryLock(vm, self.peer),
  'boolean tryLock(long, TimeUnit)': (vm, self: Lock, amount: bigint, unit: Ref) =>
    self.peer.lock(vm, deadlineMs(vm, amount, unit), true),
  'void unlock()': (vm, self: Lock) => {
    self.peer.release(vm);
  },
  'Condition newCondition()': (vm, self: Lock) => newCondition(vm, self.peer),
};

const reentrantLock = defineClass({
  name: 'java/util/concurrent/locks/ReentrantLock',
  interfaces: ['java/util/concurrent/locks/Lock', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: Lock) => {
      self.peer = new LockPeer();
    },
    'new(boolean)': (_vm, self: Lock, fair: boolean) => {
      self.peer = new LockPeer(fair);
    },
    ...lockMethods,
    'boolean isLocked()': (_vm, self: Lock) => self.peer.owner !== null,
    'boolean isHeldByCurrentThread()': (vm, self: Lock) => self.peer.owner === vm.thread,
    'int getHoldCount()': (vm, self: Lock) => (self.peer.owner === vm.thread ? self.peer.count : 0),
    'boolean isFair()': (_vm, self: Lock) => self.peer.fair,
    'boolean hasQueuedThreads()': (_vm, self: Lock) => self.peer.waiting.size > 0,
    'int getQueueLength()': (_vm, self: Lock) => self.peer.waiting.size,
  }),
});

/** Gives the lock up, waits for a signal or a moment, takes the lock again; false when the moment came first. */
function* awaitSignal(vm: Machine, self: Condition, untilMs: number, interruptible = true): Steps<boolean> {
  const { lock: own, waiting, list } = self.peer;
  if (own.owner !== vm.thread) return vm.throwNew('java/lang/IllegalMonitorStateException');
  if (interruptible && vm.thread.interrupted) throwInterrupted(vm);
  const node = { signalled: false };
  waiting.push(node);
  const { count } = own;
  own.release(vm, count);
  try {
    return yield* list.until(vm, () => node.signalled, untilMs, interruptible);
  } finally {
    const at = waiting.indexOf(node);
    if (at >= 0) waiting.splice(at, 1);
    yield* own.lock(vm, FOREVER, false, count);
  }
}

function signal(vm: Machine, self: Condition, all: boolean): void {
  if (self.peer.lock.owner !== vm.thread) vm.throwNew('java/lang/IllegalMonitorStateException');
  for (const node of self.peer.waiting.splice(0, all ? Number.POSITIVE_INFINITY : 1)) node.signalled = true;
  self.peer.list.wake(vm);
}

const condition = defineClass({
  name: 'java/util/concurrent/locks/ConditionObject',
  interfaces: ['java/util/concurrent/locks/Condition'],
  labels: 'container',
  methods: methods({
    'void await()': function* (vm, self: Condition) {
      yield* awaitSignal(vm, self, FOREVER);
    },
    'void awaitUninterruptibly()': function* (vm, self: Condition) {
      yield* awaitSignal(vm, self, FOREVER, false);
    },
    'boolean await(long, TimeUnit)': (vm, self: Condition, amount: bigint, unit: Ref) =>
      awaitSignal(vm, self, deadlineMs(vm, amount, unit)),
    'long awaitNanos(long)': function* (vm, self: Condition, nanos: bigint) {
      const untilMs = vm.nowMs + Number(nanos) / 1e6;
      yield* awaitSignal(vm, self, untilMs);
      return BigInt(Math.round((untilMs - vm.nowMs) * 1e6));
    },
    'boolean awaitUntil(Date)': function* (vm, self: Condition, date: Ref) {
      const epochMs = Number(yield* vm.call<bigint>(date, 'getTime()J'));
      return yield* awaitSignal(vm, self, vm.nowMs + (epochMs - vm.epochMs));
    },
    'void signal()': (vm, self: Condition) => signal(vm, self, false),
    'void signalAll()': (vm, self: Condition) => signal(vm, self, true),
  }),
});

/** Many readers or one writer; the writer may read as well. */
class ReadWritePeer {
  readonly write = new LockPeer();
  readonly readers = new Map<JavaThread, number>();

  mayRead(thread: JavaThread): boolean {
    return this.write.isFree(thread);
  }

  mayWrite(thread: JavaThread): boolean {
    return (
      this.write.isFree(thread) &&
      [...this.readers.keys()].every((reader) => reader === thread && this.write.owner === thread)
    );
  }

  addReader(thread: JavaThread): void {
    this.readers.set(thread, (this.readers.get(thread) ?? 0) + 1);
  }

  removeReader(vm: Machine): void {
    const count =
      this.readers.get(vm.thread) ??
      vm.throwNew(
        'java/lang/IllegalMonitorStateException',
        'attempt to unlock read lock, not locked by current thread',
      );
    if (count > 1) this.readers.set(vm.thread, count - 1);
    else this.readers.delete(vm.thread);
    this.write.waiting.wake(vm);
  }
}

type ReadWrite = JavaObject<ReadWritePeer & { readLock?: Ref; writeLock?: Ref }>;

function part(vm: Machine, self: ReadWrite, which: 'readLock' | 'writeLock'): Ref {
  let made = self.peer[which];
  if (made === undefined) {
    const name = which === 'readLock' ? 'ReadLock' : 'WriteLock';
    const object = vm.newObject<ReadWritePeer>(`java/util/concurrent/locks/ReentrantReadWriteLock$${name}`);
    object.peer = self.peer;
    made = object;
    self.peer[which] = made;
  }
  return made;
}

type Part = JavaObject<ReadWritePeer>;

function* take(
  vm: Machine,
  self: Part,
  write: boolean,
  untilMs = FOREVER,
  interruptible = false,
): Steps<boolean> {
  const { peer } = self;
  const { thread } = vm;
  const ready = () => (write ? peer.mayWrite(thread) : peer.mayRead(thread));
  if (!(yield* peer.write.waiting.until(vm, ready, untilMs, interruptible))) return false;
  if (write) peer.write.take(thread);
  else peer.addReader(thread);
  return true;
}

function partMethods(write: boolean): Record<string, NativeMethod> {
  return {
    'void lock()': function* (vm, self: Part) {
      yield* take(vm, self, write);
    },
    'void lockInterruptibly()': function* (vm, self: Part) {
      yield* take(vm, self, write, FOREVER, true);
    },
    'boolean tryLock()': (vm, self: Part) => {
      if (write ? !self.peer.mayWrite(vm.thread) : !self.peer.mayRead(vm.thread)) return false;
      if (write) self.peer.write.take(vm.thread);
      else self.peer.addReader(vm.thread);
      return true;
    },
    'boolean tryLock(long, TimeUnit)': (vm, self: Part, amount: bigint, unit: Ref) =>
      take(vm, self, write, deadlineMs(vm, amount, unit), true),
    'void unlock()': (vm, self: Part) => {
      if (write) self.peer.write.release(vm);
      else self.peer.removeReader(vm);
    },
    'Condition newCondition()': (vm, self: Part) =>
      write ? newCondition(vm, self.peer.write) : vm.throwNew('java/lang/UnsupportedOperationException'),
  };
}

const readWriteLock = defineClass({
  name: 'java/util/concurrent/locks/ReentrantReadWriteLock',
  interfaces: ['java/util/concurrent/locks/ReadWriteLock', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: ReadWrite) => {
      self.peer = new ReadWritePeer();
    },
    'new(boolean)': (_vm, self: ReadWrite, _fair: boolean) => {
      self.peer = new ReadWritePeer();
    },
    'Lock readLock()': (vm, self: ReadWrite) => part(vm, self, 'readLock'),
    'Lock writeLock()': (vm, self: ReadWrite) => part(vm, self, 'writeLock'),
    'java/util/concurrent/locks/ReentrantReadWriteLock$ReadLock readLock()': (vm, self: ReadWrite) =>
      part(vm, self, 'readLock'),
    'java/util/concurrent/locks/ReentrantReadWriteLock$WriteLock writeLock()': (vm, self: ReadWrite) =>
      part(vm, self, 'writeLock'),
    'boolean isWriteLocked()': (_vm, self: ReadWrite) => self.peer.write.owner !== null,
    'boolean isWriteLockedByCurrentThread()': (vm, self: ReadWrite) => self.peer.write.owner === vm.thread,
    'int getWriteHoldCount()': (vm, self: ReadWrite) =>
      self.peer.write.owner === vm.thread ? self.peer.write.count : 0,
    'int getReadHoldCount()': (vm, self: ReadWrite) => self.peer.readers.get(vm.thread) ?? 0,
    'int getReadLockCount()': (_vm, self: ReadWrite) =>
      [...self.peer.readers.values()].reduce((sum, one) => sum + one, 0),
  }),
});

function* park(vm: Machine, untilMs: number): Steps<void> {
  const { thread } = vm;
  if (!thread.permit && !thread.interrupted) yield* vm.park(untilMs, true);
  thread.permit = false;
}

const lockSupport = defineClass({
  name: 'java/util/concurrent/locks/LockSupport',
  labels: 'container',
  methods: methods({
    'static void park()': (vm) => park(vm, FOREVER),
    'static void park(Object)': (vm, _blocker: Ref) => park(vm, FOREVER),
    'static void parkNanos(long)': (vm, nanos: bigint) => park(vm, vm.nowMs + Number(nanos) / 1e6),
    'static void parkNanos(Object, long)': (vm, _blocker: Ref, nanos: bigint) =>
      park(vm, vm.nowMs + Number(nanos) / 1e6),
    'static void parkUntil(long)': (vm, epochMs: bigint) =>
      park(vm, vm.nowMs + (Number(epochMs) - vm.epochMs)),
    'static void parkUntil(Object, long)': (vm, _blocker: Ref, epochMs: bigint) =>
      park(vm, vm.nowMs + (Number(epochMs) - vm.epochMs)),
    'static void unpark(Thread)': (vm, thread: JavaObject<ThreadPeer> | null) => {
      const target = thread?.peer.thread ?? null;
      if (target === null) return;
      target.permit = true;
      // Only a thread in park may be woken so: others that wait look at their own condition again, which is harmless.
      vm.unpark(target);
    },
    'static Object getBlocker(Thread)': () => null,
    'static void setCurrentBlocker(Object)': () => undefined,
  }),
});

/** What the app's own synchronizers are built on: `state`, and a queue of threads that try until they may. */
type SyncPeer = { state: number | bigint; owner: Ref; list: WaitList; releases: number };
type Sync = JavaObject<SyncPeer>;

function* acquire(
  vm: Machine,
  self: Sync,
  attempt: () => Steps<boolean>,
  untilMs = FOREVER,
  interruptible = false,
): Steps<boolean> {
  for (;;) {
    // A release between the attempt and the wait must not be missed.
    const { releases } = self.peer;
    if (yield* attempt()) return true;
    const ready = () => self.peer.releases !== releases;
    if (!(yield* self.peer.list.until(vm, ready, untilMs, interruptible))) return false;
  }
}

function syncMethods(type: 'int' | 'long'): Record<string, NativeMethod> {
  const letter = type === 'int' ? 'I' : 'J';
  type Arg = number | bigint;
  const own = (vm: Machine, self: Sync, arg: Arg) => () =>
    vm.call<boolean>(self, `tryAcquire(${letter})Z`, arg);
  const shared = (vm: Machine, self: Sync, arg: Arg) =>
    function* (): Steps<boolean> {
      return (yield* vm.call<Arg>(self, `tryAcquireShared(${letter})${letter}`, arg)) >= 0;
    };
  const unsupported: NativeMethod = (vm: Machine) => vm.throwNew('java/lang/UnsupportedOperationException');
  const released = (selector: string): NativeMethod =>
    function* (vm: Machine, self: Sync, arg: Arg) {
      if (!(yield* vm.call<boolean>(self, selector, arg))) return false;
      self.peer.releases++;
      self.peer.list.wake(vm);
      return true;
    };
  return {
    'protected new()': (_vm, self: Sync) => {
      self.peer = { state: type === 'int' ? 0 : 0n, owner: null, list: new WaitList(), releases: 0 };
    },
    [`protected final ${type} getState()`]: (_vm: Machine, self: Sync) => self.peer.state,
    [`protected final void setState(${type})`]: (_vm: Machine, self: Sync, state: Arg) => {
      self.peer.state = state;
    },
    [`protected final boolean compareAndSetState(${type}, ${type})`]: (
      _vm: Machine,
      self: Sync,
      from: Arg,
      to: Arg,
    ) => {
      if (self.peer.state !== from) return false;
      self.peer.state = to;
      return true;
    },
    [`protected boolean tryAcquire(${type})`]: unsupported,
    [`protected boolean tryRelease(${type})`]: unsupported,
    [`protected ${type} tryAcquireShared(${type})`]: unsupported,
    [`protected boolean tryReleaseShared(${type})`]: unsupported,
    'protected boolean isHeldExclusively()': unsupported,
    [`final void acquire(${type})`]: function* (vm: Machine, self: Sync, arg: Arg) {
      yield* acquire(vm, self, own(vm, self, arg));
    },
    [`final void acquireInterruptibly(${type})`]: function* (vm: Machine, self: Sync, arg: Arg) {
      yield* acquire(vm, self, own(vm, self, arg), FOREVER, true);
    },
    [`final boolean tryAcquireNanos(${type}, long)`]: (vm: Machine, self: Sync, arg: Arg, nanos: bigint) =>
      acquire(vm, self, own(vm, self, arg), vm.nowMs + Number(nanos) / 1e6, true),
    [`final boolean release(${type})`]: released(`tryRelease(${letter})Z`),
    [`final void acquireShared(${type})`]: function* (vm: Machine, self: Sync, arg: Arg) {
      yield* acquire(vm, self, shared(vm, self, arg));
    },
    [`final void acquireSharedInterruptibly(${type})`]: function* (vm: Machine, self: Sync, arg: Arg) {
      yield* acquire(vm, self, shared(vm, self, arg), FOREVER, true);
    },
    [`final boolean tryAcquireSharedNanos(${type}, long)`]: (
      vm: Machine,
      self: Sync,
      arg: Arg,
      nanos: bigint,
    ) => acquire(vm, self, shared(vm, self, arg), vm.nowMs + Number(nanos) / 1e6, true),
    [`final boolean releaseShared(${type})`]: released(`tryReleaseShared(${letter})Z`),
    'final boolean hasQueuedThreads()': (_vm, self: Sync) => self.peer.list.size > 0,
    'protected final void setExclusiveOwnerThread(Thread)': (_vm, self: Sync, owner: Ref) => {
      self.peer.owner = owner;
    },
    'protected final Thread getExclusiveOwnerThread()': (_vm, self: Sync) => self.peer.owner,
  };
}

function lockInterface(name: string, signatures: readonly string[]): ClassModel {
  return defineClass({
    name: `java/util/concurrent/locks/${name}`,
    flags: 'interface',
    methods: methods(Object.fromEntries(signatures.map((signature) => [signature, null]))),
  });
}

/** java.util.concurrent.locks. */
export const classes: readonly ClassModel[] = [
  lockInterface('Lock', [
    'void lock()',
    'void lockInterruptibly()',
    'boolean tryLock()',
    'boolean tryLock(long, TimeUnit)',
    'void unlock()',
    'Condition newCondition()',
  ]),
  lockInterface('Condition', [
    'void await()',
    'void awaitUninterruptibly()',
    'boolean await(long, TimeUnit)',
    'long awaitNanos(long)',
    'boolean awaitUntil(Date)',
    'void signal()',
    'void signalAll()',
  ]),
  lockInterface('ReadWriteLock', ['Lock readLock()', 'Lock writeLock()']),
  reentrantLock,
  condition,
  readWriteLock,
  ...[false, true].map((write) =>
    defineClass({
      name: `java/util/concurrent/locks/ReentrantReadWriteLock$${write ? 'WriteLock' : 'ReadLock'}`,
      interfaces: ['java/util/concurrent/locks/Lock'],
      labels: 'container',
      methods: methods(partMethods(write)),
    }),
  ),
  lockSupport,
  ...(['int', 'long'] as const).map((type) =>
    defineClass({
      name: `java/util/concurrent/locks/Abstract${type === 'int' ? '' : 'Long'}QueuedSynchronizer`,
      flags: 'abstract',
      labels: 'container',
      methods: methods(syncMethods(type)),
    }),
  ),
];
