import { containerClasses } from './container-drawables.ts';
import { drawableClasses } from './drawable.ts';
import { gradientClasses } from './gradient-drawable.ts';
import { layerClasses } from './layer-drawables.ts';
import { shapeClasses } from './shape-drawable.ts';
import { simpleDrawableClasses } from './simple-drawables.ts';
import { vectorClasses } from './vector-drawable.ts';
import { wrapperClasses } from './wrapper-drawables.ts';

/** android.graphics.drawable */
export const classes = [
  ...drawableClasses,
  ...simpleDrawableClasses,
  ...gradientClasses,
  ...containerClasses,
  ...layerClasses,
  ...wrapperClasses,
  ...vectorClasses,
  ...shapeClasses,
];
