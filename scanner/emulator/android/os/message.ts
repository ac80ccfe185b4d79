import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import type { MessageState } from '../../system/message-queue.ts';

type Message = JavaObject<MessageState>;

/** A message with its public fields set. */
export function makeMessage(
  vm: Machine,
  target: JavaObject | null,
  fields: {
    readonly what?: number;
    readonly arg1?: number;
    readonly arg2?: number;
    readonly obj?: HeapObject | null;
  } = {},
  callback: HeapObject | null = null,
): Message {
  const message = vm.newObject<MessageState>('android/os/Message');
  message.peer = { target, callback, data: null, whenMs: 0 };
  vm.setField(message, 'what:I', fields.what ?? 0);
  vm.setField(message, 'arg1:I', fields.arg1 ?? 0);
  vm.setField(message, 'arg2:I', fields.arg2 ?? 0);
  vm.setField(message, 'obj:Ljava/lang/Object;', fields.obj ?? null);
  return message;
}

function* send(vm: Machine, self: Message): Steps<JavaValue> {
  return yield* vm.call(self.peer.target, 'sendMessage(Landroid/os/Message;)Z', self);
}

function* dataOf(vm: Machine, self: Message): Steps<JavaObject> {
  const data = self.peer.data ?? (yield* vm.construct<JavaObject>('android/os/Bundle', '()V'));
  self.peer.data = data;
  return data;
}

export const message = defineClass({
  name: 'android/os/Message',
  flags: 'final',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  fields: {
    'what:I': 0,
    'arg1:I': 0,
    'arg2:I': 0,
    'obj:Ljava/lang/Object;': null,
    'replyTo:Landroid/os/Messenger;': null,
  },
  methods: {
    '<init>()V': (_vm, self: Message) => {
      self.peer = { target: null, callback: null, data: null, whenMs: 0 };
    },
    'static obtain()Landroid/os/Message;': (vm) => makeMessage(vm, null),
    'static obtain(Landroid/os/Handler;)Landroid/os/Message;': (vm, target: JavaObject) =>
      makeMessage(vm, target),
    'static obtain(Landroid/os/Handler;Ljava/lang/Runnable;)Landroid/os/Message;': (
      vm,
      target: JavaObject,
      callback: HeapObject | null,
    ) => makeMessage(vm, target, {}, callback),
    'static obtain(Landroid/os/Handler;I)Landroid/os/Message;': (vm, target: JavaObject, what: number) =>
      makeMessage(vm, target, { what }),
    'static obtain(Landroid/os/Handler;ILjava/lang/Object;)Landroid/os/Message;': (
      vm,
      target: JavaObject,
      what: number,
      obj: HeapObject | null,
    ) => makeMessage(vm, target, { what, obj }),
    'static obtain(Landroid/os/Handler;III)Landroid/os/Message;': (
      vm,
      target: JavaObject,
      what: number,
      arg1: number,
      arg2: number,
    ) => makeMessage(vm, target, { what, arg1, arg2 }),
    'static obtain(Landroid/os/Handler;IIILjava/lang/Object;)Landroid/os/Message;': (
      vm,
      target: JavaObject,
      what: number,
      arg1: number,
      arg2: number,
      obj: HeapObject | null,
    ) => makeMessage(vm, target, { what, arg1, arg2, obj }),
    'static obtain(Landroid/os/Message;)Landroid/os/Message;': (vm, other: Message) => {
      const copy = makeMessage(vm, other.peer.target, {}, other.peer.callback);
      copy.slots = [...other.slots];
      copy.peer = { ...other.peer };
      return copy;
    },
    'getTarget()Landroid/os/Handler;': (_vm, self: Message) => self.peer.target,
    'setTarget(Landroid/os/Handler;)V': (_vm, self: Message, target: JavaObject | null) => {
      self.peer.target = target;
    },
    'getCallback()Ljava/lang/Runnable;': (_vm, self: Message) => self.peer.callback,
    'getWhen()J': (_vm, self: Message) => BigInt(Math.floor(self.peer.whenMs)),
    'getData()Landroid/os/Bundle;': (vm, self: Message) => dataOf(vm, self),
    'peekData()Landroid/os/Bundle;': (_vm, self: Message) => self.peer.data,
    'setData(Landroid/os/Bundle;)V': (_vm, self: Message, data: JavaObject | null) => {
      self.peer.data = data;
    },
    'sendToTarget()V': (vm, self: Message) => send(vm, self),
    'recycle()V': () => undefined,
    'setAsynchronous(Z)V': () => undefined,
    'isAsynchronous()Z': () => false,
  },
});
