import { defineClass, type JavaObject } from '../../machine/index.ts';
import type { JavaValue, Machine } from '../../machine/index.ts';
import { toComplex } from '../../../package/index.ts';
import { complexUnits, toPixels, toPixelSize, type Metrics } from '../content/res/metrics.ts';
import type { FoundValue } from '../res/resource-set.ts';
import { readDisplayMetrics } from './display-metrics.ts';

const densityNone = 0xffff;
const appCookie = 2;
const systemCookie = 1;

/** Writes a found value to the fields of an android.util.TypedValue. */
export function fillTypedValue(vm: Machine, out: JavaObject, found: FoundValue): void {
  const { value } = found;
  vm.setField(out, 'type:I', value.dataType);
  vm.setField(out, 'data:I', value.data | 0);
  vm.setField(out, 'string:Ljava/lang/CharSequence;', value.kind === 'string' ? value.text : null);
  vm.setField(out, 'assetCookie:I', found.isSystem ? systemCookie : appCookie);
  vm.setField(out, 'resourceId:I', found.resourceId | 0);
  vm.setField(out, 'sourceResourceId:I', found.resourceId | 0);
  vm.setField(out, 'changingConfigurations:I', 0);
  const density = found.config?.density ?? 0;
  vm.setField(out, 'density:I', density === densityNone ? densityNone : density);
}

export function makeTypedValue(vm: Machine, found: FoundValue): JavaObject {
  const made = vm.newObject('android/util/TypedValue');
  fillTypedValue(vm, made, found);
  return made;
}

/** Pixels of a packed dimension. */
function pixelsOf(vm: Machine, data: number, metrics: JavaObject | null): number {
  const unit = complexUnits[data & 0xf];
  return unit === undefined ? 0 : toPixels(toComplex(data >>> 0), unit, metricsOf(vm, metrics));
}

function metricsOf(vm: Machine, metrics: JavaObject | null): Metrics {
  return metrics ? readDisplayMetrics(vm, metrics) : vm.throwNew('java/lang/NullPointerException');
}

function field(vm: Machine, self: JavaObject, key: string): number {
  return Number(vm.getField(self, key));
}

/** TypedValue.coerceToString of a type and its data. */
function toText(_vm: Machine, dataType: number, data: number): string | null {
  const floats = new DataView(new ArrayBuffer(4));
  switch (dataType) {
    case 0:
    case 3:
      return null;
    case 1:
      return `@${data}`;
    case 2:
      return `?${data}`;
    case 4:
      floats.setInt32(0, data);
      return String(floats.getFloat32(0));
    case 5:
      return `${toComplex(data >>> 0)}${complexUnits[data & 0xf] ?? ''}`;
    case 6:
      return `${toComplex(data >>> 0) * 100}${(data & 0xf) === 1 ? '%p' : '%'}`;
    case 0x11:
      return `0x${(data >>> 0).toString(16)}`;
    case 0x12:
      return data !== 0 ? 'true' : 'false';
    default:
      if (dataType >= 0x1c && dataType <= 0x1f) return `#${(data >>> 0).toString(16)}`;
      return dataType >= 0x10 && dataType <= 0x1f ? String(data) : null;
  }
}

const typeConstants: Readonly<Record<string, number>> = {
  TYPE_NULL: 0,
  TYPE_REFERENCE: 1,
  TYPE_ATTRIBUTE: 2,
  TYPE_STRING: 3,
  TYPE_FLOAT: 4,
  TYPE_DIMENSION: 5,
  TYPE_FRACTION: 6,
  TYPE_FIRST_INT: 0x10,
  TYPE_INT_HEX: 0x11,
  TYPE_INT_BOOLEAN: 0x12,
  TYPE_FIRST_COLOR_INT: 0x1c,
  TYPE_LAST_COLOR_INT: 0x1f,
  TYPE_LAST_INT: 0x1f,
  COMPLEX_UNIT_PX: 0,
  COMPLEX_UNIT_DIP: 1,
  COMPLEX_UNIT_SP: 2,
  DENSITY_DEFAULT: 0,
  DENSITY_NONE: densityNone,
};

export const typedValue = defineClass({
  name: 'android/util/TypedValue',
  labels: 'container',
  fields: {
    ...Object.fromEntries(
      Object.entries(typeConstants).map(([name, value]): [string, JavaValue] => [
        `static final ${name}:I`,
        value,
      ]),
    ),
    'type:I': 0,
    'string:Ljava/lang/CharSequence;': null,
    'data:I': 0,
    'assetCookie:I': 0,
    'resourceId:I': 0,
    'sourceResourceId:I': 0,
    'changingConfigurations:I': 0,
    'density:I': 0,
  },
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      vm.setField(self, 'changingConfigurations:I', -1);
    },
    'getFloat()F': (vm, self: JavaObject) => {
      const view = new DataView(new ArrayBuffer(4));
      view.setInt32(0, field(vm, self, 'data:I'));
      return view.getFloat32(0);
    },
    'isColorType()Z': (vm, self: JavaObject) => {
      const type = field(vm, self, 'type:I');
      return type >= 0x1c && type <= 0x1f;
    },
    'getComplexUnit()I': (vm, self: JavaObject) => field(vm, self, 'data:I') & 0xf,
    'getDimension(Landroid/util/DisplayMetrics;)F': (vm, self: JavaObject, metrics: JavaObject | null) =>
      pixelsOf(vm, field(vm, self, 'data:I'), metrics),
    'getFraction(FF)F': (vm, self: JavaObject, base: number, parentBase: number) => {
      const data = field(vm, self, 'data:I');
      return toComplex(data >>> 0) * ((data & 0xf) === 1 ? parentBase : base);
    },
    'static complexToFloat(I)F': (_vm, data: number) => toComplex(data >>> 0),
    'static complexToDimension(ILandroid/util/DisplayMetrics;)F': pixelsOf,
    'static complexToDimensionPixelSize(ILandroid/util/DisplayMetrics;)I': (
      vm,
      data: number,
      metrics: JavaObject | null,
    ) => toPixelSize(pixelsOf(vm, data, metrics)),
    'static complexToDimensionPixelOffset(ILandroid/util/DisplayMetrics;)I': (
      vm,
      data: number,
      metrics: JavaObject | null,
    ) => Math.trunc(pixelsOf(vm, data, metrics)),
    'static complexToFraction(IFF)F': (_vm, data: number, base: number, parentBase: number) =>
      toComplex(data >>> 0) * ((data & 0xf) === 1 ? parentBase : base),
    'static applyDimension(IFLandroid/util/DisplayMetrics;)F': (
      vm,
      unit: number,
      value: number,
      metrics: JavaObject | null,
    ) => {
      const name = complexUnits[unit];
      return name === undefined ? 0 : toPixels(value, name, metricsOf(vm, metrics));
    },
    'static convertDimensionToPixels(IFLandroid/util/DisplayMetrics;)F': (
      vm,
      unit: number,
      value: number,
      metrics: JavaObject | null,
    ) => {
      const name = complexUnits[unit];
      return name === undefined ? 0 : toPixels(value, name, metricsOf(vm, metrics));
    },
    'coerceToString()Ljava/lang/CharSequence;': (vm, self: JavaObject) => {
      const type = field(vm, self, 'type:I');
      return type === 3
        ? vm.getField(self, 'string:Ljava/lang/CharSequence;')
        : toText(vm, type, field(vm, self, 'data:I'));
    },
    'static coerceToString(II)Ljava/lang/String;': toText,
    'setTo(Landroid/util/TypedValue;)V': (vm, self: JavaObject, other: JavaObject | null) => {
      if (!other) return vm.throwNew('java/lang/NullPointerException');
      self.slots = other.slots.slice();
      return undefined;
    },
    'toString()Ljava/lang/String;': (vm, self: JavaObject) =>
      `TypedValue{t=0x${field(vm, self, 'type:I').toString(16)}/d=0x${(field(vm, self, 'data:I') >>> 0).toString(16)}}`,
  },
});
