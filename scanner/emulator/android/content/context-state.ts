import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeComponentName } from './component-name.ts';

/** What a context of the platform keeps: its own theme, and who it is a context of. */
export type ContextState = {
  /** android.content.res.Resources, made on demand. */
  resources: JavaObject | null;
  /** android.content.res.Resources$Theme, made on demand. */
  theme: JavaObject | null;
  themeId: number;
  /** The activity, service or application that it was made for. */
  outer: JavaObject | null;
};
export type ContextImpl = JavaObject<ContextState>;

export function makeContextImpl(vm: Machine, outer: JavaObject | null): ContextImpl {
  const made = vm.newObject<ContextState>('android/app/ContextImpl');
  made.peer = { resources: null, theme: null, themeId: 0, outer };
  return made;
}

const wrapperPeers = new WeakMap<JavaObject, { base: JavaObject | null }>();

/** What a ContextWrapper wraps. Kept beside the object, because subclasses have peers of their own. */
export function wrapperOf(self: JavaObject): { base: JavaObject | null } {
  let state = wrapperPeers.get(self);
  if (!state) {
    state = { base: null };
    wrapperPeers.set(self, state);
  }
  return state;
}

/** A Java object that exists once for the process. */
export function* singleton(vm: Machine, className: string): Steps<JavaObject> {
  const { singletons } = vm.attached(SYSTEM);
  const known = singletons.get(className);
  if (known) return known as JavaObject;
  const made = vm.newObject(className);
  singletons.set(className, made);
  return made;
}

/** Component name of a class of the app, as its own contexts name it. */
export function ownComponent(vm: Machine, className: string) {
  return makeComponentName(vm, vm.attached(SYSTEM).app.manifest.packageName, className);
}
