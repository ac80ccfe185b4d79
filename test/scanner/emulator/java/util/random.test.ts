import assert from 'node:assert/strict';
import { newState, next, nextInt, nextLong } from '../../../../../scanner/emulator/java/util/random.ts';

// Known answers of java.util.Random.
describe('Random gives Java’s own sequence', () => {
  it('for seed 42', () => {
    const state = newState(42n);
    assert.deepEqual(
      [next(state, 32), next(state, 32), next(state, 32)],
      [-1170105035, 234785527, -1360544799],
    );
  });

  it('for bounds and longs', () => {
    const state = newState(0n);
    assert.deepEqual([nextInt(state, 10), nextInt(state, 100), nextInt(state, 16)], [0, 48, 3]);
    assert.equal(nextLong(newState(0n)), -4962768465676381896n);
  });
});
