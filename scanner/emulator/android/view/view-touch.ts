import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ACTION_CANCEL, ACTION_DOWN, ACTION_MOVE, ACTION_UP, type MotionEvent } from './motion-event.ts';
import { requestFocus } from './view-focus.ts';
import { heightOf, viewOf, widthOf } from './view-state.ts';

/** ViewConfiguration.getLongPressTimeout: 400 ms since Android 12, 500 before. */
export const longPressMs = 400;
const pressedStateMs = 64;

/** View.dispatchTouchEvent: the touch listener first, then onTouchEvent. */
export function* dispatchTouch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> {
  const state = viewOf(self);
  const listener = state.listeners.get('OnTouchListener') ?? null;
  if (listener && state.enabled) {
    const taken = yield* vm.call<boolean>(
      listener,
      'onTouch(Landroid/view/View;Landroid/view/MotionEvent;)Z',
      self,
      event,
    );
    if (taken) return true;
  }
  return yield* vm.call<boolean>(self, 'onTouchEvent(Landroid/view/MotionEvent;)Z', event);
}

/** View.onTouchEvent: pressing, clicking and long clicking. */
export function* onTouch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> {
  const state = viewOf(self);
  const takes = state.clickable || state.longClickable || state.contextClickable;
  if (!state.enabled) {
    // A disabled view that could be clicked still swallows the touch.
    if (event.peer.action === ACTION_UP && state.pressed) yield* vm.call(self, 'setPressed(Z)V', false);
    state.press = undefined;
    return takes;
  }
  if (!takes) return false;
  switch (event.peer.action & 0xff) {
    case ACTION_DOWN: {
      state.press = { longDone: false };
      yield* vm.call(self, 'setPressed(Z)V', true);
      if (state.longClickable) waitForLongPress(vm, self, event);
      break;
    }
    case ACTION_UP: {
      const { press } = state;
      state.press = undefined;
      if (!press) break;
      let tookFocus = false;
      if (state.focusable && state.focusableInTouchMode && !state.focused)
        tookFocus = yield* requestFocus(vm, self);
      // A view that just took focus spends the first tap on it.
      if (!press.longDone && !tookFocus)
        vm.attached(SYSTEM).postToMain('click', () => vm.call(self, 'performClick()Z'));
      vm.attached(SYSTEM).postToMain('unpress', () => vm.call(self, 'setPressed(Z)V', false), pressedStateMs);
      break;
    }
    case ACTION_CANCEL:
      state.press = undefined;
      yield* vm.call(self, 'setPressed(Z)V', false);
      break;
    case ACTION_MOVE:
      if (state.press && !isInside(self, event.peer.x, event.peer.y)) {
        state.press = undefined;
        yield* vm.call(self, 'setPressed(Z)V', false);
      }
      break;
  }
  return true;
}

const touchSlopPx = 22;

function isInside(self: JavaObject, x: number, y: number): boolean {
  const slop = touchSlopPx;
  return x >= -slop && y >= -slop && x < widthOf(self) + slop && y < heightOf(self) + slop;
}

function waitForLongPress(vm: Machine, self: JavaObject, event: MotionEvent): void {
  const { press } = viewOf(self);
  const { x, y } = event.peer;
  vm.attached(SYSTEM).postToMain(
    'long press',
    function* () {
      // Another press, or none: this one ended before it was long.
      if (!press || viewOf(self).press !== press) return;
      press.longDone = yield* vm.call<boolean>(self, 'performLongClick(FF)Z', x, y);
    },
    longPressMs,
  );
}

/** View.performClick: tells the listener; false when there is none. */
export function* performClick(vm: Machine, self: JavaObject): Steps<boolean> {
  const listener = viewOf(self).listeners.get('OnClickListener') ?? null;
  if (!listener) return false;
  yield* vm.call(listener, 'onClick(Landroid/view/View;)V', self);
  return true;
}

export function* performLongClick(vm: Machine, self: JavaObject): Steps<boolean> {
  const listener = viewOf(self).listeners.get('OnLongClickListener') ?? null;
  if (listener && (yield* vm.call<boolean>(listener, 'onLongClick(Landroid/view/View;)Z', self))) return true;
  const { longPressAt } = viewOf(self);
  return longPressAt
    ? yield* vm.call<boolean>(self, 'showContextMenu(FF)Z', longPressAt.x, longPressAt.y)
    : yield* vm.call<boolean>(self, 'showContextMenu()Z');
}
