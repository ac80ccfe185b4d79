import type { JavaObject, Machine } from '../../machine/index.ts';
import type { AttachInfo } from './view-state.ts';

const windows = new WeakMap<JavaObject, string>();

/** The token that stands for a window, which views hand to popups and input methods. */
export function windowTokenOf(vm: Machine, attach: AttachInfo | undefined): JavaObject | null {
  if (!attach) return null;
  if (!attach.token) {
    attach.token = vm.newObject('android/os/Binder');
    windows.set(attach.token, attach.window.id);
  }
  return attach.token;
}

export function windowIdOfToken(token: JavaObject | null): string | undefined {
  return token === null ? undefined : windows.get(token);
}
