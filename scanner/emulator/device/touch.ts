import type { BoundsPx } from '../../evidence/index.ts';
import type { Machine, Steps } from '../machine/index.ts';
import { SYSTEM } from '../system/system.ts';
import { windowFlags, type DeviceWindow } from '../system/window-manager.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_OUTSIDE,
  ACTION_UP,
  makeMotionEvent,
} from '../android/view/motion-event.ts';
import { makeKeyPress } from '../android/view/key-event.ts';
import { attachInfoOf, isVisibleWindow } from '../android/view/open-window.ts';
import { isWebPage, typeIntoPage } from '../android/webkit/page-input.ts';
import { typeInto } from '../android/widget/text-change.ts';
import { isTextView, textOf } from '../android/widget/text-state.ts';
import { focusedWindow } from './focused-window.ts';
import { layOutSystemDialog } from './system-window.ts';

type Gesture = { readonly window: DeviceWindow; readonly downMs: number };

const gestures = new WeakMap<Machine, Gesture>();
const actions = { down: ACTION_DOWN, move: ACTION_MOVE, up: ACTION_UP, cancel: ACTION_CANCEL } as const;

function isIn(x: number, y: number, bounds: BoundsPx): boolean {
  return x >= bounds.left && x < bounds.right && y >= bounds.top && y < bounds.bottom;
}

/** One finger at a place: the window where it went down gets the whole gesture. */
export function* touchScreen(
  vm: Machine,
  action: keyof typeof actions,
  xPx: number,
  yPx: number,
): Steps<void> {
  if (action === 'down') {
    const window = yield* findTarget(vm, xPx, yPx);
    if (!window) return;
    gestures.set(vm, { window, downMs: vm.nowMs });
  }
  const gesture = gestures.get(vm);
  if (!gesture) return;
  if (action === 'up' || action === 'cancel') gestures.delete(vm);
  const { window, downMs } = gesture;
  if (!window.root) {
    if (action === 'up') pressSystemButton(vm, window, xPx, yPx);
    return;
  }
  // The window may have closed under the finger.
  if (vm.attached(SYSTEM).windows.find(window.id)) yield* send(vm, window, actions[action], xPx, yPx, downMs);
}

function* send(
  vm: Machine,
  window: DeviceWindow,
  action: number,
  xPx: number,
  yPx: number,
  downMs: number,
): Steps<void> {
  const event = makeMotionEvent(vm, {
    action,
    x: xPx - window.boundsPx.left,
    y: yPx - window.boundsPx.top,
    rawX: xPx,
    rawY: yPx,
    downTimeMs: downMs,
    eventTimeMs: vm.nowMs,
  });
  if (window.root) yield* vm.call(window.root, 'dispatchTouchEvent(Landroid/view/MotionEvent;)Z', event);
}

/** From front to back: the window under the finger, or a modal one wherever the finger is. */
function* findTarget(vm: Machine, xPx: number, yPx: number): Steps<DeviceWindow | undefined> {
  const { windows } = vm.attached(SYSTEM).windows;
  for (const window of [...windows].reverse()) {
    if (!isVisibleWindow(vm, window) || window.kind === 'toast') continue;
    if (!window.root) return window;
    const { flags } = window.params;
    if ((flags & windowFlags.notTouchable) !== 0) continue;
    const isInside = isIn(xPx, yPx, window.boundsPx);
    const isModal = (flags & (windowFlags.notTouchModal | windowFlags.notFocusable)) === 0;
    if (isInside || isModal) return window;
    if ((flags & windowFlags.watchOutsideTouch) !== 0)
      yield* send(vm, window, ACTION_OUTSIDE, xPx, yPx, vm.nowMs);
  }
  return undefined;
}

function pressSystemButton(vm: Machine, window: DeviceWindow, xPx: number, yPx: number): void {
  const { dialogs } = vm.attached(SYSTEM);
  const dialog = dialogs.find(window.id);
  if (!dialog) return;
  const pressed = layOutSystemDialog(vm, dialog).texts.find(
    ({ role, boundsPx }) => role === 'button' && isIn(xPx, yPx, boundsPx),
  );
  if (pressed) dialogs.press(window.id, pressed.id);
}

/** A press of a key in the focused window: down, then up. Answers whether anybody took it. */
export function* pressKeyOnScreen(vm: Machine, keyCode: number): Steps<boolean> {
  const window = focusedWindow(vm);
  if (!window?.root) return false;
  let taken = false;
  for (const event of makeKeyPress(vm, keyCode)) {
    if (!vm.attached(SYSTEM).windows.find(window.id)) break;
    taken =
      (yield* vm.call<boolean>(window.root, 'dispatchKeyEvent(Landroid/view/KeyEvent;)Z', event)) || taken;
  }
  return taken;
}

/** Types into the text that has focus. */
export function* typeOnScreen(vm: Machine, text: string): Steps<void> {
  const window = focusedWindow(vm);
  const focused = window && attachInfoOf(window)?.focused;
  if (focused && isTextView(focused) && textOf(focused).bufferType === 'editable')
    yield* typeInto(vm, focused, text);
  else if (focused && isWebPage(focused)) typeIntoPage(vm, focused, text);
}
