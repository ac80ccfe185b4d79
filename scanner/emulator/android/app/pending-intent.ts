import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { KeptIntent, ScheduledWork } from '../../system/schedule.ts';
import { SYSTEM } from '../../system/system.ts';
import { deliverAlarmBroadcast, sendBroadcast } from '../content/deliver-broadcast.ts';
import { keepIntent, reviveIntent } from '../content/intent-sink.ts';
import { makeIntent, type Intent } from '../content/intent.ts';
import { makeObject } from '../support/java-values.ts';
import { apiLevel, targetSdk } from '../support/require-permission.ts';
import { startJob } from './job/run-job.ts';
import { restartService, startService, startServiceNow } from './services.ts';
import { startActivity } from './start-activity.ts';

type Kind = 'activity' | 'service' | 'broadcast';
export type PendingState = {
  readonly key: string;
  readonly kind: Kind;
  intent: Intent;
  cancelled: boolean;
  readonly oneShot: boolean;
};
export type PendingIntent = JavaObject<PendingState>;

const flagOneShot = 0x40000000;
const flagNoCreate = 0x20000000;
const flagCancelCurrent = 0x10000000;
const flagUpdateCurrent = 0x08000000;
const flagImmutable = 0x04000000;
const flagMutable = 0x02000000;
const flagNewTask = 0x10000000;

const pendings = new WeakMap<Machine, Map<string, PendingIntent>>();

function pendingsOf(vm: Machine): Map<string, PendingIntent> {
  let known = pendings.get(vm);
  if (!known) {
    known = new Map();
    pendings.set(vm, known);
  }
  return known;
}

/** Pending intents are the same where kind, request code and what Intent.filterEquals compares are. */
function keyOf(kind: Kind, requestCode: number, intent: Intent): string {
  const { action, dataText, type, packageName, component, categories } = intent.peer;
  return JSON.stringify([kind, requestCode, action, dataText, type, packageName, component, categories]);
}

function get(
  vm: Machine,
  kind: Kind,
  requestCode: number,
  intent: Intent,
  flags: number,
): PendingIntent | null {
  if (apiLevel(vm) >= 31 && targetSdk(vm) >= 31 && (flags & (flagImmutable | flagMutable)) === 0)
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      `${vm.attached(SYSTEM).app.manifest.packageName}: Targeting S+ (version 31 and above) requires that one of FLAG_IMMUTABLE or FLAG_MUTABLE be specified when creating a PendingIntent.`,
    );
  const key = keyOf(kind, requestCode, intent);
  const known = pendingsOf(vm).get(key);
  const copy = makeIntent(vm, { ...intent.peer, extras: new Map(intent.peer.extras) });
  vm.addLabel(copy, vm.labelOf(intent));
  if (known && !known.peer.cancelled && (flags & flagCancelCurrent) === 0) {
    if ((flags & flagUpdateCurrent) !== 0) known.peer.intent = copy;
    return known;
  }
  if (known) known.peer.cancelled = true;
  if ((flags & flagNoCreate) !== 0) return null;
  const made = makeObject<PendingState>(vm, 'android/app/PendingIntent', {
    key,
    kind,
    intent: copy,
    cancelled: false,
    oneShot: (flags & flagOneShot) !== 0,
  });
  pendingsOf(vm).set(key, made);
  return made;
}

/** What a pending intent does, in a form that outlives the process. */
export function workOf({ kind, intent }: PendingState): ScheduledWork {
  return { kind, intent: keepIntent(intent) };
}

/** Does what was scheduled, in a process that lives; `trigger` is what evidence calls the reason. */
export function* runScheduled(vm: Machine, work: ScheduledWork): Steps<void> {
  switch (work.kind) {
    case 'broadcast':
      return yield* deliverAlarmBroadcast(vm, reviveIntent(vm, work.intent));
    case 'service':
      return yield* startServiceNow(vm, reviveIntent(vm, work.intent), 'alarm');
    case 'activity':
      return yield* startFromOutside(vm, work.intent);
    case 'job':
      return yield* startJob(vm, work.className, work.jobId);
    case 'sticky-service':
      return yield* restartService(vm, work.className);
  }
}

function* startFromOutside(vm: Machine, kept: KeptIntent): Steps<void> {
  const intent = reviveIntent(vm, kept);
  intent.peer.flags |= flagNewTask;
  yield* startActivity(vm, intent, undefined, -1);
}

function* send(vm: Machine, self: PendingIntent): Steps<void> {
  const { peer } = self;
  if (peer.cancelled) vm.throwNew('android/app/PendingIntent$CanceledException');
  if (peer.oneShot) peer.cancelled = true;
  if (peer.kind === 'broadcast') sendBroadcast(vm, peer.intent);
  else if (peer.kind === 'service') startService(vm, peer.intent);
  else {
    peer.intent.peer.flags |= flagNewTask;
    yield* startActivity(vm, peer.intent, undefined, -1);
  }
}

function getter(kind: Kind) {
  return (vm: Machine, _context: HeapObject, requestCode: number, intent: Intent, flags: number) =>
    get(vm, kind, requestCode, intent, flags);
}

const parameters = 'Landroid/content/Context;ILandroid/content/Intent;I';
const result = 'Landroid/app/PendingIntent;';

/** android.app.PendingIntent */
export const pendingIntentClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/app/PendingIntent',
    flags: 'final',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      [`static getActivity(${parameters})${result}`]: getter('activity'),
      [`static getActivity(${parameters}Landroid/os/Bundle;)${result}`]: getter('activity'),
      [`static getService(${parameters})${result}`]: getter('service'),
      [`static getForegroundService(${parameters})${result}`]: getter('service'),
      [`static getBroadcast(${parameters})${result}`]: getter('broadcast'),
      [`static getActivities(Landroid/content/Context;I[Landroid/content/Intent;I)${result}`]: (
        vm: Machine,
        _context: HeapObject,
        requestCode: number,
        intents: JavaArray,
        flags: number,
      ) => {
        const last = Array.isArray(intents.data) ? intents.data.at(-1) : undefined;
        return last ? get(vm, 'activity', requestCode, last as Intent, flags) : null;
      },
      'send()V': send,
      'send(I)V': send,
      'send(Landroid/content/Context;ILandroid/content/Intent;)V': send,
      'cancel()V': (vm, self: PendingIntent) => {
        self.peer.cancelled = true;
        pendingsOf(vm).delete(self.peer.key);
      },
      'getCreatorPackage()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).app.manifest.packageName,
      'getTargetPackage()Ljava/lang/String;': (vm) => vm.attached(SYSTEM).app.manifest.packageName,
      'getCreatorUid()I': (vm) => vm.attached(SYSTEM).uid,
      'getIntentSender()Landroid/content/IntentSender;': (vm, self: PendingIntent) =>
        makeObject(vm, 'android/content/IntentSender', { pending: self }),
      'isActivity()Z': (_vm, self: PendingIntent) => self.peer.kind === 'activity',
      'isBroadcast()Z': (_vm, self: PendingIntent) => self.peer.kind === 'broadcast',
      'isService()Z': (_vm, self: PendingIntent) => self.peer.kind === 'service',
      'isImmutable()Z': () => true,
    },
  }),
];
