import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { pictureName, type ActivityResult } from './activity-result.ts';

const columns = 8;
const rows = 3;
const cell = { widthPx: 146, heightPx: 314, labelPx: 26 } as const;

/** Many small pictures on few sheets, to look at a whole survey: `sheet-1.png` and on. Answers the files written. */
export async function writeContactSheets(
  folder: string,
  results: readonly ActivityResult[],
): Promise<readonly string[]> {
  const shown = results.filter(({ activity }) => existsSync(join(folder, pictureName(activity))));
  const files: string[] = [];
  for (let first = 0; first < shown.length; first += columns * rows) {
    const canvas = createCanvas(columns * cell.widthPx, rows * (cell.heightPx + cell.labelPx));
    const context = canvas.getContext('2d');
    context.fillStyle = '#777';
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const [at, result] of shown.slice(first, first + columns * rows).entries()) {
      const x = (at % columns) * cell.widthPx;
      const y = Math.floor(at / columns) * (cell.heightPx + cell.labelPx);
      const image = await loadImage(join(folder, pictureName(result.activity)));
      context.drawImage(image, x + 2, y + cell.labelPx, cell.widthPx - 4, cell.heightPx - 2);
      context.fillStyle = result.outcome === 'opened' ? '#fff' : '#ffb000';
      context.font = '10px sans-serif';
      context.fillText(result.activity.split('.').slice(-2).join('.').slice(-27), x + 3, y + 11);
      context.fillText(result.outcome, x + 3, y + 23);
    }
    const file = join(folder, `sheet-${files.length + 1}.png`);
    writeFileSync(file, canvas.toBuffer('image/png'));
    files.push(file);
  }
  return files;
}
