import { JavaString, defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString as Text,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { callAcross } from './call-across.ts';
import {
  fromParcel,
  fromParcelValues,
  toParcel,
  toParcelValues,
  type MessengerState,
  type RemoteBinder,
} from './parcel-across.ts';
import { makeObject, stringArray, textsOf } from '../support/java-values.ts';
import { makeBundle } from './bundle.ts';

/** A Binder: one of the app's own, or one that stands for a service of the phone and answers by itself. */
export type BinderState = {
  descriptor: string | null;
  owner: HeapObject | null;
  /** Values of the reply to a transaction; undefined for codes that it does not know. */
  readonly answer?: (code: number) => readonly JavaValue[] | undefined;
  /** It stands for a binder of another process of the app. */
  readonly remote?: RemoteBinder;
};
type Binder = JavaObject<BinderState>;

/** A Parcel as a list of what was written, read in the same order. */
type ParcelState = { values: JavaValue[]; position: number };
type Parcel = JavaObject<ParcelState>;

const states = new WeakMap<JavaObject, BinderState>();

// Apps subclass Binder, so its state lies beside the object.
function stateOf(self: Binder): BinderState {
  if (self.cls.name === 'android/os/BinderProxy') return self.peer;
  let state = states.get(self);
  if (!state) {
    state = { descriptor: null, owner: null };
    states.set(self, state);
  }
  return state;
}

const text = 'Ljava/lang/String;';
const parcel = 'Landroid/os/Parcel;';

function* transact(
  vm: Machine,
  self: Binder,
  code: number,
  data: Parcel | null,
  reply: Parcel | null,
  flags: number,
): Steps<boolean> {
  const state = stateOf(self);
  if (state.answer) {
    const values = state.answer(code);
    if (reply && values) reply.peer = { values: [...values], position: 0 };
    return values !== undefined;
  }
  if (data) data.peer.position = 0;
  if (state.remote) return yield* transactAcross(vm, state.remote, code, data, reply, flags);
  const known = yield* vm.call<boolean>(self, `onTransact(I${parcel}${parcel}I)Z`, code, data, reply, flags);
  if (reply) reply.peer.position = 0;
  return known;
}

const oneWay = 1;

/** A call into another process: its binder's thread runs it on copies, and the caller waits unless it wants nothing back. */
function* transactAcross(
  vm: Machine,
  { process, number }: RemoteBinder,
  code: number,
  data: Parcel | null,
  reply: Parcel | null,
  flags: number,
): Steps<boolean> {
  const { processes } = vm.attached(SYSTEM);
  const target = processes.binders.find(number)?.object;
  const given = yield* toParcelValues(vm, data?.peer.values ?? []);
  if (!target) return vm.throwNew('android/os/DeadObjectException');
  const run = function* (other: Machine) {
    const input = obtain(other);
    input.peer.values = yield* fromParcelValues(other, given);
    const output = obtain(other);
    const known = yield* other.call<boolean>(
      target,
      `onTransact(I${parcel}${parcel}I)Z`,
      code,
      input,
      output,
      flags,
    );
    return { known, values: yield* toParcelValues(other, output.peer.values) };
  };
  const thread = `Binder:${number}`;
  if ((flags & oneWay) !== 0) {
    processes.spawn(process, thread, function* (other) {
      yield* run(other);
    });
    return true;
  }
  const result = yield* callAcross(vm, process, run, (steps) => processes.spawn(process, thread, steps));
  if (reply) reply.peer = { values: yield* fromParcelValues(vm, result.values), position: 0 };
  return result.known;
}

const binderMethods: ClassModel['methods'] = {
  '<init>()V': () => undefined,
  [`<init>(${text})V`]: (_vm, self: Binder, descriptor: Text | null) => {
    stateOf(self).descriptor = descriptor?.value ?? null;
  },
  [`attachInterface(Landroid/os/IInterface;${text})V`]: (
    _vm,
    self: Binder,
    owner: HeapObject | null,
    descriptor: Text | null,
  ) => {
    const state = stateOf(self);
    state.owner = owner;
    state.descriptor = descriptor?.value ?? null;
  },
  [`getInterfaceDescriptor()${text}`]: (_vm, self: Binder) => stateOf(self).descriptor,
  [`queryLocalInterface(${text})Landroid/os/IInterface;`]: (_vm, self: Binder, descriptor: Text | null) => {
    const state = stateOf(self);
    return state.descriptor === (descriptor?.value ?? null) ? state.owner : null;
  },
  'pingBinder()Z': () => true,
  'isBinderAlive()Z': () => true,
  [`transact(I${parcel}${parcel}I)Z`]: transact,
  [`protected onTransact(I${parcel}${parcel}I)Z`]: () => false,
  'linkToDeath(Landroid/os/IBinder$DeathRecipient;I)V': () => undefined,
  'unlinkToDeath(Landroid/os/IBinder$DeathRecipient;I)Z': () => true,
};

const binder = defineClass({
  name: 'android/os/Binder',
  interfaces: ['android/os/IBinder'],
  labels: 'container',
  methods: {
    ...binderMethods,
    'static getCallingUid()I': () => 10_234,
    'static getCallingPid()I': () => 1,
    'static clearCallingIdentity()J': () => 0n,
    'static restoreCallingIdentity(J)V': () => undefined,
    'static flushPendingCommands()V': () => undefined,
  },
});

const obtain = (vm: Machine) => makeObject<ParcelState>(vm, 'android/os/Parcel', { values: [], position: 0 });

function next(self: Parcel): JavaValue {
  return self.peer.values[self.peer.position++];
}

const write = (_vm: Machine, self: Parcel, value: JavaValue) => {
  self.peer.values.splice(self.peer.position++, 1, value);
};

function reader(isFit: (value: JavaValue) => boolean, missing: JavaValue) {
  return (_vm: Machine, self: Parcel) => {
    const value = next(self);
    return isFit(value) ? value : missing;
  };
}

const isObject = (value: JavaValue) => typeof value === 'object' && value !== null;
const isText = (value: JavaValue) => value instanceof JavaString;
const isNumber = (value: JavaValue) => typeof value === 'number';

const parcelClass = defineClass({
  name: 'android/os/Parcel',
  flags: 'final',
  labels: 'container',
  methods: {
    [`static obtain()${parcel}`]: obtain,
    'recycle()V': () => undefined,
    'dataSize()I': (_vm, self: Parcel) => self.peer.values.length * 4,
    'dataAvail()I': (_vm, self: Parcel) => (self.peer.values.length - self.peer.position) * 4,
    'dataPosition()I': (_vm, self: Parcel) => self.peer.position * 4,
    'setDataPosition(I)V': (_vm, self: Parcel, position: number) => {
      self.peer.position = Math.max(0, position >> 2);
    },
    [`writeInterfaceToken(${text})V`]: write,
    [`enforceInterface(${text})V`]: (_vm, self: Parcel) => {
      next(self);
    },
    'writeNoException()V': (vm, self: Parcel) => write(vm, self, 0),
    'readException()V': (_vm, self: Parcel) => {
      next(self);
    },
    [`writeString(${text})V`]: write,
    [`readString()${text}`]: reader(isText, null),
    'writeInt(I)V': write,
    'readInt()I': reader(isNumber, 0),
    'writeLong(J)V': write,
    'readLong()J': reader((value) => typeof value === 'bigint', 0n),
    'writeFloat(F)V': write,
    'readFloat()F': reader(isNumber, 0),
    'writeDouble(D)V': write,
    'readDouble()D': reader(isNumber, 0),
    'writeByte(B)V': write,
    'readByte()B': reader(isNumber, 0),
    'writeBoolean(Z)V': write,
    'readBoolean()Z': (_vm, self: Parcel) => {
      const value = next(self);
      return value === true || value === 1;
    },
    'writeBundle(Landroid/os/Bundle;)V': write,
    'readBundle()Landroid/os/Bundle;': reader(isObject, null),
    'readBundle(Ljava/lang/ClassLoader;)Landroid/os/Bundle;': reader(isObject, null),
    'writeParcelable(Landroid/os/Parcelable;I)V': write,
    'readParcelable(Ljava/lang/ClassLoader;)Landroid/os/Parcelable;': reader(isObject, null),
    'writeSerializable(Ljava/io/Serializable;)V': write,
    'readSerializable()Ljava/io/Serializable;': reader(isObject, null),
    'writeValue(Ljava/lang/Object;)V': write,
    'readValue(Ljava/lang/ClassLoader;)Ljava/lang/Object;': reader(isObject, null),
    'writeStrongBinder(Landroid/os/IBinder;)V': write,
    'readStrongBinder()Landroid/os/IBinder;': reader(isObject, null),
    'writeByteArray([B)V': write,
    'createByteArray()[B': reader(isObject, null),
    'writeIntArray([I)V': write,
    'createIntArray()[I': reader(isObject, null),
    'writeStringArray([Ljava/lang/String;)V': (vm, self: Parcel, array: JavaArray | null) =>
      write(vm, self, array && stringArray(vm, textsOf(array))),
    'createStringArray()[Ljava/lang/String;': reader(isObject, null),
    'writeList(Ljava/util/List;)V': write,
    'writeStringList(Ljava/util/List;)V': write,
    'createStringArrayList()Ljava/util/ArrayList;': reader(isObject, null),
    'writeTypedList(Ljava/util/List;)V': write,
    'createTypedArrayList(Landroid/os/Parcelable$Creator;)Ljava/util/ArrayList;': reader(isObject, null),
  },
});

/** android.os: Binder and what travels through it. */
export const binderClasses: readonly ClassModel[] = [
  binder,
  parcelClass,
  defineClass({
    name: 'android/os/BinderProxy',
    flags: 'final',
    interfaces: ['android/os/IBinder'],
    labels: 'container',
    methods: binderMethods,
  }),
  defineClass({ name: 'android/os/IBinder', flags: 'interface' }),
  defineClass({
    name: 'android/os/IBinder$DeathRecipient',
    flags: 'interface',
    methods: { 'binderDied()V': null },
  }),
  defineClass({
    name: 'android/os/IInterface',
    flags: 'interface',
    methods: { 'asBinder()Landroid/os/IBinder;': null },
  }),
  defineClass({
    name: 'android/os/Parcelable',
    flags: 'interface',
    methods: { 'describeContents()I': null, [`writeToParcel(${parcel}I)V`]: null },
  }),
  defineClass({
    name: 'android/os/Parcelable$Creator',
    flags: 'interface',
    methods: {
      [`createFromParcel(${parcel})Ljava/lang/Object;`]: null,
      'newArray(I)[Ljava/lang/Object;': null,
    },
  }),
  defineClass({
    name: 'android/os/ResultReceiver',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      '<init>(Landroid/os/Handler;)V': (_vm, self: JavaObject, handler: HeapObject | null) => {
        handlers.set(self, handler);
      },
      'send(ILandroid/os/Bundle;)V': function* (vm, self: JavaObject, code: number, data: HeapObject | null) {
        yield* vm.call(self, 'onReceiveResult(ILandroid/os/Bundle;)V', code, data ?? makeBundle(vm));
      },
      'protected onReceiveResult(ILandroid/os/Bundle;)V': () => undefined,
    },
  }),
  defineClass({
    name: 'android/os/Messenger',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      '<init>(Landroid/os/Handler;)V': (vm, self: Messenger, handler: HeapObject) => {
        const binder = vm.newObject('android/os/Binder');
        messengers.set(binder, handler);
        self.peer = { handler, binder };
      },
      '<init>(Landroid/os/IBinder;)V': (_vm, self: Messenger, binder: HeapObject | null) => {
        self.peer = { handler: (binder && messengers.get(binder)) ?? null, binder };
      },
      'send(Landroid/os/Message;)V': sendMessage,
      'getBinder()Landroid/os/IBinder;': (_vm, self: Messenger) => self.peer.binder,
    },
  }),
];

const handlers = new WeakMap<JavaObject, HeapObject | null>();

type Messenger = JavaObject<MessengerState>;
/** Handlers behind the binders of messengers. */
const messengers = new WeakMap<HeapObject, HeapObject>();

function* sendMessage(vm: Machine, self: Messenger, message: HeapObject): Steps<void> {
  const { handler, binder } = self.peer;
  if (handler) {
    yield* vm.call(handler, 'sendMessage(Landroid/os/Message;)Z', message);
    return;
  }
  const { processes } = vm.attached(SYSTEM);
  const { remote } = (binder as JavaObject<{ readonly remote?: RemoteBinder }> | null)?.peer ?? {};
  const target = remote && processes.binders.find(remote.number)?.object;
  const there = target && messengers.get(target);
  if (!remote || !there || !processes.find(remote.process)) {
    vm.throwNew('android/os/DeadObjectException');
    return;
  }
  const flat = yield* toParcel(vm, message);
  processes.spawn(remote.process, `Binder:${remote.number}`, function* (other) {
    yield* other.call(there, 'sendMessage(Landroid/os/Message;)Z', yield* fromParcel(other, flat));
  });
}
