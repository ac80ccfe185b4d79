import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Intent } from '../content/intent.ts';
import { makeConfiguration } from '../content/res/configuration.ts';
import { appResources, refreshResources } from '../content/res/resources-state.ts';
import { activityStateOf } from './activity-state.ts';
import {
  attachActivity,
  callActivity,
  pauseActivity,
  resumeActivity,
  stopActivity,
} from './activity-thread.ts';
import { hasFragments } from './fragment/fragment-manager.ts';

/**
 * ActivityThread.handleRelaunchActivity: the activity goes down with its state saved, and another one of its class comes
 * up from it. What the views show is not among what is saved; and an activity with fragments of the framework starts
 * afresh, because those are not saved either.
 */
export function* relaunchActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  const { windows } = vm.attached(SYSTEM);
  const { activity: old } = record;
  const wasResumed = record.stage === 'resumed';
  activityStateOf(old).changingConfigurations = true;
  if (wasResumed) yield* pauseActivity(vm, record);
  const saved = yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
  const isFresh = hasFragments(old);
  yield* vm.call(old, 'onSaveInstanceState(Landroid/os/Bundle;)V', saved);
  yield* stopActivity(vm, record);
  const retained = yield* vm.call<JavaObject | null>(
    old,
    'onRetainNonConfigurationInstance()Ljava/lang/Object;',
  );
  record.stage = 'destroyed';
  yield* callActivity(vm, old, 'onDestroy()V');
  activityStateOf(old).destroyed = true;
  if (record.windowId !== undefined) windows.close(record.windowId);
  record.windowId = undefined;

  const activity = yield* vm.construct<JavaObject>(record.className.replaceAll('.', '/'), '()V');
  record.activity = activity;
  record.stage = 'created';
  activityStateOf(activity).retained = retained;
  yield* attachActivity(vm, activity, record.className, record.intent as Intent);
  const state = isFresh ? null : saved;
  yield* callActivity(vm, activity, 'onCreate(Landroid/os/Bundle;)V', state);
  if (record.finishing) return;
  record.stage = 'started';
  yield* callActivity(vm, activity, 'onStart()V');
  if (state) yield* vm.call(activity, 'onRestoreInstanceState(Landroid/os/Bundle;)V', state);
  yield* vm.call(activity, 'onPostCreate(Landroid/os/Bundle;)V', state);
  if (wasResumed && !record.finishing) yield* resumeActivity(vm, record);
}

/** The phone was turned: resources are chosen anew, the application is told, and the activity on top starts again. */
export function* turnScreen(vm: Machine): Steps<void> {
  const { activities, windows, application } = vm.attached(SYSTEM);
  refreshResources(vm, appResources(vm));
  yield* vm.call(
    application,
    'onConfigurationChanged(Landroid/content/res/Configuration;)V',
    yield* makeConfiguration(vm),
  );
  for (const window of windows.windows) window.layoutNeeded = true;
  const { top } = activities;
  if (top) yield* relaunchActivity(vm, top);
}
