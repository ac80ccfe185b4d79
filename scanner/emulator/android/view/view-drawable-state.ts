import { intsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { viewOf } from './view-state.ts';

/** android.R.attr.state_*; part of the public API, so fixed. */
export const stateIds = {
  focused: 0x0101009c,
  windowFocused: 0x0101009d,
  enabled: 0x0101009e,
  checkable: 0x0101009f,
  checked: 0x010100a0,
  selected: 0x010100a1,
  pressed: 0x010100a7,
  activated: 0x010102fe,
  accelerated: 0x0101031b,
  hovered: 0x01010367,
} as const;

/** View.onCreateDrawableState: the view's states, with room for `extra` more at the end. */
export function makeDrawableState(vm: Machine, self: JavaObject, extra: number): JavaArray {
  const { pressed, enabled, focused, selected, activated, hovered, attach } = viewOf(self);
  const on: number[] = [];
  if (pressed) on.push(stateIds.pressed);
  if (enabled) on.push(stateIds.enabled);
  if (focused) on.push(stateIds.focused);
  if (selected) on.push(stateIds.selected);
  if (activated) on.push(stateIds.activated);
  if (hovered) on.push(stateIds.hovered);
  if (attach) on.push(stateIds.windowFocused);
  const array = vm.newArray('[I', on.length + extra);
  intsOf(array).set(on);
  return array;
}

/** View.mergeDrawableStates: writes more states after those that are there. */
export function mergeStates(base: JavaArray, extra: readonly number[]): JavaArray {
  const ints = intsOf(base);
  let used = ints.length;
  while (used > 0 && ints[used - 1] === 0) used--;
  ints.set(extra.slice(0, ints.length - used), used);
  return base;
}

/** View.getDrawableState: asks onCreateDrawableState, which subclasses extend, and keeps the answer. */
export function* drawableState(vm: Machine, self: JavaObject): Steps<HeapObject> {
  const state = viewOf(self);
  state.drawableState ??= yield* vm.call<HeapObject>(self, 'onCreateDrawableState(I)[I', 0);
  return state.drawableState;
}

/** View.refreshDrawableState: something about the view changed that its drawables may show. */
export function* refreshDrawableState(vm: Machine, self: JavaObject): Steps<void> {
  viewOf(self).drawableState = null;
  yield* vm.call(self, 'drawableStateChanged()V');
  const { parent } = viewOf(self);
  if (parent) yield* vm.call(parent, 'childDrawableStateChanged(Landroid/view/View;)V', self);
}

/** Gives a drawable the view's state. */
export function* applyState(vm: Machine, self: JavaObject, drawable: JavaObject | null): Steps<void> {
  if (!drawable || !(yield* vm.call<boolean>(drawable, 'isStateful()Z'))) return;
  yield* vm.call(drawable, 'setState([I)Z', yield* drawableState(vm, self));
}
