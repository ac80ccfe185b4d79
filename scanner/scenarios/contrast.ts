import type { Pixels } from './scenario.ts';

/** Share of a picture that a colour must cover to count as drawn on it. */
const smallestShare = 0.01;
/** A thin cross in a large hot zone covers less; of all that is not background it is still a good part. */
const smallestShareOfInk = 0.05;

/**
 * Contrast ratio of WCAG 2 (1 to 21) between the colour that fills most of a picture and the colour on it that stands
 * out most. 1 when nothing is drawn there. Colours are taken in steps of 8 levels, so that smooth edges add up.
 */
export function measureContrast({ widthPx, heightPx, rgba }: Pixels): number | undefined {
  const total = widthPx * heightPx;
  const counts = new Map<number, number>();
  for (let at = 0; at < total * 4; at += 4) {
    const colour =
      (byte(rgba, at) >> 3) | ((byte(rgba, at + 1) >> 3) << 5) | ((byte(rgba, at + 2) >> 3) << 10);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const [background] = byCount;
  if (!background) return undefined;
  const behind = luminance(background[0]);
  const fewest = Math.min(total * smallestShare, (total - background[1]) * smallestShareOfInk);
  let most = 1;
  for (const [colour, count] of byCount) {
    if (count < fewest) break;
    most = Math.max(most, ratio(luminance(colour), behind));
  }
  return Math.round(most * 100) / 100;
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
