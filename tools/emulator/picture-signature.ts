import { readFileSync } from 'node:fs';
import { loadImage, createCanvas } from '@napi-rs/canvas';

const columns = 12;
const rows = 26;
const levels = 16;
/** Cells of a signature may differ by this much, as text drawn a little elsewhere does. */
const nearLevels = 2;
/** Of the 312 cells so many may differ more: the clock, a progress bar, a blinking cursor. */
const mostOtherCells = 8;

/** What a screenshot looks like from afar: 12 x 26 levels of grey, one hexadecimal digit each, the status bar left out. */
export async function signatureOf(png: Uint8Array): Promise<string> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(columns, rows);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const bar = image.height * 0.03;
  context.drawImage(image, 0, bar, image.width, image.height - bar, 0, 0, columns, rows);
  const { data } = context.getImageData(0, 0, columns, rows);
  let text = '';
  for (let at = 0; at < data.length; at += 4) {
    const grey = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    text += Math.min(levels - 1, Math.floor((grey * levels) / 256)).toString(levels);
  }
  return text;
}

/** Do two pictures show the same, as far as signatures can tell? */
export function looksAlike(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let others = 0;
  for (let at = 0; at < one.length; at++) {
    const distance = Math.abs(
      Number.parseInt(one[at] ?? '', levels) - Number.parseInt(other[at] ?? '', levels),
    );
    if (distance > nearLevels) others++;
  }
  return others <= mostOtherCells;
}

/** Signatures of pictures that were looked at and found right, by activity: `activity<tab>signature` lines. */
export function readReviewed(file: string | URL): ReadonlyMap<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [activity, signature] = line.split('\t');
      return activity && signature ? [[activity, signature] as const] : [];
    }),
  );
}
