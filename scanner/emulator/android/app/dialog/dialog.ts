import { JavaObject, defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaString, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { shouldCloseOnTouch } from '../../internal/phone-window.ts';
import { makeBundle, type Bundle } from '../../os/bundle.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { keyCodes, type KeyEvent } from '../../view/key-event.ts';
import type { MotionEvent } from '../../view/motion-event.ts';
import { attributes, obtainStyled } from '../../view/styled.ts';
import { windowOf } from '../../view/window-state.ts';
import { viewPart } from '../../view/view-state.ts';

/** State of an android.app.Dialog. */
export type DialogState = {
  context: JavaObject | null;
  window: JavaObject | null;
  ownerActivity: JavaObject | null;
  cancelable: boolean;
  canceled: boolean;
  created: boolean;
  showing: boolean;
  onCancel: HeapObject | null;
  onDismiss: HeapObject | null;
  onShow: HeapObject | null;
  onKey: HeapObject | null;
};

export const dialogOf = viewPart<DialogState>(() => ({
  context: null,
  window: null,
  ownerActivity: null,
  cancelable: true,
  canceled: false,
  created: false,
  showing: false,
  onCancel: null,
  onDismiss: null,
  onShow: null,
  onKey: null,
}));

const themeNames = attributes('dialogTheme', 'alertDialogTheme');

/** Resolves a dialog's theme: the one asked for, else the one that the context's theme names. */
export function* dialogThemeId(
  vm: Machine,
  context: JavaObject | null,
  asked: number,
  attribute: 'dialogTheme' | 'alertDialogTheme',
): Steps<number> {
  // Small numbers are the old THEME_* constants, which mean the default.
  if (asked >>> 24 !== 0) return asked;
  const styled = yield* obtainStyled(vm, context, null, themeNames, 0, 0);
  return styled.resourceId(attribute);
}

export function* initDialog(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  themeId: number,
): Steps<void> {
  const state = dialogOf(self);
  state.context =
    themeId === 0
      ? context
      : yield* vm.construct<JavaObject>(
          'android/view/ContextThemeWrapper',
          '(Landroid/content/Context;I)V',
          context,
          themeId,
        );
  state.window = yield* vm.construct<JavaObject>(
    'com/android/internal/policy/PhoneWindow',
    '(Landroid/content/Context;)V',
    state.context,
  );
  yield* vm.call(state.window, 'setCallback(Landroid/view/Window$Callback;)V', self);
  // A dialog's window lies in front of its activity and never takes the whole width by itself.
  yield* vm.call(state.window, 'setGravity(I)V', 0x11);
}

function* create(vm: Machine, self: JavaObject): Steps<void> {
  const state = dialogOf(self);
  if (state.created) return;
  yield* vm.call(self, 'onCreate(Landroid/os/Bundle;)V', null);
  state.created = true;
}

/** Dialog.show. */
export function* showDialog(vm: Machine, self: JavaObject): Steps<void> {
  const state = dialogOf(self);
  if (state.showing) {
    const { decor } = windowOf(state.window ?? self);
    if (decor) yield* vm.call(decor, 'setVisibility(I)V', 0);
    return;
  }
  state.canceled = false;
  yield* create(vm, self);
  yield* vm.call(self, 'onStart()V');
  const decor = yield* vm.call<JavaObject>(state.window, 'getDecorView()Landroid/view/View;');
  const params = yield* vm.call<JavaObject>(
    state.window,
    'getAttributes()Landroid/view/WindowManager$LayoutParams;',
  );
  const manager = yield* vm.call<JavaObject>(state.window, 'getWindowManager()Landroid/view/WindowManager;');
  yield* vm.call(
    manager,
    'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
    decor,
    params,
  );
  state.showing = true;
  const { onShow } = state;
  if (onShow) tell(vm, 'dialog shown', onShow, 'onShow(Landroid/content/DialogInterface;)V', self);
}

function tell(vm: Machine, name: string, listener: HeapObject, selector: string, self: JavaObject): void {
  vm.attached(SYSTEM).postToMain(name, () => vm.call(listener, selector, self));
}

/** Dialog.dismiss; on another thread it is handed to the main one. */
export function* dismissDialog(vm: Machine, self: JavaObject): Steps<void> {
  const system = vm.attached(SYSTEM);
  if (system.mainLooper.peer.thread !== vm.thread) {
    system.postToMain('dismiss dialog', () => dismissDialog(vm, self));
    return;
  }
  const state = dialogOf(self);
  if (!state.showing || !state.window) return;
  const { decor } = windowOf(state.window);
  const manager = yield* vm.call<JavaObject>(state.window, 'getWindowManager()Landroid/view/WindowManager;');
  // The window may have gone with its activity.
  if (decor && system.windows.findByRoot(decor))
    yield* vm.call(manager, 'removeViewImmediate(Landroid/view/View;)V', decor);
  state.showing = false;
  yield* vm.call(self, 'onStop()V');
  if (state.onDismiss)
    tell(vm, 'dialog dismissed', state.onDismiss, 'onDismiss(Landroid/content/DialogInterface;)V', self);
}

function* cancel(vm: Machine, self: JavaObject): Steps<void> {
  const state = dialogOf(self);
  if (!state.canceled && state.onCancel) {
    state.canceled = true;
    tell(vm, 'dialog cancelled', state.onCancel, 'onCancel(Landroid/content/DialogInterface;)V', self);
  }
  yield* vm.call(self, 'dismiss()V');
}

const showingKey = 'android:dialogShowing';
const hierarchyKey = 'android:dialogHierarchy';

const life: Methods = {
  '<init>(Landroid/content/Context;)V': function* (vm, self: JavaObject, context: JavaObject | null) {
    yield* initDialog(vm, self, context, yield* dialogThemeId(vm, context, 0, 'dialogTheme'));
  },
  '<init>(Landroid/content/Context;I)V': function* (
    vm,
    self: JavaObject,
    context: JavaObject | null,
    themeId: number,
  ) {
    yield* initDialog(vm, self, context, yield* dialogThemeId(vm, context, themeId, 'dialogTheme'));
  },
  'protected <init>(Landroid/content/Context;ZLandroid/content/DialogInterface$OnCancelListener;)V':
    function* (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      cancelable: boolean,
      onCancel: HeapObject | null,
    ) {
      yield* initDialog(vm, self, context, yield* dialogThemeId(vm, context, 0, 'dialogTheme'));
      Object.assign(dialogOf(self), { cancelable, onCancel });
    },
  'protected onCreate(Landroid/os/Bundle;)V': ignored,
  'protected onStart()V': ignored,
  'protected onStop()V': ignored,
  'create()V': create,
  'show()V': showDialog,
  'hide()V': function* (vm, self: JavaObject) {
    const { decor } = windowOf(dialogOf(self).window ?? self);
    if (decor) yield* vm.call(decor, 'setVisibility(I)V', 8);
  },
  'dismiss()V': dismissDialog,
  'cancel()V': cancel,
  'isShowing()Z': (_vm, self: JavaObject) => dialogOf(self).showing,
  'onSaveInstanceState()Landroid/os/Bundle;': function* (vm, self: JavaObject) {
    const { showing, window } = dialogOf(self);
    const bundle = makeBundle(vm, [[showingKey, showing]]);
    if (window)
      bundle.peer.set(hierarchyKey, yield* vm.call(window, 'saveHierarchyState()Landroid/os/Bundle;'));
    return bundle;
  },
  'onRestoreInstanceState(Landroid/os/Bundle;)V': function* (vm, self: JavaObject, saved: Bundle) {
    const hierarchy = saved.peer.get(hierarchyKey);
    if (!(hierarchy instanceof JavaObject)) return;
    yield* create(vm, self);
    yield* vm.call(dialogOf(self).window, 'restoreHierarchyState(Landroid/os/Bundle;)V', hierarchy);
    if (saved.peer.get(showingKey) === true) yield* vm.call(self, 'show()V');
  },
};

const listeners: Methods = {
  'setCancelable(Z)V': (_vm, self: JavaObject, cancelable: boolean) => {
    dialogOf(self).cancelable = cancelable;
  },
  'setCanceledOnTouchOutside(Z)V': function* (vm, self: JavaObject, closes: boolean) {
    if (closes) dialogOf(self).cancelable = true;
    yield* vm.call(dialogOf(self).window, 'setCloseOnTouchOutside(Z)V', closes);
  },
  'setOnCancelListener(Landroid/content/DialogInterface$OnCancelListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    dialogOf(self).onCancel = listener;
  },
  'setOnDismissListener(Landroid/content/DialogInterface$OnDismissListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    dialogOf(self).onDismiss = listener;
  },
  'setOnShowListener(Landroid/content/DialogInterface$OnShowListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    dialogOf(self).onShow = listener;
  },
  'setOnKeyListener(Landroid/content/DialogInterface$OnKeyListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    dialogOf(self).onKey = listener;
  },
  'setCancelMessage(Landroid/os/Message;)V': ignored,
  'setDismissMessage(Landroid/os/Message;)V': ignored,
};

const input: Methods = {
  'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: KeyEvent) {
    const { onKey, window } = dialogOf(self);
    if (onKey) {
      const taken = yield* vm.call<boolean>(
        onKey,
        'onKey(Landroid/content/DialogInterface;ILandroid/view/KeyEvent;)Z',
        self,
        event.peer.keyCode,
        event,
      );
      if (taken) return true;
    }
    if (yield* vm.call<boolean>(window, 'superDispatchKeyEvent(Landroid/view/KeyEvent;)Z', event))
      return true;
    return yield* vm.call<boolean>(
      event,
      'dispatch(Landroid/view/KeyEvent$Callback;Landroid/view/KeyEvent$DispatcherState;Ljava/lang/Object;)Z',
      self,
      null,
      self,
    );
  },
  'onKeyDown(ILandroid/view/KeyEvent;)Z': function* (
    vm,
    _self: JavaObject,
    keyCode: number,
    event: KeyEvent,
  ) {
    if (keyCode !== keyCodes.back) return false;
    yield* vm.call(event, 'startTracking()V');
    return true;
  },
  'onKeyUp(ILandroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, keyCode: number, event: KeyEvent) {
    if (keyCode !== keyCodes.back) return false;
    const tracked = yield* vm.call<boolean>(event, 'isTracking()Z');
    if (tracked && !(yield* vm.call<boolean>(event, 'isCanceled()Z')))
      yield* vm.call(self, 'onBackPressed()V');
    return true;
  },
  'onKeyLongPress(ILandroid/view/KeyEvent;)Z': () => false,
  'onKeyMultiple(IILandroid/view/KeyEvent;)Z': () => false,
  'onBackPressed()V': function* (vm, self: JavaObject) {
    if (dialogOf(self).cancelable) yield* vm.call(self, 'cancel()V');
  },
  'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
    const { window } = dialogOf(self);
    if (yield* vm.call<boolean>(window, 'superDispatchTouchEvent(Landroid/view/MotionEvent;)Z', event))
      return true;
    return yield* vm.call<boolean>(self, 'onTouchEvent(Landroid/view/MotionEvent;)Z', event);
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
    const { cancelable, showing, window } = dialogOf(self);
    if (!cancelable || !showing || !window || !shouldCloseOnTouch(window, event)) return false;
    yield* vm.call(self, 'cancel()V');
    return true;
  },
  'onAttachedToWindow()V': ignored,
  'onDetachedFromWindow()V': ignored,
  'onContentChanged()V': ignored,
  'onWindowFocusChanged(Z)V': ignored,
  'onWindowAttributesChanged(Landroid/view/WindowManager$LayoutParams;)V': ignored,
  'onCreatePanelView(I)Landroid/view/View;': () => null,
  'onCreateOptionsMenu(Landroid/view/Menu;)Z': () => true,
  'onPrepareOptionsMenu(Landroid/view/Menu;)Z': () => true,
  'onOptionsItemSelected(Landroid/view/MenuItem;)Z': () => false,
};

function windowCall(selector: string) {
  return function* (vm: Machine, self: JavaObject, ...args: never[]): Steps<HeapObject | boolean | null> {
    return yield* vm.call<HeapObject | boolean | null>(dialogOf(self).window, selector, ...args);
  };
}

const windowed: Methods = {
  ...Object.fromEntries(
    [
      'setContentView(I)V',
      'setContentView(Landroid/view/View;)V',
      'setContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
      'addContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
      'findViewById(I)Landroid/view/View;',
      'requireViewById(I)Landroid/view/View;',
      'getCurrentFocus()Landroid/view/View;',
      'getLayoutInflater()Landroid/view/LayoutInflater;',
    ].map((selector) => [selector, windowCall(selector)]),
  ),
  'final requestWindowFeature(I)Z': windowCall('requestFeature(I)Z'),
  'getWindow()Landroid/view/Window;': (_vm, self: JavaObject) => dialogOf(self).window,
  'final getContext()Landroid/content/Context;': (_vm, self: JavaObject) => dialogOf(self).context,
  'final setOwnerActivity(Landroid/app/Activity;)V': (_vm, self: JavaObject, activity: JavaObject | null) => {
    dialogOf(self).ownerActivity = activity;
  },
  'final getOwnerActivity()Landroid/app/Activity;': (_vm, self: JavaObject) => dialogOf(self).ownerActivity,
  'setTitle(Ljava/lang/CharSequence;)V': windowCall('setTitle(Ljava/lang/CharSequence;)V'),
  'setTitle(I)V': function* (vm, self: JavaObject, id: number) {
    const text = yield* vm.call<JavaString>(dialogOf(self).context, 'getText(I)Ljava/lang/CharSequence;', id);
    yield* vm.call(self, 'setTitle(Ljava/lang/CharSequence;)V', text);
  },
  'getActionBar()Landroid/app/ActionBar;': () => null,
  'getVolumeControlStream()I': () => -0x80000000,
  'setVolumeControlStream(I)V': ignored,
  'invalidateOptionsMenu()V': ignored,
};

export const dialog = defineClass({
  name: 'android/app/Dialog',
  interfaces: [
    'android/content/DialogInterface',
    'android/view/Window$Callback',
    'android/view/KeyEvent$Callback',
    'android/view/View$OnCreateContextMenuListener',
  ],
  labels: 'container',
  methods: { ...life, ...listeners, ...input, ...windowed },
});
