import { defineClass, JavaObject } from '../../machine/index.ts';
import type { Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { isParamsOf } from './layout-params.ts';
import { closeWindow, findActivity, openWindow, updateWindow } from './open-window.ts';
import { windowIdOfToken } from './window-token.ts';

type ManagerState = { readonly context: JavaObject | null };
type Manager = JavaObject<ManagerState>;

export function makeWindowManager(vm: Machine, context: JavaObject | null): Manager {
  const made = vm.newObject<ManagerState>('android/view/WindowManagerImpl');
  made.peer = { context };
  return made;
}

function* addView(
  vm: Machine,
  self: Manager,
  view: JavaObject | null,
  params: JavaObject | null,
): Steps<void> {
  if (view === null) return vm.throwNew('java/lang/IllegalArgumentException', 'view must not be null');
  if (params === null || !isParamsOf(params, 'android/view/WindowManager$LayoutParams'))
    return vm.throwNew('java/lang/IllegalArgumentException', 'Params must be WindowManager.LayoutParams');
  const token = vm.getField(params, 'token:Landroid/os/IBinder;');
  yield* openWindow(vm, view, params, {
    activity: findActivity(self.peer.context),
    parentId: windowIdOfToken(token instanceof JavaObject ? token : null),
  });
}

function* removeView(vm: Machine, _self: Manager, view: JavaObject): Steps<void> {
  if (!(yield* closeWindow(vm, view)))
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      `View=${view.cls.javaName} not attached to window manager`,
    );
}

const params = 'Landroid/view/ViewGroup$LayoutParams;';

export const windowManager = defineClass({
  name: 'android/view/WindowManagerImpl',
  interfaces: ['android/view/WindowManager'],
  labels: 'container',
  methods: {
    [`addView(Landroid/view/View;${params})V`]: addView,
    [`updateViewLayout(Landroid/view/View;${params})V`]: (
      vm,
      _self: Manager,
      view: JavaObject,
      changed: JavaObject,
    ) => updateWindow(vm, view, changed),
    'removeView(Landroid/view/View;)V': removeView,
    'removeViewImmediate(Landroid/view/View;)V': removeView,
    'getDefaultDisplay()Landroid/view/Display;': (vm) => displayOf(vm),
    'getCurrentWindowMetrics()Landroid/view/WindowMetrics;': (vm) =>
      vm.newObject('android/view/WindowMetrics'),
    'getMaximumWindowMetrics()Landroid/view/WindowMetrics;': (vm) =>
      vm.newObject('android/view/WindowMetrics'),
    'isCrossWindowBlurEnabled()Z': () => false,
  },
});

export const windowMetrics = defineClass({
  name: 'android/view/WindowMetrics',
  flags: 'final',
  methods: {
    'getBounds()Landroid/graphics/Rect;': function* (vm) {
      const { widthPx, heightPx } = vm.attached(SYSTEM).phone.screen;
      return yield* vm.construct('android/graphics/Rect', '(IIII)V', 0, 0, widthPx, heightPx);
    },
    'getDensity()F': (vm) => vm.attached(SYSTEM).phone.screen.densityDpi / 160,
  },
});

function displayOf(vm: Machine): JavaObject {
  const { singletons } = vm.attached(SYSTEM);
  const known = singletons.get('android/view/Display');
  if (known instanceof JavaObject) return known;
  const made = vm.newObject('android/view/Display');
  singletons.set('android/view/Display', made);
  return made;
}

function fillMetrics(vm: Machine, metrics: JavaObject): void {
  const { widthPx, heightPx, densityDpi } = vm.attached(SYSTEM).phone.screen;
  vm.setField(metrics, 'widthPixels:I', widthPx);
  vm.setField(metrics, 'heightPixels:I', heightPx);
  vm.setField(metrics, 'density:F', densityDpi / 160);
  vm.setField(metrics, 'scaledDensity:F', densityDpi / 160);
  vm.setField(metrics, 'densityDpi:I', densityDpi);
  vm.setField(metrics, 'xdpi:F', densityDpi);
  vm.setField(metrics, 'ydpi:F', densityDpi);
}

const fillMetricsOf = (vm: Machine, _self: JavaObject, metrics: JavaObject) => fillMetrics(vm, metrics);
const fillPointOf = (vm: Machine, _self: JavaObject, point: JavaObject) => {
  const { widthPx, heightPx } = vm.attached(SYSTEM).phone.screen;
  vm.setField(point, 'x:I', widthPx);
  vm.setField(point, 'y:I', heightPx);
};

export const display = defineClass({
  name: 'android/view/Display',
  flags: 'final',
  methods: {
    'getWidth()I': (vm) => vm.attached(SYSTEM).phone.screen.widthPx,
    'getHeight()I': (vm) => vm.attached(SYSTEM).phone.screen.heightPx,
    'getSize(Landroid/graphics/Point;)V': fillPointOf,
    'getRealSize(Landroid/graphics/Point;)V': fillPointOf,
    'getMetrics(Landroid/util/DisplayMetrics;)V': fillMetricsOf,
    'getRealMetrics(Landroid/util/DisplayMetrics;)V': fillMetricsOf,
    'getRotation()I': () => 0,
    'getRefreshRate()F': () => 60,
    'getDisplayId()I': () => 0,
    'getFlags()I': () => 3,
    'getState()I': () => 2,
    'isValid()Z': () => true,
    'getName()Ljava/lang/String;': () => 'Built-in Screen',
    'isHdr()Z': () => false,
    'isWideColorGamut()Z': () => false,
  },
});

export const windowService: SystemServiceModel = {
  serviceName: 'window',
  className: 'android/view/WindowManager',
  make: function* (vm, context) {
    return makeWindowManager(vm, context);
  },
};
