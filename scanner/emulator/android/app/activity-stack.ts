import { JavaThrow } from '../../machine/index.ts';
import type { Machine, Steps } from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { configOf } from '../../system/phone-config.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Intent } from '../content/intent.ts';
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
import { turnFor } from './orientation.ts';
import { adaptActivity } from './relaunch.ts';

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
  // The phone turns for an activity that wants it before that activity comes to be.
  yield* turnFor(vm, start.className, undefined);
  const activity = yield* vm.construct(toInternal(start.className), '()V');
  const record: ActivityRecord = {
    id: activities.nextId(),
    className: start.className,
    activity,
    config: configOf(system.phone),
    requestedOrientation: undefined,
    saved: null,
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
  yield* bringUp(vm, record, null);
  if (!record.finishing) yield* resumeActivity(vm, record);
  if (below && !below.finishing && below.stage === 'paused' && activities.top !== below)
    yield* stopActivity(vm, below);
}

/** Brings a stopped activity back to the front. */
export function* restartActivity(vm: Machine, record: ActivityRecord): Steps<void> {
  yield* turnFor(vm, record.className, record);
  if (yield* adaptActivity(vm, record, true)) return;
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
