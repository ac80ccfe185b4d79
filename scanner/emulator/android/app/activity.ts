import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  Steps,
} from '../../machine/index.ts';
import type { ActivityRecord } from '../../system/activity-manager.ts';
import { SYSTEM } from '../../system/system.ts';
import { ownComponent } from '../content/context-state.ts';
import type { Intent } from '../content/intent.ts';
import { activityMenus } from './activity-menus.ts';
import type { Bundle } from '../os/bundle.ts';
import { instanceState } from './instance-state.ts';
import { requestOrientation, wantedOrientation } from './orientation.ts';
import { relaunchActivity } from './relaunch.ts';
import { activityStateOf } from './activity-state.ts';
import { finishActivity } from './activity-stack.ts';
import { registerLifecycle, tellLifecycle, unregisterLifecycle } from './application.ts';
import { requirePermission } from '../support/require-permission.ts';
import { backDispatcher } from '../view/window-insets.ts';
import { loaderManagerOf } from './loader-manager.ts';
import { managedDialogs } from './managed-dialogs.ts';
import { requestPermissions } from './request-permissions.ts';
import { startActivity } from './start-activity.ts';
import { restoreActivityFragments, tellFragmentsOfConfiguration } from './fragment/activity-fragments.ts';
import { managerOf, popFragments } from './fragment/fragment-manager.ts';
import { inflateFragment } from './fragment/inflate-fragment.ts';

/** The activity's place on the stack; for one inside another, that one's. */
function recordOf(vm: Machine, self: JavaObject): ActivityRecord | undefined {
  let outermost = self;
  for (let up = activityStateOf(self).parent; up; up = activityStateOf(up).parent) outermost = up;
  return vm.attached(SYSTEM).activities.findByActivity(outermost);
}

/** A life-cycle callback of the platform: tells the registered listeners and notes that it was called. */
function stage(selector: string, withBundle: boolean) {
  return function* (vm: Machine, self: JavaObject, bundle?: JavaObject | null): Steps<void> {
    const state = activityStateOf(self);
    state.calledSuper = true;
    yield* tellLifecycle(vm, state.application, selector, self, withBundle ? (bundle ?? null) : undefined);
  };
}

function windowCall(selector: string) {
  return function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
    return yield* vm.call(activityStateOf(self).window, selector, ...args);
  };
}

const ignored = () => undefined;

const onCreated = stage('onActivityCreated(Landroid/app/Activity;Landroid/os/Bundle;)V', true);

const lifeCycle: NonNullable<ClassModel['methods']> = {
  'registerActivityLifecycleCallbacks(Landroid/app/Application$ActivityLifecycleCallbacks;)V': (
    _vm,
    self: JavaObject,
    callback: HeapObject,
  ) => registerLifecycle(self, callback),
  'unregisterActivityLifecycleCallbacks(Landroid/app/Application$ActivityLifecycleCallbacks;)V': (
    _vm,
    self: JavaObject,
    callback: HeapObject,
  ) => unregisterLifecycle(self, callback),
  'protected onCreate(Landroid/os/Bundle;)V': function* (vm, self: JavaObject, saved: Bundle | null) {
    if (saved) yield* restoreActivityFragments(vm, self, saved);
    yield* onCreated(vm, self, saved);
  },
  'onCreate(Landroid/os/Bundle;Landroid/os/PersistableBundle;)V': function* (
    vm,
    self: JavaObject,
    bundle: JavaObject | null,
  ) {
    yield* vm.call(self, 'onCreate(Landroid/os/Bundle;)V', bundle);
  },
  'protected onStart()V': stage('onActivityStarted(Landroid/app/Activity;)V', false),
  'protected onResume()V': stage('onActivityResumed(Landroid/app/Activity;)V', false),
  'protected onPause()V': stage('onActivityPaused(Landroid/app/Activity;)V', false),
  'protected onStop()V': stage('onActivityStopped(Landroid/app/Activity;)V', false),
  'protected onDestroy()V': stage('onActivityDestroyed(Landroid/app/Activity;)V', false),
  'protected onRestart()V': ignored,
  'protected onPostCreate(Landroid/os/Bundle;)V': ignored,
  'protected onPostResume()V': ignored,
  'protected onNewIntent(Landroid/content/Intent;)V': ignored,
  ...instanceState,
  'protected onUserLeaveHint()V': ignored,
  'onUserInteraction()V': ignored,
  'protected onActivityResult(IILandroid/content/Intent;)V': ignored,
  'onRequestPermissionsResult(I[Ljava/lang/String;[I)V': ignored,
  'onAttachedToWindow()V': ignored,
  'onDetachedFromWindow()V': ignored,
  'onWindowFocusChanged(Z)V': ignored,
  'onWindowAttributesChanged(Landroid/view/WindowManager$LayoutParams;)V': ignored,
  'onContentChanged()V': ignored,
  'onConfigurationChanged(Landroid/content/res/Configuration;)V': function* (
    vm,
    self: JavaObject,
    configuration: JavaObject,
  ) {
    activityStateOf(self).calledSuper = true;
    yield* tellFragmentsOfConfiguration(vm, self, configuration);
  },
  'onLowMemory()V': ignored,
  'onTrimMemory(I)V': ignored,
  'protected onTitleChanged(Ljava/lang/CharSequence;I)V': ignored,
  'protected onChildTitleChanged(Landroid/app/Activity;Ljava/lang/CharSequence;)V': ignored,
};

const starting: NonNullable<ClassModel['methods']> = {
  'startActivity(Landroid/content/Intent;)V': function* (vm, self: JavaObject, intent: Intent) {
    yield* vm.call(self, 'startActivityForResult(Landroid/content/Intent;I)V', intent, -1);
  },
  'startActivity(Landroid/content/Intent;Landroid/os/Bundle;)V': function* (
    vm,
    self: JavaObject,
    intent: Intent,
  ) {
    yield* vm.call(self, 'startActivityForResult(Landroid/content/Intent;I)V', intent, -1);
  },
  'startActivityForResult(Landroid/content/Intent;I)V': function* (
    vm,
    self: JavaObject,
    intent: Intent,
    requestCode: number,
  ) {
    yield* vm.call(
      self,
      'startActivityForResult(Landroid/content/Intent;ILandroid/os/Bundle;)V',
      intent,
      requestCode,
      null,
    );
  },
  'startActivityForResult(Landroid/content/Intent;ILandroid/os/Bundle;)V': (
    vm,
    self: JavaObject,
    intent: Intent,
    requestCode: number,
  ) => startActivity(vm, intent, recordOf(vm, self), requestCode),
  'startActivityIfNeeded(Landroid/content/Intent;I)Z': function* (
    vm,
    self: JavaObject,
    intent: Intent,
    requestCode: number,
  ) {
    yield* startActivity(vm, intent, recordOf(vm, self), requestCode);
    return true;
  },
  'finish()V': (vm, self: JavaObject) => finishActivity(vm, recordOf(vm, self)),
  'finishAffinity()V': function* (vm, self: JavaObject) {
    const own = recordOf(vm, self);
    const { stack } = vm.attached(SYSTEM).activities;
    for (const record of stack.slice(0, stack.indexOf(own as ActivityRecord) + 1).reverse())
      yield* finishActivity(vm, record);
  },
  'finishAndRemoveTask()V': (vm, self: JavaObject) => finishActivity(vm, recordOf(vm, self)),
  'finishAfterTransition()V': function* (vm, self: JavaObject) {
    yield* vm.call(self, 'finish()V');
  },
  'moveTaskToBack(Z)Z': (vm) => {
    vm.attached(SYSTEM).goHome();
    return true;
  },
  'onBackPressed()V': function* (vm, self: JavaObject) {
    if (yield* popFragments(vm, self)) return;
    yield* vm.call(self, 'finish()V');
  },
  'final setResult(I)V': (vm, self: JavaObject, code: number) => {
    const record = recordOf(vm, self);
    if (record) record.result = { code, data: null };
  },
  'final setResult(ILandroid/content/Intent;)V': (
    vm,
    self: JavaObject,
    code: number,
    data: JavaObject | null,
  ) => {
    const record = recordOf(vm, self);
    if (record) record.result = { code, data };
  },
  'overridePendingTransition(II)V': ignored,
  'final requestPermissions([Ljava/lang/String;I)V': (
    vm,
    self: JavaObject,
    permissions: JavaArray,
    requestCode: number,
  ) => requestPermissions(vm, self, permissions, requestCode),
  'shouldShowRequestPermissionRationale(Ljava/lang/String;)Z': (
    vm,
    _self: JavaObject,
    permission: JavaString,
  ) => vm.attached(SYSTEM).permissions.decisionOf(vm.text(permission)) === 'denied',
};

const windowed: NonNullable<ClassModel['methods']> = {
  'setContentView(I)V': windowCall('setContentView(I)V'),
  'setContentView(Landroid/view/View;)V': windowCall('setContentView(Landroid/view/View;)V'),
  'setContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V': windowCall(
    'setContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
  ),
  'addContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V': windowCall(
    'addContentView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
  ),
  'findViewById(I)Landroid/view/View;': windowCall('findViewById(I)Landroid/view/View;'),
  'final requestWindowFeature(I)Z': windowCall('requestFeature(I)Z'),
  'getCurrentFocus()Landroid/view/View;': windowCall('getCurrentFocus()Landroid/view/View;'),
  'getLayoutInflater()Landroid/view/LayoutInflater;': windowCall(
    'getLayoutInflater()Landroid/view/LayoutInflater;',
  ),
  'getWindow()Landroid/view/Window;': (_vm, self: JavaObject) => activityStateOf(self).window,
  'getWindowManager()Landroid/view/WindowManager;': windowCall(
    'getWindowManager()Landroid/view/WindowManager;',
  ),
  'hasWindowFocus()Z': (vm, self: JavaObject) => {
    const { activities, windows } = vm.attached(SYSTEM);
    const id = activities.findByActivity(self)?.windowId;
    return id !== undefined && windows.focused?.id === id;
  },
  'dispatchTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: JavaObject) {
    const handled = yield* vm.call<boolean>(
      activityStateOf(self).window,
      'superDispatchTouchEvent(Landroid/view/MotionEvent;)Z',
      event,
    );
    return handled || (yield* vm.call<boolean>(self, 'onTouchEvent(Landroid/view/MotionEvent;)Z', event));
  },
  'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, event: JavaObject) {
    const handled = yield* vm.call<boolean>(
      activityStateOf(self).window,
      'superDispatchKeyEvent(Landroid/view/KeyEvent;)Z',
      event,
    );
    if (handled) return true;
    return yield* vm.call<boolean>(
      event,
      'dispatch(Landroid/view/KeyEvent$Callback;Landroid/view/KeyEvent$DispatcherState;Ljava/lang/Object;)Z',
      self,
      null,
      self,
    );
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': () => false,
  'onKeyDown(ILandroid/view/KeyEvent;)Z': (_vm, _self: JavaObject, keyCode: number) => keyCode === keyBack,
  'onKeyUp(ILandroid/view/KeyEvent;)Z': function* (vm, self: JavaObject, keyCode: number) {
    if (keyCode !== keyBack) return false;
    yield* vm.call(self, 'onBackPressed()V');
    return true;
  },
  'onKeyLongPress(ILandroid/view/KeyEvent;)Z': () => false,
  'onKeyMultiple(IILandroid/view/KeyEvent;)Z': () => false,
  'onCreatePanelView(I)Landroid/view/View;': () => null,
  'onCreateView(Ljava/lang/String;Landroid/content/Context;Landroid/util/AttributeSet;)Landroid/view/View;':
    () => null,
  'onCreateView(Landroid/view/View;Ljava/lang/String;Landroid/content/Context;Landroid/util/AttributeSet;)Landroid/view/View;':
    function* (
      vm,
      self: JavaObject,
      _parent: JavaObject | null,
      name: JavaString,
      context: JavaObject,
      attributes: JavaObject,
    ) {
      if (name.value === 'fragment') return yield* inflateFragment(vm, self, context, attributes);
      return yield* vm.call(
        self,
        'onCreateView(Ljava/lang/String;Landroid/content/Context;Landroid/util/AttributeSet;)Landroid/view/View;',
        name,
        context,
        attributes,
      );
    },
};

const keyBack = 4;

export const activity = defineClass({
  name: 'android/app/Activity',
  super: 'android/view/ContextThemeWrapper',
  interfaces: [
    'android/view/LayoutInflater$Factory2',
    'android/view/Window$Callback',
    'android/view/KeyEvent$Callback',
    'android/view/View$OnCreateContextMenuListener',
    'android/content/ComponentCallbacks2',
  ],
  fields: {
    'static final RESULT_CANCELED:I': 0,
    'static final RESULT_OK:I': -1,
    'static final RESULT_FIRST_USER:I': 1,
  },
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      activityStateOf(self);
    },
    ...lifeCycle,
    ...starting,
    ...windowed,
    ...activityMenus,
    ...managedDialogs,
    'getFragmentManager()Landroid/app/FragmentManager;': (vm, self: JavaObject) => managerOf(vm, self),
    'startManagingCursor(Landroid/database/Cursor;)V': ignored,
    'stopManagingCursor(Landroid/database/Cursor;)V': ignored,
    'managedQuery(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;':
      function* (vm, self: JavaObject, ...query: JavaValue[]) {
        const resolver = yield* vm.call<JavaObject>(
          self,
          'getContentResolver()Landroid/content/ContentResolver;',
        );
        return yield* vm.call(
          resolver,
          'query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;',
          ...query,
        );
      },
    'getLoaderManager()Landroid/app/LoaderManager;': (vm, self: JavaObject) => loaderManagerOf(vm, self),
    'getIntent()Landroid/content/Intent;': (_vm, self: JavaObject) => activityStateOf(self).intent,
    'setIntent(Landroid/content/Intent;)V': (_vm, self: JavaObject, intent: Intent | null) => {
      activityStateOf(self).intent = intent;
    },
    'final getApplication()Landroid/app/Application;': (_vm, self: JavaObject) =>
      activityStateOf(self).application,
    'final isChild()Z': (_vm, self: JavaObject) => activityStateOf(self).parent !== null,
    'final getParent()Landroid/app/Activity;': (_vm, self: JavaObject) => activityStateOf(self).parent,
    'isFinishing()Z': (vm, self: JavaObject) => recordOf(vm, self)?.finishing ?? true,
    'isDestroyed()Z': (_vm, self: JavaObject) => activityStateOf(self).destroyed,
    'isChangingConfigurations()Z': (_vm, self: JavaObject) => activityStateOf(self).changingConfigurations,
    'isTaskRoot()Z': (vm, self: JavaObject) => vm.attached(SYSTEM).activities.stack[0]?.activity === self,
    'isInMultiWindowMode()Z': () => false,
    'isInPictureInPictureMode()Z': () => false,
    'getTaskId()I': () => 1,
    'getComponentName()Landroid/content/ComponentName;': (vm, self: JavaObject) =>
      ownComponent(vm, self.cls.javaName),
    'getLocalClassName()Ljava/lang/String;': (_vm, self: JavaObject) => self.cls.javaName,
    'getCallingActivity()Landroid/content/ComponentName;': () => null,
    'getCallingPackage()Ljava/lang/String;': () => null,
    'getReferrer()Landroid/net/Uri;': () => null,
    'getPreferences(I)Landroid/content/SharedPreferences;': (vm, self: JavaObject, mode: number) => {
      const { packageName } = vm.attached(SYSTEM).app.manifest;
      const name = self.cls.javaName;
      const local = name.startsWith(`${packageName}.`) ? name.slice(packageName.length + 1) : name;
      return vm.call(
        self,
        'getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;',
        vm.string(local),
        mode,
      );
    },
    'final getTitle()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => activityStateOf(self).title,
    'setTitle(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, title: HeapObject | null) {
      const state = activityStateOf(self);
      state.title = title;
      yield* vm.call(state.window, 'setTitle(Ljava/lang/CharSequence;)V', title);
      yield* vm.call(self, 'onTitleChanged(Ljava/lang/CharSequence;I)V', title, 0);
    },
    'setTitle(I)V': function* (vm, self: JavaObject, id: number) {
      const title = yield* vm.call<HeapObject>(self, 'getText(I)Ljava/lang/CharSequence;', id);
      yield* vm.call(self, 'setTitle(Ljava/lang/CharSequence;)V', title);
    },
    'final runOnUiThread(Ljava/lang/Runnable;)V': function* (vm, _self: JavaObject, action: HeapObject) {
      const system = vm.attached(SYSTEM);
      if (system.mainLooper.peer.thread === vm.thread) {
        yield* vm.call(action, 'run()V');
        return;
      }
      system.postToMain('runOnUiThread', () => vm.call(action, 'run()V'));
    },
    'getRequestedOrientation()I': (vm, self: JavaObject) => {
      const record = recordOf(vm, self);
      return record ? wantedOrientation(vm, record) : -1;
    },
    'setRequestedOrientation(I)V': (vm, self: JavaObject, orientation: number) => {
      const record = recordOf(vm, self);
      if (record) requestOrientation(vm, record, orientation);
    },
    'setVolumeControlStream(I)V': ignored,
    'registerScreenCaptureCallback(Ljava/util/concurrent/Executor;Landroid/app/Activity$ScreenCaptureCallback;)V':
      (vm) => requirePermission(vm, 'registerScreenCaptureCallback', 'DETECT_SCREEN_CAPTURE'),
    'unregisterScreenCaptureCallback(Landroid/app/Activity$ScreenCaptureCallback;)V': ignored,
    'setShowWhenLocked(Z)V': ignored,
    'setTurnScreenOn(Z)V': ignored,
    'reportFullyDrawn()V': ignored,
    'getOnBackInvokedDispatcher()Landroid/window/OnBackInvokedDispatcher;': backDispatcher,
    'getChangingConfigurations()I': () => 0,
    'getLastNonConfigurationInstance()Ljava/lang/Object;': (_vm, self: JavaObject) =>
      activityStateOf(self).retained,
    'onRetainNonConfigurationInstance()Ljava/lang/Object;': () => null,
    'recreate()V': (vm, self: JavaObject) => {
      const record = recordOf(vm, self);
      if (record) vm.attached(SYSTEM).postToMain('recreate', () => relaunchActivity(vm, record));
    },
    'getSystemService(Ljava/lang/String;)Ljava/lang/Object;': function* (
      vm,
      self: JavaObject,
      name: JavaString,
    ) {
      if (vm.text(name) === 'window')
        return yield* vm.call(activityStateOf(self).window, 'getWindowManager()Landroid/view/WindowManager;');
      return yield* vm.callSpecial(
        'android/view/ContextThemeWrapper',
        'getSystemService(Ljava/lang/String;)Ljava/lang/Object;',
        self,
        name,
      );
    },
  },
});
