import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { groupOf } from './group-state.ts';
import { ACTION_CANCEL, ACTION_DOWN, ACTION_UP, type MotionEvent } from './motion-event.ts';
import { inDrawingOrder } from './view-draw.ts';
import { VISIBLE, childrenOf, heightOf, viewOf, widthOf } from './view-state.ts';
import { dispatchTouch } from './view-touch.ts';

/** ViewGroup.dispatchTouchEvent for one finger: the child under it, unless the group takes the touch itself. */
export function* dispatchGroupTouch(vm: Machine, group: JavaObject, event: MotionEvent): Steps<boolean> {
  const state = groupOf(group);
  const action = event.peer.action & 0xff;
  if (action === ACTION_DOWN) {
    state.touchTarget = null;
    state.disallowIntercept = false;
  }
  let intercepts = true;
  if (action === ACTION_DOWN || state.touchTarget) {
    intercepts =
      !state.disallowIntercept &&
      (yield* vm.call<boolean>(group, 'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z', event));
  }
  if (action === ACTION_DOWN && !intercepts) {
    for (const child of [...inDrawingOrder(childrenOf(group))].reverse()) {
      if (viewOf(child).visibility !== VISIBLE || !isUnder(group, child, event)) continue;
      if (yield* sendTo(vm, group, child, event)) {
        state.touchTarget = child;
        break;
      }
    }
    if (state.touchTarget) return true;
    return yield* dispatchTouch(vm, group, event);
  }
  const target = state.touchTarget;
  if (!target) return yield* dispatchTouch(vm, group, event);
  if (action === ACTION_UP || action === ACTION_CANCEL) state.touchTarget = null;
  if (!intercepts || action === ACTION_CANCEL) return yield* sendTo(vm, group, target, event);
  // The group takes over: the child is told that its touch is cancelled, the next event is the group's own.
  const original = event.peer.action;
  event.peer.action = ACTION_CANCEL;
  yield* sendTo(vm, group, target, event);
  event.peer.action = original;
  state.touchTarget = null;
  return true;
}

function toChild(group: JavaObject, child: JavaObject, event: MotionEvent): { x: number; y: number } {
  const { scrollX, scrollY } = viewOf(group);
  const { left, top, translationX, translationY, scaleX, scaleY, pivotX, pivotY } = viewOf(child);
  const x = event.peer.x + scrollX - left - translationX;
  const y = event.peer.y + scrollY - top - translationY;
  const centreX = pivotX ?? widthOf(child) / 2;
  const centreY = pivotY ?? heightOf(child) / 2;
  return {
    x: scaleX === 0 ? x : (x - centreX) / scaleX + centreX,
    y: scaleY === 0 ? y : (y - centreY) / scaleY + centreY,
  };
}

function isUnder(group: JavaObject, child: JavaObject, event: MotionEvent): boolean {
  const { x, y } = toChild(group, child, event);
  return x >= 0 && y >= 0 && x < widthOf(child) && y < heightOf(child);
}

function* sendTo(vm: Machine, group: JavaObject, child: JavaObject, event: MotionEvent): Steps<boolean> {
  const { x, y } = event.peer;
  Object.assign(event.peer, toChild(group, child, event));
  const taken = yield* vm.call<boolean>(child, 'dispatchTouchEvent(Landroid/view/MotionEvent;)Z', event);
  event.peer.x = x;
  event.peer.y = y;
  return taken;
}
