import assert from 'node:assert/strict';
import { findRepeats, median, variation } from '../../../rules/engine/repeats.ts';

function readsAt(timesMs: readonly number[], more: Readonly<Record<string, unknown>> = {}): unknown[] {
  return timesMs.map((atMs) => ({ atMs, scenarioId: 'S8', piType: 'imei', ...more }));
}

const EVEN = {
  groupBy: ['piType'],
  timeField: 'atMs',
  atLeast: 3,
  maxVariation: 0.2,
  maxMedianGapMs: undefined,
};
const FAST = { ...EVEN, maxVariation: undefined, maxMedianGapMs: 2000 };

describe('repeated events', () => {
  const table: readonly [
    name: string,
    items: unknown[],
    limits: typeof EVEN | typeof FAST,
    groups: number,
  ][] = [
    ['even spacing is a period', readsAt([0, 30_000, 60_000]), EVEN, 1],
    ['order in the log does not matter', readsAt([60_000, 0, 30_000]), EVEN, 1],
    ['slight jitter is still a period', readsAt([0, 30_000, 61_000, 90_000]), EVEN, 1],
    ['uneven spacing is none', readsAt([0, 1_000, 60_000]), EVEN, 0],
    ['too few are none', readsAt([0, 30_000]), EVEN, 0],
    ['a burst at one instant is no period', readsAt([5, 5, 5]), EVEN, 0],
    ['kinds are counted apart', [...readsAt([0, 60_000]), ...readsAt([30_000], { piType: 'mac' })], EVEN, 0],
    [
      'scenarios are counted apart',
      [...readsAt([0, 60_000]), ...readsAt([30_000], { scenarioId: 'S7' })],
      EVEN,
      0,
    ],
    ['close reads are frequent', readsAt([0, 900, 2_000]), FAST, 1],
    ['distant reads are not', readsAt([0, 9_000, 20_000]), FAST, 0],
    ['nothing repeats in nothing', [], EVEN, 0],
  ];
  for (const [name, items, limits, groups] of table)
    it(name, () => {
      assert.equal(findRepeats(items, limits).length, groups);
    });

  it('takes the middle of an odd and of an even number of values', () => {
    assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3]), median([])], [2, 2.5, 0]);
  });

  it('measures variation by the mean', () => {
    assert.equal(variation([10, 10, 10]), 0);
    assert.equal(variation([5, 15]), 0.5);
    assert.equal(variation([0, 0]), Number.POSITIVE_INFINITY);
  });
});
