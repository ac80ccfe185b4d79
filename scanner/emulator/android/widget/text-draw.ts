import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { measureText } from '../graphics/text-measurer.ts';
import { applyState } from '../view/view-drawable-state.ts';
import { heightOf, viewOf, widthOf } from '../view/view-state.ts';
import { makePaint, type LaidOutLine, type TextLayout } from './text-layout.ts';
import { drawableSize, placeText, type TextPlace } from './text-measure.ts';
import { textOf } from './text-state.ts';

const drawText = 'drawText(Ljava/lang/String;FFLandroid/graphics/Paint;)V';

/** TextView.onDraw: the drawables beside the text, then the text run by run. */
export function* drawTextView(vm: Machine, view: JavaObject, canvas: JavaObject): Steps<void> {
  const state = textOf(view);
  const place = yield* placeText(vm, view);
  yield* drawDrawables(vm, view, canvas, place);
  const { layout, top } = place;
  if (layout.text === '') return;
  const paint = yield* makePaint(vm, view, layout.isHint);
  const last = Math.min(state.maxLines, layout.lines.length) - 1;
  for (const [index, line] of layout.lines.entries()) {
    if (index > last) break;
    const cut = index === last && (last < layout.lines.length - 1 || state.singleLine);
    yield* drawLine(vm, view, canvas, place, line, top + line.baselinePx, paint, cut);
  }
}

function* drawLine(
  vm: Machine,
  view: JavaObject,
  canvas: JavaObject,
  place: TextPlace,
  line: LaidOutLine,
  baseline: number,
  ownPaint: JavaObject,
  mayBeCut: boolean,
): Steps<void> {
  const { layout, insets } = place;
  const state = textOf(view);
  const roomX = widthOf(view) - insets.left - insets.right;
  const cutText =
    mayBeCut && state.ellipsize !== 'none' && state.ellipsize !== 'marquee'
      ? ellipsized(layout, line, roomX)
      : undefined;
  let x = place.leftOf(line);
  if (cutText !== undefined) {
    yield* vm.call(canvas, drawText, cutText, insets.left, baseline, ownPaint);
    return;
  }
  for (const run of layout.runs) {
    const start = Math.max(run.start, line.start);
    const end = Math.min(run.end, line.end);
    if (start >= end) continue;
    const piece = layout.text.slice(start, end).replace(/\n$/, '');
    if (piece === '') continue;
    yield* vm.call(canvas, drawText, piece, x, baseline, run.paint ?? ownPaint);
    x += measureText(piece, run.font);
  }
}

/** The line with an ellipsis where it or the text goes on; undefined when it fits. */
function ellipsized(layout: TextLayout, line: LaidOutLine, roomX: number): string | undefined {
  const goesOn = line.end < layout.text.trimEnd().length;
  if (line.widthPx <= roomX && !goesOn) return undefined;
  const font = layout.runs[0]?.font;
  if (!font) return undefined;
  let end = line.end;
  while (end > line.start && measureText(`${layout.text.slice(line.start, end).trimEnd()}…`, font) > roomX)
    end--;
  return `${layout.text.slice(line.start, end).trimEnd()}…`;
}

function* drawDrawables(vm: Machine, view: JavaObject, canvas: JavaObject, place: TextPlace): Steps<void> {
  const { drawables } = textOf(view);
  if (drawables.size === 0) return;
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(view);
  const width = widthOf(view);
  const height = heightOf(view);
  const middleX = place.insets.left + (width - place.insets.left - place.insets.right) / 2;
  const middleY = place.insets.top + (height - place.insets.top - place.insets.bottom) / 2;
  for (const [side, drawable] of drawables) {
    const size = yield* drawableSize(vm, drawable);
    const x =
      side === 'left'
        ? paddingLeft
        : side === 'right'
          ? width - paddingRight - size.width
          : middleX - size.width / 2;
    const y =
      side === 'top'
        ? paddingTop
        : side === 'bottom'
          ? height - paddingBottom - size.height
          : middleY - size.height / 2;
    yield* applyState(vm, view, drawable);
    yield* drawAt(vm, drawable, canvas, x, y, size.width, size.height);
  }
}

/** Draws a drawable at a place, in its own bounds from the origin. */
export function* drawAt(
  vm: Machine,
  drawable: JavaObject,
  canvas: JavaObject,
  x: number,
  y: number,
  width: number,
  height: number,
): Steps<void> {
  const saved = yield* vm.call<number>(canvas, 'save()I');
  yield* vm.call(canvas, 'translate(FF)V', Math.round(x), Math.round(y));
  yield* vm.call(drawable, 'setBounds(IIII)V', 0, 0, Math.round(width), Math.round(height));
  yield* vm.call(drawable, 'draw(Landroid/graphics/Canvas;)V', canvas);
  yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}
