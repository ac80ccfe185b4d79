import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { isParamsOf, paramSize } from '../view/layout-params.ts';
import { plainParamsConstructors } from '../view/plain-layout-params.ts';
import {
  EXACTLY,
  UNSPECIFIED,
  childSpec,
  makeSpec,
  resolveSize,
  specMode,
  specSize,
} from '../view/measure-spec.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_UP,
  type MotionEvent,
} from '../view/motion-event.ts';
import { attributes, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredWidthOf,
  setMeasured,
} from '../view/view-layout.ts';
import { childListOf, childrenOf, heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { attachToWindow, detachFromWindow } from '../view/view-tree.ts';
import { idAt } from './list/adapter-view.ts';
import { recount } from './list/list-fill.ts';
import { spinnerSaving } from './kept-widget-state.ts';
import { listOf } from './list/list-state.ts';

const galleryOf = viewPart(() => ({ spacingPx: 0, dim: 0.5, downX: 0, moved: false }));
const names = attributes('spacing', 'unselectedAlpha', 'gravity');
const view$ = 'Landroid/view/View;';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';
const paramsName = 'android/widget/Gallery$LayoutParams';
const getView = `getView(I${view$}Landroid/view/ViewGroup;)${view$}`;
const mostShown = 30;

function* clear(vm: Machine, self: JavaObject): Steps<void> {
  for (const child of childListOf(self).splice(0)) {
    yield* detachFromWindow(vm, child);
    viewOf(child).parent = null;
  }
  listOf(self).positions.clear();
}

function* makeChild(vm: Machine, self: JavaObject, position: number): Steps<JavaObject> {
  const state = listOf(self);
  const known = childrenOf(self).find((view) => state.positions.get(view) === position);
  if (known) return known;
  const view = yield* vm.call<JavaObject>(state.adapter, getView, position, null, self);
  viewOf(view).params ??= yield* vm.call<JavaObject>(self, `generateDefaultLayoutParams()${params$}`);
  const before = childrenOf(self).findIndex((each) => (state.positions.get(each) ?? 0) > position);
  if (before < 0) childListOf(self).push(view);
  else childListOf(self).splice(before, 0, view);
  state.positions.set(view, position);
  viewOf(view).parent = self;
  const { attach } = viewOf(self);
  if (attach) yield* attachToWindow(vm, view, attach);
  const { width, height } = paramSize(vm, view);
  const { paddingTop, paddingBottom } = viewOf(self);
  const room = heightOf(self) > 0 ? makeSpec(heightOf(self), EXACTLY) : makeSpec(0, UNSPECIFIED);
  yield* measureView(
    vm,
    view,
    childSpec(makeSpec(0, UNSPECIFIED), 0, width),
    childSpec(room, paddingTop + paddingBottom, height),
  );
  return view;
}

/** The chosen item in the middle, its neighbours beside it until the row is full. */
function* layout(vm: Machine, self: JavaObject): Steps<void> {
  const state = listOf(self);
  yield* recount(vm, self);
  if (state.dataChanged) {
    state.dataChanged = false;
    yield* clear(vm, self);
  }
  if (!state.adapter || state.count === 0) return;
  const { spacingPx, dim } = galleryOf(self);
  const place = function* (position: number, left: number): Steps<JavaObject> {
    const view = yield* makeChild(vm, self, position);
    const top = Math.trunc((heightOf(self) - measuredHeightOf(view)) / 2);
    viewOf(view).alpha = position === state.selected ? 1 : dim;
    viewOf(view).selected = position === state.selected;
    yield* layoutChild(vm, view, left, top, measuredWidthOf(view), measuredHeightOf(view));
    return view;
  };
  const middle = yield* makeChild(vm, self, state.selected);
  const start = Math.trunc((widthOf(self) - measuredWidthOf(middle)) / 2);
  yield* place(state.selected, start);
  const shown = new Set([state.selected]);
  let right = start + measuredWidthOf(middle) + spacingPx;
  for (
    let at = state.selected + 1;
    at < state.count && right < widthOf(self) && shown.size < mostShown;
    at++
  ) {
    right = viewOf(yield* place(at, right)).right + spacingPx;
    shown.add(at);
  }
  let left = start - spacingPx;
  for (let at = state.selected - 1; at >= 0 && left > 0 && shown.size < mostShown; at--) {
    const view = yield* makeChild(vm, self, at);
    left -= measuredWidthOf(view);
    yield* place(at, left);
    left -= spacingPx;
    shown.add(at);
  }
  for (const child of [...childrenOf(self)]) {
    if (shown.has(state.positions.get(child) ?? -1)) continue;
    childListOf(self).splice(childListOf(self).indexOf(child), 1);
    state.positions.delete(child);
    yield* detachFromWindow(vm, child);
    viewOf(child).parent = null;
  }
}

function* touch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> {
  const state = galleryOf(self);
  const { action, x } = event.peer;
  const { count, selected } = listOf(self);
  switch (action) {
    case ACTION_DOWN:
      Object.assign(state, { downX: x, moved: false });
      break;
    case ACTION_MOVE:
      if (Math.abs(x - state.downX) > dpToPx(vm, 8)) state.moved = true;
      break;
    case ACTION_UP: {
      if (state.moved) {
        const next = selected + (x < state.downX ? 1 : -1);
        if (next >= 0 && next < count) yield* vm.call(self, 'setSelection(I)V', next);
        break;
      }
      const hit = childrenOf(self).find((child) => x >= viewOf(child).left && x < viewOf(child).right);
      const position = hit ? (listOf(self).positions.get(hit) ?? -1) : -1;
      if (!hit || position < 0) break;
      if (position !== selected) yield* vm.call(self, 'setSelection(I)V', position);
      const { onClick } = listOf(self);
      if (onClick)
        yield* vm.call(
          onClick,
          `onItemClick(Landroid/widget/AdapterView;${view$}IJ)V`,
          self,
          hit,
          position,
          yield* idAt(vm, self, position),
        );
      break;
    }
    case ACTION_CANCEL:
      break;
  }
  return true;
}

const methods: Methods = {
  ...spinnerSaving,
  'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
    yield* recount(vm, self);
    const { adapter, count, selected } = listOf(self);
    const { paddingTop, paddingBottom } = viewOf(self);
    let tallest = 0;
    if (adapter && count > 0) {
      if (listOf(self).dataChanged) yield* clear(vm, self);
      listOf(self).dataChanged = false;
      tallest = measuredHeightOf(yield* makeChild(vm, self, Math.min(selected, count - 1)));
    }
    setMeasured(
      self,
      specMode(widthSpec) === UNSPECIFIED ? 0 : specSize(widthSpec),
      resolveSize(tallest + paddingTop + paddingBottom, heightSpec),
    );
  },
  'protected onLayout(ZIIII)V': (vm, self: JavaObject) => layout(vm, self),
  'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z': () => true,
  'onTouchEvent(Landroid/view/MotionEvent;)Z': touch,
  'performClick()Z': () => false,
  'setSpacing(I)V': (_vm, self: JavaObject, spacing: number) => {
    galleryOf(self).spacingPx = spacing;
  },
  'setUnselectedAlpha(F)V': (_vm, self: JavaObject, alpha: number) => {
    galleryOf(self).dim = alpha;
  },
  'setAnimationDuration(I)V': ignored,
  'setCallbackDuringFling(Z)V': ignored,
  'setGravity(I)V': ignored,
  [`getSelectedView()${view$}`]: (_vm, self: JavaObject) =>
    childrenOf(self).find((view) => listOf(self).positions.get(view) === listOf(self).selected) ?? null,
  [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
    vm,
    self: JavaObject,
    set: HeapObject | null,
  ) =>
    vm.construct(
      paramsName,
      '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
      viewOf(self).context,
      set,
    ),
  [`protected generateDefaultLayoutParams()${params$}`]: (vm) => vm.construct(paramsName, '(II)V', -2, -2),
  [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
    isParamsOf(params, paramsName),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Gallery',
};

export const gallery = viewClass({
  name: 'android/widget/Gallery',
  super: 'android/widget/AbsSpinner',
  defaultStyle: 'galleryStyle',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    galleryOf(self).spacingPx = styled.sizePx('spacing', 0);
    galleryOf(self).dim = styled.float('unselectedAlpha', 0.5);
  },
  methods,
});

export const galleryParams = defineClass({
  name: paramsName,
  super: 'android/view/ViewGroup$LayoutParams',
  methods: plainParamsConstructors,
});
