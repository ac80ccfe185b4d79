import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeContextImpl } from '../content/context-state.ts';
import type { Intent } from '../content/intent.ts';
import { activityStateOf } from './activity-state.ts';
import { tellAround } from './application.ts';
import { setInitialTheme } from './context-theme-wrapper.ts';
import type { Bundle } from '../os/bundle.ts';
import { restoreManagedDialogs, saveManagedDialogs } from './managed-dialogs.ts';
import { moveActivityFragments } from './fragment/fragment-manager.ts';
import { levels, type Level } from './fragment/fragment-state.ts';
import { runsHere } from './own-process.ts';

export const toInternal = (className: string) => className.replaceAll('.', '/');

/** Makes the Application, starts the content providers, and calls Application.onCreate: in that order, as Android does. */
export function* bindApplication(vm: Machine): Steps<void> {
  const system = vm.attached(SYSTEM);
  const { manifest } = system.app;
  const base = makeContextImpl(vm, null);
  const application = yield* vm.construct(
    toInternal(manifest.application.name ?? 'android.app.Application'),
    '()V',
  );
  base.peer.outer = application;
  base.peer.themeId = 0;
  system.application = application;
  yield* vm.call(application, 'attachBaseContext(Landroid/content/Context;)V', base);

  const providers = manifest.components
    .filter((component) => component.kind === 'provider' && component.enabled && runsHere(vm, component))
    .toSorted((a, b) => (b.initOrder ?? 0) - (a.initOrder ?? 0));
  for (const provider of providers) {
    system.events.record({
      kind: 'component-start',
      component: provider.name,
      componentKind: 'provider',
      trigger: 'process start',
      callerPackage: manifest.packageName,
    });
    const info = yield* vm.construct('android/content/pm/ProviderInfo', '()V');
    vm.setField(info, 'authority:Ljava/lang/String;', vm.string(provider.authorities?.join(';') ?? ''));
    const instance = yield* vm.construct(toInternal(provider.name), '()V');
    yield* vm.call(
      instance,
      'attachInfo(Landroid/content/Context;Landroid/content/pm/ProviderInfo;)V',
      application,
      info,
    );
    for (const authority of provider.authorities ?? [])
      system.singletons.set(`provider:${authority}`, instance);
  }
  yield* vm.call(application, 'onCreate()V');
}

/** Activity.attach: base context, theme, title and window. */
export function* attachActivity(
  vm: Machine,
  activity: JavaObject,
  className: string,
  intent: Intent,
): Steps<void> {
  const system = vm.attached(SYSTEM);
  const component = system.app.manifest.components.find(({ name }) => name === className);
  if (component?.process !== undefined)
    vm.gap('PARTIAL_MODEL', `android:process ${component.process} of an activity: runs in the main process`);
  const themeId = system.themeOf(className);
  const base = makeContextImpl(vm, activity);
  base.peer.themeId = themeId;
  yield* vm.call(activity, 'attachBaseContext(Landroid/content/Context;)V', base);
  setInitialTheme(activity, themeId);
  const state = activityStateOf(activity);
  state.application = system.application;
  state.intent = intent;
  state.title = vm.string(component?.label ?? system.app.manifest.label);
  state.window = yield* vm.construct<JavaObject>(
    'com/android/internal/policy/PhoneWindow',
    '(Landroid/content/Context;)V',
    activity,
  );
  yield* vm.call(state.window, 'setCallback(Landroid/view/Window$Callback;)V', activity);
  yield* vm.call(state.window, 'setTitle(Ljava/lang/CharSequence;)V', state.title);
}

/** Fragments go down before their activity does, and up after it. */
const levelsBefore: Readonly<Record<string, Level>> = {
  onPause: levels.started,
  onStop: levels.activityCreated,
  onDestroy: levels.initial,
};
const levelsAfter: Readonly<Record<string, Level>> = {
  onCreate: levels.activityCreated,
  onStart: levels.started,
  onResume: levels.resumed,
};

/** Creates and starts an activity that is attached, with what its last instance saved. */
export function* bringUp(vm: Machine, record: ActivityRecord, saved: JavaObject | null): Steps<void> {
  const { activity } = record;
  yield* callActivity(vm, activity, 'onCreate(Landroid/os/Bundle;)V', saved);
  if (record.finishing) return;
  record.stage = 'started';
  yield* callActivity(vm, activity, 'onStart()V');
  if (saved) {
    yield* vm.call(activity, 'onRestoreInstanceState(Landroid/os/Bundle;)V', saved);
    yield* restoreManagedDialogs(vm, activity, saved as Bundle);
  }
  yield* vm.call(activity, 'onPostCreate(Landroid/os/Bundle;)V', saved);
}

/** Calls a life-cycle method; an override that does not call through to the platform's is an error, as on a device. */
export function* callActivity(
  vm: Machine,
  activity: JavaObject,
  selector: string,
  ...args: (JavaObject | null)[]
): Steps<void> {
  const state = activityStateOf(activity);
  state.calledSuper = false;
  const name = selector.slice(0, selector.indexOf('('));
  const before = levelsBefore[name];
  if (before !== undefined) yield* moveActivityFragments(vm, activity, before);
  yield* tellAround(vm, activity, 'Pre', name, args[0] ?? null);
  yield* vm.call(activity, selector, ...args);
  yield* tellAround(vm, activity, 'Post', name, args[0] ?? null);
  const after = levelsAfter[name];
  if (after !== undefined) yield* moveActivityFragments(vm, activity, after);
  if (!state.calledSuper) {
    vm.throwNew(
      'android/util/SuperNotCalledException',
      `Activity ${activity.cls.javaName} did not call through to super.${name}()`,
    );
  }
}

export function* resumeActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  const { activity } = record;
  record.stage = 'resumed';
  yield* callActivity(vm, activity, 'onResume()V');
  yield* vm.call(activity, 'onPostResume()V');
  const { window } = activityStateOf(activity);
  if (record.finishing || !window) return;
  // The window comes to the screen only now, after onResume.
  yield* vm.call(window, 'showForActivity(Ljava/lang/String;)V', record.id);
}

export function* pauseActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  if (record.stage !== 'resumed') return;
  record.stage = 'paused';
  yield* callActivity(vm, record.activity, 'onPause()V');
}

export function* stopActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  if (record.stage === 'stopped' || record.stage === 'destroyed') return;
  if (record.stage === 'resumed') yield* pauseActivity(vm, record);
  // From Android 9 on the state is saved after the activity stopped, for apps that target it.
  const savesLate = vm.attached(SYSTEM).app.manifest.targetSdk >= 28;
  if (!savesLate) yield* saveActivity(vm, record);
  record.stage = 'stopped';
  yield* callActivity(vm, record.activity, 'onStop()V');
  if (savesLate) yield* saveActivity(vm, record);
}

function* saveActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  if (record.finishing) return;
  const saved = yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
  yield* callActivity(vm, record.activity, 'onSaveInstanceState(Landroid/os/Bundle;)V', saved);
  yield* saveManagedDialogs(vm, record.activity, saved as Bundle);
  record.saved = saved;
}
