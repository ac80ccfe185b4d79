import { bitmapClasses } from './bitmap.ts';
import { bitmapFactoryClasses } from './bitmap-factory.ts';
import { canvasClasses } from './canvas.ts';
import { color } from './color.ts';
import { effectClasses } from './effects.ts';
import { geometryClasses } from './geometry.ts';
import { matrix } from './matrix.ts';
import { movie } from './movie.ts';
import { paintClasses } from './paint.ts';
import { pathClasses } from './path.ts';
import { regionClasses } from './region.ts';
import { typeface } from './typeface.ts';
import { enumModel } from '../support/enum-model.ts';
import { classes as drawables } from './drawable/index.ts';

/** android.graphics */
export const classes = [
  ...bitmapClasses,
  ...bitmapFactoryClasses,
  ...canvasClasses,
  color,
  ...drawables,
  ...effectClasses,
  ...geometryClasses,
  matrix,
  movie,
  enumModel('android/graphics/Matrix$ScaleToFit', ['FILL', 'START', 'CENTER', 'END']),
  ...paintClasses,
  ...pathClasses,
  ...regionClasses,
  typeface,
];
