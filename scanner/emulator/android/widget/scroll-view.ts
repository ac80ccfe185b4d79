import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { marginsOf, paramSize } from '../view/layout-params.ts';
import { UNSPECIFIED, childSpec, makeSpec, specMode } from '../view/measure-spec.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_UP,
  type MotionEvent,
} from '../view/motion-event.ts';
import { attributes, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass, type ViewArguments } from '../view/view-class.ts';
import { exactly, measureView, measuredHeightOf, measuredWidthOf } from '../view/view-layout.ts';
import { childrenOf, heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { layoutFrame, measureFrame } from './frame-layout.ts';
import { scrollSaving } from './kept-widget-state.ts';

const scrollOf = viewPart(() => ({
  fillViewport: false,
  dragging: false,
  lastX: 0,
  lastY: 0,
  smooth: true,
}));

const names = attributes('fillViewport');

function* init(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  viewOf(self).focusable = true;
  viewOf(self).willNotDraw = false;
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  scrollOf(self).fillViewport = styled.boolean('fillViewport', false);
}

/** How far the content can move in the direction of scrolling, in pixels. */
export function scrollRange(self: JavaObject, vertical: boolean): number {
  const child = childrenOf(self)[0];
  if (!child) return 0;
  const { paddingTop, paddingBottom, paddingLeft, paddingRight } = viewOf(self);
  return vertical
    ? Math.max(0, heightOf(child) - (heightOf(self) - paddingTop - paddingBottom))
    : Math.max(0, widthOf(child) - (widthOf(self) - paddingLeft - paddingRight));
}

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

function* scrollTo(vm: Machine, self: JavaObject, vertical: boolean, x: number, y: number): Steps<void> {
  const range = scrollRange(self, vertical);
  yield* vm.callSpecial(
    'android/view/View',
    'scrollTo(II)V',
    self,
    vertical ? 0 : clamp(x, range),
    vertical ? clamp(y, range) : 0,
  );
}

function* measure(
  vm: Machine,
  self: JavaObject,
  vertical: boolean,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  yield* measureFrame(vm, self, widthSpec, heightSpec);
  if (!scrollOf(self).fillViewport || specMode(vertical ? heightSpec : widthSpec) === UNSPECIFIED) return;
  const child = childrenOf(self)[0];
  if (!child) return;
  const state = viewOf(self);
  const margins = marginsOf(vm, child);
  const horizontal = state.paddingLeft + state.paddingRight + margins.left + margins.right;
  const across = state.paddingTop + state.paddingBottom + margins.top + margins.bottom;
  const room = vertical ? measuredHeightOf(self) - across : measuredWidthOf(self) - horizontal;
  if ((vertical ? measuredHeightOf(child) : measuredWidthOf(child)) >= room) return;
  const wanted = paramSize(vm, child);
  if (vertical) yield* measureView(vm, child, childSpec(widthSpec, horizontal, wanted.width), exactly(room));
  else yield* measureView(vm, child, exactly(room), childSpec(heightSpec, across, wanted.height));
}

/** ScrollView.measureChildWithMargins: as much as the child likes in the direction of scrolling. */
function* measureChild(
  vm: Machine,
  self: JavaObject,
  vertical: boolean,
  child: JavaObject,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  const wanted = paramSize(vm, child);
  const margins = marginsOf(vm, child);
  const state = viewOf(self);
  const horizontal = state.paddingLeft + state.paddingRight + margins.left + margins.right;
  const across = state.paddingTop + state.paddingBottom + margins.top + margins.bottom;
  const free = makeSpec(0, UNSPECIFIED);
  yield* measureView(
    vm,
    child,
    vertical ? childSpec(widthSpec, horizontal, wanted.width) : free,
    vertical ? free : childSpec(heightSpec, across, wanted.height),
  );
}

function slopPx(vm: Machine): number {
  return Math.round(dpToPx(vm, 8));
}

function* intercept(vm: Machine, self: JavaObject, vertical: boolean, event: MotionEvent): Steps<boolean> {
  const state = scrollOf(self);
  const { action, x, y } = event.peer;
  if (action === ACTION_DOWN) Object.assign(state, { dragging: false, lastX: x, lastY: y });
  if (action === ACTION_MOVE && !state.dragging && scrollRange(self, vertical) > 0) {
    const moved = vertical ? Math.abs(y - state.lastY) : Math.abs(x - state.lastX);
    state.dragging = moved > slopPx(vm);
  }
  if (action === ACTION_UP || action === ACTION_CANCEL) state.dragging = false;
  return state.dragging;
}

function* touch(vm: Machine, self: JavaObject, vertical: boolean, event: MotionEvent): Steps<boolean> {
  const state = scrollOf(self);
  const { action, x, y } = event.peer;
  if (action === ACTION_DOWN) Object.assign(state, { lastX: x, lastY: y });
  if (action === ACTION_MOVE) {
    const by = vertical ? state.lastY - y : state.lastX - x;
    if (!state.dragging && Math.abs(by) > slopPx(vm)) state.dragging = true;
    if (state.dragging) {
      yield* vm.call(self, 'scrollBy(II)V', vertical ? 0 : Math.round(by), vertical ? Math.round(by) : 0);
      Object.assign(state, { lastX: x, lastY: y });
    }
  }
  if (action === ACTION_UP || action === ACTION_CANCEL) state.dragging = false;
  return childrenOf(self).length > 0;
}

function scrollMethods(vertical: boolean): Methods {
  return {
    ...scrollSaving,
    'protected onMeasure(II)V': (vm, self: JavaObject, widthSpec: number, heightSpec: number) =>
      measure(vm, self, vertical, widthSpec, heightSpec),
    'protected measureChildWithMargins(Landroid/view/View;IIII)V': (
      vm,
      self: JavaObject,
      child: JavaObject,
      widthSpec: number,
      _used: number,
      heightSpec: number,
    ) => measureChild(vm, self, vertical, child, widthSpec, heightSpec),
    'protected onLayout(ZIIII)V': function* (
      vm,
      self: JavaObject,
      _changed: boolean,
      left: number,
      top: number,
      right: number,
      bottom: number,
    ) {
      yield* layoutFrame(vm, self, left, top, right, bottom);
      // The content may have become shorter than what was scrolled away.
      yield* vm.call(self, 'scrollTo(II)V', viewOf(self).scrollX, viewOf(self).scrollY);
    },
    'scrollTo(II)V': (vm, self: JavaObject, x: number, y: number) => scrollTo(vm, self, vertical, x, y),
    'final smoothScrollTo(II)V': function* (vm, self: JavaObject, x: number, y: number) {
      yield* vm.call(self, 'scrollTo(II)V', x, y);
    },
    'final smoothScrollBy(II)V': function* (vm, self: JavaObject, x: number, y: number) {
      yield* vm.call(self, 'scrollBy(II)V', x, y);
    },
    'fullScroll(I)Z': function* (vm, self: JavaObject, direction: number) {
      const range = scrollRange(self, vertical);
      const toEnd = direction === 130 || direction === 66;
      const to = toEnd ? range : 0;
      yield* vm.call(self, 'scrollTo(II)V', vertical ? 0 : to, vertical ? to : 0);
      return true;
    },
    'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) =>
      intercept(vm, self, vertical, event),
    'onTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) =>
      touch(vm, self, vertical, event),
    'canScrollVertically(I)Z': (_vm, self: JavaObject, direction: number) =>
      vertical && canScroll(self, true, direction),
    'canScrollHorizontally(I)Z': (_vm, self: JavaObject, direction: number) =>
      !vertical && canScroll(self, false, direction),
    'isFillViewport()Z': (_vm, self: JavaObject) => scrollOf(self).fillViewport,
    'setFillViewport(Z)V': function* (vm, self: JavaObject, fill: boolean) {
      scrollOf(self).fillViewport = fill;
      yield* vm.call(self, 'requestLayout()V');
    },
    'isSmoothScrollingEnabled()Z': (_vm, self: JavaObject) => scrollOf(self).smooth,
    'setSmoothScrollingEnabled(Z)V': (_vm, self: JavaObject, smooth: boolean) => {
      scrollOf(self).smooth = smooth;
    },
    'getMaxScrollAmount()I': (_vm, self: JavaObject) => Math.trunc(heightOf(self) / 2),
    'fling(I)V': ignored,
    'protected computeVerticalScrollRange()I': (_vm, self: JavaObject) => {
      const child = childrenOf(self)[0];
      return child && vertical ? heightOf(child) : heightOf(self);
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () =>
      vertical ? 'android.widget.ScrollView' : 'android.widget.HorizontalScrollView',
  };
}

function canScroll(self: JavaObject, vertical: boolean, direction: number): boolean {
  const at = vertical ? viewOf(self).scrollY : viewOf(self).scrollX;
  return direction < 0 ? at > 0 : at < scrollRange(self, vertical);
}

export const scrollView = viewClass({
  name: 'android/widget/ScrollView',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'scrollViewStyle',
  labels: 'container',
  init,
  methods: scrollMethods(true),
});

export const horizontalScrollView = viewClass({
  name: 'android/widget/HorizontalScrollView',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'horizontalScrollViewStyle',
  labels: 'container',
  init,
  methods: scrollMethods(false),
});
