import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  AT_MOST,
  EXACTLY,
  UNSPECIFIED,
  childSpec,
  makeSpec,
  resolveSizeAndState,
  specMode,
  specSize,
} from '../../../../../scanner/emulator/android/view/measure-spec.ts';

const MATCH = -1;
const WRAP = -2;
const tooSmall = 0x01000000;

describe('measure specifications', () => {
  const children: readonly [string, number, number, number, number][] = [
    ['a fixed child keeps its size whatever the parent', makeSpec(100, EXACTLY), 40, EXACTLY, 40],
    ['a matching child of a fixed parent fills it', makeSpec(100, EXACTLY), MATCH, EXACTLY, 80],
    ['a wrapping child of a fixed parent has it as its limit', makeSpec(100, EXACTLY), WRAP, AT_MOST, 80],
    ['a matching child of a wrapping parent has its limit only', makeSpec(100, AT_MOST), MATCH, AT_MOST, 80],
    ['any child of an unlimited parent is free', makeSpec(0, UNSPECIFIED), WRAP, UNSPECIFIED, 0],
    ['padding wider than the parent leaves nothing', makeSpec(10, EXACTLY), MATCH, EXACTLY, 0],
  ];
  for (const [title, spec, dimension, mode, size] of children) {
    it(title, () => {
      const found = childSpec(spec, 20, dimension);
      assert.deepEqual([specMode(found), specSize(found)], [mode, size]);
    });
  }

  const sizes: readonly [string, number, number, number][] = [
    ['an exact size wins over what is wanted', 50, makeSpec(30, EXACTLY), 30],
    ['what fits under a limit is taken', 20, makeSpec(30, AT_MOST), 20],
    ['what does not fit is cut, and says so', 50, makeSpec(30, AT_MOST), 30 | tooSmall],
    ['without a limit it is what is wanted', 50, makeSpec(0, UNSPECIFIED), 50],
  ];
  for (const [title, wanted, spec, expected] of sizes)
    it(title, () => assert.equal(resolveSizeAndState(wanted, spec, 0), expected));
});
