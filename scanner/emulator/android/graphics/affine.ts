import type { Box } from './geometry.ts';

/** A map of the plane: x becomes a * x + c * y + e, and y becomes b * x + d * y + f. */
export type Affine = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
};

export const identity: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** What `inner` and then `outer` do. */
export function multiply(outer: Affine, inner: Affine): Affine {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

/** The box around a transformed box. */
export function mapBox({ a, b, c, d, e, f }: Affine, box: Box): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const x of [box.left, box.right])
    for (const y of [box.top, box.bottom]) {
      xs.push(a * x + c * y + e);
      ys.push(b * x + d * y + f);
    }
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** The map that undoes another; undefined for one that lays everything on a line. */
export function inverseOf({ a, b, c, d, e, f }: Affine): Affine | undefined {
  const determinant = a * d - b * c;
  if (determinant === 0) return undefined;
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}
