import { defineClass, floatsOf, JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaArray, Machine } from '../../machine/index.ts';
import { readBox, writeBox } from './geometry.ts';
import { mapBox, type Affine } from './affine.ts';

/** Rows of a 3 x 3 matrix, as android.graphics.Matrix orders its values. */
export type MatrixState = { values: readonly number[] };
export type Matrix = JavaObject<MatrixState>;

const identity: readonly number[] = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function multiply(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      let sum = 0;
      for (let i = 0; i < 3; i++) sum += (a[row * 3 + i] ?? 0) * (b[i * 3 + column] ?? 0);
      result.push(Math.fround(sum));
    }
  return result;
}

const translation = (x: number, y: number) => [1, 0, x, 0, 1, y, 0, 0, 1];
const scaling = (x: number, y: number) => [x, 0, 0, 0, y, 0, 0, 0, 1];
const skewing = (x: number, y: number) => [1, x, 0, y, 1, 0, 0, 0, 1];
const turning = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 1];
};

/** A transformation about a point. */
const about = (matrix: readonly number[], x: number, y: number) =>
  multiply(multiply(translation(x, y), matrix), translation(-x, -y));

function inverse(m: readonly number[]): number[] | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0) return undefined;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ].map((value) => Math.fround(value / determinant));
}

export function toAffine(values: readonly number[]): Affine {
  const [a = 1, c = 0, e = 0, b = 0, d = 1, f = 0] = values;
  return { a, b, c, d, e, f };
}

export function affineOf(matrix: HeapObject | null): Affine {
  return toAffine(valuesOf(matrix));
}

export function valuesOf(matrix: HeapObject | null): readonly number[] {
  return matrix instanceof JavaObject ? (matrix as Matrix).peer.values : identity;
}

export function makeMatrix(vm: Machine, values: readonly number[] = identity): Matrix {
  const made = vm.newObject<MatrixState>('android/graphics/Matrix');
  made.peer = { values };
  return made;
}

/** `setX`, `preX` and `postX` of one kind of transformation. */
function family(name: string, descriptor: string, make: (...args: number[]) => readonly number[]) {
  return {
    [`set${name}(${descriptor})V`]: (_vm: Machine, self: Matrix, ...args: number[]): void => {
      self.peer.values = make(...args);
    },
    [`pre${name}(${descriptor})Z`]: (_vm: Machine, self: Matrix, ...args: number[]): boolean => {
      self.peer.values = multiply(self.peer.values, make(...args));
      return true;
    },
    [`post${name}(${descriptor})Z`]: (_vm: Machine, self: Matrix, ...args: number[]): boolean => {
      self.peer.values = multiply(make(...args), self.peer.values);
      return true;
    },
  };
}

function mapPoints(values: readonly number[], points: Float32Array, isVector: boolean): void {
  const { a, b, c, d, e, f } = toAffine(values);
  for (let at = 0; at + 1 < points.length; at += 2) {
    const x = points[at] ?? 0;
    const y = points[at + 1] ?? 0;
    points[at] = a * x + c * y + (isVector ? 0 : e);
    points[at + 1] = b * x + d * y + (isVector ? 0 : f);
  }
}

export const matrix = defineClass({
  name: 'android/graphics/Matrix',
  methods: {
    '<init>()V': (_vm, self: Matrix) => {
      self.peer = { values: identity };
    },
    '<init>(Landroid/graphics/Matrix;)V': (_vm, self: Matrix, other: HeapObject | null) => {
      self.peer = { values: valuesOf(other) };
    },
    'reset()V': (_vm, self: Matrix) => {
      self.peer.values = identity;
    },
    'set(Landroid/graphics/Matrix;)V': (_vm, self: Matrix, other: HeapObject | null) => {
      self.peer.values = valuesOf(other);
    },
    'isIdentity()Z': (_vm, self: Matrix) => self.peer.values.every((value, at) => value === identity[at]),
    'isAffine()Z': () => true,
    'rectStaysRect()Z': (_vm, self: Matrix) => self.peer.values[1] === 0 && self.peer.values[3] === 0,
    ...family('Translate', 'FF', (x = 0, y = 0) => translation(x, y)),
    ...family('Scale', 'FF', (x = 1, y = 1) => scaling(x, y)),
    ...family('Scale', 'FFFF', (x = 1, y = 1, px = 0, py = 0) => about(scaling(x, y), px, py)),
    ...family('Rotate', 'F', (degrees = 0) => turning(degrees)),
    ...family('Rotate', 'FFF', (degrees = 0, px = 0, py = 0) => about(turning(degrees), px, py)),
    ...family('Skew', 'FF', (x = 0, y = 0) => skewing(x, y)),
    ...family('Skew', 'FFFF', (x = 0, y = 0, px = 0, py = 0) => about(skewing(x, y), px, py)),
    'setConcat(Landroid/graphics/Matrix;Landroid/graphics/Matrix;)Z': (
      _vm,
      self: Matrix,
      a: HeapObject | null,
      b: HeapObject | null,
    ) => {
      self.peer.values = multiply(valuesOf(a), valuesOf(b));
      return true;
    },
    'preConcat(Landroid/graphics/Matrix;)Z': (_vm, self: Matrix, other: HeapObject | null) => {
      self.peer.values = multiply(self.peer.values, valuesOf(other));
      return true;
    },
    'postConcat(Landroid/graphics/Matrix;)Z': (_vm, self: Matrix, other: HeapObject | null) => {
      self.peer.values = multiply(valuesOf(other), self.peer.values);
      return true;
    },
    'setRectToRect(Landroid/graphics/RectF;Landroid/graphics/RectF;Landroid/graphics/Matrix$ScaleToFit;)Z': (
      vm,
      self: Matrix,
      from: JavaObject | null,
      to: JavaObject | null,
      fit: JavaObject<{ name: unknown; ordinal: number }> | null,
    ) => {
      const source = readBox(vm, from);
      const target = readBox(vm, to);
      const width = source.right - source.left;
      const height = source.bottom - source.top;
      if (width <= 0 || height <= 0) {
        self.peer.values = identity;
        return false;
      }
      let sx = (target.right - target.left) / width;
      let sy = (target.bottom - target.top) / height;
      let x = target.left;
      let y = target.top;
      const way = fit?.peer.ordinal ?? 0;
      if (way !== 0) {
        const scale = Math.min(sx, sy);
        const part = way === 1 ? 0 : way === 2 ? 0.5 : 1;
        x += (target.right - target.left - width * scale) * part;
        y += (target.bottom - target.top - height * scale) * part;
        sx = scale;
        sy = scale;
      }
      self.peer.values = [sx, 0, x - source.left * sx, 0, sy, y - source.top * sy, 0, 0, 1];
      return true;
    },
    'invert(Landroid/graphics/Matrix;)Z': (_vm, self: Matrix, out: Matrix | null) => {
      const inverted = inverse(self.peer.values);
      if (inverted && out) out.peer.values = inverted;
      return inverted !== undefined;
    },
    'getValues([F)V': (_vm, self: Matrix, out: JavaArray) => floatsOf(out).set(self.peer.values),
    'setValues([F)V': (_vm, self: Matrix, from: JavaArray) => {
      self.peer.values = [...floatsOf(from)].slice(0, 9);
    },
    'mapPoints([F)V': (_vm, self: Matrix, points: JavaArray) =>
      mapPoints(self.peer.values, floatsOf(points), false),
    'mapPoints([F[F)V': (_vm, self: Matrix, out: JavaArray, from: JavaArray) => {
      floatsOf(out).set(floatsOf(from));
      mapPoints(self.peer.values, floatsOf(out), false);
    },
    'mapVectors([F)V': (_vm, self: Matrix, points: JavaArray) =>
      mapPoints(self.peer.values, floatsOf(points), true),
    'mapRect(Landroid/graphics/RectF;)Z': (vm, self: Matrix, rect: JavaObject | null) => {
      writeBox(vm, rect, mapBox(toAffine(self.peer.values), readBox(vm, rect)));
      return self.peer.values[1] === 0;
    },
    'mapRect(Landroid/graphics/RectF;Landroid/graphics/RectF;)Z': (
      vm,
      self: Matrix,
      out: JavaObject | null,
      from: JavaObject | null,
    ) => {
      writeBox(vm, out, mapBox(toAffine(self.peer.values), readBox(vm, from)));
      return self.peer.values[1] === 0;
    },
    'mapRadius(F)F': (_vm, self: Matrix, radius: number) => {
      const { a, b, c, d } = toAffine(self.peer.values);
      return radius * Math.sqrt(Math.hypot(a, b) * Math.hypot(c, d));
    },
    'equals(Ljava/lang/Object;)Z': (_vm, self: Matrix, other: HeapObject | null) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      valuesOf(other).every((value, at) => value === self.peer.values[at]),
  },
});
