import { JavaThrow } from '../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeContextImpl } from '../content/context-state.ts';
import type { Intent } from '../content/intent.ts';
import { activityStateOf } from './activity-state.ts';
import { tellAround } from './application.ts';
import { setInitialTheme } from './context-theme-wrapper.ts';
import { moveActivityFragments } from './fragment/fragment-manager.ts';
import { levels, type Level } from './fragment/fragment-state.ts';

/** How an activity is to be started. */
export type ActivityStart = {
  readonly className: string;
  readonly intent: Intent;
  readonly caller: ActivityRecord | undefined;
  readonly requestCode: number;
  /** An instance on the stack that gets the intent instead. */
  readonly reuse: ActivityRecord | undefined;
  readonly clearTask: boolean;
  readonly trigger: string;
};

const toInternal = (className: string) => className.replaceAll('.', '/');

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
    .filter(
      (component) => component.kind === 'provider' && component.enabled && isMainProcess(component.process),
    )
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

function isMainProcess(process: string | undefined): boolean {
  return process === undefined || !process.includes(':');
}

/** Starts an activity and brings it to the front: the one below is paused first and stopped after. */
export function* launchActivity(vm: Machine, start: ActivityStart): Steps<void> {
  const system = vm.attached(SYSTEM);
  const { activities } = system;
  activities.inForeground = true;
  if (start.reuse) {
    yield* reuseActivity(vm, start, start.reuse);
    return;
  }
  const below = activities.top;
  if (start.clearTask)
    for (const record of [...activities.stack].reverse()) yield* finishActivity(vm, record);
  if (below && !below.finishing) yield* pauseActivity(vm, below);

  system.events.record({
    kind: 'component-start',
    component: start.className,
    componentKind: 'activity',
    trigger: start.trigger,
    callerPackage: start.caller ? system.app.manifest.packageName : '',
  });
  const activity = yield* vm.construct(toInternal(start.className), '()V');
  const record: ActivityRecord = {
    id: activities.nextId(),
    className: start.className,
    activity,
    stage: 'created',
    intent: start.intent,
    caller: start.caller,
    requestCode: start.requestCode,
    result: { code: 0, data: null },
    finishing: false,
    windowId: undefined,
  };
  activities.stack.push(record);
  yield* attachActivity(vm, activity, record.className, record.intent as Intent);
  yield* callActivity(vm, activity, 'onCreate(Landroid/os/Bundle;)V', null);
  if (!record.finishing) {
    record.stage = 'started';
    yield* callActivity(vm, activity, 'onStart()V');
    yield* vm.call(activity, 'onPostCreate(Landroid/os/Bundle;)V', null);
  }
  if (!record.finishing) yield* resumeActivity(vm, record);
  if (below && !below.finishing && below.stage === 'paused' && activities.top !== below)
    yield* stopActivity(vm, below);
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
  record.stage = 'stopped';
  const saved = yield* vm.construct('android/os/Bundle', '()V');
  yield* vm.call(record.activity, 'onSaveInstanceState(Landroid/os/Bundle;)V', saved);
  yield* callActivity(vm, record.activity, 'onStop()V');
}

/** Brings a stopped activity back to the front. */
export function* restartActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  if (record.stage === 'stopped') {
    yield* vm.call(record.activity, 'onRestart()V');
    record.stage = 'started';
    yield* callActivity(vm, record.activity, 'onStart()V');
  }
  if (record.stage !== 'resumed') yield* resumeActivity(vm, record);
}

/** Activity.finish: marks it, and lets the main thread take it down after what runs now. */
export function* finishActivity(vm: Machine, record: ActivityRecord | undefined): Steps<void> {
  if (!record || record.finishing) return;
  record.finishing = true;
  vm.attached(SYSTEM).postToMain(`finish ${record.className}`, () => destroyActivity(vm, record));
}

function* destroyActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  const system = vm.attached(SYSTEM);
  const { activities, windows } = system;
  const { activity } = record;
  if (record.stage === 'resumed') yield* pauseActivity(vm, record);
  const next = activities.top;
  if (record.caller && record.requestCode >= 0 && !record.caller.finishing) {
    yield* vm.call(
      record.caller.activity,
      'onActivityResult(IILandroid/content/Intent;)V',
      record.requestCode,
      record.result.code,
      record.result.data,
    );
  }
  if (next && activities.inForeground) yield* restartActivity(vm, next);
  if (record.stage === 'paused' || record.stage === 'started') {
    record.stage = 'stopped';
    yield* callActivity(vm, activity, 'onStop()V');
  }
  record.stage = 'destroyed';
  try {
    yield* callActivity(vm, activity, 'onDestroy()V');
  } catch (error) {
    // Whatever onDestroy threw, the activity is gone before the crash is dealt with.
    if (error instanceof JavaThrow) activities.remove(record);
    throw error;
  }
  activityStateOf(activity).destroyed = true;
  if (record.windowId !== undefined) windows.close(record.windowId);
  activities.remove(record);
  if (activities.stack.length === 0) system.goHome();
}

function* reuseActivity(vm: Machine, start: ActivityStart, record: ActivityRecord): Steps<void> {
  const { activities } = vm.attached(SYSTEM);
  for (const above of activities.stack.slice(activities.stack.indexOf(record) + 1).reverse())
    yield* finishActivity(vm, above);
  activityStateOf(record.activity).intent = start.intent;
  yield* vm.call(record.activity, 'onNewIntent(Landroid/content/Intent;)V', start.intent);
  if (record.stage !== 'resumed') yield* restartActivity(vm, record);
}
