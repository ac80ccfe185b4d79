import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { wrapperOf } from '../content/context-state.ts';

type ApplicationState = {
  readonly lifecycleCallbacks: HeapObject[];
  readonly componentCallbacks: Set<HeapObject>;
};

const states = new WeakMap<JavaObject, ApplicationState>();

function stateOf(self: JavaObject): ApplicationState {
  let state = states.get(self);
  if (!state) {
    state = { lifecycleCallbacks: [], componentCallbacks: new Set() };
    states.set(self, state);
  }
  return state;
}

/** Who registered with the application to hear of configurations and memory. */
export function componentCallbacksOf(application: JavaObject | null): readonly HeapObject[] {
  return application ? [...stateOf(application).componentCallbacks] : [];
}

/** Tells everybody who registered for it that an activity came to a stage; `selector` takes the activity, and a Bundle or not. */
export function* tellLifecycle(
  vm: Machine,
  application: JavaObject | null,
  selector: string,
  activity: JavaObject,
  bundle?: JavaObject | null,
): Steps<void> {
  const own = stateOf(activity).lifecycleCallbacks;
  const all = application ? stateOf(application).lifecycleCallbacks : [];
  for (const callback of [...own, ...all]) {
    if (bundle === undefined) yield* vm.call(callback, selector, activity);
    else yield* vm.call(callback, selector, activity, bundle);
  }
}

const stageNames: Readonly<Record<string, string>> = {
  onCreate: 'Created',
  onStart: 'Started',
  onResume: 'Resumed',
  onPause: 'Paused',
  onStop: 'Stopped',
  onDestroy: 'Destroyed',
};
const aroundApi = 29;

/** From Android 10 listeners are told before and after a callback of the activity, too; `name` is the callback's. */
export function* tellAround(
  vm: Machine,
  activity: JavaObject,
  moment: 'Pre' | 'Post',
  name: string,
  bundle: JavaObject | null,
): Steps<void> {
  const { application, phone } = vm.attached(SYSTEM);
  const stage = stageNames[name];
  if (stage === undefined || phone.apiLevel < aroundApi) return;
  const isCreated = stage === 'Created';
  const parameters = isCreated ? 'Landroid/app/Activity;Landroid/os/Bundle;' : 'Landroid/app/Activity;';
  const selector = `onActivity${moment}${stage}(${parameters})V`;
  yield* tellLifecycle(vm, application, selector, activity, isCreated ? bundle : undefined);
}

/** Activity.registerActivityLifecycleCallbacks and its counterpart: listeners of one activity. */
export function registerLifecycle(target: JavaObject, callback: HeapObject): void {
  stateOf(target).lifecycleCallbacks.push(callback);
}

export function unregisterLifecycle(target: JavaObject, callback: HeapObject): void {
  const { lifecycleCallbacks } = stateOf(target);
  const at = lifecycleCallbacks.indexOf(callback);
  if (at >= 0) lifecycleCallbacks.splice(at, 1);
}

export const application = defineClass({
  name: 'android/app/Application',
  super: 'android/content/ContextWrapper',
  interfaces: ['android/content/ComponentCallbacks2'],
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      wrapperOf(self).base = null;
    },
    'onCreate()V': () => undefined,
    'onTerminate()V': () => undefined,
    'onConfigurationChanged(Landroid/content/res/Configuration;)V': () => undefined,
    'onLowMemory()V': () => undefined,
    'onTrimMemory(I)V': () => undefined,
    'registerActivityLifecycleCallbacks(Landroid/app/Application$ActivityLifecycleCallbacks;)V': (
      _vm,
      self: JavaObject,
      callback: HeapObject,
    ) => {
      stateOf(self).lifecycleCallbacks.push(callback);
    },
    'unregisterActivityLifecycleCallbacks(Landroid/app/Application$ActivityLifecycleCallbacks;)V': (
      _vm,
      self: JavaObject,
      callback: HeapObject,
    ) => {
      const { lifecycleCallbacks } = stateOf(self);
      const at = lifecycleCallbacks.indexOf(callback);
      if (at >= 0) lifecycleCallbacks.splice(at, 1);
    },
    'registerComponentCallbacks(Landroid/content/ComponentCallbacks;)V': (
      _vm,
      self: JavaObject,
      callback: HeapObject,
    ) => {
      stateOf(self).componentCallbacks.add(callback);
    },
    'unregisterComponentCallbacks(Landroid/content/ComponentCallbacks;)V': (
      _vm,
      self: JavaObject,
      callback: HeapObject,
    ) => {
      stateOf(self).componentCallbacks.delete(callback);
    },
    'static getProcessName()Ljava/lang/String;': (vm) =>
      vm.callStatic('android/os/Process', 'myProcessName()Ljava/lang/String;'),
  },
});

const stageSelectors = [
  'onActivityCreated(Landroid/app/Activity;Landroid/os/Bundle;)V',
  'onActivityStarted(Landroid/app/Activity;)V',
  'onActivityResumed(Landroid/app/Activity;)V',
  'onActivityPaused(Landroid/app/Activity;)V',
  'onActivityStopped(Landroid/app/Activity;)V',
  'onActivitySaveInstanceState(Landroid/app/Activity;Landroid/os/Bundle;)V',
  'onActivityDestroyed(Landroid/app/Activity;)V',
];
const optionalSelectors = [
  'onActivityPreCreated(Landroid/app/Activity;Landroid/os/Bundle;)V',
  'onActivityPostCreated(Landroid/app/Activity;Landroid/os/Bundle;)V',
  'onActivityPreStarted(Landroid/app/Activity;)V',
  'onActivityPostStarted(Landroid/app/Activity;)V',
  'onActivityPreResumed(Landroid/app/Activity;)V',
  'onActivityPostResumed(Landroid/app/Activity;)V',
  'onActivityPrePaused(Landroid/app/Activity;)V',
  'onActivityPostPaused(Landroid/app/Activity;)V',
  'onActivityPreStopped(Landroid/app/Activity;)V',
  'onActivityPostStopped(Landroid/app/Activity;)V',
  'onActivityPreDestroyed(Landroid/app/Activity;)V',
  'onActivityPostDestroyed(Landroid/app/Activity;)V',
];

export const activityLifecycleCallbacks = defineClass({
  name: 'android/app/Application$ActivityLifecycleCallbacks',
  flags: 'interface',
  methods: {
    ...Object.fromEntries(stageSelectors.map((selector) => [selector, null])),
    ...Object.fromEntries(optionalSelectors.map((selector) => [selector, () => undefined])),
  },
});
