import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { wrapperOf } from '../content/context-state.ts';
import { startThread } from '../support/host-runnable.ts';
import { recordNotification } from './notifications.ts';
import { findRunning, stopSelf } from './services.ts';

const startSticky = 1;
const startNotSticky = 2;
const redeliverIntent = 3;

function startForeground(vm: Machine, self: JavaObject, _id: number, notification: JavaObject | null): void {
  const service = findRunning(vm, self);
  if (service) service.foreground = true;
  if (notification) recordNotification(vm, notification);
}

const service = defineClass({
  name: 'android/app/Service',
  super: 'android/content/ContextWrapper',
  flags: 'abstract',
  interfaces: ['android/content/ComponentCallbacks2'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      wrapperOf(self).base = null;
    },
    'final getApplication()Landroid/app/Application;': (vm) => vm.attached(SYSTEM).application,
    'onCreate()V': () => undefined,
    'onStart(Landroid/content/Intent;I)V': () => undefined,
    'onStartCommand(Landroid/content/Intent;II)I': function* (
      vm,
      self: JavaObject,
      intent: HeapObject | null,
      _flags: number,
      startId: number,
    ) {
      yield* vm.call(self, 'onStart(Landroid/content/Intent;I)V', intent, startId);
      return startSticky;
    },
    'onDestroy()V': () => undefined,
    'onBind(Landroid/content/Intent;)Landroid/os/IBinder;': () => null,
    'onUnbind(Landroid/content/Intent;)Z': () => false,
    'onRebind(Landroid/content/Intent;)V': () => undefined,
    'onTaskRemoved(Landroid/content/Intent;)V': () => undefined,
    'onConfigurationChanged(Landroid/content/res/Configuration;)V': () => undefined,
    'onLowMemory()V': () => undefined,
    'onTrimMemory(I)V': () => undefined,
    'final stopSelf()V': (vm, self: JavaObject) => {
      stopSelf(vm, self, -1);
    },
    'final stopSelf(I)V': (vm, self: JavaObject, startId: number) => {
      stopSelf(vm, self, startId);
    },
    'final stopSelfResult(I)Z': (vm, self: JavaObject, startId: number) => stopSelf(vm, self, startId),
    'final startForeground(ILandroid/app/Notification;)V': startForeground,
    'final startForeground(ILandroid/app/Notification;I)V': startForeground,
    'final stopForeground(Z)V': () => undefined,
    'final stopForeground(I)V': () => undefined,
  },
});

/** An IntentService's name, and the intents that wait for its one worker thread. */
type WorkState = {
  name: string;
  redelivers: boolean;
  readonly queue: { readonly intent: HeapObject | null; readonly startId: number }[];
  isWorking: boolean;
};
const workStates = new WeakMap<JavaObject, WorkState>();

function workOf(self: JavaObject): WorkState {
  let state = workStates.get(self);
  if (!state) {
    state = { name: self.cls.name.split('/').at(-1) ?? '', redelivers: false, queue: [], isWorking: false };
    workStates.set(self, state);
  }
  return state;
}

function* work(vm: Machine, self: JavaObject): Steps<void> {
  const state = workOf(self);
  for (let item = state.queue.shift(); item; item = state.queue.shift()) {
    if (item.intent) yield* vm.call(self, 'onHandleIntent(Landroid/content/Intent;)V', item.intent);
    stopSelf(vm, self, item.startId);
  }
  state.isWorking = false;
}

const intentService = defineClass({
  name: 'android/app/IntentService',
  super: 'android/app/Service',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>(Ljava/lang/String;)V': (_vm, self: JavaObject, name: JavaString | null) => {
      wrapperOf(self).base = null;
      workOf(self).name = name?.value ?? 'null';
    },
    'setIntentRedelivery(Z)V': (_vm, self: JavaObject, redelivers: boolean) => {
      workOf(self).redelivers = redelivers;
    },
    'onStartCommand(Landroid/content/Intent;II)I': function* (
      vm,
      self: JavaObject,
      intent: HeapObject | null,
      _flags: number,
      startId: number,
    ) {
      yield* vm.call(self, 'onStart(Landroid/content/Intent;I)V', intent, startId);
      return workOf(self).redelivers ? redeliverIntent : startNotSticky;
    },
    'onStart(Landroid/content/Intent;I)V': function* (
      vm,
      self: JavaObject,
      intent: HeapObject | null,
      startId: number,
    ) {
      const state = workOf(self);
      state.queue.push({ intent, startId });
      if (state.isWorking) return;
      state.isWorking = true;
      yield* startThread(vm, `IntentService[${state.name}]`, () => work(vm, self));
    },
    'protected abstract onHandleIntent(Landroid/content/Intent;)V': null,
  },
});

/** android.app: services. */
export const serviceClasses: readonly ClassModel[] = [
  service,
  intentService,
  defineClass({
    name: 'android/content/ServiceConnection',
    flags: 'interface',
    methods: {
      'onServiceConnected(Landroid/content/ComponentName;Landroid/os/IBinder;)V': null,
      'onServiceDisconnected(Landroid/content/ComponentName;)V': null,
      'onBindingDied(Landroid/content/ComponentName;)V': () => undefined,
      'onNullBinding(Landroid/content/ComponentName;)V': () => undefined,
    },
  }),
];
