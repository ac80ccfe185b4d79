import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { makeBundle } from '../os/bundle.ts';
import { makeObject } from '../support/java-values.ts';
import type { IntentFilter } from './intent-filter.ts';

/** A receiver that the app registered in code. */
export type Registration = {
  readonly receiver: HeapObject;
  readonly filter: IntentFilter;
  readonly context: JavaObject;
};

const registrations = new WeakMap<Machine, Registration[]>();

export function registrationsOf(vm: Machine): Registration[] {
  let known = registrations.get(vm);
  if (!known) {
    known = [];
    registrations.set(vm, known);
  }
  return known;
}

export function unregister(vm: Machine, receiver: HeapObject | null): void {
  const known = registrationsOf(vm);
  const kept = known.filter((registration) => registration.receiver !== receiver);
  if (kept.length === known.length)
    vm.throwNew('java/lang/IllegalArgumentException', 'Receiver not registered');
  registrations.set(vm, kept);
}

type ReceiverState = {
  isOrdered: boolean;
  resultCode: number;
  resultData: JavaString | null;
  aborted: boolean;
};
const states = new WeakMap<JavaObject, ReceiverState>();

export function receiverStateOf(receiver: JavaObject): ReceiverState {
  let state = states.get(receiver);
  if (!state) {
    state = { isOrdered: false, resultCode: 0, resultData: null, aborted: false };
    states.set(receiver, state);
  }
  return state;
}

export const broadcastReceiver = defineClass({
  name: 'android/content/BroadcastReceiver',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    'final isOrderedBroadcast()Z': (_vm, self: JavaObject) => receiverStateOf(self).isOrdered,
    'final isInitialStickyBroadcast()Z': () => false,
    'final abortBroadcast()V': (_vm, self: JavaObject) => {
      receiverStateOf(self).aborted = true;
    },
    'final clearAbortBroadcast()V': (_vm, self: JavaObject) => {
      receiverStateOf(self).aborted = false;
    },
    'final getResultCode()I': (_vm, self: JavaObject) => receiverStateOf(self).resultCode,
    'final setResultCode(I)V': (_vm, self: JavaObject, code: number) => {
      receiverStateOf(self).resultCode = code;
    },
    'final getResultData()Ljava/lang/String;': (_vm, self: JavaObject) => receiverStateOf(self).resultData,
    'final setResultData(Ljava/lang/String;)V': (_vm, self: JavaObject, data: JavaString | null) => {
      receiverStateOf(self).resultData = data;
    },
    'final setResult(ILjava/lang/String;Landroid/os/Bundle;)V': (
      _vm,
      self: JavaObject,
      code: number,
      data: JavaString | null,
    ) => {
      Object.assign(receiverStateOf(self), { resultCode: code, resultData: data });
    },
    'final setResultExtras(Landroid/os/Bundle;)V': () => undefined,
    'final getResultExtras(Z)Landroid/os/Bundle;': (vm, _self: JavaObject, makes: boolean) =>
      makes ? makeBundle(vm) : null,
    'final goAsync()Landroid/content/BroadcastReceiver$PendingResult;': (vm) =>
      makeObject(vm, 'android/content/BroadcastReceiver$PendingResult', {}),
    'peekService(Landroid/content/Context;Landroid/content/Intent;)Landroid/os/IBinder;': () => null,
  },
});

export const pendingResult = defineClass({
  name: 'android/content/BroadcastReceiver$PendingResult',
  methods: { 'final finish()V': () => undefined, 'final setResultCode(I)V': () => undefined },
});

const stickyActions = new Set([
  'android.intent.action.BATTERY_CHANGED',
  'android.net.conn.CONNECTIVITY_CHANGE',
  'android.net.wifi.STATE_CHANGE',
  'android.net.wifi.WIFI_STATE_CHANGED',
]);

/** The last broadcast of a sticky action, which registering for it answers at once. */
export function stickyAction(filter: IntentFilter): string | undefined {
  return filter.peer.actions.find((action) => stickyActions.has(action));
}
