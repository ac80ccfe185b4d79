import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The family name under which the embedded glyphs are declared; the style sheet asks for it by this name. */
export const EMBEDDED_FAMILY = 'Noto Sans SC';

const WEIGHTS = [400, 700] as const;
const PACKAGE = '@fontsource/noto-sans-sc';

type Slice = { readonly file: string; readonly ranges: readonly (readonly [number, number])[] };

/**
 * `@font-face` rules, with the font inside, for the slices of Noto Sans SC that hold the characters of `text`.
 * The font comes cut into about a hundred slices by code point, so a page carries only what it shows.
 */
export async function readFontFaces(text: string): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const points = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
  const rules: string[] = [];
  for (const weight of WEIGHTS) {
    const slices = toSlices(await readFile(resolve(`${PACKAGE}/${weight}.css`), 'utf8'));
    for (const slice of slices.filter((item) => holdsOneOf(item, points))) {
      const font = await readFile(resolve(`${PACKAGE}/files/${slice.file}`));
      const ranges = slice.ranges.map(([from, to]) => `U+${from.toString(16)}-${to.toString(16)}`).join(',');
      rules.push(
        `@font-face{font-family:'${EMBEDDED_FAMILY}';font-weight:${weight};` +
          `src:url(data:font/woff2;base64,${font.toString('base64')}) format('woff2');unicode-range:${ranges}}`,
      );
    }
  }
  return rules.join('\n');
}

function toSlices(css: string): readonly Slice[] {
  const rules = css.matchAll(/url\(\.\/files\/([\w-]+\.woff2)\)[^}]*?unicode-range:\s*([^;}]+)/g);
  return [...rules].map(([, file = '', ranges = '']) => ({
    file,
    ranges: ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
}

function holdsOneOf(slice: Slice, points: readonly number[]): boolean {
  return points.some((point) => slice.ranges.some(([from, to]) => point >= from && point <= to));
}
