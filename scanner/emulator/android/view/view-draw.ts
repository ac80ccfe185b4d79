import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from './accessors.ts';
import { groupOf, isViewGroup } from './group-state.ts';
import { applyState } from './view-drawable-state.ts';
import { VISIBLE, childrenOf, heightOf, viewOf, widthOf } from './view-state.ts';

/** View.draw: background, content, children, foreground. The canvas stands at the view's top left corner. */
export function* drawView(vm: Machine, self: JavaObject, canvas: JavaObject): Steps<void> {
  const state = viewOf(self);
  const width = widthOf(self);
  const height = heightOf(self);
  yield* drawInBounds(vm, self, state.background, canvas, width, height);
  const scrolled = state.scrollX !== 0 || state.scrollY !== 0;
  const saved = scrolled ? yield* vm.call<number>(canvas, 'save()I') : 0;
  if (scrolled) yield* vm.call(canvas, 'translate(FF)V', -state.scrollX, -state.scrollY);
  if (!state.willNotDraw) yield* vm.call(self, 'onDraw(Landroid/graphics/Canvas;)V', canvas);
  yield* vm.call(self, 'dispatchDraw(Landroid/graphics/Canvas;)V', canvas);
  if (scrolled) yield* vm.call(canvas, 'restoreToCount(I)V', saved);
  yield* vm.call(self, 'onDrawForeground(Landroid/graphics/Canvas;)V', canvas);
}

function* drawInBounds(
  vm: Machine,
  self: JavaObject,
  drawable: JavaObject | null,
  canvas: JavaObject,
  width: number,
  height: number,
): Steps<void> {
  if (!drawable) return;
  yield* applyState(vm, self, drawable);
  yield* vm.call(drawable, 'setBounds(IIII)V', 0, 0, width, height);
  yield* vm.call(drawable, 'draw(Landroid/graphics/Canvas;)V', canvas);
}

/** ViewGroup.drawChild: at the child's place, with its translation, scale, rotation and alpha. */
export function* drawChild(vm: Machine, child: JavaObject, canvas: JavaObject): Steps<void> {
  const state = viewOf(child);
  if (state.visibility !== VISIBLE || state.alpha <= 0) return;
  const width = widthOf(child);
  const height = heightOf(child);
  if (width <= 0 || height <= 0) return;
  const saved = yield* vm.call<number>(canvas, 'save()I');
  yield* vm.call(canvas, 'translate(FF)V', state.left + state.translationX, state.top + state.translationY);
  if (state.rotation !== 0 || state.scaleX !== 1 || state.scaleY !== 1) {
    const pivotX = state.pivotX ?? width / 2;
    const pivotY = state.pivotY ?? height / 2;
    yield* vm.call(canvas, 'translate(FF)V', pivotX, pivotY);
    yield* vm.call(canvas, 'rotate(F)V', state.rotation);
    yield* vm.call(canvas, 'scale(FF)V', state.scaleX, state.scaleY);
    yield* vm.call(canvas, 'translate(FF)V', -pivotX, -pivotY);
  }
  const { parent } = state;
  const clips = parent === null || !isViewGroup(parent) || groupOf(parent).clipChildren;
  if (clips) yield* vm.call(canvas, 'clipRect(FFFF)Z', 0, 0, width, height);
  if (state.alpha < 1)
    yield* vm.call(canvas, 'saveLayerAlpha(FFFFI)I', 0, 0, width, height, Math.round(state.alpha * 255));
  yield* vm.call(child, 'draw(Landroid/graphics/Canvas;)V', canvas);
  yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}

/** ViewGroup.dispatchDraw: its children, back to front, inside its padding where it clips to it. */
export function* drawChildren(vm: Machine, self: JavaObject, canvas: JavaObject): Steps<void> {
  const state = viewOf(self);
  const padded =
    groupOf(self).clipToPadding &&
    (state.paddingLeft | state.paddingTop | state.paddingRight | state.paddingBottom) !== 0 &&
    state.scrollY + state.scrollX !== 0;
  const saved = padded ? yield* vm.call<number>(canvas, 'save()I') : 0;
  if (padded) {
    yield* vm.call(
      canvas,
      'clipRect(FFFF)Z',
      state.scrollX + state.paddingLeft,
      state.scrollY + state.paddingTop,
      state.scrollX + widthOf(self) - state.paddingRight,
      state.scrollY + heightOf(self) - state.paddingBottom,
    );
  }
  for (const child of inDrawingOrder(childrenOf(self)))
    yield* vm.call(
      self,
      'drawChild(Landroid/graphics/Canvas;Landroid/view/View;J)Z',
      canvas,
      child,
      BigInt(Math.floor(vm.nowMs)),
    );
  if (padded) yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}

/** By height above the surface; children of the same height in their own order. */
export function inDrawingOrder(children: readonly JavaObject[]): readonly JavaObject[] {
  const z = (view: JavaObject) => viewOf(view).elevation + viewOf(view).translationZ;
  return children.some((child) => z(child) !== 0) ? [...children].sort((a, b) => z(a) - z(b)) : [...children];
}

export const drawMethods: Methods = {
  'draw(Landroid/graphics/Canvas;)V': (vm, self: JavaObject, canvas: JavaObject) =>
    drawView(vm, self, canvas),
  'protected onDraw(Landroid/graphics/Canvas;)V': ignored,
  'protected dispatchDraw(Landroid/graphics/Canvas;)V': ignored,
  'onDrawForeground(Landroid/graphics/Canvas;)V': (vm, self: JavaObject, canvas: JavaObject) =>
    drawInBounds(vm, self, viewOf(self).foreground, canvas, widthOf(self), heightOf(self)),
};
