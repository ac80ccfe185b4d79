import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { isViewGroup } from './group-state.ts';
import { EXACTLY, makeSpec, specMode, specSize } from './measure-spec.ts';
import { MEASURED_SIZE_MASK, heightOf, viewOf, widthOf } from './view-state.ts';

/** View.measure: calls onMeasure unless nothing changed since the last time with the same specs. */
export function* measureView(
  vm: Machine,
  view: JavaObject,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  const state = viewOf(view);
  const unchanged = state.widthSpec === widthSpec && state.heightSpec === heightSpec;
  if (!state.layoutRequested && (unchanged || fits(state, widthSpec, heightSpec))) {
    state.widthSpec = widthSpec;
    state.heightSpec = heightSpec;
    return;
  }
  state.dimensionSet = false;
  yield* vm.call(view, 'onMeasure(II)V', widthSpec, heightSpec);
  // A view that an unmodelled call gave has no size of its own.
  if (!state.dimensionSet && vm.isUnknown(view)) setMeasured(view, 0, 0);
  if (!state.dimensionSet) {
    vm.throwNew(
      'java/lang/IllegalStateException',
      `View with id ${state.id}: ${view.cls.javaName}#onMeasure() did not set the measured dimension by calling setMeasuredDimension()`,
    );
  }
  state.layoutRequired = true;
  state.widthSpec = widthSpec;
  state.heightSpec = heightSpec;
}

/** An exact spec of the size that the view has already. */
function fits(
  state: { readonly measuredWidth: number; readonly measuredHeight: number; readonly widthSpec: number },
  widthSpec: number,
  heightSpec: number,
): boolean {
  return (
    state.widthSpec !== -1 &&
    specMode(widthSpec) === EXACTLY &&
    specMode(heightSpec) === EXACTLY &&
    specSize(widthSpec) === state.measuredWidth &&
    specSize(heightSpec) === state.measuredHeight
  );
}

export function setMeasured(view: JavaObject, width: number, height: number): void {
  const state = viewOf(view);
  state.measuredWidth = width;
  state.measuredHeight = height;
  state.dimensionSet = true;
}

export const measuredWidthOf = (view: JavaObject): number => viewOf(view).measuredWidth & MEASURED_SIZE_MASK;
export const measuredHeightOf = (view: JavaObject): number =>
  viewOf(view).measuredHeight & MEASURED_SIZE_MASK;

/** State bits of both dimensions, the height's shifted down as View.getMeasuredState has them. */
export function measuredStateOf(view: JavaObject): number {
  const { measuredWidth, measuredHeight } = viewOf(view);
  return (measuredWidth & 0xff000000) | ((measuredHeight >> 16) & 0x100);
}

/** View.layout: sets the frame and, when it changed or layout was asked for, calls onLayout and the listeners. */
export function* layoutView(
  vm: Machine,
  view: JavaObject,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Steps<void> {
  const state = viewOf(view);
  const old = { left: state.left, top: state.top, right: state.right, bottom: state.bottom };
  const changed = yield* setFrame(vm, view, left, top, right, bottom);
  if (changed || state.layoutRequired) {
    yield* vm.call(view, 'onLayout(ZIIII)V', changed, left, top, right, bottom);
    state.layoutRequired = false;
    for (const listener of [...state.layoutListeners]) {
      yield* vm.call(
        listener,
        'onLayoutChange(Landroid/view/View;IIIIIIII)V',
        view,
        left,
        top,
        right,
        bottom,
        old.left,
        old.top,
        old.right,
        old.bottom,
      );
    }
  }
  state.layoutRequested = false;
  state.laidOut = true;
}

export function* setFrame(
  vm: Machine,
  view: JavaObject,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Steps<boolean> {
  const state = viewOf(view);
  if (state.left === left && state.top === top && state.right === right && state.bottom === bottom)
    return false;
  const oldWidth = widthOf(view);
  const oldHeight = heightOf(view);
  Object.assign(state, { left, top, right, bottom });
  const width = right - left;
  const height = bottom - top;
  if (width !== oldWidth || height !== oldHeight)
    yield* vm.call(view, 'onSizeChanged(IIII)V', width, height, oldWidth, oldHeight);
  return true;
}

/** Lays a child out by its `layout` method, which a view may override and a group may not. */
export function* layoutChild(
  vm: Machine,
  child: JavaObject,
  left: number,
  top: number,
  width: number,
  height: number,
): Steps<void> {
  const x = Math.trunc(left);
  const y = Math.trunc(top);
  const args = [x, y, x + Math.trunc(width), y + Math.trunc(height)] as const;
  if (isViewGroup(child)) yield* layoutView(vm, child, ...args);
  else yield* vm.call(child, 'layout(IIII)V', ...args);
}

/** The least size a view takes: its minimum or its background's. */
export function* suggestedMinimum(vm: Machine, view: JavaObject): Steps<{ width: number; height: number }> {
  const { minWidth, minHeight, background } = viewOf(view);
  if (!background) return { width: minWidth, height: minHeight };
  const width = yield* drawableMinimum(vm, background, 'getMinimumWidth()I');
  const height = yield* drawableMinimum(vm, background, 'getMinimumHeight()I');
  return { width: Math.max(minWidth, width), height: Math.max(minHeight, height) };
}

function drawableMinimum(vm: Machine, drawable: HeapObject, selector: string): Steps<number> {
  return vm.call<number>(drawable, selector);
}

export const exactly = (sizePx: number): number => makeSpec(sizePx, EXACTLY);
