import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { changesBetween, configOf } from '../../system/phone-config.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Intent } from '../content/intent.ts';
import { makeConfiguration } from '../content/res/configuration.ts';
import { appResources, refreshResources } from '../content/res/resources-state.ts';
import { windowOf } from '../view/window-state.ts';
import { activityDeclaration } from './activity-declaration.ts';
import { activityStateOf } from './activity-state.ts';
import {
  attachActivity,
  bringUp,
  callActivity,
  pauseActivity,
  resumeActivity,
  stopActivity,
  toInternal,
} from './activity-thread.ts';
import { componentCallbacksOf } from './application.ts';
import { retainedFragments } from './fragment/saved-fragments.ts';
import { runningServices } from './services.ts';

const configurationChanged = 'onConfigurationChanged(Landroid/content/res/Configuration;)V';
const screenSizes = 0xc00;
const firstWithScreenSize = 13;

/**
 * ActivityThread.handleRelaunchActivity: the activity goes down with its state saved, and another one of its class comes
 * up from it.
 */
export function* relaunchActivity(
  vm: Machine,
  record: ActivityRecord,
  resumes = record.stage === 'resumed',
): Steps<void> {
  const { windows, phone } = vm.attached(SYSTEM);
  const { activity: old } = record;
  activityStateOf(old).changingConfigurations = true;
  if (record.stage === 'resumed') yield* pauseActivity(vm, record);
  yield* stopActivity(vm, record);
  const retained = yield* vm.call<JavaObject | null>(
    old,
    'onRetainNonConfigurationInstance()Ljava/lang/Object;',
  );
  const fragments = retainedFragments(old);
  record.stage = 'destroyed';
  yield* callActivity(vm, old, 'onDestroy()V');
  activityStateOf(old).destroyed = true;
  // Dialogs that it left open go with its window.
  const { windowId } = record;
  for (const window of [...windows.windows])
    if (windowId !== undefined && (window.id === windowId || window.parentId === windowId))
      windows.close(window.id);
  record.windowId = undefined;

  const activity = yield* vm.construct<JavaObject>(toInternal(record.className), '()V');
  record.activity = activity;
  record.stage = 'created';
  record.config = configOf(phone);
  activityStateOf(activity).retained = retained;
  activityStateOf(activity).retainedFragments = fragments;
  yield* attachActivity(vm, activity, record.className, record.intent as Intent);
  yield* bringUp(vm, record, record.saved);
  if (resumes && !record.finishing) yield* resumeActivity(vm, record);
}

/**
 * Brings an activity up to the phone's configuration where that is not the one it knows: it is told, where its manifest
 * entry says that it deals with such changes itself, and else started again. True when it was started again.
 */
export function* adaptActivity(vm: Machine, record: ActivityRecord, resumes: boolean): Steps<boolean> {
  const { app, phone } = vm.attached(SYSTEM);
  const current = configOf(phone);
  const changes = changesBetween(record.config, current);
  if (changes === 0 || record.finishing || record.stage === 'destroyed') return false;
  const { configChanges } = activityDeclaration(app, record.className);
  // Size came to be a change of its own with Android 3.2.
  const handled = configChanges | (app.manifest.targetSdk < firstWithScreenSize ? screenSizes : 0);
  if ((changes & ~handled) !== 0) {
    yield* relaunchActivity(vm, record, resumes);
    return true;
  }
  record.config = current;
  const configuration = yield* makeConfiguration(vm);
  yield* callActivity(vm, record.activity, configurationChanged, configuration);
  const { window } = activityStateOf(record.activity);
  const decor = window && windowOf(window).decor;
  if (decor)
    yield* vm.call(
      decor,
      'dispatchConfigurationChanged(Landroid/content/res/Configuration;)V',
      configuration,
    );
  return false;
}

/**
 * The phone's configuration changed: resources are chosen anew, application and services are told, and the activity on
 * top is adapted, unless another one is about to cover it; those below when they come back.
 */
export function* applyConfiguration(vm: Machine, adaptsTop = true): Steps<void> {
  const { activities, windows, application } = vm.attached(SYSTEM);
  refreshResources(vm, appResources(vm));
  const configuration = yield* makeConfiguration(vm);
  const listeners = [application, ...runningServices(vm), ...componentCallbacksOf(application)];
  for (const listener of listeners)
    if (listener) yield* vm.call(listener, configurationChanged, configuration);
  for (const window of windows.windows) window.layoutNeeded = true;
  vm.attached(SYSTEM).scheduleTraversal();
  const { top } = activities;
  // One that is on its way up is made for the new configuration already.
  if (adaptsTop && top && top.stage !== 'created' && top.stage !== 'stopped')
    yield* adaptActivity(vm, top, top.stage === 'resumed');
}
