import type { Pixels } from './scenario.ts';

/** Share of a picture that a colour must cover to count as drawn on it. */
const smallestShare = 0.01;
/** A thin cross in a large hot zone covers less; but it is no speck, and a good part of what is not background. */
const smallestShareOfInk = 0.05;
const smallestSpan = 0.1;

/**
 * Contrast ratio of WCAG 2 (1 to 21) between the colour that fills most of a picture and the colour on it that stands
 * out most. 1 when nothing is drawn there. Colours are taken in steps of 8 levels, so that smooth edges add up.
 */
export function measureContrast(pixels: Pixels): number | undefined {
  const { widthPx, heightPx, rgba } = pixels;
  const total = widthPx * heightPx;
  const counts = new Map<number, number>();
  for (let at = 0; at < total * 4; at += 4) {
    const colour = colourAt(rgba, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const [background] = byCount;
  if (!background) return undefined;
  const behind = luminance(background[0]);
  const share = total * smallestShare;
  const isSpeck = spanOfInk(pixels, background[0]) < smallestSpan;
  const fewest = isSpeck ? share : Math.min(share, (total - background[1]) * smallestShareOfInk);
  let most = 1;
  for (const [colour, count] of byCount) {
    if (count < fewest) break;
    most = Math.max(most, ratio(luminance(colour), behind));
  }
  return Math.round(most * 100) / 100;
}

/** How far what is not background reaches, as a share of the picture's side: the shorter of width and height. */
function spanOfInk({ widthPx, heightPx, rgba }: Pixels, background: number): number {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      if (colourAt(rgba, (y * widthPx + x) * 4) === background) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  return Math.min((right - left + 1) / widthPx, (bottom - top + 1) / heightPx);
}

/** A colour in 5 bits a channel. */
function colourAt(rgba: Uint8ClampedArray, at: number): number {
  return (byte(rgba, at) >> 3) | ((byte(rgba, at + 1) >> 3) << 5) | ((byte(rgba, at + 2) >> 3) << 10);
}

function byte(bytes: Uint8ClampedArray, at: number): number {
  return bytes[at] ?? 0;
}

function ratio(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance of a colour of 5 bits a channel, 0..1. */
function luminance(colour: number): number {
  const channel = (shift: number) => {
    const value = (((colour >> shift) & 31) * 8 + 4) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(5) + 0.0722 * channel(10);
}
