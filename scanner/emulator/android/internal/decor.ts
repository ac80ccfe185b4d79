import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { keyCodes, type KeyEvent } from '../view/key-event.ts';
import { paramInt, setParamInt } from '../view/layout-params.ts';
import { AT_MOST, EXACTLY, MATCH_PARENT, WRAP_CONTENT, makeSpec, specMode } from '../view/measure-spec.ts';
import type { MotionEvent } from '../view/motion-event.ts';
import { markTranslucent } from '../view/open-window.ts';
import { attributes, dpToPx, obtainStyled, systemId } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { dispatchGroupTouch } from '../view/group-touch.ts';
import { setBackground } from '../view/view-init.ts';
import { measuredWidthOf } from '../view/view-layout.ts';
import { viewOf } from '../view/view-state.ts';
import { makeWindowParams } from '../view/window-params.ts';
import {
  FEATURE_ACTION_BAR,
  FEATURE_ACTION_BAR_OVERLAY,
  FEATURE_CUSTOM_TITLE,
  FEATURE_NO_TITLE,
  findWindowOfDecor,
  setWindowOfDecor,
  windowOf,
} from '../view/window-state.ts';
import { measureFrame } from '../widget/frame-layout.ts';
import { linearOf } from '../widget/linear-layout.ts';
import { textOf } from '../widget/text-state.ts';
import { closeContextMenu, showContextMenu } from '../view/menu/context-menu.ts';
import { installBar } from './action-bar-view.ts';
import { finishActionMode, startActionMode } from './action-mode.ts';
import { invalidateOptionsMenu, openOptionsMenu } from './options-menu.ts';

const windowAttributes = attributes(
  'windowNoTitle',
  'windowActionBar',
  'windowActionBarOverlay',
  'windowFullscreen',
  'windowIsFloating',
  'windowIsTranslucent',
  'windowBackground',
  'backgroundDimEnabled',
  'backgroundDimAmount',
  'windowCloseOnTouchOutside',
  'windowMinWidthMinor',
  'windowSoftInputMode',
  'statusBarColor',
  'navigationBarColor',
  'textColorPrimary',
);

export const FLAG_DIM_BEHIND = 0x2;
const FLAG_FULLSCREEN = 0x400;
const FLAG_LAYOUT_NO_LIMITS = 0x200;
const SYSTEM_UI_LAYOUT_FULLSCREEN = 0x400;
const SYSTEM_UI_FULLSCREEN = 0x4;
const SYSTEM_UI_LAYOUT_HIDE_NAVIGATION = 0x200;

/** Heights of the bars that the system draws over every window. */
export const systemBarsDp = { status: 24, navigation: 24 } as const;

export function paramsOfWindow(vm: Machine, window: JavaObject): JavaObject {
  const state = windowOf(window);
  state.params ??= makeWindowParams(vm);
  return state.params;
}

/** PhoneWindow.installDecor: makes the decor view and the content parent as theme and features say. */
export function* installDecor(vm: Machine, window: JavaObject): Steps<JavaObject> {
  const state = windowOf(window);
  if (state.decor) return state.decor;
  const decor = yield* vm.construct<JavaObject>(
    'com/android/internal/policy/DecorView',
    '(Landroid/content/Context;)V',
    state.context,
  );
  state.decor = decor;
  setWindowOfDecor(decor, window);
  yield* readTheme(vm, window);
  const isOverlaid = has(state.features, FEATURE_ACTION_BAR_OVERLAY) && !state.floating;
  const root = isOverlaid ? yield* makeFrame(vm, window) : yield* makeLinear(vm, window);
  yield* addChild(vm, decor, root, state.floating ? WRAP_CONTENT : MATCH_PARENT);
  if (!isOverlaid) yield* addTitle(vm, window, root);
  const content = yield* vm.construct<JavaObject>(
    'android/widget/FrameLayout',
    '(Landroid/content/Context;)V',
    state.context,
  );
  viewOf(content).id = systemId(vm, 'id', 'content');
  state.content = content;
  if (isOverlaid) {
    yield* addChild(vm, root, content, MATCH_PARENT);
    yield* addTitle(vm, window, root);
  } else yield* addWeighted(vm, root, content, state.floating);
  // Made after the window, so that the app can still change its theme and features.
  invalidateOptionsMenu(vm, window);
  if (state.background) yield* setBackground(vm, decor, state.background);
  return decor;
}

function* readTheme(vm: Machine, window: JavaObject): Steps<void> {
  const state = windowOf(window);
  const params = paramsOfWindow(vm, window);
  const styled = yield* obtainStyled(vm, state.context, null, windowAttributes, 0, 0);
  state.floating = styled.boolean('windowIsFloating', false);
  if (state.floating) {
    setParamInt(vm, params, 'width', WRAP_CONTENT);
    setParamInt(vm, params, 'height', WRAP_CONTENT);
  }
  if (styled.boolean('windowNoTitle', false)) state.features |= 1 << FEATURE_NO_TITLE;
  else if (styled.boolean('windowActionBar', false)) state.features |= 1 << FEATURE_ACTION_BAR;
  if (styled.boolean('windowActionBarOverlay', false)) state.features |= 1 << FEATURE_ACTION_BAR_OVERLAY;
  state.fullscreen = styled.boolean('windowFullscreen', false);
  if (state.fullscreen) addFlags(vm, params, FLAG_FULLSCREEN);
  state.translucent = styled.boolean('windowIsTranslucent', false);
  if (state.translucent || state.floating) markTranslucent(window);
  if (!state.closeOnTouchOutsideSet)
    state.closeOnTouchOutside = styled.boolean('windowCloseOnTouchOutside', false);
  if (styled.boolean('backgroundDimEnabled', state.floating) && !state.dimSet) {
    addFlags(vm, params, FLAG_DIM_BEHIND);
    vm.setField(params, 'dimAmount:F', styled.float('backgroundDimAmount', 0.5));
  }
  const { widthPx } = vm.attached(SYSTEM).phone.screen;
  state.minWidthMinorPx = state.floating ? styled.lengthPx('windowMinWidthMinor', widthPx, 0) : 0;
  state.statusBarColor = yield* styled.color('statusBarColor', state.statusBarColor);
  state.navigationBarColor = yield* styled.color('navigationBarColor', state.navigationBarColor);
  if (!state.backgroundSet) state.background = yield* styled.drawable('windowBackground');
}

function addFlags(vm: Machine, params: JavaObject, flags: number): void {
  setParamInt(vm, params, 'flags', paramInt(vm, params, 'flags') | flags);
}

function* makeLinear(vm: Machine, window: JavaObject): Steps<JavaObject> {
  const root = yield* vm.construct<JavaObject>(
    'android/widget/LinearLayout',
    '(Landroid/content/Context;)V',
    windowOf(window).context,
  );
  linearOf(root).orientation = 1;
  return root;
}

function makeFrame(vm: Machine, window: JavaObject): Steps<JavaObject> {
  return vm.construct<JavaObject>(
    'android/widget/FrameLayout',
    '(Landroid/content/Context;)V',
    windowOf(window).context,
  );
}

function* addChild(vm: Machine, parent: JavaObject, child: JavaObject, height: number): Steps<void> {
  const params = yield* vm.construct(
    'android/widget/FrameLayout$LayoutParams',
    '(II)V',
    MATCH_PARENT,
    height,
  );
  yield* vm.call(
    parent,
    'addView(Landroid/view/View;ILandroid/view/ViewGroup$LayoutParams;)V',
    child,
    -1,
    params,
  );
}

function* addWeighted(vm: Machine, root: JavaObject, child: JavaObject, wraps: boolean): Steps<void> {
  const params = yield* vm.construct(
    'android/widget/LinearLayout$LayoutParams',
    '(IIF)V',
    MATCH_PARENT,
    wraps ? WRAP_CONTENT : 0,
    wraps ? 0 : 1,
  );
  yield* vm.call(
    root,
    'addView(Landroid/view/View;ILandroid/view/ViewGroup$LayoutParams;)V',
    child,
    -1,
    params,
  );
}

/** The bar over an activity's content, or the title line of a dialog. */
function* addTitle(vm: Machine, window: JavaObject, root: JavaObject): Steps<void> {
  const { features } = windowOf(window);
  if (has(features, FEATURE_CUSTOM_TITLE)) {
    yield* addCustomTitle(vm, window, root);
    return;
  }
  if (has(features, FEATURE_NO_TITLE)) return;
  const bar = has(features, FEATURE_ACTION_BAR)
    ? yield* installBar(vm, window)
    : yield* makeTitleLine(vm, window);
  const params = yield* vm.construct(
    'android/widget/LinearLayout$LayoutParams',
    '(II)V',
    MATCH_PARENT,
    WRAP_CONTENT,
  );
  yield* vm.call(
    root,
    'addView(Landroid/view/View;ILandroid/view/ViewGroup$LayoutParams;)V',
    bar,
    -1,
    params,
  );
}

const has = (features: number, feature: number) => (features & (1 << feature)) !== 0;

/** Room for a title of the app's own, which Window.setFeatureInt puts in. */
function* addCustomTitle(vm: Machine, window: JavaObject, root: JavaObject): Steps<void> {
  const frame = yield* vm.construct<JavaObject>(
    'android/widget/FrameLayout',
    '(Landroid/content/Context;)V',
    windowOf(window).context,
  );
  viewOf(frame).id = systemId(vm, 'id', 'title_container');
  windowOf(window).titleFrame = frame;
  const params = yield* vm.construct(
    'android/widget/LinearLayout$LayoutParams',
    '(II)V',
    MATCH_PARENT,
    WRAP_CONTENT,
  );
  yield* vm.call(
    root,
    'addView(Landroid/view/View;ILandroid/view/ViewGroup$LayoutParams;)V',
    frame,
    -1,
    params,
  );
}

function* makeTitleLine(vm: Machine, window: JavaObject): Steps<JavaObject> {
  const state = windowOf(window);
  const styled = yield* obtainStyled(vm, state.context, null, windowAttributes, 0, 0);
  const bar = yield* vm.construct<JavaObject>(
    'android/widget/LinearLayout',
    '(Landroid/content/Context;)V',
    state.context,
  );
  const title = yield* vm.construct<JavaObject>(
    'android/widget/TextView',
    '(Landroid/content/Context;)V',
    state.context,
  );
  const sidePx = Math.round(dpToPx(vm, 24));
  viewOf(bar).paddingLeft = viewOf(bar).paddingRight = sidePx;
  viewOf(bar).paddingTop = Math.round(dpToPx(vm, 18));
  linearOf(bar).gravity = 0x800003 | 0x10;
  viewOf(title).id = systemId(vm, 'id', 'title');
  yield* vm.call(title, 'setTextColor(I)V', yield* styled.color('textColorPrimary', 0xff000000 | 0));
  yield* vm.call(title, 'setTextSize(IF)V', 2, 20);
  yield* vm.call(title, 'setSingleLine()V');
  textOf(title).ellipsize = 'end';
  state.titleView = title;
  if (state.title) yield* vm.call(title, 'setText(Ljava/lang/CharSequence;)V', state.title);
  yield* vm.call(bar, 'addView(Landroid/view/View;)V', title);
  return bar;
}

/** Whether white text is the more readable on a colour (relative luminance as WCAG weighs it, without its curve). */
export function isDark(color: number): boolean {
  const red = (color >> 16) & 0xff;
  const green = (color >> 8) & 0xff;
  const blue = color & 0xff;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 150;
}

/** Room that the content leaves to the system's bars, in pixels. */
function contentInsets(vm: Machine, window: JavaObject): { top: number; bottom: number } {
  const state = windowOf(window);
  const flags = state.params ? paramInt(vm, state.params, 'flags') : 0;
  const ui = state.decor ? viewOf(state.decor).systemUiVisibility : 0;
  // A window inside another leaves no room: that one does.
  if (state.decor && viewOf(state.decor).parent) return { top: 0, bottom: 0 };
  if (state.floating || !state.fitsSystemWindows || (flags & FLAG_LAYOUT_NO_LIMITS) !== 0)
    return { top: 0, bottom: 0 };
  const hidesTop =
    (flags & FLAG_FULLSCREEN) !== 0 || (ui & (SYSTEM_UI_FULLSCREEN | SYSTEM_UI_LAYOUT_FULLSCREEN)) !== 0;
  const hidesBottom = (ui & SYSTEM_UI_LAYOUT_HIDE_NAVIGATION) !== 0;
  return {
    top: hidesTop ? 0 : Math.round(dpToPx(vm, systemBarsDp.status)),
    bottom: hidesBottom ? 0 : Math.round(dpToPx(vm, systemBarsDp.navigation)),
  };
}

function* measureDecor(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const window = findWindowOfDecor(self);
  const { minWidthMinorPx = 0 } = window ? windowOf(window) : {};
  const root = window && (yield* vm.call<JavaObject | null>(self, 'getChildAt(I)Landroid/view/View;', 0));
  if (window && root) {
    const { top, bottom } = contentInsets(vm, window);
    viewOf(root).paddingTop = top;
    viewOf(root).paddingBottom = bottom;
  }
  yield* measureFrame(vm, self, widthSpec, heightSpec);
  if (specMode(widthSpec) !== AT_MOST || measuredWidthOf(self) >= minWidthMinorPx) return;
  viewOf(self).layoutRequested = true;
  yield* measureFrame(vm, self, makeSpec(minWidthMinorPx, EXACTLY), heightSpec);
}

/** Who hears of input first: the window's callback, unless there is none or its activity is gone. */
function callbackOf(self: JavaObject): JavaObject | null {
  const window = findWindowOfDecor(self);
  return window ? windowOf(window).callback : null;
}

function* contextMenu(
  vm: Machine,
  self: JavaObject,
  child: JavaObject,
  at: { readonly x: number; readonly y: number } | undefined,
): Steps<boolean> {
  const window = findWindowOfDecor(self);
  if (!window) return false;
  yield* closeContextMenu(window);
  return yield* showContextMenu(vm, window, callbackOf(self), child, at);
}

export const decorView = viewClass({
  name: 'com/android/internal/policy/DecorView',
  super: 'android/widget/FrameLayout',
  labels: 'container',
  methods: {
    'protected onMeasure(II)V': measureDecor,
    'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
      const callback = callbackOf(self);
      if (!callback) return yield* dispatchGroupTouch(vm, self, event);
      return yield* vm.call<boolean>(callback, 'dispatchTouchEvent(Landroid/view/MotionEvent;)Z', event);
    },
    'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: KeyEvent) {
      const callback = callbackOf(self);
      const { keyCode, action } = event.peer;
      const window = findWindowOfDecor(self);
      // Back ends an action mode before it does anything else.
      if (keyCode === keyCodes.back && action === 1 && window && (yield* finishActionMode(vm, window)))
        return true;
      const taken = callback
        ? yield* vm.call<boolean>(callback, 'dispatchKeyEvent(Landroid/view/KeyEvent;)Z', event)
        : yield* superDispatchKey(vm, self, event);
      if (taken || keyCode !== keyCodes.menu || !window || !callback) return taken;
      if (action === 1) yield* openOptionsMenu(vm, window);
      return true;
    },
    'onAttachedToWindow()V': function* (vm, self: JavaObject) {
      const callback = callbackOf(self);
      if (callback) yield* vm.call(callback, 'onAttachedToWindow()V');
    },
    'onDetachedFromWindow()V': function* (vm, self: JavaObject) {
      const callback = callbackOf(self);
      if (callback) yield* vm.call(callback, 'onDetachedFromWindow()V');
    },
    'onWindowFocusChanged(Z)V': function* (vm, self: JavaObject, hasFocus: boolean) {
      const callback = callbackOf(self);
      if (callback) yield* vm.call(callback, 'onWindowFocusChanged(Z)V', hasFocus);
    },
    'showContextMenuForChild(Landroid/view/View;)Z': (vm, self: JavaObject, child: JavaObject) =>
      contextMenu(vm, self, child, undefined),
    'showContextMenuForChild(Landroid/view/View;FF)Z': (
      vm,
      self: JavaObject,
      child: JavaObject,
      x: number,
      y: number,
    ) => contextMenu(vm, self, child, { x, y }),
    'startActionModeForChild(Landroid/view/View;Landroid/view/ActionMode$Callback;I)Landroid/view/ActionMode;':
      function* (vm, self: JavaObject, _child: JavaObject, callback: HeapObject, type: number) {
        const window = findWindowOfDecor(self);
        return window ? yield* startActionMode(vm, window, callback, type) : null;
      },
  },
});

/** Key dispatch in the views themselves, past the callback. */
export function superDispatchKey(vm: Machine, decor: JavaObject, event: KeyEvent): Steps<boolean> {
  return vm.callSpecial<boolean>(
    'android/view/ViewGroup',
    'dispatchKeyEvent(Landroid/view/KeyEvent;)Z',
    decor,
    event,
  );
}
