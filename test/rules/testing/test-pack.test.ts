import assert from 'node:assert/strict';
import { testPack } from '../../../rules/index.ts';
import { readExamples } from '../../../rules/testing/read-examples.ts';
import { packOf, readTestRule } from '../support.ts';

const RULE = [
  'needs: [apiCalls]',
  'duties: { part: [GB41391-F] }',
  'when: { some: apiCalls, as: reads, where: { piType: imei } }',
  'outcome: { met: suspected, unmet: compliant }',
];
const VIOLATES = '{ name: a, expect: suspected, slots: { apiCalls: [{ piType: imei }] } }';
const COMPLIES = '{ name: b, expect: compliant }';

function problemsOf(lines: readonly string[], violates: string, complies: string): readonly string[] {
  const files = new Map([
    ['test/test-rule.examples.yml', `violates: [${violates}]\ncomplies: [${complies}]`],
  ]);
  return testPack(packOf([readTestRule(lines)]), files).map((failure) => failure.problem);
}

describe('the tester of rules', () => {
  it('passes a rule whose examples hold', () => {
    assert.deepEqual(problemsOf(RULE, VIOLATES, COMPLIES), []);
  });

  const table: readonly [
    title: string,
    rule: readonly string[],
    violates: string,
    complies: string,
    problem: RegExp,
  ][] = [
    [
      'a violating example that the rule misses',
      RULE,
      VIOLATES.replace('imei }', 'mac }'),
      COMPLIES,
      /Expected suspected, got compliant/u,
    ],
    [
      'a complying example that the rule hits',
      RULE,
      VIOLATES,
      '{ name: b, expect: suspected, slots: { apiCalls: [{ piType: imei }] } }',
      /must not end in suspected/u,
    ],
    [
      'a violating example that expects compliance',
      RULE,
      '{ name: a, expect: compliant }',
      COMPLIES,
      /must end in a finding/u,
    ],
    [
      'an unfilled placeholder',
      [...RULE, 'checklist: { zh: 看, en: Look }'],
      VIOLATES,
      COMPLIES,
      /unfilled placeholder/u,
    ],
  ];
  for (const [title, rule, violates, complies, problem] of table)
    it(`fails ${title}`, () => {
      if (title === 'an unfilled placeholder') {
        const test = readTestRule(rule);
        const broken = { ...test, message: { zh: '读取 {writes.piType}', en: 'reads {writes.piType}' } };
        const files = new Map([
          ['test/test-rule.examples.yml', `violates: [${violates}]\ncomplies: [${complies}]`],
        ]);
        assert.match(testPack(packOf([broken]), files)[0]?.problem ?? '', problem);
        return;
      }
      assert.match(problemsOf(rule, violates, complies)[0] ?? '', problem);
    });

  it('fails a rule without examples', () => {
    const failures = testPack(packOf([readTestRule(RULE)]), new Map());
    assert.match(failures[0]?.problem ?? '', /no examples/u);
  });

  it('fails a rule that throws', () => {
    const rule = readTestRule([
      'needs: [apiCalls, sdks]',
      'duties: { part: [GB41391-F] }',
      'when: { some: apiCalls, where: { piType: imei } }',
      'outcome: { met: suspected, unmet: compliant }',
    ]);
    const pack = packOf([rule]);
    const [compiled] = pack.compiledRules;
    assert.ok(compiled);
    const throwing = {
      ...pack,
      compiledRules: [
        {
          ...compiled,
          rule: { ...rule, needs: [] },
          when: () => {
            throw new TypeError('reads what it did not declare');
          },
        },
      ],
    };
    const files = new Map([
      ['test/test-rule.examples.yml', `violates: [${VIOLATES}]\ncomplies: [${COMPLIES}]`],
    ]);
    assert.match(testPack(throwing, files)[0]?.problem ?? '', /The rule failed/u);
  });

  it('refuses an example with a field that evidence does not have, naming file and line', () => {
    const text =
      'violates:\n  - name: a\n    expect: suspected\n    slots:\n      apiCalls: [{ piTyp: imei }]\ncomplies: []';
    assert.throws(() => readExamples('x.examples.yml', text), {
      code: 'BAD_EXAMPLE',
      file: 'x.examples.yml',
      line: 5,
    });
  });
});
