import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { WindowParams } from '../../system/window-manager.ts';
import { paramFloat, paramInt, setParamInt } from './layout-params.ts';
import { MATCH_PARENT } from './measure-spec.ts';

const name = 'android/view/WindowManager$LayoutParams';
const TYPE_APPLICATION = 2;
const FORMAT_OPAQUE = -1;

function init(vm: Machine, self: JavaObject): void {
  setParamInt(vm, self, 'width', MATCH_PARENT);
  setParamInt(vm, self, 'height', MATCH_PARENT);
  setParamInt(vm, self, 'type', TYPE_APPLICATION);
  setParamInt(vm, self, 'format', FORMAT_OPAQUE);
  vm.setField(self, 'alpha:F', 1);
  vm.setField(self, 'dimAmount:F', 1);
  vm.setField(self, 'screenBrightness:F', -1);
  vm.setField(self, 'buttonBrightness:F', -1);
  setParamInt(vm, self, 'screenOrientation', -1);
}

/** New WindowManager.LayoutParams as its empty constructor makes them. */
export function makeWindowParams(vm: Machine): JavaObject {
  const made = vm.newObject(name);
  init(vm, made);
  return made;
}

/** What the device needs of them. */
export function toWindowParams(vm: Machine, params: JavaObject): WindowParams {
  return {
    type: paramInt(vm, params, 'type'),
    flags: paramInt(vm, params, 'flags'),
    width: paramInt(vm, params, 'width'),
    height: paramInt(vm, params, 'height'),
    gravity: paramInt(vm, params, 'gravity'),
    x: paramInt(vm, params, 'x'),
    y: paramInt(vm, params, 'y'),
    dimAmount: (paramInt(vm, params, 'flags') & 2) !== 0 ? paramFloat(vm, params, 'dimAmount') : 0,
    alpha: paramFloat(vm, params, 'alpha'),
  };
}

const intFields = [
  'x',
  'y',
  'type',
  'flags',
  'softInputMode',
  'gravity',
  'format',
  'windowAnimations',
  'screenOrientation',
  'preferredDisplayModeId',
  'systemUiVisibility',
  'rotationAnimation',
  'layoutInDisplayCutoutMode',
];
const floatFields = [
  'horizontalMargin',
  'verticalMargin',
  'horizontalWeight',
  'verticalWeight',
  'alpha',
  'dimAmount',
  'screenBrightness',
  'buttonBrightness',
];
const objectFields = ['token:Landroid/os/IBinder;', 'packageName:Ljava/lang/String;'];

/** WindowManager.LayoutParams.copyFrom; answers bits of what changed, as far as callers look at them. */
export function copyWindowParams(vm: Machine, self: JavaObject, source: JavaObject): number {
  let changes = 0;
  for (const field of ['width', 'height', ...intFields].map((each) => `${each}:I`)) {
    const value = vm.getField(source, field);
    if (vm.getField(self, field) !== value) changes |= 1;
    vm.setField(self, field, value);
  }
  for (const field of floatFields.map((each) => `${each}:F`)) {
    const value = vm.getField(source, field);
    if (vm.getField(self, field) !== value) changes |= 1;
    vm.setField(self, field, value);
  }
  for (const field of objectFields) {
    const value = vm.getField(source, field);
    if (value !== null) vm.setField(self, field, value);
  }
  return changes;
}

export const windowLayoutParams = defineClass({
  name,
  super: 'android/view/ViewGroup$LayoutParams',
  interfaces: ['android/os/Parcelable'],
  fields: {
    ...Object.fromEntries(intFields.map((field) => [`${field}:I`, 0])),
    ...Object.fromEntries(floatFields.map((field) => [`${field}:F`, 0])),
    ...Object.fromEntries(objectFields.map((field) => [field, null])),
  },
  methods: {
    '<init>()V': init,
    '<init>(I)V': (vm, self: JavaObject, type: number) => {
      init(vm, self);
      setParamInt(vm, self, 'type', type);
    },
    '<init>(II)V': (vm, self: JavaObject, type: number, flags: number) => {
      init(vm, self);
      setParamInt(vm, self, 'type', type);
      setParamInt(vm, self, 'flags', flags);
    },
    '<init>(III)V': (vm, self: JavaObject, type: number, flags: number, format: number) => {
      init(vm, self);
      setParamInt(vm, self, 'type', type);
      setParamInt(vm, self, 'flags', flags);
      setParamInt(vm, self, 'format', format);
    },
    '<init>(IIIII)V': (
      vm,
      self: JavaObject,
      width: number,
      height: number,
      type: number,
      flags: number,
      format: number,
    ) => {
      init(vm, self);
      Object.entries({ width, height, type, flags, format }).forEach(([field, value]) =>
        setParamInt(vm, self, field, value),
      );
    },
    '<init>(IIIIIII)V': (
      vm,
      self: JavaObject,
      width: number,
      height: number,
      x: number,
      y: number,
      type: number,
      flags: number,
      format: number,
    ) => {
      init(vm, self);
      Object.entries({ width, height, x, y, type, flags, format }).forEach(([field, value]) =>
        setParamInt(vm, self, field, value),
      );
    },
    'final copyFrom(Landroid/view/WindowManager$LayoutParams;)I': (
      vm,
      self: JavaObject,
      source: JavaObject,
    ) => copyWindowParams(vm, self, source),
    'final setTitle(Ljava/lang/CharSequence;)V': (
      _vm,
      self: JavaObject<HeapObject | null>,
      title: HeapObject | null,
    ) => {
      self.peer = title;
    },
    'final getTitle()Ljava/lang/CharSequence;': (_vm, self: JavaObject<HeapObject | null | undefined>) =>
      self.peer ?? '',
    'setFitInsetsTypes(I)V': () => undefined,
    'setFitInsetsSides(I)V': () => undefined,
  },
});

/** Title that was set on window parameters. */
export function* titleOf(vm: Machine, params: JavaObject): Steps<string> {
  const { peer } = params as JavaObject<HeapObject | null | undefined>;
  return peer ? yield* vm.textOf(peer) : '';
}
