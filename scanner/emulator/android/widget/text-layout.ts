import { JavaArray, JavaObject, JavaString, refsOf } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import {
  breakLines,
  fontMetricsInt,
  measureText,
  type TextFont,
  type TextLine,
} from '../graphics/text-measurer.ts';
import { colorIn, fontOf, shownText, textOf, type TextState } from './text-state.ts';

/** A stretch of text that looks the same throughout. Without a paint it is drawn with the view's own. */
export type TextRun = {
  readonly start: number;
  readonly end: number;
  readonly font: TextFont;
  readonly paint: JavaObject | undefined;
};

export type LaidOutLine = TextLine & {
  readonly topPx: number;
  readonly baselinePx: number;
  readonly bottomPx: number;
};

/** A text set in lines. Places in pixels from the top left corner of the text. */
export type TextLayout = {
  readonly text: string;
  readonly wantedWidthPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly lines: readonly LaidOutLine[];
  readonly runs: readonly TextRun[];
  /** The hint is shown, for want of text. */
  readonly isHint: boolean;
};

export type SpanPlace = { readonly span: JavaObject; readonly start: number; readonly end: number };

const getSpans = 'getSpans(IILjava/lang/Class;)[Ljava/lang/Object;';

function isSpanned(text: HeapObject | null): text is JavaObject {
  if (!(text instanceof JavaObject)) return false;
  for (const ancestor of text.cls.ancestors) if (ancestor.name === 'android/text/Spanned') return true;
  return false;
}

/** The spans of a text that are of a class, with their places; none for plain text. */
export function* findSpans(
  vm: Machine,
  text: HeapObject | null,
  className: string,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
): Steps<readonly SpanPlace[]> {
  if (!isSpanned(text) || text instanceof JavaString) return [];
  const length = yield* vm.call<number>(text, 'length()I');
  const wanted = vm.classObject(vm.requireClass(`L${className};`));
  const found = yield* vm.call<HeapObject | null>(text, getSpans, start, Math.min(end, length), wanted);
  if (!(found instanceof JavaArray)) return [];
  const places: SpanPlace[] = [];
  for (const span of refsOf(found)) {
    if (!(span instanceof JavaObject)) continue;
    places.push({
      span,
      start: yield* vm.call<number>(text, 'getSpanStart(Ljava/lang/Object;)I', span),
      end: yield* vm.call<number>(text, 'getSpanEnd(Ljava/lang/Object;)I', span),
    });
  }
  return places;
}

const mostSpans = 500;

/** Cuts the text where spans begin and end, and asks the spans how each piece looks. */
function* toRuns(vm: Machine, view: JavaObject, text: string): Steps<readonly TextRun[]> {
  const state = textOf(view);
  const base = fontOf(state);
  const spans = (yield* findSpans(vm, state.text, 'android/text/style/CharacterStyle')).slice(0, mostSpans);
  if (spans.length === 0) return [{ start: 0, end: text.length, font: base, paint: undefined }];
  const cuts = new Set([0, text.length]);
  for (const { start, end } of spans) {
    cuts.add(Math.min(start, text.length));
    cuts.add(Math.min(end, text.length));
  }
  const at = [...cuts].sort((a, b) => a - b);
  const runs: TextRun[] = [];
  for (let index = 0; index + 1 < at.length; index++) {
    const start = at[index] ?? 0;
    const end = at[index + 1] ?? text.length;
    const over = spans.filter((span) => span.start < end && span.end > start);
    if (over.length === 0) runs.push({ start, end, font: base, paint: undefined });
    else runs.push(yield* styledRun(vm, view, start, end, over));
  }
  return runs.length > 0 ? runs : [{ start: 0, end: 0, font: base, paint: undefined }];
}

function* styledRun(
  vm: Machine,
  view: JavaObject,
  start: number,
  end: number,
  spans: readonly SpanPlace[],
): Steps<TextRun> {
  const state = textOf(view);
  const paint = yield* makePaint(vm, view);
  for (const { span } of spans) yield* vm.call(span, 'updateDrawState(Landroid/text/TextPaint;)V', paint);
  const sizePx = yield* vm.call<number>(paint, 'getTextSize()F');
  const typeface = yield* vm.call<JavaObject | null>(paint, 'getTypeface()Landroid/graphics/Typeface;');
  const style = typeface && !vm.isUnknown(typeface) ? yield* vm.call<number>(typeface, 'getStyle()I') : 0;
  const fakeBold = yield* vm.call<boolean>(paint, 'isFakeBoldText()Z');
  return {
    start,
    end,
    paint,
    font: {
      ...fontOf(state),
      sizePx: sizePx > 0 ? sizePx : state.sizePx,
      bold: (style & 1) !== 0 || fakeBold || state.bold,
      italic: (style & 2) !== 0 || state.italic,
    },
  };
}

/** A new android.text.TextPaint with the view's size, colour and typeface. */
export function* makePaint(vm: Machine, view: JavaObject, isHint = false): Steps<JavaObject> {
  const state = textOf(view);
  const paint = yield* vm.construct<JavaObject>('android/text/TextPaint', '(I)V', state.paintFlags | 1);
  yield* vm.call(paint, 'setTextSize(F)V', state.sizePx);
  yield* vm.call(paint, 'setColor(I)V', yield* colorIn(vm, view, isHint ? state.hintColors : state.colors));
  vm.setField(paint, 'linkColor:I', yield* colorIn(vm, view, state.linkColors));
  const typeface = yield* typefaceOf(vm, state);
  if (typeface)
    yield* vm.call(paint, 'setTypeface(Landroid/graphics/Typeface;)Landroid/graphics/Typeface;', typeface);
  if (state.letterSpacing !== 0) yield* vm.call(paint, 'setLetterSpacing(F)V', state.letterSpacing);
  return paint;
}

function* typefaceOf(vm: Machine, state: TextState): Steps<JavaObject | null> {
  if (state.typeface) return state.typeface;
  if (!state.bold && !state.italic) return null;
  return yield* vm.callStatic<JavaObject>(
    'android/graphics/Typeface',
    'defaultFromStyle(I)Landroid/graphics/Typeface;',
    (state.bold ? 1 : 0) | (state.italic ? 2 : 0),
  );
}

function widthOf(text: string, runs: readonly TextRun[], start: number, end: number): number {
  let width = 0;
  for (const run of runs) {
    const from = Math.max(start, run.start);
    const to = Math.min(end, run.end);
    if (from < to) width += measureText(text.slice(from, to), run.font);
  }
  return width;
}

/** Sets the view's text, or its hint, in lines of at most `widthPx`. */
export function* layOutView(vm: Machine, view: JavaObject, widthPx: number): Steps<TextLayout> {
  const state = textOf(view);
  const known = state.layout;
  if (known && known.wantedWidthPx === widthPx) return known;
  const isHint = state.string === '' && state.hintString !== '';
  const text = isHint ? state.hintString : shownText(state);
  const runs = isHint
    ? [{ start: 0, end: text.length, font: fontOf(state), paint: undefined }]
    : yield* toRuns(vm, view, text);
  const room = state.singleLine ? Number.MAX_SAFE_INTEGER : Math.max(0, widthPx);
  const lines = breakLines(text, room, (start, end) => widthOf(text, runs, start, end));
  state.layout = { text, wantedWidthPx: widthPx, runs, isHint, ...stack(state, lines, runs) };
  return state.layout;
}

function stack(
  state: TextState,
  lines: readonly TextLine[],
  runs: readonly TextRun[],
): Pick<TextLayout, 'lines' | 'widthPx' | 'heightPx'> {
  const placed: LaidOutLine[] = [];
  let y = 0;
  for (const [index, line] of lines.entries()) {
    const inLine = runs.filter((run) => run.start < line.end && run.end > line.start);
    const metrics = (inLine.length > 0 ? inLine.map((run) => run.font.sizePx) : [state.sizePx]).map(
      fontMetricsInt,
    );
    let above = Math.min(...metrics.map(({ ascent }) => ascent));
    let below = Math.max(...metrics.map(({ descent }) => descent));
    if (state.includeFontPadding && index === 0) above = Math.min(above, ...metrics.map(({ top }) => top));
    const isLast = index === lines.length - 1;
    if (state.includeFontPadding && isLast) below = Math.max(below, ...metrics.map(({ bottom }) => bottom));
    const height = below - above;
    const extra = isLast
      ? 0
      : Math.round(height * (state.lineSpacingMultiplier - 1) + state.lineSpacingExtra);
    placed.push({ ...line, topPx: y, baselinePx: y - above, bottomPx: y + height + extra });
    y += height + extra;
  }
  return { lines: placed, widthPx: Math.max(0, ...lines.map((line) => line.widthPx)), heightPx: y };
}

/** Offset in the text nearest to a place in it; -1 beside the text. */
export function offsetAt(layout: TextLayout, xPx: number, yPx: number): number {
  const line = layout.lines.find(({ bottomPx }) => yPx < bottomPx) ?? layout.lines.at(-1);
  if (!line || yPx < 0 || yPx > layout.heightPx || xPx < 0 || xPx > line.widthPx) return -1;
  let offset = line.start;
  while (offset < line.end && widthOf(layout.text, layout.runs, line.start, offset + 1) < xPx) offset++;
  return offset;
}

export function widthBetween(layout: TextLayout, start: number, end: number): number {
  return widthOf(layout.text, layout.runs, start, end);
}

/** Vertical distance between two baselines. */
export function lineHeightOf(state: TextState): number {
  const { ascent, descent } = fontMetricsInt(state.sizePx);
  return Math.round((descent - ascent) * state.lineSpacingMultiplier + state.lineSpacingExtra);
}
