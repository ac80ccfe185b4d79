import assert from 'node:assert/strict';
import { toScore } from '../../../rules/engine/score.ts';
import type { ScoredFinding } from '../../../rules/engine/score.ts';
import { PACK } from '../support.ts';

const COVERAGE = {
  dutiesInForce: 10,
  judged: 10,
  needsHuman: 0,
  cannotTell: 0,
  notApplicable: 0,
  share: 1,
  heavyDutiesJudged: true,
};
const violation = (severity: 0 | 1 | 2 | 3): ScoredFinding => ({
  verdict: 'violation',
  severity,
  supposed: false,
});
const suspicion = (severity: 1 | 2 | 3): ScoredFinding => ({
  verdict: 'suspected',
  severity,
  supposed: false,
});

describe('the mark', () => {
  const table: readonly [title: string, findings: readonly ScoredFinding[], mark: number, band: string][] = [
    ['is full when nothing is found', [], 100, 'compliant'],
    ['is capped by one advice', [violation(1)], 88, 'minor'],
    ['is capped by one notice item', [violation(2)], 65, 'serious'],
    ['is capped by one red line', [violation(3)], 30, 'grave'],
    ['sinks less with each further finding', [violation(3), violation(3)], 22.5, 'grave'],
    [
      'is capped by the worst, not by the number',
      [violation(1), violation(1), violation(2)],
      62.4,
      'serious',
    ],
    ['sinks a little for a suspicion', [suspicion(3)], 97, 'no-violation-seen'],
    ['ignores drafts', [violation(0)], 100, 'compliant'],
    ['never goes below nothing', Array.from({ length: 200 }, () => violation(3)), 0, 'grave'],
  ];
  for (const [title, findings, mark, band] of table)
    it(title, () => {
      const score = toScore(findings, COVERAGE, PACK.constants.score);
      assert.deepEqual([score.mark, score.band], [mark, band]);
    });

  it('weighs what a failed collector could have found, and does not tell it as found', () => {
    const score = toScore([{ ...violation(3), supposed: true }], COVERAGE, PACK.constants.score);
    assert.deepEqual(
      [score.mark, score.band, score.violations['3'], score.supposed],
      [30, 'no-violation-seen', 0, 1],
    );
  });

  it('does not say compliant when a heavy duty was not judged', () => {
    const score = toScore([], { ...COVERAGE, heavyDutiesJudged: false }, PACK.constants.score);
    assert.equal(score.band, 'no-violation-seen');
  });
});
