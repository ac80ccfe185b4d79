import type { DimensionUnit } from '../../../../package/index.ts';
import type { PhoneProfile } from '../../../system/phone-profile.ts';

/** android.util.DisplayMetrics as numbers: what dimensions are turned into pixels with. */
export type Metrics = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly density: number;
  readonly densityDpi: number;
  readonly scaledDensity: number;
  readonly xdpi: number;
  readonly ydpi: number;
};

const baseDpi = 160;
const pointsPerInch = 72;
const millimetresPerInch = 25.4;

export function toMetrics(screen: PhoneProfile['screen']): Metrics {
  const density = Math.fround(screen.densityDpi / baseDpi);
  return {
    widthPx: screen.widthPx,
    heightPx: screen.heightPx,
    density,
    densityDpi: screen.densityDpi,
    scaledDensity: density,
    xdpi: screen.densityDpi,
    ydpi: screen.densityDpi,
  };
}

/** TypedValue.applyDimension: pixels, as a float. */
export function toPixels(value: number, unit: DimensionUnit, metrics: Metrics): number {
  return Math.fround(value * pixelsOf(unit, metrics));
}

/** Pixels in one unit. */
function pixelsOf(unit: DimensionUnit, metrics: Metrics): number {
  switch (unit) {
    case 'px':
      return 1;
    case 'dp':
      return metrics.density;
    case 'sp':
      return metrics.scaledDensity;
    case 'pt':
      return Math.fround(metrics.xdpi * Math.fround(1 / pointsPerInch));
    case 'in':
      return metrics.xdpi;
    case 'mm':
      return Math.fround(metrics.xdpi * Math.fround(1 / millimetresPerInch));
  }
}

/** TypedValue.complexToDimensionPixelSize: rounded, but never to nothing unless it was nothing. */
export function toPixelSize(pixels: number): number {
  const rounded = Math.trunc(pixels >= 0 ? pixels + 0.5 : pixels - 0.5);
  if (rounded !== 0) return rounded;
  if (pixels === 0) return 0;
  return pixels > 0 ? 1 : -1;
}

/** Units of TypedValue.COMPLEX_UNIT_*, by number. */
export const complexUnits: readonly DimensionUnit[] = ['px', 'dp', 'sp', 'pt', 'in', 'mm'];
