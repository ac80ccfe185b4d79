import type { Canvas as Surface, SKRSContext2D } from '@napi-rs/canvas';
import { toCss } from './color-values.ts';
import type { Affine } from './affine.ts';

export type ColorStops = readonly { readonly offset: number; readonly argb: number }[];

/** What fills a shape, in the coordinates of what is drawn. */
export type Fill =
  | { readonly kind: 'color'; readonly argb: number }
  | {
      readonly kind: 'linear';
      /** Where it starts and ends: x0, y0, x1, y1. */
      readonly points: readonly [number, number, number, number];
      readonly stops: ColorStops;
    }
  | {
      readonly kind: 'radial';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly stops: ColorStops;
    }
  | { readonly kind: 'sweep'; readonly x: number; readonly y: number; readonly stops: ColorStops }
  | {
      readonly kind: 'pattern';
      readonly picture: Surface;
      readonly repeats: boolean;
      readonly transform?: Affine;
    };

/** Stops of a gradient: evenly spaced where no positions are given. */
export function toStops(colors: readonly number[], positions?: readonly number[]): ColorStops {
  const last = Math.max(1, colors.length - 1);
  return colors.map((argb, at) => ({
    offset: Math.min(1, Math.max(0, positions?.[at] ?? at / last)),
    argb,
  }));
}

/** A fill as a context wants it; `alpha` (0..255) is that of a plain colour, beside its own. */
export function toStyle(context: SKRSContext2D, fill: Fill, alpha: number): SKRSContext2D['fillStyle'] {
  switch (fill.kind) {
    case 'color':
      return toCss(fill.argb, alpha);
    case 'linear':
      return addStops(context.createLinearGradient(...fill.points), fill.stops);
    case 'radial': {
      const { x, y, radius, stops } = fill;
      return addStops(context.createRadialGradient(x, y, 0, x, y, Math.max(radius, 0.01)), stops);
    }
    case 'sweep':
      return addStops(context.createConicGradient(0, fill.x, fill.y), fill.stops);
    case 'pattern': {
      const pattern = context.createPattern(fill.picture, fill.repeats ? 'repeat' : 'no-repeat');
      if (fill.transform) pattern?.setTransform(fill.transform);
      return pattern ?? 'transparent';
    }
  }
}

type Gradient = ReturnType<SKRSContext2D['createLinearGradient']>;

function addStops(gradient: Gradient, stops: ColorStops): Gradient {
  for (const { offset, argb } of stops) gradient.addColorStop(offset, toCss(argb));
  return gradient;
}
