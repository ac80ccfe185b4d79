import assert from 'node:assert/strict';
import { fuzzPackage } from '../../fuzz/package-fuzz.ts';

describe('the package reader under damage', () => {
  it('answers 300 damaged files with a result or a coded error', () => {
    const { failures, rejected, runs } = fuzzPackage(300, 1);
    assert.deepEqual(failures, []);
    // Were nothing rejected, the damages would not reach the readers.
    assert.ok(rejected > runs / 20 && rejected < runs, `${rejected} of ${runs} rejected`);
  });
});
