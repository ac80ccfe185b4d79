import { defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaThread, Machine, Steps } from '../../machine/index.ts';
import { HostMessageQueue, type LooperState, type QueueEntry } from '../../system/message-queue.ts';
import { threadObject } from '../../java/lang/thread.ts';
import { SYSTEM } from '../../system/system.ts';

const looperKey = 'android.os.Looper';

/** The looper of the running thread, or null. */
export function findLooper(vm: Machine, thread: JavaThread = vm.thread): JavaObject<LooperState> | null {
  return (thread.locals.get(looperKey) as JavaObject<LooperState> | undefined) ?? null;
}

/** Gives a thread a looper. */
export function prepareLooper(vm: Machine, thread: JavaThread): JavaObject<LooperState> {
  const looper = vm.newObject<LooperState>('android/os/Looper');
  looper.peer = { queue: new HostMessageQueue(), thread, idleHandlers: [] };
  thread.locals.set(looperKey, looper);
  return looper;
}

/** Wakes a looper's thread after its queue changed. */
export function wakeLooper(vm: Machine, looper: LooperState): void {
  if (looper.thread !== vm.thread) vm.unpark(looper.thread);
}

/** Works through the running thread's queue until somebody quits it. */
export function* runLooper(vm: Machine): Steps<void> {
  const looper = findLooper(vm);
  if (!looper)
    return vm.throwNew(
      'java/lang/RuntimeException',
      "No Looper; Looper.prepare() wasn't called on this thread.",
    );
  const { queue, idleHandlers } = looper.peer;
  while (!queue.quitting) {
    const entry = queue.takeDue(vm.nowMs);
    if (entry) {
      yield* dispatch(vm, entry);
      continue;
    }
    for (const handler of idleHandlers.splice(0)) {
      const keep = yield* vm.call<boolean>(handler, 'queueIdle()Z');
      if (keep) idleHandlers.push(handler);
    }
    if (queue.nextMs > vm.nowMs && !queue.quitting) yield* vm.park(queue.nextMs);
  }
}

function* dispatch(vm: Machine, entry: QueueEntry): Steps<void> {
  if (entry.kind === 'host') yield* entry.run();
  else yield* vm.call(entry.target, 'dispatchMessage(Landroid/os/Message;)V', entry.message);
}

export const looper = defineClass({
  name: 'android/os/Looper',
  flags: 'final',
  methods: {
    'static prepare()V': (vm) => {
      if (findLooper(vm))
        vm.throwNew('java/lang/RuntimeException', 'Only one Looper may be created per thread');
      prepareLooper(vm, vm.thread);
    },
    'static prepareMainLooper()V': () => undefined,
    'static myLooper()Landroid/os/Looper;': (vm) => findLooper(vm),
    'static getMainLooper()Landroid/os/Looper;': (vm) => vm.attached(SYSTEM).mainLooper,
    'static myQueue()Landroid/os/MessageQueue;': (vm) => {
      const own = findLooper(vm);
      return own === null ? null : queueObject(vm, own);
    },
    'static loop()V': (vm) => runLooper(vm),
    'getQueue()Landroid/os/MessageQueue;': (vm, self: JavaObject<LooperState>) => queueObject(vm, self),
    'getThread()Ljava/lang/Thread;': (vm, self: JavaObject<LooperState>) =>
      threadObject(vm, self.peer.thread),
    'isCurrentThread()Z': (vm, self: JavaObject<LooperState>) => self.peer.thread === vm.thread,
    'quit()V': (vm, self: JavaObject<LooperState>) => quit(vm, self, true),
    'quitSafely()V': (vm, self: JavaObject<LooperState>) => quit(vm, self, false),
    'setMessageLogging(Landroid/util/Printer;)V': () => undefined,
    'toString()Ljava/lang/String;': (_vm, self: JavaObject<LooperState>) =>
      `Looper (${self.peer.thread.name}, tid ${self.peer.thread.id})`,
  },
});

function quit(vm: Machine, self: JavaObject<LooperState>, dropAll: boolean): void {
  if (dropAll) self.peer.queue.clear();
  self.peer.queue.quitting = true;
  wakeLooper(vm, self.peer);
}

/** android.os.MessageQueue as Java sees it; its peer is the looper. */
function queueObject(vm: Machine, self: JavaObject<LooperState>): JavaObject<JavaObject<LooperState>> {
  const made = vm.newObject<JavaObject<LooperState>>('android/os/MessageQueue');
  made.peer = self;
  return made;
}

export const messageQueue = defineClass({
  name: 'android/os/MessageQueue',
  flags: 'final',
  methods: {
    'addIdleHandler(Landroid/os/MessageQueue$IdleHandler;)V': (
      vm,
      self: JavaObject<JavaObject<LooperState>>,
      handler: JavaObject,
    ) => {
      self.peer.peer.idleHandlers.push(handler);
      wakeLooper(vm, self.peer.peer);
    },
    'removeIdleHandler(Landroid/os/MessageQueue$IdleHandler;)V': (
      _vm,
      self: JavaObject<JavaObject<LooperState>>,
      handler: JavaObject,
    ) => {
      const { idleHandlers } = self.peer.peer;
      const at = idleHandlers.indexOf(handler);
      if (at >= 0) idleHandlers.splice(at, 1);
    },
    'isIdle()Z': (vm, self: JavaObject<JavaObject<LooperState>>) => self.peer.peer.queue.nextMs > vm.nowMs,
  },
});

export const idleHandler = defineClass({
  name: 'android/os/MessageQueue$IdleHandler',
  flags: 'interface',
  methods: { 'queueIdle()Z': null },
});
