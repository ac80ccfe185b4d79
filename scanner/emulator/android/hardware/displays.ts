import { defineClass, intsOf } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { ignored } from '../view/accessors.ts';
import { SYSTEM } from '../../system/system.ts';

const display$ = 'Landroid/view/Display;';
const string$ = 'Ljava/lang/String;';

function* ownDisplay(vm: Machine): Steps<JavaObject> {
  const { application } = vm.attached(SYSTEM);
  const manager = yield* vm.call<JavaObject>(
    application,
    `getSystemService(${string$})Ljava/lang/Object;`,
    vm.string('window'),
  );
  return yield* vm.call<JavaObject>(manager, `getDefaultDisplay()${display$}`);
}

/** The phone has one display, no devices beside its touch screen, and no routes to others. */
export const displayClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/hardware/display/DisplayManager',
    methods: {
      [`getDisplay(I)${display$}`]: function* (vm, _self: JavaObject, id: number) {
        return id === 0 ? yield* ownDisplay(vm) : null;
      },
      [`getDisplays()[${display$}`]: function* (vm) {
        return vm.arrayOf(`[${display$}`, [yield* ownDisplay(vm)]);
      },
      [`getDisplays(${string$})[${display$}`]: (vm) => vm.newArray(`[${display$}`, 0),
      'registerDisplayListener(Landroid/hardware/display/DisplayManager$DisplayListener;Landroid/os/Handler;)V':
        ignored,
      'unregisterDisplayListener(Landroid/hardware/display/DisplayManager$DisplayListener;)V': ignored,
    },
  }),
  defineClass({
    name: 'android/hardware/input/InputManager',
    methods: {
      'getInputDeviceIds()[I': (vm) => {
        const ids = vm.newArray('[I', 0);
        intsOf(ids);
        return ids;
      },
      'getInputDevice(I)Landroid/view/InputDevice;': () => null,
      'registerInputDeviceListener(Landroid/hardware/input/InputManager$InputDeviceListener;Landroid/os/Handler;)V':
        ignored,
      'unregisterInputDeviceListener(Landroid/hardware/input/InputManager$InputDeviceListener;)V': ignored,
    },
  }),
  defineClass({
    name: 'android/media/MediaRouter',
    methods: {
      'addCallback(ILandroid/media/MediaRouter$Callback;)V': ignored,
      'addCallback(ILandroid/media/MediaRouter$Callback;I)V': ignored,
      'removeCallback(Landroid/media/MediaRouter$Callback;)V': ignored,
      'getSelectedRoute(I)Landroid/media/MediaRouter$RouteInfo;': () => null,
      'getRouteCount()I': () => 0,
    },
  }),
];

export const displayServices: readonly SystemServiceModel[] = [
  { serviceName: 'display', className: 'android/hardware/display/DisplayManager' },
  { serviceName: 'input', className: 'android/hardware/input/InputManager' },
  { serviceName: 'media_router', className: 'android/media/MediaRouter' },
];
