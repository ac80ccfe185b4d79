import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import type { LooperState, MessageState } from '../../system/message-queue.ts';
import { findLooper, wakeLooper } from './looper.ts';
import { makeMessage } from './message.ts';

type HandlerState = { readonly looper: JavaObject<LooperState>; readonly callback: HeapObject | null };
type Handler = JavaObject<HandlerState>;
type Message = JavaObject<MessageState>;

function open(
  vm: Machine,
  self: Handler,
  looper: JavaObject<LooperState> | null,
  callback: HeapObject | null,
): void {
  const chosen = looper ?? findLooper(vm);
  if (!chosen) {
    return vm.throwNew(
      'java/lang/RuntimeException',
      `Can't create handler inside thread ${vm.thread.name} that has not called Looper.prepare()`,
    );
  }
  self.peer = { looper: chosen, callback };
}

function enqueue(vm: Machine, self: Handler, message: Message, delayMs: number): boolean {
  return enqueueAt(vm, self, message, vm.nowMs + Math.max(0, delayMs));
}

function enqueueAt(vm: Machine, self: Handler, message: Message, whenMs: number): boolean {
  const state = self.peer.looper.peer;
  const accepted = state.queue.addMessage(self, message, whenMs);
  wakeLooper(vm, state);
  return accepted;
}

function* dispatch(vm: Machine, self: Handler, message: Message): Steps<void> {
  if (message.peer.callback) {
    yield* vm.call(message.peer.callback, 'run()V');
    return;
  }
  if (self.peer.callback) {
    const handled = yield* vm.call<boolean>(
      self.peer.callback,
      'handleMessage(Landroid/os/Message;)Z',
      message,
    );
    if (handled) return;
  }
  yield* vm.call(self, 'handleMessage(Landroid/os/Message;)V', message);
}

// Sending goes through sendMessageAtTime, which apps override.
function* sendAt(vm: Machine, self: Handler, message: Message, uptimeMs: number): Steps<JavaValue> {
  return yield* vm.call(
    self,
    'sendMessageAtTime(Landroid/os/Message;J)Z',
    message,
    BigInt(Math.floor(uptimeMs)),
  );
}

function sendDelayed(vm: Machine, self: Handler, message: Message, delayMs: bigint): Steps<JavaValue> {
  return sendAt(vm, self, message, vm.nowMs + Math.max(0, Number(delayMs)));
}

function whatOf(vm: Machine, message: Message): JavaValue {
  return vm.getField(message, 'what:I');
}

function objOf(vm: Machine, message: Message): JavaValue {
  return vm.getField(message, 'obj:Ljava/lang/Object;');
}

export const handler = defineClass({
  name: 'android/os/Handler',
  labels: 'container',
  methods: {
    '<init>()V': (vm, self: Handler) => open(vm, self, null, null),
    '<init>(Landroid/os/Handler$Callback;)V': (vm, self: Handler, callback: HeapObject | null) =>
      open(vm, self, null, callback),
    '<init>(Landroid/os/Looper;)V': (vm, self: Handler, looper: JavaObject<LooperState> | null) =>
      openOn(vm, self, looper, null),
    '<init>(Landroid/os/Looper;Landroid/os/Handler$Callback;)V': (
      vm,
      self: Handler,
      looper: JavaObject<LooperState> | null,
      callback: HeapObject | null,
    ) => openOn(vm, self, looper, callback),
    '<init>(Landroid/os/Looper;Landroid/os/Handler$Callback;Z)V': (
      vm,
      self: Handler,
      looper: JavaObject<LooperState> | null,
      callback: HeapObject | null,
    ) => openOn(vm, self, looper, callback),
    'static createAsync(Landroid/os/Looper;)Landroid/os/Handler;': (vm, looper: JavaObject<LooperState>) =>
      vm.construct('android/os/Handler', '(Landroid/os/Looper;)V', looper),
    'getLooper()Landroid/os/Looper;': (_vm, self: Handler) => self.peer.looper,
    'handleMessage(Landroid/os/Message;)V': () => undefined,
    'dispatchMessage(Landroid/os/Message;)V': (vm, self: Handler, message: Message) =>
      dispatch(vm, self, message),

    'post(Ljava/lang/Runnable;)Z': (vm, self: Handler, callback: HeapObject) =>
      sendDelayed(vm, self, makeMessage(vm, self, {}, callback), 0n),
    'postDelayed(Ljava/lang/Runnable;J)Z': (vm, self: Handler, callback: HeapObject, delayMs: bigint) =>
      sendDelayed(vm, self, makeMessage(vm, self, {}, callback), delayMs),
    'postDelayed(Ljava/lang/Runnable;Ljava/lang/Object;J)Z': (
      vm,
      self: Handler,
      callback: HeapObject,
      token: HeapObject | null,
      delayMs: bigint,
    ) => sendDelayed(vm, self, makeMessage(vm, self, { obj: token }, callback), delayMs),
    'postAtTime(Ljava/lang/Runnable;J)Z': (vm, self: Handler, callback: HeapObject, uptimeMs: bigint) =>
      sendAt(vm, self, makeMessage(vm, self, {}, callback), Number(uptimeMs)),
    'postAtTime(Ljava/lang/Runnable;Ljava/lang/Object;J)Z': (
      vm,
      self: Handler,
      callback: HeapObject,
      token: HeapObject | null,
      uptimeMs: bigint,
    ) => sendAt(vm, self, makeMessage(vm, self, { obj: token }, callback), Number(uptimeMs)),
    'postAtFrontOfQueue(Ljava/lang/Runnable;)Z': (vm, self: Handler, callback: HeapObject) =>
      atFront(vm, self, makeMessage(vm, self, {}, callback)),

    'sendMessage(Landroid/os/Message;)Z': (vm, self: Handler, message: Message) =>
      sendDelayed(vm, self, message, 0n),
    'sendEmptyMessage(I)Z': (vm, self: Handler, what: number) =>
      sendDelayed(vm, self, makeMessage(vm, self, { what }), 0n),
    'sendEmptyMessageDelayed(IJ)Z': (vm, self: Handler, what: number, delayMs: bigint) =>
      sendDelayed(vm, self, makeMessage(vm, self, { what }), delayMs),
    'sendEmptyMessageAtTime(IJ)Z': (vm, self: Handler, what: number, uptimeMs: bigint) =>
      sendAt(vm, self, makeMessage(vm, self, { what }), Number(uptimeMs)),
    'sendMessageDelayed(Landroid/os/Message;J)Z': (vm, self: Handler, message: Message, delayMs: bigint) =>
      sendDelayed(vm, self, message, delayMs),
    'sendMessageAtTime(Landroid/os/Message;J)Z': (vm, self: Handler, message: Message, uptimeMs: bigint) =>
      enqueueAt(vm, self, message, Number(uptimeMs)),
    'sendMessageAtFrontOfQueue(Landroid/os/Message;)Z': (vm, self: Handler, message: Message) =>
      atFront(vm, self, message),

    'removeCallbacks(Ljava/lang/Runnable;)V': (_vm, self: Handler, callback: HeapObject) =>
      queueOf(self).remove(self, (message) => message.peer.callback === callback),
    'removeCallbacks(Ljava/lang/Runnable;Ljava/lang/Object;)V': (
      vm,
      self: Handler,
      callback: HeapObject,
      token: HeapObject | null,
    ) =>
      queueOf(self).remove(
        self,
        (message) => message.peer.callback === callback && (token === null || objOf(vm, message) === token),
      ),
    'removeMessages(I)V': (vm, self: Handler, what: number) =>
      queueOf(self).remove(self, (message) => message.peer.callback === null && whatOf(vm, message) === what),
    'removeMessages(ILjava/lang/Object;)V': (vm, self: Handler, what: number, obj: HeapObject | null) =>
      queueOf(self).remove(
        self,
        (message) =>
          message.peer.callback === null &&
          whatOf(vm, message) === what &&
          (obj === null || objOf(vm, message) === obj),
      ),
    'removeCallbacksAndMessages(Ljava/lang/Object;)V': (vm, self: Handler, token: HeapObject | null) =>
      queueOf(self).remove(self, (message) => token === null || objOf(vm, message) === token),
    'hasMessages(I)Z': (vm, self: Handler, what: number) =>
      queueOf(self).has(self, (message) => message.peer.callback === null && whatOf(vm, message) === what),
    'hasMessages(ILjava/lang/Object;)Z': (vm, self: Handler, what: number, obj: HeapObject | null) =>
      queueOf(self).has(self, (message) => whatOf(vm, message) === what && objOf(vm, message) === obj),
    'hasCallbacks(Ljava/lang/Runnable;)Z': (_vm, self: Handler, callback: HeapObject) =>
      queueOf(self).has(self, (message) => message.peer.callback === callback),

    'obtainMessage()Landroid/os/Message;': (vm, self: Handler) => makeMessage(vm, self),
    'obtainMessage(I)Landroid/os/Message;': (vm, self: Handler, what: number) =>
      makeMessage(vm, self, { what }),
    'obtainMessage(ILjava/lang/Object;)Landroid/os/Message;': (
      vm,
      self: Handler,
      what: number,
      obj: HeapObject | null,
    ) => makeMessage(vm, self, { what, obj }),
    'obtainMessage(III)Landroid/os/Message;': (vm, self: Handler, what: number, arg1: number, arg2: number) =>
      makeMessage(vm, self, { what, arg1, arg2 }),
    'obtainMessage(IIILjava/lang/Object;)Landroid/os/Message;': (
      vm,
      self: Handler,
      what: number,
      arg1: number,
      arg2: number,
      obj: HeapObject | null,
    ) => makeMessage(vm, self, { what, arg1, arg2, obj }),
  },
});

function openOn(
  vm: Machine,
  self: Handler,
  looper: JavaObject<LooperState> | null,
  callback: HeapObject | null,
): void {
  if (looper === null) return vm.throwNew('java/lang/NullPointerException', 'Looper is null');
  open(vm, self, looper, callback);
}

function atFront(vm: Machine, self: Handler, message: Message): boolean {
  const state = self.peer.looper.peer;
  const accepted = state.queue.addMessageAtFront(self, message);
  wakeLooper(vm, state);
  return accepted;
}

function queueOf(self: Handler) {
  return self.peer.looper.peer.queue;
}

/** Posts a Runnable to a handler's looper from the host. */
export function postRunnable(vm: Machine, self: JavaObject, callback: HeapObject, delayMs: number): void {
  enqueue(vm, self as Handler, makeMessage(vm, self, {}, callback), delayMs);
}

export const handlerCallback = defineClass({
  name: 'android/os/Handler$Callback',
  flags: 'interface',
  methods: { 'handleMessage(Landroid/os/Message;)Z': null },
});
