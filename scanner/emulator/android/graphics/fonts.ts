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
const files: readonly (readonly [file: string, family: string])[] = [
  ['latin-400', families.latin],
  ['latin-700', families.latin],
  ['chinese-simplified-400', families.chinese],
  ['chinese-simplified-700', families.chinese],
];

let measuring: SKRSContext2D | undefined;

/** The context that texts are measured in. The fonts are registered when it is first asked for, once for each process. */
function measurer(): SKRSContext2D {
  if (measuring) return measuring;
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('@fontsource/noto-sans-sc/package.json')), 'files');
  for (const [file, family] of files)
    GlobalFonts.register(readFileSync(join(folder, `noto-sans-sc-${file}-normal.woff2`)), family);
  measuring = createCanvas(1, 1).getContext('2d');
  return measuring;
}

/** The `font` of a canvas context for this text. One typeface serves all families: it has Chinese and Latin. */
export function canvasFont(font: TextFont): string {
  measurer();
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
    const context = measurer();
    context.font = canvasFont(font);
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
