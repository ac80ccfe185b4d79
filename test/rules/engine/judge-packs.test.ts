import assert from 'node:assert/strict';
import { judge, judgeByPacks, loadBuiltInPack } from '../../../rules/index.ts';
import { toEvidence } from '../../../rules/testing/base-evidence.ts';
import { PACK, packOf, readTestRule } from '../support.ts';

const RULE = readTestRule([
  'needs: [apiCalls]',
  'duties: { part: [GB41391-F] }',
  'when: { some: apiCalls, as: reads, where: { piType: imei } }',
  'outcome: { met: suspected, unmet: compliant }',
]);
const OTHER = readTestRule(
  [
    'needs: [manifest]',
    'duties: { part: [PIPL51] }',
    'when: { field: manifest.application.debuggable, equals: true }',
    'outcome: { met: violation, unmet: compliant }',
  ],
  'other-rule',
);

describe('judging by several packs', () => {
  const evidence = toEvidence({});

  it('gives every pack its own mark and coverage, and the worst mark to the whole', () => {
    const gdpr = loadBuiltInPack('gdpr');
    const play = loadBuiltInPack('play');
    const judgement = judgeByPacks(evidence, [gdpr, play]);
    assert.equal(judgement.packId, 'gdpr,play');
    const marks = [judge(evidence, gdpr).score.mark, judge(evidence, play).score.mark];
    assert.deepEqual(
      judgement.packs?.map((pack) => pack.score.mark),
      marks,
    );
    assert.equal(judgement.score.mark, Math.min(...marks));
    assert.equal(
      judgement.coverage.dutiesInForce,
      [gdpr, play].reduce((sum, pack) => sum + judge(evidence, pack).coverage.dutiesInForce, 0),
    );
  });

  it('says by one pack what judging by it alone says', () => {
    const { packs, ...judgement } = judgeByPacks(evidence, [PACK]);
    assert.equal(packs?.length, 1);
    assert.deepEqual(judgement, judge(evidence, PACK));
  });

  it('wants at least one pack', () => {
    assert.throws(() => judgeByPacks(evidence, []), { code: 'NOT_FOUND' });
  });
});

describe('a rule that fails', () => {
  const broken = packOf([RULE, OTHER]);
  const throwing = {
    ...broken,
    compiledRules: broken.compiledRules.map((compiled) =>
      compiled.rule.id === 'test-rule'
        ? {
            ...compiled,
            when: () => {
              throw new TypeError('a fault of ours');
            },
          }
        : compiled,
    ),
  };

  it('gives cannot-tell for its own duty alone, told as a fault of the tool', () => {
    const evidence = toEvidence({
      apiCalls: [],
    });
    const { verdicts } = judge(evidence, throwing);
    const of = (dutyId: string) => verdicts.filter((verdict) => verdict.dutyId === dutyId);
    assert.deepEqual(
      of('GB41391-F').map((verdict) => verdict.verdict),
      ['cannot-tell'],
    );
    assert.ok(of('GB41391-F')[0]?.gaps.some((gap) => gap.code === 'RULE_FAILED'));
    assert.match(of('GB41391-F')[0]?.message.zh ?? '', /属本工具的问题/u);
    // The other rule is heard as if nothing had happened.
    assert.deepEqual(
      of('PIPL51'),
      judge(evidence, broken).verdicts.filter((one) => one.dutyId === 'PIPL51'),
    );
  });
});
