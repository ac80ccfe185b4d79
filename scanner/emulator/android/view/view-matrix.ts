import type { JavaObject } from '../../machine/index.ts';
import { heightOf, viewOf, widthOf } from './view-state.ts';

/** View.getMatrix: moving, turning and growing about the pivot, as rows of 3 x 3 numbers; tilting is left out. */
export function matrixOf(view: JavaObject): readonly number[] {
  const { translationX, translationY, rotation, scaleX, scaleY, pivotX, pivotY } = viewOf(view);
  const x = pivotX ?? widthOf(view) / 2;
  const y = pivotY ?? heightOf(view) / 2;
  const angle = (rotation * Math.PI) / 180;
  const [a, b] = [Math.cos(angle) * scaleX, -Math.sin(angle) * scaleY];
  const [c, d] = [Math.sin(angle) * scaleX, Math.cos(angle) * scaleY];
  return [a, b, translationX + x - a * x - b * y, c, d, translationY + y - c * x - d * y, 0, 0, 1];
}
