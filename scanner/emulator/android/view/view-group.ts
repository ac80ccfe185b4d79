import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { defineClass } from '../../machine/index.ts';
import { ignored, type Methods } from './accessors.ts';
import { groupOf, markViewGroup } from './group-state.ts';
import { dispatchGroupTouch } from './group-touch.ts';
import type { KeyEvent } from './key-event.ts';
import { childSpec, WRAP_CONTENT } from './measure-spec.ts';
import type { MotionEvent } from './motion-event.ts';
import { attributes, obtainStyled } from './styled.ts';
import { groupSaving } from './saved-state.ts';
import { dispatchKey } from './view.ts';
import { viewClass, type ViewArguments } from './view-class.ts';
import { drawChild, drawChildren } from './view-draw.ts';
import { dropFocus, focusedIn, requestGroupFocus } from './view-focus.ts';
import { layoutView, measureView } from './view-layout.ts';
import { childListOf, childrenOf, viewOf } from './view-state.ts';
import { attachToWindow, detachFromWindow } from './view-tree.ts';
import { adoptObserver } from './view-tree-observer.ts';
import { paramSize, marginsOf, resolveDirection } from './layout-params.ts';

const names = attributes(
  'clipChildren',
  'clipToPadding',
  'descendantFocusability',
  'addStatesFromChildren',
  'animateLayoutChanges',
);
const focusabilities = [0x20000, 0x40000, 0x60000];

function* initGroup(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  markViewGroup(self);
  viewOf(self).willNotDraw = true;
  const state = groupOf(self);
  if (!given.attributes && given.defaultStyleAttribute === 0 && given.defaultStyle === 0) return;
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  state.clipChildren = styled.boolean('clipChildren', true);
  state.clipToPadding = styled.boolean('clipToPadding', true);
  state.descendantFocusability = focusabilities[styled.int('descendantFocusability', 0)] ?? 0x20000;
}

const paramsOf = 'Landroid/view/ViewGroup$LayoutParams;';

/** ViewGroup.addView: every overload ends here, as on Android. */
function* addView(
  vm: Machine,
  self: JavaObject,
  child: JavaObject | null,
  index: number,
  params: JavaObject | null,
  asksForLayout = true,
): Steps<void> {
  if (child === null)
    return vm.throwNew('java/lang/IllegalArgumentException', 'Cannot add a null child view to a ViewGroup');
  if (viewOf(child).parent) {
    vm.throwNew(
      'java/lang/IllegalStateException',
      "The specified child already has a parent. You must call removeView() on the child's parent first.",
    );
  }
  if (asksForLayout) yield* vm.call(self, 'requestLayout()V');
  let fitting = params;
  if (params === null || !(yield* vm.call<boolean>(self, `checkLayoutParams(${paramsOf})Z`, params))) {
    fitting =
      params === null
        ? yield* vm.call<JavaObject | null>(self, `generateDefaultLayoutParams()${paramsOf}`)
        : yield* vm.call<JavaObject>(self, `generateLayoutParams(${paramsOf})${paramsOf}`, params);
  }
  const state = viewOf(child);
  if (asksForLayout && state.params !== fitting)
    yield* vm.call(child, `setLayoutParams(${paramsOf})V`, fitting);
  else {
    state.params = fitting;
    yield* resolveDirection(vm, fitting);
  }
  state.layoutRequested = true;
  const list = childListOf(self);
  if (index < 0 || index >= list.length) list.push(child);
  else list.splice(index, 0, child);
  state.parent = self;
  const { attach } = viewOf(self);
  if (attach) {
    adoptObserver(vm, child, attach);
    yield* attachToWindow(vm, child, attach);
  }
  yield* vm.call(self, 'onViewAdded(Landroid/view/View;)V', child);
  const { hierarchyListener } = groupOf(self);
  if (hierarchyListener)
    yield* vm.call(
      hierarchyListener,
      'onChildViewAdded(Landroid/view/View;Landroid/view/View;)V',
      self,
      child,
    );
}

function* removeAt(vm: Machine, self: JavaObject, index: number, count = 1): Steps<void> {
  const removed = childListOf(self).splice(index, count);
  for (const child of removed) {
    const focused = focusedIn(child);
    if (focused) yield* dropFocus(vm, focused);
    if (groupOf(self).touchTarget === child) groupOf(self).touchTarget = null;
    yield* detachFromWindow(vm, child);
    viewOf(child).parent = null;
    yield* vm.call(self, 'onViewRemoved(Landroid/view/View;)V', child);
    const { hierarchyListener } = groupOf(self);
    if (hierarchyListener)
      yield* vm.call(
        hierarchyListener,
        'onChildViewRemoved(Landroid/view/View;Landroid/view/View;)V',
        self,
        child,
      );
  }
}

function* removeChild(vm: Machine, self: JavaObject, child: JavaObject | null, relayout = true): Steps<void> {
  const index = child === null ? -1 : childrenOf(self).indexOf(child);
  if (index < 0) return;
  yield* removeAt(vm, self, index);
  if (relayout) yield* vm.call(self, 'requestLayout()V');
}

const children: Methods = {
  'getChildCount()I': (_vm, self: JavaObject) => childrenOf(self).length,
  'getChildAt(I)Landroid/view/View;': (_vm, self: JavaObject, index: number) =>
    childrenOf(self)[index] ?? null,
  'indexOfChild(Landroid/view/View;)I': (_vm, self: JavaObject, child: JavaObject) =>
    childrenOf(self).indexOf(child),
  'addView(Landroid/view/View;)V': function* (vm, self: JavaObject, child: JavaObject | null) {
    yield* vm.call(self, 'addView(Landroid/view/View;I)V', child, -1);
  },
  'addView(Landroid/view/View;I)V': function* (
    vm,
    self: JavaObject,
    child: JavaObject | null,
    index: number,
  ) {
    if (child === null)
      return vm.throwNew('java/lang/IllegalArgumentException', 'Cannot add a null child view to a ViewGroup');
    const params =
      viewOf(child).params ?? (yield* vm.call<JavaObject>(self, `generateDefaultLayoutParams()${paramsOf}`));
    yield* vm.call(self, `addView(Landroid/view/View;I${paramsOf})V`, child, index, params);
  },
  'addView(Landroid/view/View;II)V': function* (
    vm,
    self: JavaObject,
    child: JavaObject | null,
    width: number,
    height: number,
  ) {
    const params = yield* vm.call<JavaObject>(self, `generateDefaultLayoutParams()${paramsOf}`);
    vm.setField(params, 'width:I', width);
    vm.setField(params, 'height:I', height);
    yield* vm.call(self, `addView(Landroid/view/View;I${paramsOf})V`, child, -1, params);
  },
  [`addView(Landroid/view/View;${paramsOf})V`]: function* (
    vm,
    self: JavaObject,
    child: JavaObject | null,
    params: JavaObject | null,
  ) {
    yield* vm.call(self, `addView(Landroid/view/View;I${paramsOf})V`, child, -1, params);
  },
  [`addView(Landroid/view/View;I${paramsOf})V`]: addView,
  [`protected addViewInLayout(Landroid/view/View;I${paramsOf})Z`]: function* (
    vm,
    self: JavaObject,
    child: JavaObject,
    index: number,
    params: JavaObject | null,
  ) {
    yield* addView(vm, self, child, index, params, false);
    return true;
  },
  [`protected addViewInLayout(Landroid/view/View;I${paramsOf}Z)Z`]: function* (
    vm,
    self: JavaObject,
    child: JavaObject,
    index: number,
    params: JavaObject | null,
  ) {
    yield* addView(vm, self, child, index, params, false);
    return true;
  },
  [`updateViewLayout(Landroid/view/View;${paramsOf})V`]: function* (
    vm,
    _self: JavaObject,
    child: JavaObject,
    params: JavaObject,
  ) {
    yield* vm.call(child, `setLayoutParams(${paramsOf})V`, params);
  },
  'removeView(Landroid/view/View;)V': (vm, self: JavaObject, child: JavaObject | null) =>
    removeChild(vm, self, child),
  'removeViewInLayout(Landroid/view/View;)V': (vm, self: JavaObject, child: JavaObject | null) =>
    removeChild(vm, self, child, false),
  'protected removeDetachedView(Landroid/view/View;Z)V': function* (
    vm,
    _self: JavaObject,
    child: JavaObject,
  ) {
    yield* detachFromWindow(vm, child);
    viewOf(child).parent = null;
  },
  'removeViewAt(I)V': function* (vm, self: JavaObject, index: number) {
    if (index < 0 || index >= childrenOf(self).length) return;
    yield* removeAt(vm, self, index);
    yield* vm.call(self, 'requestLayout()V');
  },
  'removeViews(II)V': function* (vm, self: JavaObject, start: number, count: number) {
    yield* removeAt(vm, self, start, count);
    yield* vm.call(self, 'requestLayout()V');
  },
  'removeViewsInLayout(II)V': (vm, self: JavaObject, start: number, count: number) =>
    removeAt(vm, self, start, count),
  'removeAllViews()V': function* (vm, self: JavaObject) {
    yield* removeAt(vm, self, 0, childrenOf(self).length);
    yield* vm.call(self, 'requestLayout()V');
  },
  'removeAllViewsInLayout()V': (vm, self: JavaObject) => removeAt(vm, self, 0, childrenOf(self).length),
  [`protected attachViewToParent(Landroid/view/View;I${paramsOf})V`]: (
    _vm,
    self: JavaObject,
    child: JavaObject,
    index: number,
    params: JavaObject | null,
  ) => {
    const list = childListOf(self);
    viewOf(child).params = params;
    viewOf(child).parent = self;
    if (index < 0 || index >= list.length) list.push(child);
    else list.splice(index, 0, child);
  },
  'protected detachViewFromParent(Landroid/view/View;)V': (_vm, self: JavaObject, child: JavaObject) => {
    const at = childrenOf(self).indexOf(child);
    if (at >= 0) childListOf(self).splice(at, 1);
    viewOf(child).parent = null;
  },
  'protected detachViewFromParent(I)V': (_vm, self: JavaObject, index: number) => {
    const [child] = childListOf(self).splice(index, 1);
    if (child) viewOf(child).parent = null;
  },
  'bringChildToFront(Landroid/view/View;)V': function* (vm, self: JavaObject, child: JavaObject) {
    const list = childListOf(self);
    const at = list.indexOf(child);
    if (at < 0) return;
    list.splice(at, 1);
    list.push(child);
    yield* vm.call(self, 'requestLayout()V');
  },
  'onViewAdded(Landroid/view/View;)V': ignored,
  'onViewRemoved(Landroid/view/View;)V': ignored,
  'setOnHierarchyChangeListener(Landroid/view/ViewGroup$OnHierarchyChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: JavaObject | null,
  ) => {
    groupOf(self).hierarchyListener = listener;
  },
};

const params: Methods = {
  [`generateLayoutParams(Landroid/util/AttributeSet;)${paramsOf}`]: (
    vm,
    self: JavaObject,
    set: HeapObject | null,
  ) =>
    vm.construct(
      'android/view/ViewGroup$LayoutParams',
      '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
      viewOf(self).context,
      set,
    ),
  [`protected generateLayoutParams(${paramsOf})${paramsOf}`]: (_vm, _self: JavaObject, given: JavaObject) =>
    given,
  [`protected generateDefaultLayoutParams()${paramsOf}`]: (vm) =>
    vm.construct('android/view/ViewGroup$LayoutParams', '(II)V', WRAP_CONTENT, WRAP_CONTENT),
  [`protected checkLayoutParams(${paramsOf})Z`]: (_vm, _self: JavaObject, given: JavaObject | null) =>
    given !== null,
  [`protected onSetLayoutParams(Landroid/view/View;${paramsOf})V`]: ignored,
};

const measuring: Methods = {
  'final layout(IIII)V': (vm, self: JavaObject, left: number, top: number, right: number, bottom: number) =>
    layoutView(vm, self, left, top, right, bottom),
  'protected abstract onLayout(ZIIII)V': null,
  'static getChildMeasureSpec(III)I': (_vm, spec: number, padding: number, dimension: number) =>
    childSpec(spec, padding, dimension),
  'protected measureChildren(II)V': function* (vm, self: JavaObject, width: number, height: number) {
    for (const child of [...childrenOf(self)])
      if (viewOf(child).visibility !== 8)
        yield* vm.call(self, 'measureChild(Landroid/view/View;II)V', child, width, height);
  },
  'protected measureChild(Landroid/view/View;II)V': function* (
    vm,
    self: JavaObject,
    child: JavaObject,
    widthSpec: number,
    heightSpec: number,
  ) {
    const { width, height } = paramSize(vm, child);
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
    yield* measureView(
      vm,
      child,
      childSpec(widthSpec, paddingLeft + paddingRight, width),
      childSpec(heightSpec, paddingTop + paddingBottom, height),
    );
  },
  'protected measureChildWithMargins(Landroid/view/View;IIII)V': (
    vm,
    self: JavaObject,
    child: JavaObject,
    widthSpec: number,
    widthUsed: number,
    heightSpec: number,
    heightUsed: number,
  ) => measureChildWithMargins(vm, self, child, widthSpec, widthUsed, heightSpec, heightUsed),
};

/** ViewGroup.measureChildWithMargins. */
export function* measureChildWithMargins(
  vm: Machine,
  self: JavaObject,
  child: JavaObject,
  widthSpec: number,
  widthUsed: number,
  heightSpec: number,
  heightUsed: number,
): Steps<void> {
  const { width, height } = paramSize(vm, child);
  const margins = marginsOf(vm, child);
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  yield* measureView(
    vm,
    child,
    childSpec(widthSpec, paddingLeft + paddingRight + margins.left + margins.right + widthUsed, width),
    childSpec(heightSpec, paddingTop + paddingBottom + margins.top + margins.bottom + heightUsed, height),
  );
}

const startModeForChild =
  'startActionModeForChild(Landroid/view/View;Landroid/view/ActionMode$Callback;I)Landroid/view/ActionMode;';

const input: Methods = {
  'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) =>
    dispatchGroupTouch(vm, self, event),
  'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z': () => false,
  'requestDisallowInterceptTouchEvent(Z)V': function* (vm, self: JavaObject, disallow: boolean) {
    groupOf(self).disallowIntercept = disallow;
    const { parent } = viewOf(self);
    if (parent) yield* vm.call(parent, 'requestDisallowInterceptTouchEvent(Z)V', disallow);
  },
  'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: KeyEvent) {
    if (viewOf(self).focused) return yield* dispatchKey(vm, self, event);
    for (const child of childrenOf(self))
      if (focusedIn(child))
        return yield* vm.call<boolean>(child, 'dispatchKeyEvent(Landroid/view/KeyEvent;)Z', event);
    return false;
  },
  'requestFocus(ILandroid/graphics/Rect;)Z': (vm, self: JavaObject, direction: number) =>
    requestGroupFocus(vm, self, direction),
  'getFocusedChild()Landroid/view/View;': (_vm, self: JavaObject) =>
    childrenOf(self).find((child) => focusedIn(child) !== null) ?? null,
  'clearChildFocus(Landroid/view/View;)V': ignored,
  'requestChildFocus(Landroid/view/View;Landroid/view/View;)V': ignored,
  'clearFocus()V': function* (vm, self: JavaObject) {
    const focused = focusedIn(self);
    if (focused) yield* dropFocus(vm, focused);
  },
  'showContextMenuForChild(Landroid/view/View;)Z': function* (vm, self: JavaObject, child: JavaObject) {
    const { parent } = viewOf(self);
    return parent
      ? yield* vm.call<boolean>(parent, 'showContextMenuForChild(Landroid/view/View;)Z', child)
      : false;
  },
  'showContextMenuForChild(Landroid/view/View;FF)Z': function* (
    vm,
    self: JavaObject,
    child: JavaObject,
    x: number,
    y: number,
  ) {
    const { parent } = viewOf(self);
    return parent
      ? yield* vm.call<boolean>(parent, 'showContextMenuForChild(Landroid/view/View;FF)Z', child, x, y)
      : false;
  },
  'startActionModeForChild(Landroid/view/View;Landroid/view/ActionMode$Callback;)Landroid/view/ActionMode;':
    function* (vm, self: JavaObject, child: JavaObject, callback: HeapObject) {
      return yield* vm.call<JavaObject | null>(self, startModeForChild, child, callback, 0);
    },
  [startModeForChild]: function* (
    vm,
    self: JavaObject,
    child: JavaObject,
    callback: HeapObject,
    type: number,
  ) {
    const { parent } = viewOf(self);
    return parent
      ? yield* vm.call<JavaObject | null>(parent, startModeForChild, child, callback, type)
      : null;
  },
  'dispatchSetPressed(Z)V': function* (vm, self: JavaObject, pressed: boolean) {
    for (const child of [...childrenOf(self)])
      if (!viewOf(child).clickable) yield* vm.call(child, 'setPressed(Z)V', pressed);
  },
  'dispatchSetSelected(Z)V': function* (vm, self: JavaObject, selected: boolean) {
    for (const child of [...childrenOf(self)]) yield* vm.call(child, 'setSelected(Z)V', selected);
  },
  'dispatchSetActivated(Z)V': function* (vm, self: JavaObject, activated: boolean) {
    for (const child of [...childrenOf(self)]) yield* vm.call(child, 'setActivated(Z)V', activated);
  },
  'childDrawableStateChanged(Landroid/view/View;)V': ignored,
};

const settings: Methods = {
  'dispatchDraw(Landroid/graphics/Canvas;)V': (vm, self: JavaObject, canvas: JavaObject) =>
    drawChildren(vm, self, canvas),
  'protected drawChild(Landroid/graphics/Canvas;Landroid/view/View;J)Z': function* (
    vm,
    _self: JavaObject,
    canvas: JavaObject,
    child: JavaObject,
  ) {
    yield* drawChild(vm, child, canvas);
    return false;
  },
  'setClipChildren(Z)V': (_vm, self: JavaObject, clip: boolean) => {
    groupOf(self).clipChildren = clip;
  },
  'getClipChildren()Z': (_vm, self: JavaObject) => groupOf(self).clipChildren,
  'setClipToPadding(Z)V': (_vm, self: JavaObject, clip: boolean) => {
    groupOf(self).clipToPadding = clip;
  },
  'getClipToPadding()Z': (_vm, self: JavaObject) => groupOf(self).clipToPadding,
  'setDescendantFocusability(I)V': (_vm, self: JavaObject, policy: number) => {
    groupOf(self).descendantFocusability = policy;
  },
  'getDescendantFocusability()I': (_vm, self: JavaObject) => groupOf(self).descendantFocusability,
  'setMotionEventSplittingEnabled(Z)V': ignored,
  'setAddStatesFromChildren(Z)V': ignored,
  'setTouchscreenBlocksFocus(Z)V': ignored,
  'setLayoutTransition(Landroid/animation/LayoutTransition;)V': (
    _vm,
    self: JavaObject,
    transition: JavaObject | null,
  ) => {
    groupOf(self).layoutTransition = transition;
  },
  'getLayoutTransition()Landroid/animation/LayoutTransition;': (_vm, self: JavaObject) =>
    groupOf(self).layoutTransition,
  'setChildrenDrawingOrderEnabled(Z)V': ignored,
  'setAlwaysDrawnWithCacheEnabled(Z)V': ignored,
  'setStaticTransformationsEnabled(Z)V': ignored,
  'setTransitionGroup(Z)V': ignored,
  'isTransitionGroup()Z': () => false,
  'getLayoutMode()I': () => 0,
  'setLayoutMode(I)V': ignored,
  'shouldDelayChildPressedState()Z': () => true,
  'getNestedScrollAxes()I': () => 0,
  'onStartNestedScroll(Landroid/view/View;Landroid/view/View;I)Z': () => false,
  'onNestedScrollAccepted(Landroid/view/View;Landroid/view/View;I)V': ignored,
  'onStopNestedScroll(Landroid/view/View;)V': ignored,
  'onNestedScroll(Landroid/view/View;IIII)V': ignored,
  'onNestedPreScroll(Landroid/view/View;II[I)V': ignored,
  'onNestedFling(Landroid/view/View;FFZ)Z': () => false,
  'onNestedPreFling(Landroid/view/View;FF)Z': () => false,
  'offsetDescendantRectToMyCoords(Landroid/view/View;Landroid/graphics/Rect;)V': (
    vm,
    self: JavaObject,
    descendant: JavaObject,
    rect: JavaObject,
  ) => offsetRect(vm, self, descendant, rect, 1),
  'offsetRectIntoDescendantCoords(Landroid/view/View;Landroid/graphics/Rect;)V': (
    vm,
    self: JavaObject,
    descendant: JavaObject,
    rect: JavaObject,
  ) => offsetRect(vm, self, descendant, rect, -1),
  'scheduleLayoutAnimation()V': ignored,
  'startLayoutAnimation()V': ignored,
  'setLayoutAnimation(Landroid/view/animation/LayoutAnimationController;)V': ignored,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.ViewGroup',
};

function offsetRect(
  vm: Machine,
  ancestor: JavaObject,
  descendant: JavaObject,
  rect: JavaObject,
  sign: number,
): void {
  let x = 0;
  let y = 0;
  for (let at: JavaObject | null = descendant; at && at !== ancestor; at = viewOf(at).parent) {
    const { parent } = viewOf(at);
    x += viewOf(at).left - (parent ? viewOf(parent).scrollX : 0);
    y += viewOf(at).top - (parent ? viewOf(parent).scrollY : 0);
  }
  for (const [field, by] of [
    ['left', x],
    ['right', x],
    ['top', y],
    ['bottom', y],
  ] as const)
    vm.setField(rect, `${field}:I`, (vm.getField(rect, `${field}:I`) as number) + sign * by);
}

export const viewParent = defineClass({ name: 'android/view/ViewParent', flags: 'interface' });
export const viewManager = defineClass({ name: 'android/view/ViewManager', flags: 'interface' });

export const viewGroup = viewClass({
  name: 'android/view/ViewGroup',
  flags: 'abstract',
  interfaces: ['android/view/ViewParent', 'android/view/ViewManager'],
  labels: 'container',
  init: initGroup,
  methods: {
    ...children,
    ...params,
    ...measuring,
    ...input,
    ...settings,
    ...groupSaving,
    'dispatchConfigurationChanged(Landroid/content/res/Configuration;)V': function* (
      vm,
      self: JavaObject,
      configuration: JavaObject,
    ) {
      yield* vm.call(self, 'onConfigurationChanged(Landroid/content/res/Configuration;)V', configuration);
      for (const child of [...childrenOf(self)])
        yield* vm.call(
          child,
          'dispatchConfigurationChanged(Landroid/content/res/Configuration;)V',
          configuration,
        );
    },
  },
});
