import assert from 'node:assert/strict';
import {
  breakLines,
  fontMetricsInt,
  measureText,
} from '../../../../../scanner/emulator/android/graphics/text-measurer.ts';

/** Lines of a text whose ideographs are 10 px wide and whose other characters are 5. */
function linesOf(text: string, widthPx: number): string[] {
  const widthOf = (start: number, end: number) =>
    [...text.slice(start, end)].reduce((sum, each) => sum + (each > '\u2e80' ? 10 : 5), 0);
  return breakLines(text, widthPx, widthOf).map(({ start, end }) => text.slice(start, end));
}

const cases: readonly (readonly [title: string, text: string, widthPx: number, lines: readonly string[]])[] =
  [
    [
      'breaks Latin text at spaces, which stay with the line before',
      'to be or not',
      30,
      ['to be ', 'or not'],
    ],
    ['breaks Chinese text between ideographs', '我们重视隐私', 30, ['我们重', '视隐私']],
    ['lets no line begin with a comma or a full stop', '我们同意，好', 40, ['我们同', '意，好']],
    ['lets no line end with an opening bracket', '我们读《协议》', 40, ['我们读', '《协议》']],
    ['cuts a word that is wider than the line', 'privacypolicy', 30, ['privac', 'ypolic', 'y']],
    ['begins a line after each newline', 'a\n\nb', 100, ['a\n', '\n', 'b']],
    ['gives one line for no text', '', 100, ['']],
  ];

describe('Line breaking', () => {
  for (const [title, text, widthPx, lines] of cases)
    it(title, () => assert.deepEqual(linesOf(text, widthPx), lines));
});

describe('Text measuring', () => {
  it('sets ideographs in squares of the text size', () => {
    assert.ok(Math.abs(measureText('同意', { sizePx: 40 }) - 80) < 0.1);
  });

  it('makes bold text wider', () => {
    assert.ok(measureText('Agree', { sizePx: 40, bold: true }) > measureText('Agree', { sizePx: 40 }));
  });

  it('gives the line height that Android has for 14 sp at 440 dpi', () => {
    const { ascent, descent } = fontMetricsInt(38.5);
    assert.equal(descent - ascent, 45);
  });
});
