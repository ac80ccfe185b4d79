import assert from 'node:assert/strict';
import { judge } from '../../rules/index.ts';
import { realApks } from '../support/real-apks.ts';
import { readRecordedEvidence } from './rejudged-apps.ts';
import { PACK } from './support.ts';

// What the packs say of each app is a golden file (test/golden/rules, checked with the renderings).
describe('recorded evidence of the npm apps', () => {
  const recorded = readRecordedEvidence();

  it('is there for each of them and can still be read', () => {
    assert.deepEqual([...recorded.keys()], realApks.map((app) => app.packageName).sort());
  });

  it('is judged the same twice, and no static scan makes an app compliant', () => {
    for (const [name, evidence] of recorded) {
      const judgement = judge(evidence, PACK);
      assert.deepEqual(judge(structuredClone(evidence), PACK), judgement, name);
      assert.notEqual(judgement.score.band, 'compliant', name);
      assert.equal(
        judgement.verdicts.filter((verdict) => verdict.gaps.some((gap) => gap.code === 'RULE_FAILED')).length,
        0,
      );
    }
  });
});
