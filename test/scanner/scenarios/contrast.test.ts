import assert from 'node:assert/strict';
import { measureContrast } from '../../../scanner/scenarios/contrast.ts';
import type { Pixels } from '../../../scanner/scenarios/scenario.ts';

type Colour = readonly [number, number, number];

/** A square of one colour with a smaller square of another drawn on it. */
function square(background: Colour, mark: Colour, sidePx: number): Pixels {
  const size = 40;
  const rgba = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const colour = x < sidePx && y < sidePx ? mark : background;
      rgba.set([...colour, 255], (y * size + x) * 4);
    }
  return { widthPx: size, heightPx: size, rgba };
}

/** A cross one pixel thick, a tenth of whose pixels are as dark as its colour: the rest are smooth edges. */
function thinCross(sidePx: number): Pixels {
  const size = 132;
  const rgba = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let at = 0; at < sidePx; at++)
    for (const x of [at, sidePx - 1 - at]) {
      const level = at % 10 === 0 ? 0 : 120 + (at % 10) * 8;
      rgba.set([level, level, level, 255], ((at + 50) * size + x + 50) * 4);
    }
  return { widthPx: size, heightPx: size, rgba };
}

describe('measureContrast', () => {
  const white: Colour = [255, 255, 255];
  const cases: readonly [title: string, pixels: Pixels, from: number, to: number][] = [
    ['black on white is near 21', square(white, [0, 0, 0], 12), 17, 21],
    ['near white on white is near 1', square(white, [244, 244, 244], 12), 1, 1.2],
    ['grey on white is in between', square(white, [118, 118, 118], 12), 4, 5],
    ['nothing drawn is 1', square(white, white, 12), 1, 1],
    ['a thin cross in a large hot zone is as dark as its strokes', thinCross(40), 17, 21],
    ['a speck is no mark', square(white, [0, 0, 0], 3), 1, 1],
  ];
  for (const [title, pixels, from, to] of cases) {
    it(title, () => {
      const ratio = measureContrast(pixels);
      assert.ok(ratio !== undefined && ratio >= from && ratio <= to, `it is ${ratio}`);
    });
  }

  it('says nothing of an empty picture', () =>
    assert.equal(measureContrast({ widthPx: 0, heightPx: 0, rgba: new Uint8ClampedArray() }), undefined));
});
