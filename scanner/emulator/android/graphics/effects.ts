import { defineClass, floatsOf, intsOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaObject, Machine } from '../../machine/index.ts';
import { enumModel, nameOf } from '../support/enum-model.ts';
import type { Bitmap } from './bitmap.ts';
import { toStops, type Fill } from './fills.ts';
import type { BlendMode } from './host-canvas.ts';
import { toAffine, valuesOf } from './matrix.ts';

type Methods = NonNullable<ClassModel['methods']>;

/** What a shader paints with, in the coordinates of what is drawn, and the matrix that moves it. */
export type ShaderState = { readonly fill: Fill; matrix: readonly number[] | undefined };
export type Shader = JavaObject<ShaderState>;

/** What a shader fills with where its matrix has moved it: the ends of linear gradients and whole patterns. */
export function shaderFill({ peer: { fill, matrix } }: Shader): Fill {
  if (!matrix) return fill;
  const transform = toAffine(matrix);
  if (fill.kind === 'pattern') return { ...fill, transform };
  if (fill.kind !== 'linear') return fill;
  const { a, b, c, d, e, f } = transform;
  const [x0, y0, x1, y1] = fill.points;
  const points = [
    a * x0 + c * y0 + e,
    b * x0 + d * y0 + f,
    a * x1 + c * y1 + e,
    b * x1 + d * y1 + f,
  ] as const;
  return { ...fill, points };
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

function start(self: Shader, fill: Fill): void {
  self.peer = { fill, matrix: undefined };
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
    ) => start(self, { kind: 'linear', points: [x0, y0, x1, y1], stops: toStops([first, last]) }),
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
      start(self, { kind: 'linear', points: [x0, y0, x1, y1], stops });
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
    ) => start(self, { kind: 'radial', x, y, radius, stops: toStops([first, last]) }),
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
      start(self, { kind: 'radial', x, y, radius, stops });
    },
  },
});

const sweepGradient = defineClass({
  name: 'android/graphics/SweepGradient',
  super: 'android/graphics/Shader',
  methods: {
    '<init>(FFII)V': (_vm, self: Shader, x: number, y: number, first: number, last: number) =>
      start(self, { kind: 'sweep', x, y, stops: toStops([first, last]) }),
    '<init>(FF[I[F)V': (
      _vm,
      self: Shader,
      x: number,
      y: number,
      colors: JavaArray,
      positions: JavaArray | null,
    ) => {
      const stops = toStops([...intsOf(colors)], floats(positions));
      start(self, { kind: 'sweep', x, y, stops });
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
      start(self, { kind: 'pattern', picture: bitmap.peer.surface, repeats });
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
