import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { groupOf, isViewGroup } from './group-state.ts';
import { refreshDrawableState } from './view-drawable-state.ts';
import { VISIBLE, childrenOf, viewOf } from './view-state.ts';
import { rootOf } from './view-tree.ts';

const FOCUS_DOWN = 130;
const BLOCK_DESCENDANTS = 0x60000;
const AFTER_DESCENDANTS = 0x40000;

export function canTakeFocus(view: JavaObject): boolean {
  const { focusable, visibility, enabled, attach } = viewOf(view);
  return focusable && enabled && visibility === VISIBLE && (attach === undefined || isParentVisible(view));
}

function isParentVisible(view: JavaObject): boolean {
  for (let at = viewOf(view).parent; at; at = viewOf(at).parent) {
    if (viewOf(at).visibility !== VISIBLE) return false;
    if (isViewGroup(at) && groupOf(at).descendantFocusability === BLOCK_DESCENDANTS) return false;
  }
  return true;
}

/** The view that has focus in the tree of `view`, whether it is in a window or not. */
export function focusedIn(view: JavaObject): JavaObject | null {
  if (viewOf(view).focused) return view;
  for (const child of childrenOf(view)) {
    const found = focusedIn(child);
    if (found) return found;
  }
  return null;
}

/** View.requestFocus with the touch mode that the screen is always in. */
export function* requestFocus(vm: Machine, view: JavaObject, direction = FOCUS_DOWN): Steps<boolean> {
  const state = viewOf(view);
  if (state.focused) return true;
  if (!canTakeFocus(view) || !state.focusableInTouchMode) return false;
  const old = state.attach?.focused ?? focusedIn(rootOf(view));
  if (old && old !== view) yield* dropFocus(vm, old);
  state.focused = true;
  if (state.attach) state.attach.focused = view;
  yield* vm.call(view, 'onFocusChanged(ZILandroid/graphics/Rect;)V', true, direction, null);
  yield* refreshDrawableState(vm, view);
  return true;
}

/** ViewGroup.requestFocus: itself or the first child that takes it, in the order that its policy says. */
export function* requestGroupFocus(vm: Machine, group: JavaObject, direction: number): Steps<boolean> {
  const policy = groupOf(group).descendantFocusability;
  if (policy === BLOCK_DESCENDANTS) return yield* requestFocus(vm, group, direction);
  if (policy !== AFTER_DESCENDANTS && (yield* requestFocus(vm, group, direction))) return true;
  for (const child of [...childrenOf(group)]) {
    if (viewOf(child).visibility !== VISIBLE) continue;
    if (yield* vm.call<boolean>(child, 'requestFocus(ILandroid/graphics/Rect;)Z', direction, null))
      return true;
  }
  return policy === AFTER_DESCENDANTS ? yield* requestFocus(vm, group, direction) : false;
}

export function* dropFocus(vm: Machine, view: JavaObject): Steps<void> {
  const state = viewOf(view);
  if (!state.focused) return;
  state.focused = false;
  if (state.attach?.focused === view) state.attach.focused = null;
  yield* vm.call(view, 'onFocusChanged(ZILandroid/graphics/Rect;)V', false, 0, null);
  yield* refreshDrawableState(vm, view);
}
