import type { BoundsPx } from '../evidence/index.ts';
import type { ReadPixels } from '../scenarios/index.ts';

/** Decodes a screenshot and gives the pixels of one part of it; undefined when that part lies outside the picture. */
export const readPixels: ReadPixels = async (png, area) => {
  // Loaded here: a static scan has no picture to read.
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(Buffer.from(png));
  const { left, top, width, height } = clip(area, image.width, image.height);
  if (width <= 0 || height <= 0) return undefined;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, left, top, width, height, 0, 0, width, height);
  return { widthPx: width, heightPx: height, rgba: context.getImageData(0, 0, width, height).data };
};

function clip(area: BoundsPx, widthPx: number, heightPx: number) {
  const left = Math.max(0, Math.floor(area.left));
  const top = Math.max(0, Math.floor(area.top));
  const right = Math.min(widthPx, Math.ceil(area.right));
  const bottom = Math.min(heightPx, Math.ceil(area.bottom));
  return { left, top, width: right - left, height: bottom - top };
}
