import assert from 'node:assert/strict';
import { BitWords } from '../../../../../scanner/emulator/java/util/bit-words.ts';

describe('A set of bits', () => {
  const ranges: [from: number, to: number][] = [
    [0, 0],
    [0, 1],
    [3, 70],
    [32, 64],
    [31, 33],
    [5, 200],
  ];
  for (const [from, to] of ranges)
    it(`sets and clears from ${from} to ${to} and nothing else`, () => {
      const bits = BitWords.of([2, 40, 300]);
      bits.setRange(from, to, true);
      const expected = new Set([2, 40, 300]);
      for (let i = from; i < to; i++) expected.add(i);
      assert.deepEqual(
        [...bits],
        [...expected].sort((a, b) => a - b),
      );
      assert.equal(bits.count, expected.size);
      assert.equal(bits.length, 301);
      bits.setRange(from, to, false);
      assert.deepEqual(
        [...bits],
        [2, 40, 300].filter((bit) => bit < from || bit >= to),
      );
    });
});
