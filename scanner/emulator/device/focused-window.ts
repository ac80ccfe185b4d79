import type { Machine } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import { windowFlags, type DeviceWindow } from '../system/window-manager.ts';
import { isVisibleWindow } from '../android/view/open-window.ts';

/** The window that keys go to: the front visible one that takes focus. */
export function focusedWindow(vm: Machine): DeviceWindow | undefined {
  return vm
    .attached(SYSTEM)
    .windows.windows.findLast(
      (window) =>
        window.kind !== 'toast' &&
        (window.params.flags & windowFlags.notFocusable) === 0 &&
        isVisibleWindow(vm, window),
    );
}
