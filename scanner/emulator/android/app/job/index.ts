import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine } from '../../../machine/index.ts';
import { SCHEDULE } from '../../../system/schedule.ts';
import { wrapperOf } from '../../content/context-state.ts';
import type { ComponentName, ComponentState } from '../../content/component-name.ts';
import { makeComponentName } from '../../content/component-name.ts';
import type { SystemServiceModel } from '../../content/system-services.ts';
import { makeBundle, type Bundle } from '../../os/bundle.ts';
import { makeList, makeObject } from '../../support/java-values.ts';
import { keepJobExtras, type JobParameters } from './run-job.ts';

type JobState = {
  readonly id: number;
  readonly service: ComponentState;
  periodMs: number;
  latencyMs: number;
  extras: Bundle | null;
};
type Job = JavaObject<JobState>;

const shortestPeriodMs = 15 * 60_000;
const soonMs = 1_000;
const success = 1;
const builderType = 'Landroid/app/job/JobInfo$Builder;';

const ignoredSetters = [
  'setRequiredNetworkType(I)',
  'setRequiredNetwork(Landroid/net/NetworkRequest;)',
  'setRequiresCharging(Z)',
  'setRequiresDeviceIdle(Z)',
  'setRequiresBatteryNotLow(Z)',
  'setRequiresStorageNotLow(Z)',
  'setPersisted(Z)',
  'setBackoffCriteria(JI)',
  'setOverrideDeadline(J)',
  'setImportantWhileForeground(Z)',
  'setExpedited(Z)',
  'setPrefetch(Z)',
  'setPriority(I)',
  'setTransientExtras(Landroid/os/Bundle;)',
  'setTriggerContentUpdateDelay(J)',
  'setTriggerContentMaxDelay(J)',
  'addTriggerContentUri(Landroid/app/job/JobInfo$TriggerContentUri;)',
];

const builder = defineClass({
  name: 'android/app/job/JobInfo$Builder',
  labels: 'container',
  methods: {
    '<init>(ILandroid/content/ComponentName;)V': (_vm, self: Job, id: number, service: ComponentName) => {
      self.peer = { id, service: service.peer, periodMs: 0, latencyMs: 0, extras: null };
    },
    [`setPeriodic(J)${builderType}`]: (_vm: Machine, self: Job, periodMs: bigint) => {
      self.peer.periodMs = Math.max(Number(periodMs), shortestPeriodMs);
      return self;
    },
    [`setPeriodic(JJ)${builderType}`]: (_vm: Machine, self: Job, periodMs: bigint) => {
      self.peer.periodMs = Math.max(Number(periodMs), shortestPeriodMs);
      return self;
    },
    [`setMinimumLatency(J)${builderType}`]: (_vm: Machine, self: Job, latencyMs: bigint) => {
      self.peer.latencyMs = Number(latencyMs);
      return self;
    },
    [`setExtras(Landroid/os/PersistableBundle;)${builderType}`]: (
      _vm: Machine,
      self: Job,
      extras: Bundle | null,
    ) => {
      self.peer.extras = extras;
      return self;
    },
    ...Object.fromEntries(
      ignoredSetters.map((selector) => [`${selector}${builderType}`, (_vm: Machine, self: Job) => self]),
    ),
    'build()Landroid/app/job/JobInfo;': (vm, self: Job) =>
      makeObject(vm, 'android/app/job/JobInfo', { ...self.peer }),
  },
});

const jobs = new WeakMap<Machine, Map<number, Job>>();

function jobsOf(vm: Machine): Map<number, Job> {
  let known = jobs.get(vm);
  if (!known) {
    known = new Map();
    jobs.set(vm, known);
  }
  return known;
}

const keyOf = (id: number) => `job ${id}`;

/** The constraints are met on this phone: it has network, power and time. */
function schedule(vm: Machine, job: Job): number {
  const { id, service, periodMs, latencyMs, extras } = job.peer;
  const book = vm.attached(SCHEDULE);
  jobsOf(vm).set(id, job);
  if (extras) keepJobExtras(vm, id, extras);
  book.add({
    key: keyOf(id),
    atMs: book.nowMs() + (periodMs > 0 ? periodMs : Math.max(latencyMs, soonMs)),
    ...(periodMs > 0 && { everyMs: periodMs }),
    work: { kind: 'job', className: service.className, jobId: id },
  });
  return success;
}

/** android.app.job */
export const jobClasses: readonly ClassModel[] = [
  builder,
  defineClass({
    name: 'android/app/job/JobInfo',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    methods: {
      'getId()I': (_vm, self: Job) => self.peer.id,
      'getService()Landroid/content/ComponentName;': (vm, self: Job) =>
        makeComponentName(vm, self.peer.service.packageName, self.peer.service.className),
      'isPeriodic()Z': (_vm, self: Job) => self.peer.periodMs > 0,
      'getIntervalMillis()J': (_vm, self: Job) => BigInt(self.peer.periodMs),
      'getMinLatencyMillis()J': (_vm, self: Job) => BigInt(self.peer.latencyMs),
      'getExtras()Landroid/os/PersistableBundle;': (vm, self: Job): JavaValue =>
        self.peer.extras ?? emptyBundle(vm),
    },
  }),
  defineClass({
    name: 'android/app/job/JobScheduler',
    flags: 'abstract',
    labels: 'container',
    methods: {
      'schedule(Landroid/app/job/JobInfo;)I': (vm, _self: JavaObject, job: Job) => schedule(vm, job),
      'enqueue(Landroid/app/job/JobInfo;Landroid/app/job/JobWorkItem;)I': (vm, _self: JavaObject, job: Job) =>
        schedule(vm, job),
      'cancel(I)V': (vm, _self: JavaObject, id: number) => {
        jobsOf(vm).delete(id);
        vm.attached(SCHEDULE).remove(keyOf(id));
      },
      'cancelAll()V': (vm) => {
        jobsOf(vm).clear();
        vm.attached(SCHEDULE).removeAll('job ');
      },
      'getAllPendingJobs()Ljava/util/List;': (vm) =>
        makeList(
          vm,
          [...jobsOf(vm).values()].filter(({ peer }) => vm.attached(SCHEDULE).has(keyOf(peer.id))),
        ),
      'getPendingJob(I)Landroid/app/job/JobInfo;': (vm, _self: JavaObject, id: number) =>
        vm.attached(SCHEDULE).has(keyOf(id)) ? (jobsOf(vm).get(id) ?? null) : null,
    },
  }),
  defineClass({ name: 'android/app/JobSchedulerImpl', super: 'android/app/job/JobScheduler' }),
  defineClass({
    name: 'android/app/job/JobService',
    super: 'android/app/Service',
    flags: 'abstract',
    labels: 'container',
    methods: {
      '<init>()V': (_vm, self: JavaObject) => {
        wrapperOf(self).base = null;
      },
      'abstract onStartJob(Landroid/app/job/JobParameters;)Z': null,
      'abstract onStopJob(Landroid/app/job/JobParameters;)Z': null,
      'final jobFinished(Landroid/app/job/JobParameters;Z)V': () => undefined,
      'final onBind(Landroid/content/Intent;)Landroid/os/IBinder;': () => null,
    },
  }),
  defineClass({
    name: 'android/app/job/JobParameters',
    labels: 'container',
    methods: {
      'getJobId()I': (_vm, self: JavaObject<JobParameters>) => self.peer.jobId,
      'getExtras()Landroid/os/PersistableBundle;': (_vm, self: JavaObject<JobParameters>): HeapObject =>
        self.peer.extras,
      'isOverrideDeadlineExpired()Z': () => false,
      'isExpeditedJob()Z': () => false,
      'getStopReason()I': () => 0,
      'dequeueWork()Landroid/app/job/JobWorkItem;': () => null,
    },
  }),
];

function emptyBundle(vm: Machine): Bundle {
  return makeBundle(vm);
}

export const jobServices: readonly SystemServiceModel[] = [
  { serviceName: 'jobscheduler', className: 'android/app/JobSchedulerImpl' },
];
