import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { AT_MOST, EXACTLY, specMode, specSize } from '../view/measure-spec.ts';
import { setMeasured, suggestedMinimum } from '../view/view-layout.ts';
import { heightOf, viewOf, widthOf } from '../view/view-state.ts';
import { horizontalOf, place, verticalOf } from './gravity.ts';
import { layOutView, lineHeightOf, type TextLayout } from './text-layout.ts';
import { NO_LIMIT, syncText, textOf, type Side } from './text-state.ts';

/** Sizes of the drawables around a text, and the room that they and the padding take on each side. */
export type TextInsets = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export function* drawableSize(
  vm: Machine,
  drawable: JavaObject,
): Steps<{ readonly width: number; readonly height: number }> {
  return {
    width: Math.max(0, yield* vm.call<number>(drawable, 'getIntrinsicWidth()I')),
    height: Math.max(0, yield* vm.call<number>(drawable, 'getIntrinsicHeight()I')),
  };
}

/** getCompoundPadding* of all sides. */
export function* compoundPadding(vm: Machine, view: JavaObject): Steps<TextInsets> {
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(view);
  const { drawables, drawablePadding } = textOf(view);
  const sides = { left: paddingLeft, top: paddingTop, right: paddingRight, bottom: paddingBottom };
  for (const [side, drawable] of drawables) {
    const { width, height } = yield* drawableSize(vm, drawable);
    sides[side] += drawablePadding + (side === 'left' || side === 'right' ? width : height);
  }
  return sides;
}

/** TextView.onMeasure. */
export function* measureTextView(
  vm: Machine,
  view: JavaObject,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  yield* syncText(vm, view);
  const state = textOf(view);
  const insets = yield* paddingOf(vm, view);
  const minimum = yield* suggestedMinimum(vm, view);
  const around = insets.left + insets.right;
  let width = specSize(widthSpec);
  if (specMode(widthSpec) !== EXACTLY) {
    const free = yield* layOutView(vm, view, Number.MAX_SAFE_INTEGER);
    width = Math.ceil(free.widthPx) + around;
    width = Math.max(width, yield* widestDrawable(vm, view));
    const ems = (count: number) => count * lineHeightOf(state);
    width = Math.min(
      width,
      state.maxEms !== -1 ? ems(state.maxEms) : state.maxWidth !== -1 ? state.maxWidth : NO_LIMIT,
    );
    width = Math.max(width, state.minEms !== -1 ? ems(state.minEms) : state.minWidth, minimum.width);
    if (specMode(widthSpec) === AT_MOST) width = Math.min(width, specSize(widthSpec));
  }
  const layout = yield* layOutView(vm, view, Math.max(0, width - around));
  let height = specSize(heightSpec);
  if (specMode(heightSpec) !== EXACTLY) {
    height =
      Math.max(contentHeight(view, layout), yield* tallestDrawable(vm, view)) + insets.top + insets.bottom;
    if (state.maxHeight !== -1) height = Math.min(height, state.maxHeight);
    height = Math.max(height, state.minHeight, minimum.height);
    if (state.minLines > 0)
      height = Math.max(height, state.minLines * lineHeightOf(state) + insets.top + insets.bottom);
    if (specMode(heightSpec) === AT_MOST) height = Math.min(height, specSize(heightSpec));
  }
  setMeasured(view, width, height);
}

function* paddingOf(vm: Machine, view: JavaObject): Steps<TextInsets> {
  // Compound buttons answer differently, and so may the app's own classes.
  return {
    left: yield* vm.call<number>(view, 'getCompoundPaddingLeft()I'),
    top: yield* vm.call<number>(view, 'getCompoundPaddingTop()I'),
    right: yield* vm.call<number>(view, 'getCompoundPaddingRight()I'),
    bottom: yield* vm.call<number>(view, 'getCompoundPaddingBottom()I'),
  };
}

/** Height of the lines that may be shown. */
function contentHeight(view: JavaObject, layout: TextLayout): number {
  const { maxLines } = textOf(view);
  const last = layout.lines[Math.min(maxLines, layout.lines.length) - 1];
  return maxLines < layout.lines.length ? (last?.bottomPx ?? 0) : layout.heightPx;
}

function* widestDrawable(vm: Machine, view: JavaObject): Steps<number> {
  return yield* mostOf(vm, view, ['top', 'bottom'], 'width');
}

function* tallestDrawable(vm: Machine, view: JavaObject): Steps<number> {
  return yield* mostOf(vm, view, ['left', 'right'], 'height');
}

function* mostOf(
  vm: Machine,
  view: JavaObject,
  sides: readonly Side[],
  dimension: 'width' | 'height',
): Steps<number> {
  let most = 0;
  for (const side of sides) {
    const drawable = textOf(view).drawables.get(side);
    if (drawable) most = Math.max(most, (yield* drawableSize(vm, drawable))[dimension]);
  }
  return most;
}

/** Where the text stands in the view, and how it is set. */
export type TextPlace = {
  readonly layout: TextLayout;
  readonly insets: TextInsets;
  /** Top of the first line. */
  readonly top: number;
  /** Left end of a line. */
  readonly leftOf: (line: { readonly widthPx: number }) => number;
};

export function* placeText(vm: Machine, view: JavaObject): Steps<TextPlace> {
  yield* syncText(vm, view);
  const insets = yield* paddingOf(vm, view);
  const roomX = Math.max(0, widthOf(view) - insets.left - insets.right);
  const roomY = Math.max(0, heightOf(view) - insets.top - insets.bottom);
  const layout = yield* layOutView(vm, view, roomX);
  const { gravity } = textOf(view);
  const alignment = alignmentOf(view) ?? horizontalOf(gravity);
  const height = contentHeight(view, layout);
  return {
    layout,
    insets,
    top: insets.top + (height < roomY ? place(verticalOf(gravity), roomY, height) : 0),
    leftOf: (line) => insets.left + (line.widthPx < roomX ? place(alignment, roomX, line.widthPx) : 0),
  };
}

/** View.setTextAlignment, where it says something else than "as gravity says". */
function alignmentOf(view: JavaObject): 'start' | 'center' | 'end' | undefined {
  switch (viewOf(view).textAlignment) {
    case 2:
    case 5:
      return 'start';
    case 4:
      return 'center';
    case 3:
    case 6:
      return 'end';
    default:
      return undefined;
  }
}
