import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

/** A service that Context.getSystemService gives out. */
export type SystemServiceModel = {
  /** As in Context's constants, e.g. `phone`. */
  readonly serviceName: string;
  /** Internal name of the manager class. */
  readonly className: string;
  /** Makes its object for a context; without it, one object without state serves the process. */
  readonly make?: (vm: Machine, context: JavaObject) => Steps<JavaObject>;
};

const services = new Map<string, SystemServiceModel>();
const namesByClass = new Map<string, string>();

/** Called once for each service when the registry of models is put together. */
export function registerSystemServices(models: readonly SystemServiceModel[]): void {
  for (const model of models) {
    services.set(model.serviceName, model);
    namesByClass.set(model.className, model.serviceName);
  }
}

export function serviceNameOfClass(className: string): string | undefined {
  return namesByClass.get(className);
}

/** The service's manager; null for a service that the platform does not have, a gap for one that is not modelled. */
export function* findSystemService(vm: Machine, context: JavaObject, name: string): Steps<JavaObject | null> {
  const model = services.get(name);
  if (!model) {
    vm.gap('PARTIAL_MODEL', `android/content/Context.getSystemService(${name})`);
    return null;
  }
  if (model.make) return yield* model.make(vm, context);
  const { singletons } = vm.attached(SYSTEM);
  const known = singletons.get(model.className);
  if (known) return known as JavaObject;
  const made = vm.newObject(model.className);
  singletons.set(model.className, made);
  return made;
}
