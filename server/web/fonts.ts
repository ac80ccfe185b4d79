import fontUrl from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url';
import { FONT_STACK } from './theme.ts';

const SIDE_PX = 24;

function drawGlyph(glyph: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE_PX;
  canvas.height = SIDE_PX;
  const context = canvas.getContext('2d');
  if (context === null) return glyph;
  context.font = `${SIDE_PX - 4}px ${FONT_STACK}`;
  context.textBaseline = 'top';
  context.fillText(glyph, 0, 0);
  return canvas.toDataURL();
}

/** A system without a Chinese font draws two Chinese characters alike: the box for what is missing. */
function hasChineseFont(): boolean {
  return drawGlyph('隐') !== drawGlyph('权');
}

/**
 * Loads the Chinese font that ships (1.1 MB) where the system has none; most have one and fetch nothing.
 * Settles before the first paint: Chromium keeps boxes that it drew while a font was on its way.
 */
export async function loadChineseFont(): Promise<void> {
  if (hasChineseFont()) return;
  try {
    document.fonts.add(await new FontFace('Noto Sans SC', `url(${fontUrl})`).load());
  } catch {
    // Boxes for Chinese text are bad; no page at all would be worse.
  }
}
