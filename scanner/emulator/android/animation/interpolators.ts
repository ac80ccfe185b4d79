import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import { viewPart } from '../view/view-state.ts';

/** Numbers that an interpolator was made with. */
const numbersOf = viewPart(() => ({ numbers: [] as number[] }));

type Curve = (at: number, numbers: readonly number[]) => number;

const bounce = (at: number): number => at * at * 8;

/** BounceInterpolator: four falls, each lower. */
function bounced(given: number): number {
  const at = given * 1.1226;
  if (at < 0.3535) return bounce(at);
  if (at < 0.7408) return bounce(at - 0.54719) + 0.7;
  return at < 0.9644 ? bounce(at - 0.8526) + 0.9 : bounce(at - 1.0435) + 0.95;
}

const overshoot = (at: number, tension: number): number => at * at * ((tension + 1) * at + tension);
const anticipate = (at: number, tension: number): number => at * at * ((tension + 1) * at - tension);

/** A cubic curve from (0,0) to (1,1): the place on it for a time, found by halving. */
function cubic(at: number, [x1 = 0, y1 = 0, x2 = 1, y2 = 1]: readonly number[]): number {
  const along = (t: number, a: number, b: number) =>
    3 * (1 - t) * (1 - t) * t * a + 3 * (1 - t) * t * t * b + t * t * t;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (along(middle, x1, x2) < at) low = middle;
    else high = middle;
  }
  return along((low + high) / 2, y1, y2);
}

const curves: Readonly<Record<string, Curve>> = {
  LinearInterpolator: (at) => at,
  AccelerateInterpolator: (at, [factor = 1]) => at ** (2 * factor),
  DecelerateInterpolator: (at, [factor = 1]) => 1 - (1 - at) ** (2 * factor),
  AccelerateDecelerateInterpolator: (at) => Math.cos((at + 1) * Math.PI) / 2 + 0.5,
  AnticipateInterpolator: (at, [tension = 2]) => anticipate(at, tension),
  OvershootInterpolator: (at, [tension = 2]) => overshoot(at - 1, tension) + 1,
  AnticipateOvershootInterpolator: (at, [tension = 2, extra = 1.5]) =>
    at < 0.5 ? 0.5 * anticipate(at * 2, tension * extra) : 0.5 * (overshoot(at * 2 - 2, tension * extra) + 2),
  BounceInterpolator: bounced,
  CycleInterpolator: (at, [cycles = 1]) => Math.sin(2 * cycles * Math.PI * at),
  PathInterpolator: (at, numbers) =>
    cubic(
      at,
      numbers.length === 2 ? [numbers[0] ?? 0, numbers[1] ?? 0, numbers[0] ?? 0, numbers[1] ?? 0] : numbers,
    ),
};

const keep = (_vm: Machine, self: JavaObject, ...numbers: number[]): void => {
  numbersOf(self).numbers = numbers;
};
const context$ = 'Landroid/content/Context;Landroid/util/AttributeSet;';

/** android.view.animation: the curves that animations follow. */
export const interpolatorClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/view/animation/BaseInterpolator',
    flags: 'abstract',
    interfaces: ['android/view/animation/Interpolator'],
    methods: { '<init>()V': () => undefined },
  }),
  ...Object.entries(curves).map(([name, curve]) =>
    defineClass({
      name: `android/view/animation/${name}`,
      super: 'android/view/animation/BaseInterpolator',
      methods: {
        '<init>()V': () => undefined,
        '<init>(F)V': keep,
        '<init>(FF)V': keep,
        '<init>(FFFF)V': keep,
        // Factors written in a file are not read: the curve keeps its usual ones.
        [`<init>(${context$})V`]: (_vm: Machine, _self: JavaObject, _context: HeapObject | null) => undefined,
        'getInterpolation(F)F': (_vm: Machine, self: JavaObject, at: number) =>
          curve(at, numbersOf(self).numbers),
      },
    }),
  ),
];
