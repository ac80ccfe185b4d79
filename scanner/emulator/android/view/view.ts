import { intsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { defineClass } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored, listenerSetters, type Methods } from './accessors.ts';
import { defaultSize, resolveSize, resolveSizeAndState } from './measure-spec.ts';
import type { MotionEvent } from './motion-event.ts';
import type { KeyEvent } from './key-event.ts';
import { keyCodes } from './key-event.ts';
import type { Menu } from './menu/menu-state.ts';
import { makeMatrix } from '../graphics/matrix.ts';
import { matrixOf } from './view-matrix.ts';
import { viewPropertyFields } from '../util/property.ts';
import { resolveDirection } from './layout-params.ts';
import { viewSaving } from './saved-state.ts';
import { viewClass } from './view-class.ts';
import { drawMethods } from './view-draw.ts';
import {
  applyState,
  drawableState,
  makeDrawableState,
  mergeStates,
  refreshDrawableState,
} from './view-drawable-state.ts';
import { dropFocus, focusedIn, requestFocus } from './view-focus.ts';
import { initView, setBackground } from './view-init.ts';
import {
  layoutView,
  measureView,
  measuredStateOf,
  setFrame,
  setMeasured,
  suggestedMinimum,
} from './view-layout.ts';
import { viewProperties } from './view-properties.ts';
import { VISIBLE, heightOf, viewOf, widthOf } from './view-state.ts';
import { dispatchTouch, onTouch, performClick, performLongClick } from './view-touch.ts';
import {
  findById,
  findView,
  placeInWindow,
  placeOnScreen,
  postToView,
  requestLayout,
  rootOf,
  viewHandler,
} from './view-tree.ts';
import { insetMethods } from './window-insets.ts';
import { treeObserverOf } from './view-tree-observer.ts';
import { windowTokenOf } from './window-token.ts';
import { animatorOf, clearAnimation, startAnimation } from './view-animation.ts';

const measuring: Methods = {
  'final measure(II)V': (vm, self: JavaObject, width: number, height: number) =>
    measureView(vm, self, width, height),
  'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
    const width = yield* vm.call<number>(self, 'getSuggestedMinimumWidth()I');
    const height = yield* vm.call<number>(self, 'getSuggestedMinimumHeight()I');
    setMeasured(self, defaultSize(width, widthSpec), defaultSize(height, heightSpec));
  },
  'protected final setMeasuredDimension(II)V': (_vm, self: JavaObject, width: number, height: number) =>
    setMeasured(self, width, height),
  'protected getSuggestedMinimumWidth()I': function* (vm, self: JavaObject) {
    return (yield* suggestedMinimum(vm, self)).width;
  },
  'protected getSuggestedMinimumHeight()I': function* (vm, self: JavaObject) {
    return (yield* suggestedMinimum(vm, self)).height;
  },
  'final getMeasuredState()I': (_vm, self: JavaObject) => measuredStateOf(self),
  'static getDefaultSize(II)I': (_vm, size: number, spec: number) => defaultSize(size, spec),
  'static resolveSize(II)I': (_vm, size: number, spec: number) => resolveSize(size, spec),
  'static resolveSizeAndState(III)I': (_vm, size: number, spec: number, state: number) =>
    resolveSizeAndState(size, spec, state),
  'static combineMeasuredStates(II)I': (_vm, a: number, b: number) => a | b,
  'layout(IIII)V': (vm, self: JavaObject, left: number, top: number, right: number, bottom: number) =>
    layoutView(vm, self, left, top, right, bottom),
  'final setLeftTopRightBottom(IIII)V': function* (
    vm,
    self: JavaObject,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ) {
    yield* setFrame(vm, self, left, top, right, bottom);
  },
  'protected onLayout(ZIIII)V': ignored,
  'protected onSizeChanged(IIII)V': ignored,
  'requestLayout()V': (vm, self: JavaObject) => requestLayout(vm, self),
  'forceLayout()V': (_vm, self: JavaObject) => {
    viewOf(self).layoutRequested = true;
    viewOf(self).widthSpec = -1;
  },
  'isLayoutRequested()Z': (_vm, self: JavaObject) => viewOf(self).layoutRequested,
  'isInLayout()Z': () => false,
  'isLaidOut()Z': (_vm, self: JavaObject) => viewOf(self).laidOut && viewOf(self).attach !== undefined,
  'getBaseline()I': () => -1,
  'getLayoutParams()Landroid/view/ViewGroup$LayoutParams;': (_vm, self: JavaObject) => viewOf(self).params,
  'setLayoutParams(Landroid/view/ViewGroup$LayoutParams;)V': function* (
    vm,
    self: JavaObject,
    params: JavaObject | null,
  ) {
    if (params === null) vm.throwNew('java/lang/NullPointerException', 'Layout parameters cannot be null');
    viewOf(self).params = params;
    yield* resolveDirection(vm, params);
    const { parent } = viewOf(self);
    if (parent)
      yield* vm.call(
        parent,
        'onSetLayoutParams(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
        self,
        params,
      );
    yield* vm.call(self, 'requestLayout()V');
  },
};

const tree: Methods = {
  'final getParent()Landroid/view/ViewParent;': (_vm, self: JavaObject) => viewOf(self).parent,
  'getRootView()Landroid/view/View;': (_vm, self: JavaObject) => rootOf(self),
  'final findViewById(I)Landroid/view/View;': (_vm, self: JavaObject, id: number) => findById(self, id),
  'final requireViewById(I)Landroid/view/View;': (vm, self: JavaObject, id: number) =>
    findById(self, id) ??
    vm.throwNew('java/lang/IllegalArgumentException', 'ID does not reference a View inside this View'),
  'final findViewWithTag(Ljava/lang/Object;)Landroid/view/View;': function* (
    vm,
    self: JavaObject,
    tag: HeapObject | null,
  ) {
    if (tag === null) return null;
    const tagged: JavaObject[] = [];
    findView(self, (view) => {
      if (viewOf(view).tag) tagged.push(view);
      return false;
    });
    for (const view of tagged)
      if (yield* vm.call<boolean>(tag, 'equals(Ljava/lang/Object;)Z', viewOf(view).tag)) return view;
    return null;
  },
  'isAttachedToWindow()Z': (_vm, self: JavaObject) => viewOf(self).attach !== undefined,
  'getWindowToken()Landroid/os/IBinder;': (vm, self: JavaObject) => windowTokenOf(vm, viewOf(self).attach),
  'getApplicationWindowToken()Landroid/os/IBinder;': (vm, self: JavaObject) =>
    windowTokenOf(vm, viewOf(self).attach),
  'getWindowVisibility()I': (_vm, self: JavaObject) => (viewOf(self).attach ? VISIBLE : 8),
  'hasWindowFocus()Z': (vm, self: JavaObject) => {
    const { attach } = viewOf(self);
    return attach !== undefined && vm.attached(SYSTEM).windows.focused === attach.window;
  },
  'getViewTreeObserver()Landroid/view/ViewTreeObserver;': (vm, self: JavaObject) => treeObserverOf(vm, self),
  'getHandler()Landroid/os/Handler;': (vm, self: JavaObject) =>
    viewOf(self).attach ? viewHandler(vm) : null,
  'getResources()Landroid/content/res/Resources;': function* (vm, self: JavaObject) {
    return yield* vm.call(viewOf(self).context, 'getResources()Landroid/content/res/Resources;');
  },
  'getLocationInWindow([I)V': (_vm, self: JavaObject, into: JavaArray) => {
    const { x, y } = placeInWindow(self);
    intsOf(into).set([Math.round(x), Math.round(y)]);
  },
  'getLocationOnScreen([I)V': (_vm, self: JavaObject, into: JavaArray) => {
    const { x, y } = placeOnScreen(self);
    intsOf(into).set([Math.round(x), Math.round(y)]);
  },
  'final getGlobalVisibleRect(Landroid/graphics/Rect;)Z': function* (vm, self: JavaObject, into: JavaObject) {
    return yield* visibleRect(vm, self, into);
  },
  'getGlobalVisibleRect(Landroid/graphics/Rect;Landroid/graphics/Point;)Z': function* (
    vm,
    self: JavaObject,
    into: JavaObject,
  ) {
    return yield* visibleRect(vm, self, into);
  },
  'final getLocalVisibleRect(Landroid/graphics/Rect;)Z': (vm, self: JavaObject, into: JavaObject) => {
    setRect(vm, into, 0, 0, widthOf(self), heightOf(self));
    return widthOf(self) > 0 && heightOf(self) > 0;
  },
  'getHitRect(Landroid/graphics/Rect;)V': (vm, self: JavaObject, into: JavaObject) => {
    const { left, top, right, bottom, translationX, translationY } = viewOf(self);
    setRect(vm, into, left + translationX, top + translationY, right + translationX, bottom + translationY);
  },
  'getDrawingRect(Landroid/graphics/Rect;)V': (vm, self: JavaObject, into: JavaObject) => {
    const { scrollX, scrollY } = viewOf(self);
    setRect(vm, into, scrollX, scrollY, scrollX + widthOf(self), scrollY + heightOf(self));
  },
  'getFocusedRect(Landroid/graphics/Rect;)V': (vm, self: JavaObject, into: JavaObject) =>
    setRect(vm, into, 0, 0, widthOf(self), heightOf(self)),
  'getWindowVisibleDisplayFrame(Landroid/graphics/Rect;)V': (vm, _self: JavaObject, into: JavaObject) => {
    const { widthPx, heightPx } = vm.attached(SYSTEM).phone.screen;
    setRect(vm, into, 0, 0, widthPx, heightPx);
  },
  'protected onAttachedToWindow()V': ignored,
  'protected onDetachedFromWindow()V': ignored,
  'protected onVisibilityChanged(Landroid/view/View;I)V': ignored,
  'protected onWindowVisibilityChanged(I)V': ignored,
  'onVisibilityAggregated(Z)V': ignored,
  'onWindowFocusChanged(Z)V': ignored,
  'dispatchWindowFocusChanged(Z)V': function* (vm, self: JavaObject, hasFocus: boolean) {
    yield* vm.call(self, 'onWindowFocusChanged(Z)V', hasFocus);
  },
  'protected onFinishInflate()V': ignored,
  'protected onConfigurationChanged(Landroid/content/res/Configuration;)V': ignored,
  'bringToFront()V': function* (vm, self: JavaObject) {
    const { parent } = viewOf(self);
    if (parent) yield* vm.call(parent, 'bringChildToFront(Landroid/view/View;)V', self);
  },
  'getMatrix()Landroid/graphics/Matrix;': (vm, self: JavaObject) => makeMatrix(vm, matrixOf(self)),
  'dispatchConfigurationChanged(Landroid/content/res/Configuration;)V': function* (
    vm,
    self: JavaObject,
    configuration: JavaObject,
  ) {
    yield* vm.call(self, 'onConfigurationChanged(Landroid/content/res/Configuration;)V', configuration);
  },
  'onRtlPropertiesChanged(I)V': ignored,
  'addOnAttachStateChangeListener(Landroid/view/View$OnAttachStateChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => {
    viewOf(self).attachListeners.push(listener);
  },
  'removeOnAttachStateChangeListener(Landroid/view/View$OnAttachStateChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => removeFrom(viewOf(self).attachListeners, listener),
  'addOnLayoutChangeListener(Landroid/view/View$OnLayoutChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => {
    viewOf(self).layoutListeners.push(listener);
  },
  'removeOnLayoutChangeListener(Landroid/view/View$OnLayoutChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject,
  ) => removeFrom(viewOf(self).layoutListeners, listener),
  'static generateViewId()I': (vm) => {
    const id = (lastIds.get(vm) ?? 0) + 1;
    lastIds.set(vm, id);
    return id;
  },
  'static inflate(Landroid/content/Context;ILandroid/view/ViewGroup;)Landroid/view/View;': function* (
    vm,
    context: JavaObject,
    layout: number,
    root: JavaObject | null,
  ) {
    const inflater = yield* vm.callStatic<JavaObject>(
      'android/view/LayoutInflater',
      'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
      context,
    );
    return yield* vm.call(inflater, 'inflate(ILandroid/view/ViewGroup;)Landroid/view/View;', layout, root);
  },
};

/** Last id that generateViewId gave out. */
const lastIds = new WeakMap<Machine, number>();

export function removeFrom(list: HeapObject[], item: HeapObject): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}

export function setRect(
  vm: Machine,
  rect: JavaObject,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  vm.setField(rect, 'left:I', Math.round(left));
  vm.setField(rect, 'top:I', Math.round(top));
  vm.setField(rect, 'right:I', Math.round(right));
  vm.setField(rect, 'bottom:I', Math.round(bottom));
}

function* visibleRect(vm: Machine, self: JavaObject, into: JavaObject): Steps<boolean> {
  if (!viewOf(self).attach) return false;
  const place = placeOnScreen(self);
  const rect = {
    left: place.x,
    top: place.y,
    right: place.x + widthOf(self),
    bottom: place.y + heightOf(self),
  };
  for (let at = viewOf(self).parent; at; at = viewOf(at).parent) {
    const { x, y } = placeOnScreen(at);
    rect.left = Math.max(rect.left, x);
    rect.top = Math.max(rect.top, y);
    rect.right = Math.min(rect.right, x + widthOf(at));
    rect.bottom = Math.min(rect.bottom, y + heightOf(at));
  }
  setRect(vm, into, rect.left, rect.top, rect.right, rect.bottom);
  return rect.right > rect.left && rect.bottom > rect.top;
}

const posting: Methods = {
  'post(Ljava/lang/Runnable;)Z': (vm, self: JavaObject, run: HeapObject) => {
    postToView(vm, self, run, 0);
    return true;
  },
  'postDelayed(Ljava/lang/Runnable;J)Z': (vm, self: JavaObject, run: HeapObject, delayMs: bigint) => {
    postToView(vm, self, run, Number(delayMs));
    return true;
  },
  'postOnAnimation(Ljava/lang/Runnable;)V': (vm, self: JavaObject, run: HeapObject) =>
    postToView(vm, self, run, 16),
  'postOnAnimationDelayed(Ljava/lang/Runnable;J)V': (
    vm,
    self: JavaObject,
    run: HeapObject,
    delayMs: bigint,
  ) => postToView(vm, self, run, 16 + Number(delayMs)),
  'removeCallbacks(Ljava/lang/Runnable;)Z': function* (vm, self: JavaObject, run: HeapObject | null) {
    const { waiting } = viewOf(self);
    for (let at = waiting.length - 1; at >= 0; at--) if (waiting[at]?.run === run) waiting.splice(at, 1);
    if (run) yield* vm.call(viewHandler(vm), 'removeCallbacks(Ljava/lang/Runnable;)V', run);
    return true;
  },
  'invalidate()V': ignored,
  'invalidate(IIII)V': ignored,
  'invalidate(Landroid/graphics/Rect;)V': ignored,
  'postInvalidate()V': ignored,
  'postInvalidate(IIII)V': ignored,
  'postInvalidateDelayed(J)V': ignored,
  'postInvalidateOnAnimation()V': ignored,
  'invalidateDrawable(Landroid/graphics/drawable/Drawable;)V': ignored,
  'invalidateOutline()V': ignored,
  'scheduleDrawable(Landroid/graphics/drawable/Drawable;Ljava/lang/Runnable;J)V': ignored,
  'unscheduleDrawable(Landroid/graphics/drawable/Drawable;Ljava/lang/Runnable;)V': ignored,
  'unscheduleDrawable(Landroid/graphics/drawable/Drawable;)V': ignored,
};

const listening: Methods = {
  ...listenerSetters('android/view/View', [
    'OnTouchListener',
    'OnKeyListener',
    'OnFocusChangeListener',
    'OnDragListener',
    'OnHoverListener',
    'OnGenericMotionListener',
    'OnSystemUiVisibilityChangeListener',
    'OnScrollChangeListener',
    'OnCapturedPointerListener',
  ]),
  ...listenerSetters('android/view/View', ['OnClickListener'], (state) => {
    state.clickable = true;
    state.focusable = true;
  }),
  ...listenerSetters('android/view/View', ['OnLongClickListener', 'OnCreateContextMenuListener'], (state) => {
    state.longClickable = true;
  }),
  ...listenerSetters('android/view/View', ['OnContextClickListener'], (state) => {
    state.contextClickable = true;
  }),
  'hasOnClickListeners()Z': (_vm, self: JavaObject) =>
    (viewOf(self).listeners.get('OnClickListener') ?? null) !== null,
  'getOnFocusChangeListener()Landroid/view/View$OnFocusChangeListener;': (_vm, self: JavaObject) =>
    viewOf(self).listeners.get('OnFocusChangeListener') ?? null,
  'performClick()Z': (vm, self: JavaObject) => performClick(vm, self),
  'callOnClick()Z': (vm, self: JavaObject) => performClick(vm, self),
  'performLongClick()Z': (vm, self: JavaObject) => performLongClick(vm, self),
  'performLongClick(FF)Z': function* (vm, self: JavaObject, x: number, y: number) {
    viewOf(self).longPressAt = { x, y };
    const taken = yield* vm.call<boolean>(self, 'performLongClick()Z');
    viewOf(self).longPressAt = undefined;
    return taken;
  },
  'performContextClick()Z': () => false,
  'showContextMenu()Z': (vm, self: JavaObject) => showContextMenu(vm, self),
  'showContextMenu(FF)Z': function* (vm, self: JavaObject, x: number, y: number) {
    const { parent } = viewOf(self);
    return parent
      ? yield* vm.call<boolean>(parent, 'showContextMenuForChild(Landroid/view/View;FF)Z', self, x, y)
      : false;
  },
  'showContextMenuForChild(Landroid/view/View;)Z': () => false,
  'showContextMenuForChild(Landroid/view/View;FF)Z': () => false,
  'createContextMenu(Landroid/view/ContextMenu;)V': (vm, self: JavaObject, menu: JavaObject) =>
    createContextMenu(vm, self, menu),
  'protected getContextMenuInfo()Landroid/view/ContextMenu$ContextMenuInfo;': (_vm, self: JavaObject) =>
    viewOf(self).menuInfo,
  'startActionMode(Landroid/view/ActionMode$Callback;)Landroid/view/ActionMode;': (
    vm,
    self: JavaObject,
    callback: HeapObject,
  ) => startModeOf(vm, self, callback, 0),
  'startActionMode(Landroid/view/ActionMode$Callback;I)Landroid/view/ActionMode;': (
    vm,
    self: JavaObject,
    callback: HeapObject,
    type: number,
  ) => startModeOf(vm, self, callback, type),
  'protected onCreateContextMenu(Landroid/view/ContextMenu;)V': ignored,
  'performHapticFeedback(I)Z': () => false,
  'performHapticFeedback(II)Z': () => false,
  'playSoundEffect(I)V': ignored,
  'sendAccessibilityEvent(I)V': ignored,
  'sendAccessibilityEventUnchecked(Landroid/view/accessibility/AccessibilityEvent;)V': ignored,
  'announceForAccessibility(Ljava/lang/CharSequence;)V': ignored,
  'setAccessibilityDelegate(Landroid/view/View$AccessibilityDelegate;)V': (
    _vm,
    self: JavaObject,
    delegate: JavaObject | null,
  ) => {
    viewOf(self).accessibilityDelegate = delegate;
  },
  'getAccessibilityDelegate()Landroid/view/View$AccessibilityDelegate;': (_vm, self: JavaObject) =>
    viewOf(self).accessibilityDelegate,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.View',
  'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) =>
    dispatchTouch(vm, self, event),
  'onTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) =>
    onTouch(vm, self, event),
  'dispatchGenericMotionEvent(Landroid/view/MotionEvent;)Z': () => false,
  'onGenericMotionEvent(Landroid/view/MotionEvent;)Z': () => false,
  'onHoverEvent(Landroid/view/MotionEvent;)Z': () => false,
  'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': (vm, self: JavaObject, event: KeyEvent) =>
    dispatchKey(vm, self, event),
  'dispatchKeyEventPreIme(Landroid/view/KeyEvent;)Z': () => false,
  'dispatchKeyShortcutEvent(Landroid/view/KeyEvent;)Z': () => false,
  'onKeyDown(ILandroid/view/KeyEvent;)Z': (_vm, self: JavaObject, keyCode: number) =>
    isConfirm(keyCode) && viewOf(self).clickable && viewOf(self).enabled,
  'onKeyUp(ILandroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, keyCode: number) {
    if (!isConfirm(keyCode) || !viewOf(self).clickable || !viewOf(self).enabled) return false;
    return yield* vm.call<boolean>(self, 'performClick()Z');
  },
  'onKeyLongPress(ILandroid/view/KeyEvent;)Z': () => false,
  'onKeyMultiple(IILandroid/view/KeyEvent;)Z': () => false,
  'onKeyPreIme(ILandroid/view/KeyEvent;)Z': () => false,
  'onKeyShortcut(ILandroid/view/KeyEvent;)Z': () => false,
  'onCheckIsTextEditor()Z': () => false,
  'getKeyDispatcherState()Landroid/view/KeyEvent$DispatcherState;': () => null,
};

const isConfirm = (keyCode: number) => keyCode === keyCodes.dpadCenter || keyCode === keyCodes.enter;

/** View.dispatchKeyEvent: the key listener, then onKeyDown or onKeyUp. */
export function* dispatchKey(vm: Machine, self: JavaObject, event: KeyEvent): Steps<boolean> {
  const { listeners, enabled } = viewOf(self);
  const listener = listeners.get('OnKeyListener') ?? null;
  if (listener && enabled) {
    const taken = yield* vm.call<boolean>(
      listener,
      'onKey(Landroid/view/View;ILandroid/view/KeyEvent;)Z',
      self,
      event.peer.keyCode,
      event,
    );
    if (taken) return true;
  }
  return yield* vm.call<boolean>(
    event,
    'dispatch(Landroid/view/KeyEvent$Callback;Landroid/view/KeyEvent$DispatcherState;Ljava/lang/Object;)Z',
    self,
    null,
    self,
  );
}

/** View.createContextMenu: the view's own items, its listener's, then those of its parents. */
function* createContextMenu(vm: Machine, self: JavaObject, menu: JavaObject): Steps<void> {
  const info = yield* vm.call<HeapObject | null>(
    self,
    'getContextMenuInfo()Landroid/view/ContextMenu$ContextMenuInfo;',
  );
  const { peer } = menu as Menu;
  if (peer) peer.menuInfo = info;
  yield* vm.call(self, 'onCreateContextMenu(Landroid/view/ContextMenu;)V', menu);
  const listener = viewOf(self).listeners.get('OnCreateContextMenuListener') ?? null;
  if (listener)
    yield* vm.call(
      listener,
      'onCreateContextMenu(Landroid/view/ContextMenu;Landroid/view/View;Landroid/view/ContextMenu$ContextMenuInfo;)V',
      menu,
      self,
      info,
    );
  if (peer) peer.menuInfo = null;
  const { parent } = viewOf(self);
  if (parent) yield* vm.call(parent, 'createContextMenu(Landroid/view/ContextMenu;)V', menu);
}

function* startModeOf(
  vm: Machine,
  self: JavaObject,
  callback: HeapObject,
  type: number,
): Steps<JavaObject | null> {
  const { parent } = viewOf(self);
  if (!parent) return null;
  return yield* vm.call<JavaObject | null>(
    parent,
    'startActionModeForChild(Landroid/view/View;Landroid/view/ActionMode$Callback;I)Landroid/view/ActionMode;',
    self,
    callback,
    type,
  );
}

function* showContextMenu(vm: Machine, self: JavaObject): Steps<boolean> {
  const { parent } = viewOf(self);
  if (!parent) return false;
  return yield* vm.call<boolean>(parent, 'showContextMenuForChild(Landroid/view/View;)Z', self);
}

const focusing: Methods = {
  'isFocused()Z': (_vm, self: JavaObject) => viewOf(self).focused,
  'hasFocus()Z': (_vm, self: JavaObject) => focusedIn(self) !== null,
  'hasFocusable()Z': (_vm, self: JavaObject) =>
    findView(self, (view) => viewOf(view).focusable && viewOf(view).visibility === VISIBLE) !== null,
  'findFocus()Landroid/view/View;': (_vm, self: JavaObject) => focusedIn(self),
  'focusSearch(I)Landroid/view/View;': () => null,
  'final requestFocus()Z': function* (vm, self: JavaObject) {
    return yield* vm.call<boolean>(self, 'requestFocus(ILandroid/graphics/Rect;)Z', 130, null);
  },
  'final requestFocus(I)Z': function* (vm, self: JavaObject, direction: number) {
    return yield* vm.call<boolean>(self, 'requestFocus(ILandroid/graphics/Rect;)Z', direction, null);
  },
  'requestFocus(ILandroid/graphics/Rect;)Z': (vm, self: JavaObject, direction: number) =>
    requestFocus(vm, self, direction),
  'final requestFocusFromTouch()Z': (vm, self: JavaObject) => requestFocus(vm, self),
  'clearFocus()V': (vm, self: JavaObject) => dropFocus(vm, self),
  'isInTouchMode()Z': () => true,
  'protected onFocusChanged(ZILandroid/graphics/Rect;)V': function* (vm, self: JavaObject, gained: boolean) {
    const listener = viewOf(self).listeners.get('OnFocusChangeListener') ?? null;
    if (listener) yield* vm.call(listener, 'onFocusChange(Landroid/view/View;Z)V', self, gained);
  },
  'addFocusables(Ljava/util/ArrayList;I)V': ignored,
  'final cancelPendingInputEvents()V': (_vm, self: JavaObject) => {
    viewOf(self).press = undefined;
  },
  'final cancelLongPress()V': ignored,
  'requestRectangleOnScreen(Landroid/graphics/Rect;)Z': () => false,
  'requestRectangleOnScreen(Landroid/graphics/Rect;Z)Z': () => false,
  'requestApplyInsets()V': ignored,
  'requestFitSystemWindows()V': ignored,
  'setFitsSystemWindows(Z)V': (_vm, self: JavaObject, fits: boolean) => {
    viewOf(self).fitsSystemWindows = fits;
  },
  'getFitsSystemWindows()Z': (_vm, self: JavaObject) => viewOf(self).fitsSystemWindows,
  'setKeepScreenOn(Z)V': (_vm, self: JavaObject, on: boolean) => {
    viewOf(self).keepScreenOn = on;
  },
  'getKeepScreenOn()Z': (_vm, self: JavaObject) => viewOf(self).keepScreenOn,
  'setTouchDelegate(Landroid/view/TouchDelegate;)V': ignored,
  'getDisplay()Landroid/view/Display;': function* (vm, self: JavaObject) {
    if (!viewOf(self).attach) return null;
    const manager = yield* vm.call<JavaObject>(
      viewOf(self).context,
      'getSystemService(Ljava/lang/String;)Ljava/lang/Object;',
      'window',
    );
    return yield* vm.call(manager, 'getDefaultDisplay()Landroid/view/Display;');
  },
};

const drawableStates: Methods = {
  'final getDrawableState()[I': (vm, self: JavaObject) => drawableState(vm, self),
  'protected onCreateDrawableState(I)[I': (vm, self: JavaObject, extra: number) =>
    makeDrawableState(vm, self, extra),
  'protected static mergeDrawableStates([I[I)[I': (_vm, base: JavaArray, extra: JavaArray) =>
    mergeStates(base, [...intsOf(extra)]),
  'refreshDrawableState()V': (vm, self: JavaObject) => refreshDrawableState(vm, self),
  'protected drawableStateChanged()V': function* (vm, self: JavaObject) {
    yield* applyState(vm, self, viewOf(self).background);
    yield* applyState(vm, self, viewOf(self).foreground);
  },
  'drawableHotspotChanged(FF)V': ignored,
  'dispatchDrawableHotspotChanged(FF)V': ignored,
  'jumpDrawablesToCurrentState()V': ignored,
  'protected dispatchSetPressed(Z)V': ignored,
  'protected dispatchSetSelected(Z)V': ignored,
  'protected dispatchSetActivated(Z)V': ignored,
  'protected verifyDrawable(Landroid/graphics/drawable/Drawable;)Z': (
    _vm,
    self: JavaObject,
    drawable: JavaObject | null,
  ) => drawable !== null && (viewOf(self).background === drawable || viewOf(self).foreground === drawable),
  'getBackground()Landroid/graphics/drawable/Drawable;': (_vm, self: JavaObject) => viewOf(self).background,
  'setBackground(Landroid/graphics/drawable/Drawable;)V': function* (
    vm,
    self: JavaObject,
    drawable: JavaObject | null,
  ) {
    yield* vm.call(self, 'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V', drawable);
  },
  'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V': function* (
    vm,
    self: JavaObject,
    drawable: JavaObject | null,
  ) {
    yield* setBackground(vm, self, drawable);
    if (drawable) yield* applyState(vm, self, drawable);
    yield* vm.call(self, 'requestLayout()V');
  },
  'setBackgroundColor(I)V': function* (vm, self: JavaObject, color: number) {
    const drawable = yield* vm.construct('android/graphics/drawable/ColorDrawable', '(I)V', color);
    yield* vm.call(self, 'setBackground(Landroid/graphics/drawable/Drawable;)V', drawable);
  },
  'setBackgroundResource(I)V': function* (vm, self: JavaObject, id: number) {
    const drawable =
      id === 0
        ? null
        : yield* vm.call<JavaObject>(
            viewOf(self).context,
            'getDrawable(I)Landroid/graphics/drawable/Drawable;',
            id,
          );
    yield* vm.call(self, 'setBackground(Landroid/graphics/drawable/Drawable;)V', drawable);
  },
  'getBackgroundTintList()Landroid/content/res/ColorStateList;': (_vm, self: JavaObject) =>
    viewOf(self).backgroundTint,
  'setBackgroundTintList(Landroid/content/res/ColorStateList;)V': function* (
    vm,
    self: JavaObject,
    tint: JavaObject | null,
  ) {
    viewOf(self).backgroundTint = tint;
    const { background } = viewOf(self);
    if (background) yield* vm.call(background, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  },
  'getBackgroundTintMode()Landroid/graphics/PorterDuff$Mode;': (_vm, self: JavaObject) =>
    viewOf(self).backgroundTintMode,
  'setBackgroundTintMode(Landroid/graphics/PorterDuff$Mode;)V': (
    _vm,
    self: JavaObject,
    mode: HeapObject | null,
  ) => {
    viewOf(self).backgroundTintMode = mode;
  },
  'getForeground()Landroid/graphics/drawable/Drawable;': (_vm, self: JavaObject) => viewOf(self).foreground,
  'setForeground(Landroid/graphics/drawable/Drawable;)V': (
    _vm,
    self: JavaObject,
    drawable: JavaObject | null,
  ) => {
    viewOf(self).foreground = drawable;
  },
  'setClipToOutline(Z)V': (_vm, self: JavaObject, clip: boolean) => {
    viewOf(self).clipToOutline = clip;
  },
  'final getClipToOutline()Z': (_vm, self: JavaObject) => viewOf(self).clipToOutline,
};

const moving: Methods = {
  'animate()Landroid/view/ViewPropertyAnimator;': (vm, self: JavaObject) => animatorOf(vm, self),
  'startAnimation(Landroid/view/animation/Animation;)V': (vm, self: JavaObject, animation: JavaObject) =>
    startAnimation(vm, self, animation),
  'setAnimation(Landroid/view/animation/Animation;)V': (
    vm,
    self: JavaObject,
    animation: JavaObject | null,
  ) => (animation ? startAnimation(vm, self, animation) : clearAnimation(self)),
  'getAnimation()Landroid/view/animation/Animation;': (_vm, self: JavaObject) => viewOf(self).animation,
  'clearAnimation()V': (_vm, self: JavaObject) => clearAnimation(self),
  'protected onAnimationStart()V': ignored,
  'protected onAnimationEnd()V': ignored,
  'canScrollVertically(I)Z': () => false,
  'canScrollHorizontally(I)Z': () => false,
  'computeScroll()V': ignored,
  'protected computeVerticalScrollRange()I': (_vm, self: JavaObject) => heightOf(self),
  'protected computeHorizontalScrollRange()I': (_vm, self: JavaObject) => widthOf(self),
  'protected computeVerticalScrollOffset()I': (_vm, self: JavaObject) => viewOf(self).scrollY,
  'protected computeHorizontalScrollOffset()I': (_vm, self: JavaObject) => viewOf(self).scrollX,
  'protected computeVerticalScrollExtent()I': (_vm, self: JavaObject) => heightOf(self),
  'protected computeHorizontalScrollExtent()I': (_vm, self: JavaObject) => widthOf(self),
  'protected onScrollChanged(IIII)V': function* (
    vm,
    self: JavaObject,
    x: number,
    y: number,
    oldX: number,
    oldY: number,
  ) {
    const listener = viewOf(self).listeners.get('OnScrollChangeListener') ?? null;
    if (listener)
      yield* vm.call(listener, 'onScrollChange(Landroid/view/View;IIII)V', self, x, y, oldX, oldY);
  },
  'protected awakenScrollBars()Z': () => false,
  'isHardwareAccelerated()Z': () => false,
  'hasTransientState()Z': () => false,
  'setHasTransientState(Z)V': ignored,
  'isOpaque()Z': () => false,
  'setScrollContainer(Z)V': ignored,
  'setScrollIndicators(I)V': ignored,
  'setVerticalFadingEdgeEnabled(Z)V': ignored,
  'setHorizontalFadingEdgeEnabled(Z)V': ignored,
  'setFadingEdgeLength(I)V': ignored,
  'setDrawingCacheEnabled(Z)V': ignored,
  'setFilterTouchesWhenObscured(Z)V': (_vm, self: JavaObject, filter: boolean) => {
    viewOf(self).filterTouchesWhenObscured = filter;
  },
  'setSaveFromParentEnabled(Z)V': ignored,
  'toString()Ljava/lang/String;': (vm, self: JavaObject) => {
    const name = vm.attached(SYSTEM).app.resources.findName(viewOf(self).id >>> 0);
    return `${self.cls.javaName}{${vm.identityHash(self).toString(16)}${name ? ` app:id/${name.entry}` : ''}}`;
  },
};

export const view = viewClass({
  name: 'android/view/View',
  interfaces: [
    'android/graphics/drawable/Drawable$Callback',
    'android/view/KeyEvent$Callback',
    'android/view/accessibility/AccessibilityEventSource',
  ],
  labels: 'container',
  init: initView,
  fields: {
    'static final NO_ID:I': -1,
    'static final VISIBLE:I': 0,
    'static final INVISIBLE:I': 4,
    'static final GONE:I': 8,
    'protected static final EMPTY_STATE_SET:[I': (vm: Machine) => vm.newArray('[I', 0),
    ...viewPropertyFields,
  },
  methods: {
    ...viewProperties,
    ...measuring,
    ...viewSaving,
    ...tree,
    ...posting,
    ...listening,
    ...focusing,
    ...drawableStates,
    ...moving,
    ...drawMethods,
    ...insetMethods,
  },
});

/** The listener behind android:onClick: finds the method in the context when it is first pressed. */
export const declaredOnClickListener = defineClass({
  name: 'android/view/View$DeclaredOnClickListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    'onClick(Landroid/view/View;)V': function* (
      vm,
      self: JavaObject<{ readonly view: JavaObject; readonly methodName: string }>,
      clicked: JavaObject,
    ) {
      const { view: owner, methodName } = self.peer;
      const selector = `${methodName}(Landroid/view/View;)V`;
      for (let context = viewOf(owner).context; context;) {
        for (
          let cls: typeof context.cls | null = context.cls;
          cls && cls.origin === 'app';
          cls = cls.superclass
        ) {
          if (!cls.methods.has(selector)) continue;
          yield* vm.call(context, selector, clicked);
          return;
        }
        context = yield* vm.call<JavaObject | null>(context, 'getBaseContext()Landroid/content/Context;');
        if (context?.cls.name === 'android/app/ContextImpl') break;
      }
      vm.throwNew(
        'java/lang/IllegalStateException',
        `Could not find method ${methodName}(View) in a parent or ancestor Context for android:onClick attribute`,
      );
    },
  },
});
