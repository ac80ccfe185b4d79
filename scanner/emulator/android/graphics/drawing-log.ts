import { createHash } from 'node:crypto';
import type { Canvas as Surface, Path2D } from '@napi-rs/canvas';
import type { Brush } from './host-canvas.ts';

const mostChars = 400_000;
const mostPictureBytes = 16 * 2 ** 20;
const bytesPerPixel = 4;

/**
 * What was drawn, in words that tell any two drawings apart: two screens with the same log have the same pixels. To draw
 * costs little, because Skia only notes it; to have the pixels computed, copied and compressed costs thirty times as
 * much, and most pictures of a scan show what an earlier one showed.
 */
export class DrawingLog {
  readonly #words: string[] = [];
  #chars = 0;
  #pictureBytes = 0;
  #isComplete = true;

  /** The whole log; undefined when something was drawn that it has no words for, or too much. */
  get text(): string | undefined {
    return this.#isComplete ? this.#words.join('\n') : undefined;
  }

  note(what: string, ...values: readonly (string | number | undefined)[]): void {
    if (!this.#isComplete) return;
    const word = `${what} ${values.join(' ')}`;
    this.#chars += word.length + 1;
    if (this.#chars > mostChars) this.#giveUp();
    else this.#words.push(word);
  }

  notePath(what: string, path: Path2D): void {
    if (this.#isComplete) this.note(what, path.getFillTypeString(), path.toSVGString());
  }

  /** A picture by its content: an app may draw on it between two screens. */
  notePicture(what: string, picture: Surface): void {
    if (!this.#isComplete) return;
    this.#pictureBytes += picture.width * picture.height * bytesPerPixel;
    if (this.#pictureBytes > mostPictureBytes) this.#giveUp();
    else
      this.note(
        what,
        picture.width,
        picture.height,
        createHash('sha256').update(picture.data()).digest('base64'),
      );
  }

  noteBrush(what: string, { fill, ...rest }: Brush): void {
    if (!this.#isComplete) return;
    this.note(what, JSON.stringify(rest));
    if (fill.kind !== 'pattern') this.note('fill', JSON.stringify(fill));
    else {
      const { picture, ...how } = fill;
      this.notePicture('pattern', picture);
      this.note('as', JSON.stringify(how));
    }
  }

  #giveUp(): void {
    this.#isComplete = false;
    this.#words.length = 0;
  }
}
