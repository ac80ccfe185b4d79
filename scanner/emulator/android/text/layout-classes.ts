import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { drawTextRun, type Canvas } from '../graphics/canvas.ts';
import { writeBox } from '../graphics/geometry.ts';
import { fontOf, type Paint } from '../graphics/paint.ts';
import { breakLines, fontMetricsInt, measureText, type TextLine } from '../graphics/text-measurer.ts';
import { enumConstant, enumModel, nameOf } from '../support/enum-model.ts';

type Alignment = 'ALIGN_NORMAL' | 'ALIGN_OPPOSITE' | 'ALIGN_CENTER';
const alignments = ['ALIGN_NORMAL', 'ALIGN_OPPOSITE', 'ALIGN_CENTER'] as const;

/** What is to be set. */
type LayoutRequest = {
  readonly source: HeapObject | null;
  readonly text: string;
  readonly paint: Paint;
  readonly widthPx: number;
  readonly alignment: Alignment;
  readonly spacingFactor: number;
  readonly spacingPx: number;
  readonly includePad: boolean;
  readonly mostLines: number;
};
/** A text set in lines, in its paint's font throughout: spans that change sizes are the TextView's own affair. */
type LayoutState = LayoutRequest & { readonly lines: readonly TextLine[]; readonly lineHeight: number };
type Layout = JavaObject<LayoutState>;
type Methods = NonNullable<ClassModel['methods']>;

const text$ = 'Ljava/lang/CharSequence;';
const paint$ = 'Landroid/text/TextPaint;';
const align$ = 'Landroid/text/Layout$Alignment;';
const unlimited = 0x7fffffff;
const ellipsis = '…';

function widthIn(state: LayoutRequest, start: number, end: number): number {
  return measureText(state.text.slice(start, end), fontOf(state.paint.peer));
}

function setLines(request: LayoutRequest): LayoutState {
  const { ascent, descent } = fontMetricsInt(request.paint.peer.textSize);
  const lines = breakLines(request.text, request.widthPx, (start, end) => widthIn(request, start, end));
  return {
    ...request,
    lines: lines.slice(0, request.mostLines),
    lineHeight: Math.round((descent - ascent) * request.spacingFactor + request.spacingPx),
  };
}

function* request(
  vm: Machine,
  source: HeapObject | null,
  paint: Paint | null,
  widthPx: number,
  alignment: JavaObject | null,
  more: Partial<LayoutRequest> = {},
): Steps<LayoutRequest> {
  if (!source || !paint) return vm.throwNew('java/lang/NullPointerException');
  return {
    source,
    text: yield* vm.textOf(source),
    paint,
    widthPx,
    alignment: nameOf(alignment, alignments, 'ALIGN_NORMAL'),
    spacingFactor: 1,
    spacingPx: 0,
    includePad: true,
    mostLines: unlimited,
    ...more,
  };
}

/** Space above the first line and below the last, when font padding is asked for. */
function padOf(state: LayoutState): { readonly top: number; readonly bottom: number } {
  if (!state.includePad) return { top: 0, bottom: 0 };
  const { top, ascent, descent, bottom } = fontMetricsInt(state.paint.peer.textSize);
  return { top: ascent - top, bottom: bottom - descent };
}

function lineTop(state: LayoutState, line: number): number {
  const pad = padOf(state);
  if (line <= 0) return 0;
  const end = line >= state.lines.length ? pad.bottom : 0;
  return pad.top + Math.min(line, state.lines.length) * state.lineHeight + end;
}

function baseline(state: LayoutState, line: number): number {
  return padOf(state).top + line * state.lineHeight - fontMetricsInt(state.paint.peer.textSize).ascent;
}

function lineLeft(state: LayoutState, line: number): number {
  const free = state.widthPx - (state.lines[line]?.widthPx ?? 0);
  if (state.alignment === 'ALIGN_CENTER') return Math.trunc(free / 2);
  return state.alignment === 'ALIGN_OPPOSITE' ? free : 0;
}

function lineAt(state: LayoutState, offset: number): number {
  const found = state.lines.findIndex((line) => offset < line.end);
  return found < 0 ? Math.max(0, state.lines.length - 1) : found;
}

function horizontal(state: LayoutState, offset: number): number {
  const line = lineAt(state, offset);
  return lineLeft(state, line) + widthIn(state, state.lines[line]?.start ?? 0, offset);
}

/** The offset nearest to a place on a line. */
function offsetAt(state: LayoutState, line: number, x: number): number {
  const found = state.lines[line];
  if (!found) return 0;
  const left = lineLeft(state, line);
  let best = found.start;
  for (let at = found.start; at <= found.end; at++)
    if (Math.abs(left + widthIn(state, found.start, at) - x) < Math.abs(horizontalOn(state, line, best) - x))
      best = at;
  return best;
}

function horizontalOn(state: LayoutState, line: number, offset: number): number {
  return lineLeft(state, line) + widthIn(state, state.lines[line]?.start ?? 0, offset);
}

const measuring: Methods = {
  'getLineCount()I': (_vm, { peer }: Layout) => peer.lines.length,
  'getHeight()I': (_vm, { peer }: Layout) => lineTop(peer, peer.lines.length),
  'getWidth()I': (_vm, { peer }: Layout) => peer.widthPx,
  'final getEllipsizedWidth()I': (_vm, { peer }: Layout) => peer.widthPx,
  'getLineTop(I)I': (_vm, { peer }: Layout, line: number) => lineTop(peer, line),
  'getLineBottom(I)I': (_vm, { peer }: Layout, line: number) => lineTop(peer, line + 1),
  'getLineBaseline(I)I': (_vm, { peer }: Layout, line: number) => baseline(peer, line),
  'getLineAscent(I)I': (_vm, { peer }: Layout) => fontMetricsInt(peer.paint.peer.textSize).ascent,
  'getLineDescent(I)I': (_vm, { peer }: Layout) => fontMetricsInt(peer.paint.peer.textSize).descent,
  'getLineStart(I)I': (_vm, { peer }: Layout, line: number) => peer.lines[line]?.start ?? peer.text.length,
  'getLineEnd(I)I': (_vm, { peer }: Layout, line: number) => peer.lines[line]?.end ?? peer.text.length,
  'getLineVisibleEnd(I)I': (_vm, { peer }: Layout, line: number) => {
    const found = peer.lines[line];
    return found ? found.start + peer.text.slice(found.start, found.end).trimEnd().length : peer.text.length;
  },
  'getLineWidth(I)F': (_vm, { peer }: Layout, line: number) => peer.lines[line]?.widthPx ?? 0,
  'getLineMax(I)F': (_vm, { peer }: Layout, line: number) => peer.lines[line]?.widthPx ?? 0,
  'getLineLeft(I)F': (_vm, { peer }: Layout, line: number) => lineLeft(peer, line),
  'getLineRight(I)F': (_vm, { peer }: Layout, line: number) =>
    lineLeft(peer, line) + (peer.lines[line]?.widthPx ?? 0),
  'getLineBounds(ILandroid/graphics/Rect;)I': (
    _vm,
    { peer }: Layout,
    line: number,
    out: JavaObject | null,
  ) => {
    writeBox(_vm, out, {
      left: 0,
      top: lineTop(peer, line),
      right: peer.widthPx,
      bottom: lineTop(peer, line + 1),
    });
    return baseline(peer, line);
  },
  'getLineForVertical(I)I': (_vm, { peer }: Layout, y: number) => {
    const found = peer.lines.findIndex((_line, index) => y < lineTop(peer, index + 1));
    return found < 0 ? Math.max(0, peer.lines.length - 1) : found;
  },
  'getLineForOffset(I)I': (_vm, { peer }: Layout, offset: number) => lineAt(peer, offset),
  'getOffsetForHorizontal(IF)I': (_vm, { peer }: Layout, line: number, x: number) => offsetAt(peer, line, x),
  'getPrimaryHorizontal(I)F': (_vm, { peer }: Layout, offset: number) => horizontal(peer, offset),
  'getSecondaryHorizontal(I)F': (_vm, { peer }: Layout, offset: number) => horizontal(peer, offset),
  'getParagraphDirection(I)I': () => 1,
  'getEllipsisCount(I)I': () => 0,
  'getEllipsisStart(I)I': () => 0,
  'getTopPadding()I': (_vm, { peer }: Layout) => -padOf(peer).top,
  'getBottomPadding()I': (_vm, { peer }: Layout) => padOf(peer).bottom,
  'isRtlCharAt(I)Z': () => false,
};

const rest: Methods = {
  'final getText()Ljava/lang/CharSequence;': (_vm, { peer }: Layout) => peer.source,
  [`final getPaint()${paint$}`]: (_vm, { peer }: Layout) => peer.paint,
  [`final getAlignment()${align$}`]: (vm, { peer }: Layout) =>
    enumConstant(vm, 'android/text/Layout$Alignment', peer.alignment),
  'final getSpacingMultiplier()F': (_vm, { peer }: Layout) => peer.spacingFactor,
  'final getSpacingAdd()F': (_vm, { peer }: Layout) => peer.spacingPx,
  'draw(Landroid/graphics/Canvas;)V': (_vm, { peer }: Layout, canvas: Canvas) => {
    for (const [index, line] of peer.lines.entries()) {
      const isCut = index === peer.lines.length - 1 && line.end < peer.text.length;
      const shown = peer.text.slice(line.start, line.end).trimEnd() + (isCut ? ellipsis : '');
      drawTextRun(canvas.peer.host, shown, lineLeft(peer, index), baseline(peer, index), {
        ...peer.paint.peer,
        align: 'LEFT',
      });
    }
  },
  [`static getDesiredWidth(${text$}${paint$})F`]: function* (vm, source: HeapObject | null, paint: Paint) {
    return widest(yield* vm.textOf(source), paint);
  },
  [`static getDesiredWidth(${text$}II${paint$})F`]: function* (
    vm,
    source: HeapObject | null,
    start: number,
    end: number,
    paint: Paint,
  ) {
    return widest((yield* vm.textOf(source)).slice(start, end), paint);
  },
};

/** Width of the longest paragraph on one line. */
function widest(text: string, paint: Paint): number {
  return Math.max(0, ...text.split('\n').map((line) => measureText(line, fontOf(paint.peer))));
}

const layout = defineClass({
  name: 'android/text/Layout',
  flags: 'abstract',
  labels: 'container',
  methods: { ...measuring, ...rest },
});

// ---- StaticLayout ---------------------------------------------------------------------------------------------------

const staticLayout = defineClass({
  name: 'android/text/StaticLayout',
  super: 'android/text/Layout',
  labels: 'container',
  methods: {
    [`<init>(${text$}${paint$}I${align$}FFZ)V`]: function* (
      vm,
      self: Layout,
      source: HeapObject | null,
      paint: Paint | null,
      widthPx: number,
      alignment: JavaObject | null,
      spacingFactor: number,
      spacingPx: number,
      includePad: boolean,
    ) {
      const more = { spacingFactor, spacingPx, includePad };
      self.peer = setLines(yield* request(vm, source, paint, widthPx, alignment, more));
    },
    [`<init>(${text$}II${paint$}I${align$}FFZ)V`]: function* (
      vm,
      self: Layout,
      source: HeapObject | null,
      start: number,
      end: number,
      paint: Paint | null,
      widthPx: number,
      alignment: JavaObject | null,
      spacingFactor: number,
      spacingPx: number,
      includePad: boolean,
    ) {
      const wanted = yield* request(vm, source, paint, widthPx, alignment, {
        spacingFactor,
        spacingPx,
        includePad,
      });
      self.peer = setLines({ ...wanted, text: wanted.text.slice(start, end) });
    },
  },
});

type Builder = JavaObject<LayoutRequest>;
const builder$ = 'Landroid/text/StaticLayout$Builder;';

/** A setter that gives the builder back. */
function set(change: (value: never, second: never) => Partial<LayoutRequest>) {
  return (_vm: Machine, self: Builder, value: never, second: never): JavaValue => {
    self.peer = { ...self.peer, ...change(value, second) };
    return self;
  };
}

const ignored = (_vm: Machine, self: Builder): JavaValue => self;

const builder = defineClass({
  name: 'android/text/StaticLayout$Builder',
  flags: 'final',
  labels: 'container',
  methods: {
    [`static obtain(${text$}II${paint$}I)${builder$}`]: function* (
      vm,
      source: HeapObject | null,
      start: number,
      end: number,
      paint: Paint | null,
      widthPx: number,
    ) {
      const made = vm.newObject<LayoutRequest>('android/text/StaticLayout$Builder');
      const wanted = yield* request(vm, source, paint, widthPx, null);
      made.peer = { ...wanted, text: wanted.text.slice(start, end) };
      return made;
    },
    [`setAlignment(${align$})${builder$}`]: set((alignment: JavaObject | null) => ({
      alignment: nameOf(alignment, alignments, 'ALIGN_NORMAL'),
    })),
    [`setLineSpacing(FF)${builder$}`]: set((spacingPx: number, spacingFactor: number) => ({
      spacingPx,
      spacingFactor,
    })),
    [`setIncludePad(Z)${builder$}`]: set((includePad: boolean) => ({ includePad })),
    [`setMaxLines(I)${builder$}`]: set((mostLines: number) => ({ mostLines })),
    [`setPaint(${paint$})${builder$}`]: set((paint: Paint) => ({ paint })),
    [`setText(${text$})${builder$}`]: function* (vm, self: Builder, source: HeapObject | null) {
      self.peer = { ...self.peer, source, text: yield* vm.textOf(source) };
      return self;
    },
    [`setTextDirection(Landroid/text/TextDirectionHeuristic;)${builder$}`]: ignored,
    [`setEllipsize(Landroid/text/TextUtils$TruncateAt;)${builder$}`]: ignored,
    [`setEllipsizedWidth(I)${builder$}`]: ignored,
    [`setBreakStrategy(I)${builder$}`]: ignored,
    [`setHyphenationFrequency(I)${builder$}`]: ignored,
    [`setJustificationMode(I)${builder$}`]: ignored,
    [`setUseLineSpacingFromFallbacks(Z)${builder$}`]: ignored,
    [`setIndents([I[I)${builder$}`]: ignored,
    'build()Landroid/text/StaticLayout;': (vm, self: Builder) => {
      const made = vm.newObject<LayoutState>('android/text/StaticLayout');
      made.peer = setLines(self.peer);
      return made;
    },
  },
});

// ---- DynamicLayout and BoringLayout -------------------------------------------------------------------------------

const dynamicLayout = defineClass({
  name: 'android/text/DynamicLayout',
  super: 'android/text/Layout',
  labels: 'container',
  methods: {
    [`<init>(${text$}${paint$}I${align$}FFZ)V`]: function* (
      vm,
      self: Layout,
      source: HeapObject | null,
      paint: Paint | null,
      widthPx: number,
      alignment: JavaObject | null,
      spacingFactor: number,
      spacingPx: number,
      includePad: boolean,
    ) {
      const more = { spacingFactor, spacingPx, includePad };
      self.peer = setLines(yield* request(vm, source, paint, widthPx, alignment, more));
    },
  },
});

const metrics$ = 'Landroid/text/BoringLayout$Metrics;';

const boringLayout = defineClass({
  name: 'android/text/BoringLayout',
  super: 'android/text/Layout',
  labels: 'container',
  methods: {
    [`static isBoring(${text$}${paint$})${metrics$}`]: function* (
      vm,
      source: HeapObject | null,
      paint: Paint,
    ) {
      const text = yield* vm.textOf(source);
      if (text.includes('\n')) return null;
      const made = vm.newObject('android/text/BoringLayout$Metrics');
      const metrics = fontMetricsInt(paint.peer.textSize);
      for (const key of ['top', 'ascent', 'descent', 'bottom', 'leading'] as const)
        vm.setField(made, `${key}:I`, metrics[key]);
      vm.setField(made, 'width:I', Math.ceil(measureText(text, fontOf(paint.peer))));
      return made;
    },
    [`static make(${text$}${paint$}I${align$}FF${metrics$}Z)Landroid/text/BoringLayout;`]: function* (
      vm,
      source: HeapObject | null,
      paint: Paint | null,
      widthPx: number,
      alignment: JavaObject | null,
      spacingFactor: number,
      spacingPx: number,
      _metrics: JavaObject | null,
      includePad: boolean,
    ) {
      const more = { spacingFactor, spacingPx, includePad, mostLines: 1 };
      const made = vm.newObject<LayoutState>('android/text/BoringLayout');
      made.peer = setLines(yield* request(vm, source, paint, widthPx, alignment, more));
      return made;
    },
  },
});

const boringMetrics = defineClass({
  name: 'android/text/BoringLayout$Metrics',
  super: 'android/graphics/Paint$FontMetricsInt',
  fields: { 'width:I': 0 },
  methods: { '<init>()V': () => undefined },
});

export const layoutClasses = [
  layout,
  enumModel('android/text/Layout$Alignment', alignments),
  staticLayout,
  builder,
  dynamicLayout,
  boringLayout,
  boringMetrics,
];
