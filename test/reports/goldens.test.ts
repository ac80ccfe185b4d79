import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GOLDENS } from './goldens.ts';

describe('recorded renderings', () => {
  for (const { file, render } of GOLDENS) {
    const name = file.pathname.split('/').at(-1) ?? '';
    it(`${name} is what the program renders`, () => {
      const expected = readFileSync(file, 'utf8').split('\n');
      const actual = render().split('\n');
      const at = actual.findIndex((line, index) => line !== expected[index]);
      assert.ok(
        at === -1 && actual.length === expected.length,
        `${name} differs from line ${at + 1} on: ${JSON.stringify(actual[at]?.slice(0, 300))}; ` +
          'if this is wanted, run `npm run test:rebaseline` and read the diff',
      );
    });
  }
});
