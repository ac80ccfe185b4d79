import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Methods } from '../view/accessors.ts';
import { dispatchGroupTouch } from '../view/group-touch.ts';
import { keyCodes, type KeyEvent } from '../view/key-event.ts';
import { setParamInt } from '../view/layout-params.ts';
import { ACTION_DOWN, ACTION_OUTSIDE, type MotionEvent } from '../view/motion-event.ts';
import { closeWindow, findActivity, openWindow, updateWindow } from '../view/open-window.ts';
import { viewClass } from '../view/view-class.ts';
import { setBackground } from '../view/view-init.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { placeInWindow, rootOf } from '../view/view-tree.ts';
import { makeWindowParams } from '../view/window-params.ts';

const popupOf = viewPart(() => ({
  context: null as JavaObject | null,
  content: null as JavaObject | null,
  decor: null as JavaObject | null,
  width: -2,
  height: -2,
  focusable: false,
  touchable: true,
  outsideTouchable: false,
  clipping: true,
  background: null as JavaObject | null,
  onDismiss: null as HeapObject | null,
  touchInterceptor: null as HeapObject | null,
  windowType: 1000,
  animationStyle: -1,
  elevation: 0,
  inputMethodMode: 0,
  softInputMode: 1,
  showing: false,
}));

const popupOfDecor = new WeakMap<JavaObject, JavaObject>();

function flagsOf(self: JavaObject): number {
  const { focusable, touchable, outsideTouchable, clipping } = popupOf(self);
  let flags = 0;
  if (!focusable) flags |= 0x8;
  if (!touchable) flags |= 0x10;
  if (outsideTouchable) flags |= 0x40000;
  if (!clipping) flags |= 0x200;
  // A popup that takes focus keeps touches beside it from the window below.
  if (!focusable || outsideTouchable) flags |= 0x20;
  return flags;
}

function* show(
  vm: Machine,
  self: JavaObject,
  parent: JavaObject,
  gravity: number,
  x: number,
  y: number,
): Steps<void> {
  const state = popupOf(self);
  const { content } = state;
  if (state.showing || !content) return;
  const { attach } = viewOf(parent);
  if (!attach) {
    // Android throws for a parent without a window: there is no token to attach to.
    vm.throwNew(
      'android/view/WindowManager$BadTokenException',
      'Unable to add window -- token null is not valid; is your activity running?',
    );
  }
  const context = viewOf(content).context ?? viewOf(parent).context;
  const decor = yield* vm.construct<JavaObject>(
    'android/widget/PopupWindow$PopupDecorView',
    '(Landroid/content/Context;)V',
    context,
  );
  popupOfDecor.set(decor, self);
  if (viewOf(content).parent)
    yield* vm.call(viewOf(content).parent, 'removeView(Landroid/view/View;)V', content);
  const fill = yield* vm.construct(
    'android/widget/FrameLayout$LayoutParams',
    '(II)V',
    -1,
    state.height === -2 ? -2 : -1,
  );
  yield* vm.call(decor, 'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V', content, fill);
  if (state.background) yield* setBackground(vm, decor, state.background);
  const params = makeWindowParams(vm);
  Object.entries({
    type: state.windowType,
    flags: flagsOf(self),
    width: state.width,
    height: state.height,
    gravity,
    x,
    y,
  }).forEach(([name, value]) => setParamInt(vm, params, name, value));
  yield* vm.call(params, 'setTitle(Ljava/lang/CharSequence;)V', 'PopupWindow');
  state.decor = decor;
  state.showing = true;
  yield* openWindow(vm, decor, params, {
    activity: findActivity(viewOf(rootOf(parent)).context) ?? findActivity(context),
    parentId: attach.window.id,
  });
}

function* dismiss(vm: Machine, self: JavaObject): Steps<void> {
  const state = popupOf(self);
  const { decor, content } = state;
  if (!state.showing || !decor) return;
  state.showing = false;
  state.decor = null;
  yield* closeWindow(vm, decor);
  if (content && viewOf(content).parent === decor)
    yield* vm.call(decor, 'removeView(Landroid/view/View;)V', content);
  if (state.onDismiss) yield* vm.call(state.onDismiss, 'onDismiss()V');
}

function init(self: JavaObject, change: Partial<ReturnType<typeof popupOf>>): void {
  Object.assign(popupOf(self), change);
}

const gets =
  <K extends keyof ReturnType<typeof popupOf>>(key: K) =>
  (_vm: Machine, self: JavaObject) =>
    popupOf(self)[key];

function sets<K extends keyof ReturnType<typeof popupOf>>(key: K) {
  return (_vm: Machine, self: JavaObject, value: ReturnType<typeof popupOf>[K]): void => {
    popupOf(self)[key] = value;
  };
}

function* update(vm: Machine, self: JavaObject, change: Readonly<Record<string, number>>): Steps<void> {
  const { decor } = popupOf(self);
  const params = decor && viewOf(decor).params;
  if (!decor || !params) return;
  setParamInt(vm, params, 'flags', flagsOf(self));
  for (const [name, value] of Object.entries(change)) setParamInt(vm, params, name, value);
  updateWindow(vm, decor, params);
}

const view$ = 'Landroid/view/View;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const topLeft = 0x33;

const constructors: Methods = {
  '<init>()V': (_vm, self: JavaObject) => init(self, { width: 0, height: 0 }),
  '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, context: JavaObject | null) =>
    init(self, { context }),
  '<init>(Landroid/content/Context;Landroid/util/AttributeSet;)V': (
    _vm,
    self: JavaObject,
    context: JavaObject | null,
  ) => init(self, { context }),
  '<init>(Landroid/content/Context;Landroid/util/AttributeSet;I)V': (
    _vm,
    self: JavaObject,
    context: JavaObject | null,
  ) => init(self, { context }),
  '<init>(Landroid/content/Context;Landroid/util/AttributeSet;II)V': (
    _vm,
    self: JavaObject,
    context: JavaObject | null,
  ) => init(self, { context }),
  [`<init>(${view$})V`]: (_vm, self: JavaObject, content: JavaObject | null) =>
    init(self, { content, width: 0, height: 0 }),
  '<init>(II)V': (_vm, self: JavaObject, width: number, height: number) => init(self, { width, height }),
  [`<init>(${view$}II)V`]: (
    _vm,
    self: JavaObject,
    content: JavaObject | null,
    width: number,
    height: number,
  ) => init(self, { content, width, height }),
  [`<init>(${view$}IIZ)V`]: (
    _vm,
    self: JavaObject,
    content: JavaObject | null,
    width: number,
    height: number,
    focusable: boolean,
  ) => init(self, { content, width, height, focusable }),
};

const methods: Methods = {
  ...constructors,
  [`setContentView(${view$})V`]: sets('content'),
  [`getContentView()${view$}`]: gets('content'),
  'setWidth(I)V': sets('width'),
  'getWidth()I': gets('width'),
  'setHeight(I)V': sets('height'),
  'getHeight()I': gets('height'),
  'setFocusable(Z)V': sets('focusable'),
  'isFocusable()Z': gets('focusable'),
  'setTouchable(Z)V': sets('touchable'),
  'isTouchable()Z': gets('touchable'),
  'setOutsideTouchable(Z)V': sets('outsideTouchable'),
  'isOutsideTouchable()Z': gets('outsideTouchable'),
  'setClippingEnabled(Z)V': sets('clipping'),
  'isClippingEnabled()Z': gets('clipping'),
  [`setBackgroundDrawable(${drawable$})V`]: sets('background'),
  [`getBackground()${drawable$}`]: gets('background'),
  'setAnimationStyle(I)V': sets('animationStyle'),
  'getAnimationStyle()I': gets('animationStyle'),
  'setElevation(F)V': sets('elevation'),
  'setInputMethodMode(I)V': sets('inputMethodMode'),
  'getInputMethodMode()I': gets('inputMethodMode'),
  'setSoftInputMode(I)V': sets('softInputMode'),
  'setWindowLayoutType(I)V': sets('windowType'),
  'setOverlapAnchor(Z)V': () => undefined,
  'setIsClippedToScreen(Z)V': () => undefined,
  'setSplitTouchEnabled(Z)V': () => undefined,
  'setTouchModal(Z)V': () => undefined,
  'setAttachedInDecor(Z)V': () => undefined,
  'setWindowLayoutMode(II)V': (_vm, self: JavaObject, width: number, height: number) =>
    init(self, { width, height }),
  'setOnDismissListener(Landroid/widget/PopupWindow$OnDismissListener;)V': sets('onDismiss'),
  'setTouchInterceptor(Landroid/view/View$OnTouchListener;)V': sets('touchInterceptor'),
  'isShowing()Z': gets('showing'),
  'isAboveAnchor()Z': () => false,
  [`showAtLocation(${view$}III)V`]: show,
  [`showAsDropDown(${view$})V`]: (vm, self: JavaObject, anchor: JavaObject) =>
    showBelow(vm, self, anchor, 0, 0),
  [`showAsDropDown(${view$}II)V`]: showBelow,
  [`showAsDropDown(${view$}III)V`]: showBelow,
  'dismiss()V': dismiss,
  'update()V': (vm, self: JavaObject) => update(vm, self, {}),
  'update(II)V': (vm, self: JavaObject, width: number, height: number) => update(vm, self, { width, height }),
  'update(IIII)V': (vm, self: JavaObject, x: number, y: number, width: number, height: number) =>
    update(vm, self, {
      x,
      y,
      ...(width !== -1 && { width }),
      ...(height !== -1 && { height }),
    }),
  [`getMaxAvailableHeight(${view$})I`]: availableHeight,
  [`getMaxAvailableHeight(${view$}I)I`]: availableHeight,
  [`getMaxAvailableHeight(${view$}IZ)I`]: availableHeight,
  'setEpicenterBounds(Landroid/graphics/Rect;)V': () => undefined,
  'setEnterTransition(Landroid/transition/Transition;)V': () => undefined,
  'setExitTransition(Landroid/transition/Transition;)V': () => undefined,
  'setAllowScrollingAnchorParent(Z)V': () => undefined,
  [`update(${view$}II)V`]: (vm, self: JavaObject, anchor: JavaObject, width: number, height: number) =>
    updateAt(vm, self, anchor, 0, 0, width, height),
  [`update(${view$}IIII)V`]: updateAt,
};

/** Room between the anchor and the end of the screen, above it or below it, whichever is more. */
function availableHeight(vm: Machine, _self: JavaObject, anchor: JavaObject, offsetPx = 0): number {
  const { y } = placeInWindow(anchor);
  const below = vm.attached(SYSTEM).phone.screen.heightPx - y - heightOf(anchor) - offsetPx;
  return Math.round(Math.max(below, y + offsetPx));
}

/** PopupWindow.update with an anchor: a place under it, a size where one is given. */
function updateAt(
  vm: Machine,
  self: JavaObject,
  anchor: JavaObject,
  dx: number,
  dy: number,
  width: number,
  height: number,
): Steps<void> {
  const { x, y } = placeInWindow(anchor);
  return update(vm, self, {
    x: Math.round(x + dx),
    y: Math.round(y + heightOf(anchor) + dy),
    ...(width !== -1 && { width }),
    ...(height !== -1 && { height }),
  });
}

/** PopupWindow.showAsDropDown: under the anchor, or over it where there is no room below. */
function* showBelow(vm: Machine, self: JavaObject, anchor: JavaObject, dx: number, dy: number): Steps<void> {
  const { x, y } = placeInWindow(anchor);
  const state = popupOf(self);
  if (state.width === 0) state.width = widthOf(anchor);
  yield* show(vm, self, anchor, topLeft, Math.round(x + dx), Math.round(y + heightOf(anchor) + dy));
}

export const popupWindow = defineClass({ name: 'android/widget/PopupWindow', labels: 'container', methods });

export const popupDecorView = viewClass({
  name: 'android/widget/PopupWindow$PopupDecorView',
  super: 'android/widget/FrameLayout',
  labels: 'container',
  methods: {
    'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: KeyEvent) {
      const popup = popupOfDecor.get(self);
      const taken = yield* vm.callSpecial<boolean>(
        'android/view/ViewGroup',
        'dispatchKeyEvent(Landroid/view/KeyEvent;)Z',
        self,
        event,
      );
      if (taken || !popup || event.peer.keyCode !== keyCodes.back) return taken;
      // Since Android 6 a popup that has focus closes on Back, whatever its background.
      if (event.peer.action === 1) yield* vm.call(popup, 'dismiss()V');
      return true;
    },
    'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
      const popup = popupOfDecor.get(self);
      const interceptor = popup ? popupOf(popup).touchInterceptor : null;
      if (
        interceptor &&
        (yield* vm.call<boolean>(
          interceptor,
          'onTouch(Landroid/view/View;Landroid/view/MotionEvent;)Z',
          self,
          event,
        ))
      )
        return true;
      return yield* dispatchGroupTouch(vm, self, event);
    },
    'onTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
      const popup = popupOfDecor.get(self);
      const { action, x, y } = event.peer;
      const isOutside = x < 0 || y < 0 || x >= widthOf(self) || y >= heightOf(self);
      if (popup && ((action === ACTION_DOWN && isOutside) || action === ACTION_OUTSIDE)) {
        yield* vm.call(popup, 'dismiss()V');
        return true;
      }
      return false;
    },
  },
});
