import assert from 'node:assert/strict';
import { lintPack } from '../../../rules/index.ts';
import type { Rule } from '../../../rules/index.ts';
import { RULE_CHECKS } from '../../../rules/lint/lint-pack.ts';
import { packOf, readTestRule } from '../support.ts';

const GOOD: Rule = {
  ...readTestRule([
    'needs: [apiCalls]',
    'duties: { part: [GB41391-F] }',
    'when: { some: apiCalls, as: reads, where: { piType: imei } }',
    'outcome: { met: suspected, unmet: compliant }',
  ]),
};
const EXAMPLES = new Map([
  [
    'test/test-rule.examples.yml',
    'violates: [{ name: a, expect: suspected, slots: { apiCalls: [{ piType: imei }] } }]\ncomplies: [{ name: b, expect: compliant }]',
  ],
]);

function checksThatFire(rule: Rule, files = EXAMPLES): readonly string[] {
  const problems = lintPack(packOf([rule]), files).filter((problem) => problem.ruleId === rule.id);
  for (const problem of problems) assert.ok(problem.recommendation.length > 20, problem.check);
  return [...new Set(problems.map((problem) => problem.check))];
}

const text = { zh: '中文', en: 'English' };

/** One fault for each check. */
const FAULTS: readonly [check: string, rule: Rule][] = [
  ['id-is-file-name', { ...GOOD, file: 'test/other.yml' }],
  ['needs-are-used', { ...GOOD, needs: ['apiCalls', 'sdks'] }],
  ['has-examples', GOOD],
  ['has-false-positives', { ...GOOD, falsePositives: [] }],
  ['both-languages', { ...GOOD, remediation: { zh: 'only English', en: 'Only English' } }],
  [
    'placeholders-are-known',
    { ...GOOD, message: { zh: '读取 {reads.nothing}', en: 'reads {reads.nothing}' } },
  ],
  ['checklist-for-people', { ...GOOD, outcome: { met: 'needs-human', unmet: 'compliant' } }],
  [
    'suspicion-only-for-unseen',
    { ...GOOD, when: { kind: 'unseen', path: 'apiCalls', where: { kind: 'all', items: [] } } },
  ],
  ['automatic-duties-are-decided', { ...GOOD, duties: { full: ['GB41391-F'], part: [] } }],
  [
    'compliance-needs-observation',
    {
      ...GOOD,
      needs: ['piReads'],
      when: { kind: 'some', path: 'piReads', where: { kind: 'all', items: [] } },
    },
  ],
  [
    'full-duties-can-be-cleared',
    {
      ...GOOD,
      duties: { full: ['PIPL6'], part: [] },
      outcome: { met: 'suspected', unmet: 'cannot-tell' },
    },
  ],
  ['titles-are-short', { ...GOOD, title: { zh: '很'.repeat(60), en: 'Long' } }],
];

describe('lint', () => {
  it('has nothing against a good rule', () => {
    assert.deepEqual(checksThatFire(GOOD), []);
  });

  for (const [check, rule] of FAULTS)
    it(`finds the fault seeded for ${check}`, () => {
      const beside = [rule.file.replace('.yml', '.examples.yml'), [...EXAMPLES.values()][0] ?? ''] as const;
      const files = check === 'has-examples' ? new Map<string, string>() : new Map([beside]);
      assert.deepEqual(checksThatFire(rule, files), [check]);
    });

  it('seeds a fault for every check', () => {
    assert.deepEqual(
      RULE_CHECKS.map((check) => check.id).filter((id) => !FAULTS.some(([check]) => check === id)),
      [],
    );
  });

  it('accepts a stated reason for doing no more than suspect', () => {
    const rule: Rule = { ...GOOD, duties: { full: ['GB41391-F'], part: [] }, onlySuspectedBecause: text };
    assert.deepEqual(checksThatFire(rule), []);
  });

  it('finds numbers and lists that no rule uses', () => {
    const pack = packOf([GOOD]);
    assert.ok(
      lintPack(pack, EXAMPLES).some((problem) => problem.problem === 'No rule uses threshold.reaskHours.'),
    );
  });
});
