import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { JavaObject, defineClass } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeBundle, type Bundle } from '../os/bundle.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { dispatchGroupTouch } from '../view/group-touch.ts';
import type { KeyEvent } from '../view/key-event.ts';
import { paramInt, setParamInt } from '../view/layout-params.ts';
import { ACTION_UP, type MotionEvent } from '../view/motion-event.ts';
import { showWindow, updateWindow } from '../view/open-window.ts';
import { setBackground } from '../view/view-init.ts';
import { focusedIn } from '../view/view-focus.ts';
import { heightOf, viewOf, widthOf } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { makeWindowManager } from '../view/window-manager.ts';
import { copyWindowParams } from '../view/window-params.ts';
import { FEATURE_CUSTOM_TITLE, windowOf } from '../view/window-state.ts';
import { barOf, refreshBar } from './action-bar-view.ts';
import { closeOptionsMenu, invalidateOptionsMenu, openOptionsMenu } from './options-menu.ts';
import { FLAG_DIM_BEHIND, installDecor, paramsOfWindow, superDispatchKey } from './decor.ts';

const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

/** The window's parameters changed: callback and screen are told. */
function* attributesChanged(vm: Machine, self: JavaObject): Steps<void> {
  const { callback, decor } = windowOf(self);
  const params = paramsOfWindow(vm, self);
  if (callback)
    yield* vm.call(callback, 'onWindowAttributesChanged(Landroid/view/WindowManager$LayoutParams;)V', params);
  if (decor) updateWindow(vm, decor, params);
}

function* setFlags(vm: Machine, self: JavaObject, flags: number, mask: number): Steps<void> {
  const params = paramsOfWindow(vm, self);
  if ((mask & FLAG_DIM_BEHIND) !== 0) windowOf(self).dimSet = true;
  setParamInt(vm, params, 'flags', (paramInt(vm, params, 'flags') & ~mask) | (flags & mask));
  yield* attributesChanged(vm, self);
}

function* setInt(vm: Machine, self: JavaObject, values: Readonly<Record<string, number>>): Steps<void> {
  const params = paramsOfWindow(vm, self);
  for (const [name, value] of Object.entries(values)) setParamInt(vm, params, name, value);
  yield* attributesChanged(vm, self);
}

function* content(vm: Machine, self: JavaObject): Steps<JavaObject> {
  yield* installDecor(vm, self);
  const { content: parent } = windowOf(self);
  return parent ?? vm.throwNew('java/lang/IllegalStateException', 'The window has no content parent');
}

function* tellContentChanged(vm: Machine, self: JavaObject): Steps<void> {
  const { callback } = windowOf(self);
  if (callback) yield* vm.call(callback, 'onContentChanged()V');
}

const contents: Methods = {
  'setContentView(I)V': function* (vm, self: JavaObject, layout: number) {
    const parent = yield* content(vm, self);
    yield* vm.call(parent, 'removeAllViews()V');
    const inflater = yield* inflaterOf(vm, self);
    yield* vm.call(inflater, 'inflate(ILandroid/view/ViewGroup;)Landroid/view/View;', layout, parent);
    yield* tellContentChanged(vm, self);
  },
  'setContentView(Landroid/view/View;)V': function* (vm, self: JavaObject, view: JavaObject) {
    const params = yield* vm.construct(params$.slice(1, -1), '(II)V', -1, -1);
    yield* vm.call(self, `setContentView(Landroid/view/View;${params$})V`, view, params);
  },
  [`setContentView(Landroid/view/View;${params$})V`]: function* (
    vm,
    self: JavaObject,
    view: JavaObject,
    params: JavaObject,
  ) {
    const parent = yield* content(vm, self);
    yield* vm.call(parent, 'removeAllViews()V');
    yield* vm.call(parent, `addView(Landroid/view/View;${params$})V`, view, params);
    yield* tellContentChanged(vm, self);
  },
  [`addContentView(Landroid/view/View;${params$})V`]: function* (
    vm,
    self: JavaObject,
    view: JavaObject,
    params: JavaObject,
  ) {
    const parent = yield* content(vm, self);
    yield* vm.call(parent, `addView(Landroid/view/View;${params$})V`, view, params);
    yield* tellContentChanged(vm, self);
  },
  'getDecorView()Landroid/view/View;': (vm, self: JavaObject) => installDecor(vm, self),
  'peekDecorView()Landroid/view/View;': (_vm, self: JavaObject) => windowOf(self).decor,
  'findViewById(I)Landroid/view/View;': function* (vm, self: JavaObject, id: number) {
    return findById(yield* installDecor(vm, self), id);
  },
  'requireViewById(I)Landroid/view/View;': function* (vm, self: JavaObject, id: number) {
    return (
      findById(yield* installDecor(vm, self), id) ??
      vm.throwNew('java/lang/IllegalArgumentException', 'ID does not reference a View inside this Window')
    );
  },
  'getCurrentFocus()Landroid/view/View;': (_vm, self: JavaObject) => {
    const { decor } = windowOf(self);
    return decor ? focusedIn(decor) : null;
  },
  'getLayoutInflater()Landroid/view/LayoutInflater;': (vm, self: JavaObject) => inflaterOf(vm, self),
};

function* inflaterOf(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const state = windowOf(self);
  state.inflater ??= yield* vm.callStatic<JavaObject>(
    'android/view/LayoutInflater',
    'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
    state.context,
  );
  return state.inflater;
}

const settings: Methods = {
  'requestFeature(I)Z': (vm, self: JavaObject, feature: number) => {
    const state = windowOf(self);
    if (state.content)
      vm.throwNew(
        'android/util/AndroidRuntimeException',
        'requestFeature() must be called before adding content',
      );
    state.features |= 1 << feature;
    return true;
  },
  'hasFeature(I)Z': (_vm, self: JavaObject, feature: number) =>
    (windowOf(self).features & (1 << feature)) !== 0,
  'getFeatures()I': (_vm, self: JavaObject) => windowOf(self).features,
  'setFeatureInt(II)V': function* (vm, self: JavaObject, feature: number, value: number) {
    if (feature !== FEATURE_CUSTOM_TITLE || value === 0) return;
    yield* installDecor(vm, self);
    const { titleFrame } = windowOf(self);
    if (!titleFrame) return;
    yield* vm.call(titleFrame, 'removeAllViews()V');
    const inflater = yield* inflaterOf(vm, self);
    yield* vm.call(inflater, 'inflate(ILandroid/view/ViewGroup;)Landroid/view/View;', value, titleFrame);
  },
  'setFeatureDrawableResource(II)V': ignored,
  'setFeatureDrawable(ILandroid/graphics/drawable/Drawable;)V': ignored,
  'setTitle(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, title: HeapObject | null) {
    const state = windowOf(self);
    state.title = title;
    if (barOf(self).toolbar) {
      barOf(self).title = title;
      yield* refreshBar(vm, self);
    }
    if (state.titleView) yield* vm.call(state.titleView, 'setText(Ljava/lang/CharSequence;)V', title);
    const params = paramsOfWindow(vm, self);
    yield* vm.call(params, 'setTitle(Ljava/lang/CharSequence;)V', title);
    const shown = state.decor && vm.attached(SYSTEM).windows.findByRoot(state.decor);
    if (shown) shown.title = title ? yield* vm.textOf(title) : '';
  },
  'setTitleColor(I)V': ignored,
  'setCallback(Landroid/view/Window$Callback;)V': (_vm, self: JavaObject, callback: JavaObject | null) => {
    windowOf(self).callback = callback;
  },
  'final getCallback()Landroid/view/Window$Callback;': (_vm, self: JavaObject) => windowOf(self).callback,
  'final getContext()Landroid/content/Context;': (_vm, self: JavaObject) => windowOf(self).context,
  'final getAttributes()Landroid/view/WindowManager$LayoutParams;': (vm, self: JavaObject) =>
    paramsOfWindow(vm, self),
  'setAttributes(Landroid/view/WindowManager$LayoutParams;)V': function* (
    vm,
    self: JavaObject,
    given: JavaObject,
  ) {
    const params = paramsOfWindow(vm, self);
    if ((paramInt(vm, given, 'flags') & FLAG_DIM_BEHIND) !== 0 || given === params)
      windowOf(self).dimSet = true;
    copyWindowParams(vm, params, given);
    yield* attributesChanged(vm, self);
  },
  'addFlags(I)V': (vm, self: JavaObject, flags: number) => setFlags(vm, self, flags, flags),
  'clearFlags(I)V': (vm, self: JavaObject, flags: number) => setFlags(vm, self, 0, flags),
  'setFlags(II)V': setFlags,
  'setLayout(II)V': (vm, self: JavaObject, width: number, height: number) =>
    setInt(vm, self, { width, height }),
  'setGravity(I)V': (vm, self: JavaObject, gravity: number) => setInt(vm, self, { gravity }),
  'setType(I)V': (vm, self: JavaObject, type: number) => setInt(vm, self, { type }),
  'setFormat(I)V': (vm, self: JavaObject, format: number) => setInt(vm, self, { format }),
  'setWindowAnimations(I)V': (vm, self: JavaObject, windowAnimations: number) =>
    setInt(vm, self, { windowAnimations }),
  'setSoftInputMode(I)V': (vm, self: JavaObject, softInputMode: number) =>
    setInt(vm, self, { softInputMode }),
  'setDimAmount(F)V': function* (vm, self: JavaObject, amount: number) {
    windowOf(self).dimSet = true;
    vm.setField(paramsOfWindow(vm, self), 'dimAmount:F', amount);
    yield* attributesChanged(vm, self);
  },
  'setElevation(F)V': ignored,
  'setClipToOutline(Z)V': ignored,
  'setCloseOnTouchOutside(Z)V': (_vm, self: JavaObject, close: boolean) => {
    windowOf(self).closeOnTouchOutside = close;
    windowOf(self).closeOnTouchOutsideSet = true;
  },
  'shouldCloseOnTouch(Landroid/content/Context;Landroid/view/MotionEvent;)Z': (
    _vm,
    self: JavaObject,
    _context: JavaObject,
    event: MotionEvent,
  ) => shouldCloseOnTouch(self, event),
  'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V': function* (
    vm,
    self: JavaObject,
    drawable: JavaObject | null,
  ) {
    const state = windowOf(self);
    state.background = drawable;
    state.backgroundSet = true;
    if (!state.decor) return;
    // The padding of a dialog's frame goes with the frame.
    yield* vm.call(state.decor, 'setPadding(IIII)V', 0, 0, 0, 0);
    yield* setBackground(vm, state.decor, drawable);
  },
  'setBackgroundDrawableResource(I)V': function* (vm, self: JavaObject, id: number) {
    const drawable =
      id === 0
        ? null
        : yield* vm.call<JavaObject>(
            windowOf(self).context,
            'getDrawable(I)Landroid/graphics/drawable/Drawable;',
            id,
          );
    yield* vm.call(self, 'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V', drawable);
  },
  'setDecorFitsSystemWindows(Z)V': (vm, self: JavaObject, fits: boolean) => {
    const state = windowOf(self);
    state.fitsSystemWindows = fits;
    if (state.decor) updateWindow(vm, state.decor, paramsOfWindow(vm, self));
  },
  'setStatusBarColor(I)V': (_vm, self: JavaObject, color: number) => {
    windowOf(self).statusBarColor = color;
  },
  'getStatusBarColor()I': (_vm, self: JavaObject) => windowOf(self).statusBarColor,
  'setNavigationBarColor(I)V': (_vm, self: JavaObject, color: number) => {
    windowOf(self).navigationBarColor = color;
  },
  'getNavigationBarColor()I': (_vm, self: JavaObject) => windowOf(self).navigationBarColor,
  'setStatusBarContrastEnforced(Z)V': ignored,
  'setNavigationBarContrastEnforced(Z)V': ignored,
  'setNavigationBarDividerColor(I)V': ignored,
  'setUiOptions(I)V': ignored,
  'setVolumeControlStream(I)V': ignored,
  'setAllowEnterTransitionOverlap(Z)V': ignored,
  'setEnterTransition(Landroid/transition/Transition;)V': ignored,
  'setExitTransition(Landroid/transition/Transition;)V': ignored,
  'getInsetsController()Landroid/view/WindowInsetsController;': (vm, self: JavaObject) => {
    const state = windowOf(self);
    state.insetsController ??= vm.newObject('com/android/internal/InsetsController');
    return state.insetsController;
  },
  'isFloating()Z': (_vm, self: JavaObject) => windowOf(self).floating,
  'getWindowManager()Landroid/view/WindowManager;': (vm, self: JavaObject) => {
    const state = windowOf(self);
    state.windowManager ??= makeWindowManager(vm, state.context);
    return state.windowManager;
  },
  'setWindowManager(Landroid/view/WindowManager;Landroid/os/IBinder;Ljava/lang/String;)V': ignored,
  'final makeActive()V': ignored,
  'final isActive()Z': () => true,
  'getContainer()Landroid/view/Window;': () => null,
  'setContainer(Landroid/view/Window;)V': ignored,
  'final hasChildren()Z': () => false,
  'closeAllPanels()V': (vm, self: JavaObject) => closeOptionsMenu(vm, self),
  'invalidatePanelMenu(I)V': (vm, self: JavaObject) => invalidateOptionsMenu(vm, self),
  'openPanel(ILandroid/view/KeyEvent;)V': function* (vm, self: JavaObject) {
    yield* openOptionsMenu(vm, self);
  },
  'closePanel(I)V': (vm, self: JavaObject) => closeOptionsMenu(vm, self),
  'togglePanel(ILandroid/view/KeyEvent;)V': function* (vm, self: JavaObject) {
    yield* openOptionsMenu(vm, self);
  },
  'takeInputQueue(Landroid/view/InputQueue$Callback;)V': ignored,
  'onConfigurationChanged(Landroid/content/res/Configuration;)V': ignored,
  'saveHierarchyState()Landroid/os/Bundle;': saveHierarchy,
  'restoreHierarchyState(Landroid/os/Bundle;)V': restoreHierarchy,
  'superDispatchTouchEvent(Landroid/view/MotionEvent;)Z': function* (
    vm,
    self: JavaObject,
    event: MotionEvent,
  ) {
    return yield* dispatchGroupTouch(vm, yield* installDecor(vm, self), event);
  },
  'superDispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: KeyEvent) {
    return yield* superDispatchKey(vm, yield* installDecor(vm, self), event);
  },
  'superDispatchKeyShortcutEvent(Landroid/view/KeyEvent;)Z': () => false,
  'superDispatchGenericMotionEvent(Landroid/view/MotionEvent;)Z': () => false,
};

const viewsKey = 'android:views';
const focusKey = 'android:focusedViewId';

/** What the views of a window keep, and which of them has the focus. */
function* saveHierarchy(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const { content, decor } = windowOf(self);
  const bundle = makeBundle(vm);
  if (!content) return bundle;
  const states = yield* vm.construct('android/util/SparseArray', '()V');
  yield* vm.call(content, 'saveHierarchyState(Landroid/util/SparseArray;)V', states);
  bundle.peer.set(viewsKey, states);
  const focused = decor && focusedIn(decor);
  if (focused && viewOf(focused).id !== -1) bundle.peer.set(focusKey, viewOf(focused).id);
  return bundle;
}

function* restoreHierarchy(vm: Machine, self: JavaObject, bundle: Bundle | null): Steps<void> {
  const { content } = windowOf(self);
  const states = bundle?.peer.get(viewsKey);
  if (!content || !(states instanceof JavaObject)) return;
  yield* vm.call(content, 'restoreHierarchyState(Landroid/util/SparseArray;)V', states);
  const focusedId = bundle?.peer.get(focusKey);
  const focused = typeof focusedId === 'number' ? findById(content, focusedId) : null;
  if (focused) yield* vm.call(focused, 'requestFocus()Z');
}

/** Window.shouldCloseOnTouch: the finger came up beside the window. */
export function shouldCloseOnTouch(self: JavaObject, event: MotionEvent): boolean {
  const { closeOnTouchOutside, decor } = windowOf(self);
  if (!closeOnTouchOutside || !decor) return false;
  const { action, x, y } = event.peer;
  const isOutside = x < 0 || y < 0 || x > widthOf(decor) || y > heightOf(decor);
  return (action === ACTION_UP && isOutside) || action === 4;
}

/** Brings an activity's window to the screen, or back to the front. */
function* showForActivity(vm: Machine, self: JavaObject, recordId: string): Steps<void> {
  const { activities, windows } = vm.attached(SYSTEM);
  const record = activities.stack.find(({ id }) => id === recordId);
  if (!record) return;
  const decor = yield* installDecor(vm, self);
  const shown = windows.findByRoot(decor);
  if (shown) {
    // Dialogs that were shown before the activity's own window know it by class only.
    const family = windows.windows.filter(
      (each) =>
        each.parentId === shown.id ||
        (each !== shown && each.kind !== 'overlay' && each.ownerClass === shown.ownerClass),
    );
    windows.bringToFront([shown.id, ...family.map(({ id }) => id)]);
    updateWindow(vm, decor, paramsOfWindow(vm, self));
    return;
  }
  const window = yield* showWindow(vm, decor, paramsOfWindow(vm, self), {
    kind: 'activity',
    ownerClass: record.className,
    parentId: undefined,
    title: windowOf(self).title ? yield* vm.textOf(windowOf(self).title) : '',
  });
  record.windowId = window.id;
}

export const window = defineClass({
  name: 'android/view/Window',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, context: JavaObject | null) => {
      windowOf(self).context = context;
    },
    ...contents,
    ...settings,
    'static getDefaultFeatures(Landroid/content/Context;)I': () => 0x41,
  },
});

export const phoneWindow = defineClass({
  name: 'com/android/internal/policy/PhoneWindow',
  super: 'android/view/Window',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, context: JavaObject | null) => {
      windowOf(self).context = context;
    },
    'showForActivity(Ljava/lang/String;)V': (vm, self: JavaObject, recordId: HeapObject) =>
      showForActivity(vm, self, vm.text(recordId)),
  },
});
