import assert from 'node:assert/strict';
import { maskValue } from '../../../../scanner/emulator/system/mask-value.ts';

describe('maskValue', () => {
  const cases: readonly [string, string][] = [
    ['', ''],
    ['7', '7*'],
    ['abc', 'a**'],
    ['864512345678903', '864*********903'],
    ['48:ab:cd:ef:01:02', '48:a*********1:02'],
    ['联系人一', '联***'],
  ];
  for (const [value, masked] of cases) {
    it(`shows ${JSON.stringify(value)} as ${JSON.stringify(masked)}`, () =>
      assert.equal(maskValue(value), masked));
  }

  it('never shows more than half of a value', () => {
    for (let length = 2; length < 300; length++) {
      const masked = maskValue('x'.repeat(length));
      assert.ok([...masked].filter((char) => char === 'x').length <= length / 2, `${length}: ${masked}`);
    }
  });
});
