import type { Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

const prefix = 'android.permission.';

/** Does the app hold one of these permissions (named without prefix)? */
export function holds(vm: Machine, ...names: readonly string[]): boolean {
  const { permissions } = vm.attached(SYSTEM);
  return names.some((name) => permissions.isGranted(prefix + name));
}

/** Throws SecurityException unless the app holds one of these permissions. */
export function requirePermission(vm: Machine, what: string, ...names: readonly string[]): void {
  if (holds(vm, ...names)) return;
  const system = vm.attached(SYSTEM);
  vm.throwNew(
    'java/lang/SecurityException',
    `${what}: Neither user ${system.uid} nor current process has ${prefix}${names[0]}.`,
  );
}

export function apiLevel(vm: Machine): number {
  return vm.attached(SYSTEM).phone.apiLevel;
}

export function targetSdk(vm: Machine): number {
  return vm.attached(SYSTEM).app.manifest.targetSdk;
}

/** Is the app visible to the person? */
export function isInForeground(vm: Machine): boolean {
  return vm.attached(SYSTEM).activities.inForeground;
}
