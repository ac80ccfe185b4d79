import type { ComponentFacts } from '../../../evidence/index.ts';
import type { Machine, Steps } from '../../machine/index.ts';
import { processNameOf, type LivingProcess } from '../../system/app-processes.ts';
import { SYSTEM } from '../../system/system.ts';

/** Name of the process in which a component runs. Activities stay in the one that has the screen. */
export function processOf(vm: Machine, { kind, process }: ComponentFacts): string {
  const { packageName } = vm.attached(SYSTEM).app.manifest;
  return processNameOf(packageName, kind.startsWith('activity') ? undefined : process);
}

export function runsHere(vm: Machine, component: ComponentFacts): boolean {
  return processOf(vm, component) === vm.attached(SYSTEM).processName;
}

/** The process of a component, where it lives. */
export function findProcessOf(vm: Machine, component: ComponentFacts): LivingProcess | undefined {
  return vm.attached(SYSTEM).processes.find(processOf(vm, component));
}

/** Runs steps on the main thread of a component's process, which is started where it is not there. */
export function postToComponent(
  vm: Machine,
  component: ComponentFacts,
  reason: string,
  steps: (vm: Machine) => Steps<void>,
): void {
  const system = vm.attached(SYSTEM);
  if (runsHere(vm, component)) system.postToMain(reason, () => steps(vm));
  else system.processes.post(processOf(vm, component), reason, steps);
}
