import type { SKRSContext2D } from '@napi-rs/canvas';
import { defineClass, floatsOf, intsOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { enumModel, nameOf } from '../support/enum-model.ts';
import type { Bitmap } from './bitmap.ts';
import { toCss } from './color-values.ts';
import type { BlendMode } from './host-canvas.ts';
import { toAffine, valuesOf } from './matrix.ts';

type Methods = NonNullable<ClassModel['methods']>;
type Style = SKRSContext2D['fillStyle'];

/** What a shader paints with, in the coordinates of what is drawn. */
export type ShaderState = {
  readonly make: (context: SKRSContext2D, matrix: readonly number[] | undefined) => Style;
  matrix: readonly number[] | undefined;
};
export type Shader = JavaObject<ShaderState>;

export function shaderStyle(shader: Shader, context: SKRSContext2D): Style {
  return shader.peer.make(context, shader.peer.matrix);
}

export type ColorStops = readonly { readonly offset: number; readonly argb: number }[];

/** Stops of a gradient: evenly spaced where no positions are given. */
export function toStops(colors: readonly number[], positions?: readonly number[]): ColorStops {
  const last = Math.max(1, colors.length - 1);
  return colors.map((argb, at) => ({
    offset: Math.min(1, Math.max(0, positions?.[at] ?? at / last)),
    argb,
  }));
}

function addStops(gradient: Exclude<Style, string>, stops: ColorStops): Exclude<Style, string> {
  if ('addColorStop' in gradient)
    for (const { offset, argb } of stops) gradient.addColorStop(offset, toCss(argb));
  return gradient;
}

/** A linear gradient as a context's style, its end points moved by a shader's matrix. */
export function linearStyle(
  context: SKRSContext2D,
  points: readonly [number, number, number, number],
  stops: ColorStops,
  matrix?: readonly number[],
): Style {
  const { a, b, c, d, e, f } = toAffine(matrix ?? [1, 0, 0, 0, 1, 0]);
  const [x0, y0, x1, y1] = points;
  const map = (x: number, y: number) => [a * x + c * y + e, b * x + d * y + f] as const;
  return addStops(context.createLinearGradient(...map(x0, y0), ...map(x1, y1)), stops);
}

export function radialStyle(
  context: SKRSContext2D,
  x: number,
  y: number,
  radius: number,
  stops: ColorStops,
): Style {
  return addStops(context.createRadialGradient(x, y, 0, x, y, Math.max(radius, 0.01)), stops);
}

export function sweepStyle(context: SKRSContext2D, x: number, y: number, stops: ColorStops): Style {
  return addStops(context.createConicGradient(0, x, y), stops);
}

const shaderMethods: Methods = {
  'setLocalMatrix(Landroid/graphics/Matrix;)V': (_vm, self: Shader, matrix: HeapObject | null) => {
    self.peer.matrix = matrix ? valuesOf(matrix) : undefined;
  },
  'getLocalMatrix(Landroid/graphics/Matrix;)Z': (
    _vm,
    self: Shader,
    out: JavaObject<{ values: readonly number[] }> | null,
  ) => {
    if (self.peer.matrix && out) out.peer.values = self.peer.matrix;
    return self.peer.matrix !== undefined;
  },
};

const shader = defineClass({
  name: 'android/graphics/Shader',
  methods: { '<init>()V': () => undefined, ...shaderMethods },
});

function start(self: Shader, make: ShaderState['make']): void {
  self.peer = { make, matrix: undefined };
}

const tile$ = 'Landroid/graphics/Shader$TileMode;';
const floats = (array: JavaArray | null) => (array ? [...floatsOf(array)] : undefined);

const linearGradient = defineClass({
  name: 'android/graphics/LinearGradient',
  super: 'android/graphics/Shader',
  methods: {
    [`<init>(FFFFII${tile$})V`]: (
      _vm,
      self: Shader,
      x0: number,
      y0: number,
      x1: number,
      y1: number,
      first: number,
      last: number,
    ) =>
      start(self, (context, matrix) =>
        linearStyle(context, [x0, y0, x1, y1], toStops([first, last]), matrix),
      ),
    [`<init>(FFFF[I[F${tile$})V`]: (
      _vm,
      self: Shader,
      x0: number,
      y0: number,
      x1: number,
      y1: number,
      colors: JavaArray,
      positions: JavaArray | null,
    ) => {
      const stops = toStops([...intsOf(colors)], floats(positions));
      start(self, (context, matrix) => linearStyle(context, [x0, y0, x1, y1], stops, matrix));
    },
  },
});

const radialGradient = defineClass({
  name: 'android/graphics/RadialGradient',
  super: 'android/graphics/Shader',
  methods: {
    [`<init>(FFFII${tile$})V`]: (
      _vm,
      self: Shader,
      x: number,
      y: number,
      radius: number,
      first: number,
      last: number,
    ) => start(self, (context) => radialStyle(context, x, y, radius, toStops([first, last]))),
    [`<init>(FFF[I[F${tile$})V`]: (
      _vm,
      self: Shader,
      x: number,
      y: number,
      radius: number,
      colors: JavaArray,
      positions: JavaArray | null,
    ) => {
      const stops = toStops([...intsOf(colors)], floats(positions));
      start(self, (context) => radialStyle(context, x, y, radius, stops));
    },
  },
});

const sweepGradient = defineClass({
  name: 'android/graphics/SweepGradient',
  super: 'android/graphics/Shader',
  methods: {
    '<init>(FFII)V': (_vm, self: Shader, x: number, y: number, first: number, last: number) =>
      start(self, (context) => sweepStyle(context, x, y, toStops([first, last]))),
    '<init>(FF[I[F)V': (
      _vm,
      self: Shader,
      x: number,
      y: number,
      colors: JavaArray,
      positions: JavaArray | null,
    ) => {
      const stops = toStops([...intsOf(colors)], floats(positions));
      start(self, (context) => sweepStyle(context, x, y, stops));
    },
  },
});

const tileModes = ['CLAMP', 'REPEAT', 'MIRROR', 'DECAL'] as const;

const bitmapShader = defineClass({
  name: 'android/graphics/BitmapShader',
  super: 'android/graphics/Shader',
  methods: {
    [`<init>(Landroid/graphics/Bitmap;${tile$}${tile$})V`]: (
      vm,
      self: Shader,
      bitmap: Bitmap | null,
      tileX: JavaObject | null,
    ) => {
      if (!bitmap) return vm.throwNew('java/lang/NullPointerException');
      const repeats =
        nameOf(tileX, tileModes, 'CLAMP') === 'REPEAT' || nameOf(tileX, tileModes, 'CLAMP') === 'MIRROR';
      start(self, (context, matrix) => {
        const pattern = context.createPattern(bitmap.peer.surface, repeats ? 'repeat' : 'no-repeat');
        if (matrix) pattern?.setTransform(toAffine(matrix));
        return pattern ?? 'transparent';
      });
      return undefined;
    },
  },
});

const modes = [
  'CLEAR',
  'SRC',
  'DST',
  'SRC_OVER',
  'DST_OVER',
  'SRC_IN',
  'DST_IN',
  'SRC_OUT',
  'DST_OUT',
  'SRC_ATOP',
  'DST_ATOP',
  'XOR',
  'DARKEN',
  'LIGHTEN',
  'MULTIPLY',
  'SCREEN',
  'ADD',
  'OVERLAY',
] as const;
export type PorterDuffMode = (typeof modes)[number];

const compositeOf: Readonly<Record<PorterDuffMode, BlendMode>> = {
  CLEAR: 'destination-out',
  SRC: 'copy',
  DST: 'destination-over',
  SRC_OVER: 'source-over',
  DST_OVER: 'destination-over',
  SRC_IN: 'source-in',
  DST_IN: 'destination-in',
  SRC_OUT: 'source-out',
  DST_OUT: 'destination-out',
  SRC_ATOP: 'source-atop',
  DST_ATOP: 'destination-atop',
  XOR: 'xor',
  DARKEN: 'darken',
  LIGHTEN: 'lighten',
  MULTIPLY: 'multiply',
  SCREEN: 'screen',
  ADD: 'lighter',
  OVERLAY: 'overlay',
};

export function modeOf(mode: JavaObject | null): PorterDuffMode {
  return nameOf(mode, modes, 'SRC_OVER');
}

export function toBlend(mode: PorterDuffMode): BlendMode {
  return compositeOf[mode];
}

/** `android:tintMode` in XML. */
const modesByNumber: Readonly<Record<number, PorterDuffMode>> = {
  3: 'SRC_OVER',
  5: 'SRC_IN',
  9: 'SRC_ATOP',
  14: 'MULTIPLY',
  15: 'SCREEN',
  16: 'ADD',
};

export function modeOfNumber(number: number): PorterDuffMode {
  return modesByNumber[number] ?? 'SRC_IN';
}

/** A colour laid over what is drawn, by a Porter-Duff rule. */
export type TintFilter = { readonly argb: number; readonly mode: PorterDuffMode };
export type ColorFilter = JavaObject<{ readonly tint: TintFilter | undefined }>;

export function tintOf(filter: HeapObject | null): TintFilter | undefined {
  return (filter as ColorFilter | null)?.peer?.tint;
}

export function makeTintFilter(vm: Machine, tint: TintFilter): ColorFilter {
  const made: ColorFilter = vm.newObject('android/graphics/PorterDuffColorFilter');
  made.peer = { tint };
  return made;
}

const filterClasses = [
  defineClass({
    name: 'android/graphics/ColorFilter',
    methods: {
      '<init>()V': (_vm, self: ColorFilter) => {
        self.peer = { tint: undefined };
      },
    },
  }),
  defineClass({
    name: 'android/graphics/PorterDuffColorFilter',
    super: 'android/graphics/ColorFilter',
    methods: {
      '<init>(ILandroid/graphics/PorterDuff$Mode;)V': (
        _vm,
        self: ColorFilter,
        argb: number,
        mode: JavaObject | null,
      ) => {
        self.peer = { tint: { argb, mode: modeOf(mode) } };
      },
    },
  }),
  defineClass({
    name: 'android/graphics/PorterDuff',
    methods: { '<init>()V': () => undefined },
  }),
  enumModel('android/graphics/PorterDuff$Mode', modes),
  defineClass({
    name: 'android/graphics/Xfermode',
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({
    name: 'android/graphics/PorterDuffXfermode',
    super: 'android/graphics/Xfermode',
    methods: {
      '<init>(Landroid/graphics/PorterDuff$Mode;)V': (
        _vm,
        self: JavaObject<{ readonly mode: PorterDuffMode }>,
        mode: JavaObject | null,
      ) => {
        self.peer = { mode: modeOf(mode) };
      },
    },
  }),
];

export type DashEffect = JavaObject<{ readonly dash: readonly number[]; readonly phase: number }>;

export const effectClasses = [
  shader,
  linearGradient,
  radialGradient,
  sweepGradient,
  bitmapShader,
  enumModel('android/graphics/Shader$TileMode', tileModes),
  ...filterClasses,
  defineClass({ name: 'android/graphics/PathEffect', methods: { '<init>()V': () => undefined } }),
  defineClass({
    name: 'android/graphics/DashPathEffect',
    super: 'android/graphics/PathEffect',
    methods: {
      '<init>([FF)V': (_vm, self: DashEffect, dash: JavaArray, phase: number) => {
        self.peer = { dash: [...floatsOf(dash)], phase };
      },
    },
  }),
];
