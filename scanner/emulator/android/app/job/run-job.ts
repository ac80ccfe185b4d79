import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeContextImpl } from '../../content/context-state.ts';
import { makeBundle, type Bundle } from '../../os/bundle.ts';
import { makeObject } from '../../support/java-values.ts';

/** Extras of jobs that this process scheduled, by job id: they do not outlive it. */
const jobExtras = new WeakMap<Machine, Map<number, JavaObject>>();

export function keepJobExtras(vm: Machine, jobId: number, extras: JavaObject): void {
  let known = jobExtras.get(vm);
  if (!known) {
    known = new Map();
    jobExtras.set(vm, known);
  }
  known.set(jobId, extras);
}

/** Makes the job's service and runs it; a service that works on answers true and calls jobFinished later. */
export function* startJob(vm: Machine, className: string, jobId: number): Steps<void> {
  const system = vm.attached(SYSTEM);
  system.events.record({
    kind: 'component-start',
    component: className,
    componentKind: 'service',
    trigger: 'job',
    callerPackage: '',
  });
  const service = yield* vm.construct(className.replaceAll('.', '/'), '()V');
  yield* vm.call(service, 'attachBaseContext(Landroid/content/Context;)V', makeContextImpl(vm, service));
  yield* vm.call(service, 'onCreate()V');
  const extras = jobExtras.get(vm)?.get(jobId) ?? makeBundle(vm);
  const parameters = makeObject<JobParameters>(vm, 'android/app/job/JobParameters', {
    jobId,
    extras: extras as Bundle,
  });
  const goesOn = yield* vm.call<boolean>(service, 'onStartJob(Landroid/app/job/JobParameters;)Z', parameters);
  if (!goesOn) yield* vm.call(service, 'onDestroy()V');
}

export type JobParameters = { readonly jobId: number; readonly extras: Bundle };
