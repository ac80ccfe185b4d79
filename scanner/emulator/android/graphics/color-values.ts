/** Colours are Java ints, ARGB. */
export const alphaOf = (color: number): number => color >>> 24;
export const redOf = (color: number): number => (color >>> 16) & 0xff;
export const greenOf = (color: number): number => (color >>> 8) & 0xff;
export const blueOf = (color: number): number => color & 0xff;

export function argb(alpha: number, red: number, green: number, blue: number): number {
  return (alpha << 24) | (red << 16) | (green << 8) | blue;
}

/** A CSS colour; `alpha` (0..255) multiplies the colour's own. */
export function toCss(color: number, alpha = 255): string {
  const opacity = (alphaOf(color) * alpha) / (255 * 255);
  return `rgba(${redOf(color)},${greenOf(color)},${blueOf(color)},${opacity})`;
}

/** A colour with its alpha multiplied by 0..255. */
export function modulate(color: number, alpha: number): number {
  if (alpha >= 255) return color;
  const scaled = Math.round((alphaOf(color) * alpha) / 255);
  return (color & 0xffffff) | (scaled << 24);
}

const named: Readonly<Record<string, number>> = {
  black: 0xff000000,
  darkgray: 0xff444444,
  darkgrey: 0xff444444,
  gray: 0xff888888,
  grey: 0xff888888,
  lightgray: 0xffcccccc,
  lightgrey: 0xffcccccc,
  white: 0xffffffff,
  red: 0xffff0000,
  green: 0xff00ff00,
  blue: 0xff0000ff,
  yellow: 0xffffff00,
  cyan: 0xff00ffff,
  aqua: 0xff00ffff,
  magenta: 0xffff00ff,
  fuchsia: 0xffff00ff,
  lime: 0xff00ff00,
  maroon: 0xff800000,
  navy: 0xff000080,
  olive: 0xff808000,
  purple: 0xff800080,
  silver: 0xffc0c0c0,
  teal: 0xff008080,
};

/** Color.parseColor: `#RRGGBB`, `#AARRGGBB` or a name; undefined for anything else. */
export function parseColor(text: string): number | undefined {
  if (/^#[0-9a-f]{6}$/i.test(text)) return Number.parseInt(`ff${text.slice(1)}`, 16) | 0;
  if (/^#[0-9a-f]{8}$/i.test(text)) return Number.parseInt(text.slice(1), 16) | 0;
  const value = named[text.toLowerCase()];
  return value === undefined ? undefined : value | 0;
}

/** Hue 0..360, saturation and value 0..1. */
export function toHsv(red: number, green: number, blue: number): readonly [number, number, number] {
  const max = Math.max(red, green, blue);
  const delta = max - Math.min(red, green, blue);
  if (delta === 0) return [0, 0, max / 255];
  let hue: number;
  if (max === red) hue = (green - blue) / delta;
  else if (max === green) hue = 2 + (blue - red) / delta;
  else hue = 4 + (red - green) / delta;
  return [(hue * 60 + 360) % 360, delta / max, max / 255];
}

export function fromHsv(alpha: number, hue: number, saturation: number, value: number): number {
  const channel = (n: number): number => {
    const k = (n + hue / 60) % 6;
    return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return argb(alpha, channel(5), channel(3), channel(1));
}
