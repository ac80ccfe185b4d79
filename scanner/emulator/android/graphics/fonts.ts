import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';

/** How a piece of text looks, as far as its glyphs go. */
export type TextFont = {
  readonly sizePx: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly family?: 'sans-serif' | 'monospace' | 'serif';
  /** In ems, as Paint.setLetterSpacing. */
  readonly letterSpacing?: number;
  /** Horizontal stretch, 1 for none. */
  readonly scaleX?: number;
};

/** As Paint.FontMetrics: pixels from the baseline, upwards negative. */
export type FontMetrics = {
  readonly top: number;
  readonly ascent: number;
  readonly descent: number;
  readonly bottom: number;
  readonly leading: number;
};

const families = { latin: 'DeviceLatin', chinese: 'DeviceChinese' } as const;
type Script = keyof typeof families;
const fileParts = { latin: 'latin', chinese: 'chinese-simplified' } as const;

/** What the Latin files draw: Latin-1 and general punctuation. Any other character needs the big Chinese ones. */
const needsChinese = /[^\u0000-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026]/;

const registered = new Set<string>();

/** Fonts are read when a text needs them: the two Chinese ones take a quarter of a second. Once for each process. */
function needFont(script: Script, weight: 400 | 700): void {
  const file = `noto-sans-sc-${fileParts[script]}-${weight}-normal.woff2`;
  if (registered.has(file)) return;
  registered.add(file);
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@fontsource/noto-sans-sc/package.json')), 'files');
  GlobalFonts.register(readFileSync(join(folder, file)), families[script]);
}

let measuring: SKRSContext2D | undefined;

/** The `font` of a canvas context that draws this text. One typeface serves all families: it has Chinese and Latin. */
export function canvasFont(font: TextFont, text: string): string {
  const weight = font.bold ? 700 : 400;
  needFont('latin', weight);
  if (needsChinese.test(text)) needFont('chinese', weight);
  const style = `${font.italic ? 'italic ' : ''}${font.bold ? 'bold ' : ''}`;
  return `${style}${Math.max(font.sizePx, 0.01)}px ${families.latin}, ${families.chinese}`;
}

const mostKept = 50_000;
const widths = new Map<string, number>();

/** Width of a text on one line, in pixels. */
export function measureText(text: string, font: TextFont): number {
  if (text === '') return 0;
  const key = `${font.sizePx}${font.bold ? 'b' : ''}${font.italic ? 'i' : ''} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    measuring ??= createCanvas(1, 1).getContext('2d');
    const context = measuring;
    context.font = canvasFont(font, text);
    width = context.measureText(text).width;
    if (widths.size >= mostKept) widths.clear();
    widths.set(key, width);
  }
  const spacing = (font.letterSpacing ?? 0) * font.sizePx * [...text].length;
  return Math.fround((width + spacing) * (font.scaleX ?? 1));
}

/** Vertical metrics of Roboto (its hhea and head tables, 2048 units to the em), which Android lays out lines by. */
const unitsPerEm = 2048;
const roboto = { top: -2163, ascent: -1900, descent: 500, bottom: 555 } as const;

export function fontMetrics(sizePx: number): FontMetrics {
  const scale = (units: number) => Math.fround((units * sizePx) / unitsPerEm);
  return {
    top: scale(roboto.top),
    ascent: scale(roboto.ascent),
    descent: scale(roboto.descent),
    bottom: scale(roboto.bottom),
    leading: 0,
  };
}

/** As Paint.FontMetricsInt rounds them: top and bottom outwards, ascent and descent to the nearest. */
export function fontMetricsInt(sizePx: number): FontMetrics {
  const { top, ascent, descent, bottom } = fontMetrics(sizePx);
  return {
    top: Math.floor(top),
    ascent: Math.round(ascent),
    descent: Math.round(descent),
    bottom: Math.ceil(bottom),
    leading: 0,
  };
}
