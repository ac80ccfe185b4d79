import type { BoundsPx } from '../../evidence/index.ts';
import type { Machine } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import type { DeviceWindow, WindowParams } from '../system/window-manager.ts';
import { systemBarsDp } from '../android/internal/decor.ts';
import { dpToPx } from '../android/view/styled.ts';

const FLAG_LAYOUT_IN_SCREEN = 0x100;
const FLAG_LAYOUT_NO_LIMITS = 0x200;

export function screenBounds(vm: Machine): BoundsPx {
  const { widthPx, heightPx } = vm.attached(SYSTEM).phone.screen;
  return { left: 0, top: 0, right: widthPx, bottom: heightPx };
}

/** Where a window may lie: activities on the whole screen, popups in their parent, the others between the system's bars. */
export function frameOf(vm: Machine, window: DeviceWindow): BoundsPx {
  const screen = screenBounds(vm);
  const { flags } = window.params;
  if (window.kind === 'activity' || (flags & (FLAG_LAYOUT_IN_SCREEN | FLAG_LAYOUT_NO_LIMITS)) !== 0) {
    if (window.kind !== 'popup') return screen;
  }
  const { windows } = vm.attached(SYSTEM);
  const parent = window.parentId === undefined ? undefined : windows.find(window.parentId);
  if (window.kind === 'popup' && parent) return parent.boundsPx;
  return {
    ...screen,
    top: Math.round(dpToPx(vm, systemBarsDp.status)),
    bottom: screen.bottom - Math.round(dpToPx(vm, systemBarsDp.navigation)),
  };
}

const CENTER = 1;
const NEAR = 3;
const FAR = 5;

/** Gravity.apply on one axis: `bits` are those of the axis, moved down to the lowest three. */
function placeOnAxis(bits: number, from: number, to: number, size: number, offset: number): number {
  if (bits === NEAR) return from + offset;
  if (bits === FAR) return to - size - offset;
  // Centred, filling, or nothing said.
  return from + Math.trunc((to - from - size) / 2) + (bits === CENTER || bits === 0 ? offset : 0);
}

/** Where a window of a size stands in its frame. */
export function placeWindow(params: WindowParams, frame: BoundsPx, width: number, height: number): BoundsPx {
  const left = placeOnAxis(params.gravity & 7, frame.left, frame.right, width, params.x);
  const top = placeOnAxis((params.gravity >> 4) & 7, frame.top, frame.bottom, height, params.y);
  if ((params.flags & FLAG_LAYOUT_NO_LIMITS) !== 0)
    return { left, top, right: left + width, bottom: top + height };
  const x = Math.max(frame.left, Math.min(left, frame.right - width));
  const y = Math.max(frame.top, Math.min(top, frame.bottom - height));
  return { left: x, top: y, right: x + width, bottom: y + height };
}
