import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { SCHEDULE } from '../../system/schedule.ts';
import { SYSTEM } from '../../system/system.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { apiLevel, holds, targetSdk } from '../support/require-permission.ts';
import { workOf, type PendingIntent } from './pending-intent.ts';

const firstElapsedType = 2;
const shortestPeriodMs = 60_000;

/** When an alarm is due by the device's clock; types 0 and 1 are wall-clock times, 2 and 3 times since boot. */
function toDeviceMs(vm: Machine, type: number, triggerMs: bigint): number {
  const nowMs = vm.attached(SCHEDULE).nowMs();
  const delayMs = Number(triggerMs) - (type >= firstElapsedType ? Math.floor(vm.nowMs) : vm.epochMs);
  return nowMs + Math.max(0, delayMs);
}

function set(
  vm: Machine,
  type: number,
  triggerMs: bigint,
  everyMs: number | undefined,
  pending: PendingIntent | null,
): void {
  if (pending === null) return;
  vm.attached(SCHEDULE).add({
    key: `alarm ${pending.peer.key}`,
    atMs: toDeviceMs(vm, type, triggerMs),
    ...(everyMs !== undefined && { everyMs: Math.max(everyMs, shortestPeriodMs) }),
    work: workOf(pending.peer),
  });
}

function requireExact(vm: Machine): void {
  const isFree = apiLevel(vm) < 31 || targetSdk(vm) < 31;
  if (!isFree && !holds(vm, 'SCHEDULE_EXACT_ALARM', 'USE_EXACT_ALARM'))
    vm.throwNew(
      'java/lang/SecurityException',
      'Caller needs to hold android.permission.SCHEDULE_EXACT_ALARM or android.permission.USE_EXACT_ALARM to set exact alarms.',
    );
}

const once = (vm: Machine, _self: JavaObject, type: number, atMs: bigint, pending: PendingIntent | null) =>
  set(vm, type, atMs, undefined, pending);

const exact = (vm: Machine, _self: JavaObject, type: number, atMs: bigint, pending: PendingIntent | null) => {
  requireExact(vm);
  set(vm, type, atMs, undefined, pending);
};

const repeating = (
  vm: Machine,
  _self: JavaObject,
  type: number,
  atMs: bigint,
  everyMs: bigint,
  pending: PendingIntent | null,
) => set(vm, type, atMs, Number(everyMs), pending);

/** Alarms with a listener live no longer than the process. */
const withListener = (
  vm: Machine,
  _self: JavaObject,
  type: number,
  atMs: bigint,
  _tag: JavaString | null,
  listener: HeapObject,
) => {
  const delayMs = toDeviceMs(vm, type, atMs) - vm.attached(SCHEDULE).nowMs();
  vm.attached(SYSTEM).postToMain('alarm', () => vm.call(listener, 'onAlarm()V'), delayMs);
};

const pendingType = 'Landroid/app/PendingIntent;';
const listenerParameters =
  'IJLjava/lang/String;Landroid/app/AlarmManager$OnAlarmListener;Landroid/os/Handler;';

/** android.app.AlarmManager */
export const alarmClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/app/AlarmManager',
    labels: 'container',
    methods: {
      [`set(IJ${pendingType})V`]: once,
      [`setAndAllowWhileIdle(IJ${pendingType})V`]: once,
      [`setExact(IJ${pendingType})V`]: exact,
      [`setExactAndAllowWhileIdle(IJ${pendingType})V`]: exact,
      [`setRepeating(IJJ${pendingType})V`]: repeating,
      [`setInexactRepeating(IJJ${pendingType})V`]: repeating,
      [`setWindow(IJJ${pendingType})V`]: (
        vm: Machine,
        _self: JavaObject,
        type: number,
        atMs: bigint,
        _windowMs: bigint,
        pending: PendingIntent | null,
      ) => set(vm, type, atMs, undefined, pending),
      [`set(${listenerParameters})V`]: withListener,
      [`setExact(${listenerParameters})V`]: withListener,
      [`cancel(${pendingType})V`]: (vm: Machine, _self: JavaObject, pending: PendingIntent | null) => {
        if (pending) vm.attached(SCHEDULE).remove(`alarm ${pending.peer.key}`);
      },
      'cancel(Landroid/app/AlarmManager$OnAlarmListener;)V': () => undefined,
      'canScheduleExactAlarms()Z': (vm) =>
        apiLevel(vm) < 31 || targetSdk(vm) < 31 || holds(vm, 'SCHEDULE_EXACT_ALARM', 'USE_EXACT_ALARM'),
      'getNextAlarmClock()Landroid/app/AlarmManager$AlarmClockInfo;': () => null,
    },
  }),
];

export const alarmServices: readonly SystemServiceModel[] = [
  { serviceName: 'alarm', className: 'android/app/AlarmManager' },
];
