import { fontMetricsInt, measureText, type TextFont } from './fonts.ts';

export { canvasFont, fontMetrics, fontMetricsInt, measureText } from './fonts.ts';
export type { FontMetrics, TextFont } from './fonts.ts';

/** One line of a paragraph. `end` is where the next begins: spaces and the line break that end it are inside. */
export type TextLine = {
  readonly start: number;
  readonly end: number;
  /** Without trailing spaces. */
  readonly widthPx: number;
};

/** Width of `text.slice(start, end)`; where spans change fonts, the caller adds up its runs. */
export type WidthOf = (start: number, end: number) => number;

// Line breaking rules for Chinese (GB/T 15834): some marks may not begin a line, some may not end one.
const noStart = new Set('，。！？；：、）》〉」』】〕”’…—·%％,.!?;:)]}>»');
const noEnd = new Set('（《〈「『【〔“‘([{<«$￥¥');

/** Ideographs, kana, hangul and full-width forms: a line may break on either side of them. */
function isWide(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x3000 || code === 0x200b;
}

/** Offsets where a line may end, ascending, the end of the text last. A newline is a must, and comes as such. */
function* breakPoints(text: string, from: number, to: number): Generator<number> {
  let at = from;
  while (at < to) {
    const code = text.codePointAt(at) ?? 0;
    const size = code > 0xffff ? 2 : 1;
    const next = at + size;
    if (next >= to) break;
    const after = text.codePointAt(next) ?? 0;
    const character = text.slice(at, next);
    const follower = String.fromCodePoint(after);
    if (isSpace(code)) {
      if (!isSpace(after)) yield next;
    } else if (!isSpace(after) && !noStart.has(follower) && !noEnd.has(character)) {
      if (isWide(code) || isWide(after)) yield next;
      else if (character === '-' || character === '—') yield next;
      // Closing marks of Chinese text are wide by nature, whatever stands behind them.
      else if (noStart.has(character) && isWide(after)) yield next;
    }
    at = next;
  }
  yield to;
}

/**
 * Breaks a text into lines of at most `widthPx`: at newlines, at spaces, between ideographs; a word longer than a line
 * is cut between its letters. Greedy, as Android's simple strategy. At least one line comes back, even for no text.
 */
export function breakLines(text: string, widthPx: number, widthOf: WidthOf, mostLines = 10_000): TextLine[] {
  const lines: TextLine[] = [];
  let at = 0;
  do {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    breakParagraph(text, at, end, widthPx, widthOf, lines, mostLines);
    const last = lines.pop();
    if (last) lines.push({ ...last, end: newline < 0 ? end : newline + 1 });
    at = newline < 0 ? text.length + 1 : newline + 1;
  } while (at <= text.length && lines.length < mostLines);
  return lines;
}

function breakParagraph(
  text: string,
  from: number,
  to: number,
  widthPx: number,
  widthOf: WidthOf,
  lines: TextLine[],
  mostLines: number,
): void {
  if (from === to) {
    lines.push({ start: from, end: to, widthPx: 0 });
    return;
  }
  let start = from;
  let fits = from;
  const push = (end: number) => {
    lines.push({ start, end, widthPx: widthOf(start, trimmedEnd(text, start, end)) });
    start = end;
    fits = end;
  };
  for (const point of breakPoints(text, from, to)) {
    if (lines.length >= mostLines) return;
    if (widthOf(start, trimmedEnd(text, start, point)) <= widthPx) {
      fits = point;
      continue;
    }
    if (fits > start) push(fits);
    // A single word wider than the line.
    while (widthOf(start, trimmedEnd(text, start, point)) > widthPx && lines.length < mostLines) {
      const cut = longestFit(text, start, point, widthPx, widthOf);
      if (cut >= point) break;
      push(cut);
    }
    fits = point;
  }
  if (start < to && lines.length < mostLines) push(to);
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where to cut a word so that its beginning fits: at least one character goes on the line. */
function longestFit(text: string, start: number, end: number, widthPx: number, widthOf: WidthOf): number {
  let low = start + 1;
  let high = end;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(start, middle) <= widthPx) low = middle;
    else high = middle - 1;
  }
  const isInPair = low < end && (text.charCodeAt(low) & 0xfc00) === 0xdc00;
  if (!isInPair) return low;
  return low - 1 > start ? low - 1 : low + 1;
}

/** A text of one font set in lines, and how big it is: what measuring a plain TextView needs. */
export function layOutText(
  text: string,
  font: TextFont,
  widthPx: number,
): { readonly lines: readonly TextLine[]; readonly widthPx: number; readonly heightPx: number } {
  const lines = breakLines(text, widthPx, (start, end) => measureText(text.slice(start, end), font));
  const { ascent, descent } = fontMetricsInt(font.sizePx);
  return {
    lines,
    widthPx: Math.max(0, ...lines.map((line) => line.widthPx)),
    heightPx: lines.length * (descent - ascent),
  };
}
