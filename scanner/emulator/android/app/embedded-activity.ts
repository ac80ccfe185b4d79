import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Intent } from '../content/intent.ts';
import { FEATURE_NO_TITLE, windowOf } from '../view/window-state.ts';
import { activityStateOf } from './activity-state.ts';
import { attachActivity, callActivity } from './activity-thread.ts';

/** Starts an activity inside another: its window has no title and no bar, and its decor lies in the parent's content. */
export function* startEmbedded(
  vm: Machine,
  parent: JavaObject,
  className: string,
  intent: Intent,
): Steps<JavaObject> {
  const activity = yield* vm.construct<JavaObject>(className.replaceAll('.', '/'), '()V');
  activityStateOf(activity).parent = parent;
  yield* attachActivity(vm, activity, className, intent);
  const { window } = activityStateOf(activity);
  if (window) windowOf(window).features |= 1 << FEATURE_NO_TITLE;
  yield* callActivity(vm, activity, 'onCreate(Landroid/os/Bundle;)V', null);
  yield* callActivity(vm, activity, 'onStart()V');
  yield* vm.call(activity, 'onPostCreate(Landroid/os/Bundle;)V', null);
  yield* callActivity(vm, activity, 'onResume()V');
  yield* vm.call(activity, 'onPostResume()V');
  return activity;
}

export function* endEmbedded(vm: Machine, activity: JavaObject): Steps<void> {
  if (activityStateOf(activity).destroyed) return;
  yield* callActivity(vm, activity, 'onPause()V');
  yield* callActivity(vm, activity, 'onStop()V');
  yield* callActivity(vm, activity, 'onDestroy()V');
  activityStateOf(activity).destroyed = true;
}
