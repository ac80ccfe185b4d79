import { defineClass, JavaObject } from '../../machine/index.ts';
import type { HeapObject, Machine } from '../../machine/index.ts';
import type { Metrics } from '../content/res/metrics.ts';

const fields = {
  widthPx: 'widthPixels:I',
  heightPx: 'heightPixels:I',
  density: 'density:F',
  densityDpi: 'densityDpi:I',
  scaledDensity: 'scaledDensity:F',
  xdpi: 'xdpi:F',
  ydpi: 'ydpi:F',
} as const satisfies Readonly<Record<keyof Metrics, string>>;

const entries = Object.entries(fields) as readonly (readonly [keyof Metrics, string])[];

/** Writes metrics to an android.util.DisplayMetrics of the caller's. */
export function fillDisplayMetrics(vm: Machine, out: JavaObject, metrics: Metrics): void {
  for (const [name, key] of entries) vm.setField(out, key, metrics[name]);
}

export function makeDisplayMetrics(vm: Machine, metrics: Metrics): JavaObject {
  const made = vm.newObject('android/util/DisplayMetrics');
  fillDisplayMetrics(vm, made, metrics);
  return made;
}

/** The fields of a DisplayMetrics, which apps change to scale their screens. */
export function readDisplayMetrics(vm: Machine, from: JavaObject): Metrics {
  const read = (name: keyof Metrics): number => Number(vm.getField(from, fields[name]));
  return {
    widthPx: read('widthPx'),
    heightPx: read('heightPx'),
    density: read('density'),
    densityDpi: read('densityDpi'),
    scaledDensity: read('scaledDensity'),
    xdpi: read('xdpi'),
    ydpi: read('ydpi'),
  };
}

export const displayMetrics = defineClass({
  name: 'android/util/DisplayMetrics',
  labels: 'container',
  fields: {
    'static final DENSITY_DEFAULT:I': 160,
    'static final DENSITY_DEVICE_STABLE:I': 440,
    ...Object.fromEntries(entries.map(([, key]) => [key, 0])),
  },
  methods: {
    '<init>()V': () => undefined,
    'setToDefaults()V': (vm, self: JavaObject) => {
      for (const [, key] of entries) vm.setField(self, key, 0);
    },
    'setTo(Landroid/util/DisplayMetrics;)V': (vm, self: JavaObject, other: JavaObject | null) => {
      if (other) fillDisplayMetrics(vm, self, readDisplayMetrics(vm, other));
    },
    'equals(Ljava/lang/Object;)Z': (vm, self: JavaObject, other: HeapObject | null) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      entries.every(([, key]) => vm.getField(self, key) === vm.getField(other, key)),
  },
});
