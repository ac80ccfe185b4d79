import assert from 'node:assert/strict';
import { explain } from '../../../rules/index.ts';
import { readExamples } from '../../../rules/testing/read-examples.ts';
import { packOf, readTestRule } from '../support.ts';

type State = 'none' | 'one' | 'two' | 'absent' | 'minor-gap' | 'major-gap' | 'one-and-gap';

const STATES: Readonly<Record<State, string>> = {
  none: 'slots: { apiCalls: [] }',
  one: 'slots: { apiCalls: [{ piType: imei }] }',
  two: 'slots: { apiCalls: [{ piType: imei }, { piType: mac }] }',
  absent: 'slots: {}',
  'minor-gap': 'slots: { apiCalls: [] }, gaps: [{ code: REFLECTION, affects: [apiCalls] }]',
  'major-gap': 'slots: { apiCalls: [] }, gaps: [{ code: PACKED_CODE, affects: [apiCalls] }]',
  'one-and-gap':
    'slots: { apiCalls: [{ piType: imei }] }, gaps: [{ code: PACKED_CODE, affects: [apiCalls] }]',
};

/** The truth of each condition when the IMEI is (not) read, and when the slot is missing or has gaps. */
const TABLE: readonly [condition: string, Readonly<Record<State, 'met' | 'unmet' | 'unknown'>>][] = [
  [
    '{ some: apiCalls, where: { piType: imei } }',
    {
      none: 'unmet',
      one: 'met',
      two: 'met',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'met',
    },
  ],
  [
    '{ none: apiCalls, where: { piType: imei } }',
    {
      none: 'met',
      one: 'unmet',
      two: 'unmet',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'unmet',
    },
  ],
  [
    '{ unseen: apiCalls, where: { piType: imei } }',
    {
      none: 'met',
      one: 'unmet',
      two: 'unmet',
      absent: 'unknown',
      'minor-gap': 'met',
      'major-gap': 'unknown',
      'one-and-gap': 'unmet',
    },
  ],
  [
    '{ every: apiCalls, where: { piType: imei } }',
    {
      none: 'met',
      one: 'met',
      two: 'unmet',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'unknown',
    },
  ],
  [
    '{ count: apiCalls, gte: 2 }',
    {
      none: 'unmet',
      one: 'unmet',
      two: 'met',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'unknown',
    },
  ],
  [
    '{ count: apiCalls, lt: 2 }',
    {
      none: 'met',
      one: 'met',
      two: 'unmet',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'unknown',
    },
  ],
  [
    '{ not: { some: apiCalls, where: { piType: imei } } }',
    {
      none: 'met',
      one: 'unmet',
      two: 'unmet',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'unmet',
    },
  ],
  [
    '{ field: apiCalls.piType, equals: imei }',
    {
      none: 'unmet',
      one: 'met',
      two: 'met',
      absent: 'unknown',
      'minor-gap': 'unknown',
      'major-gap': 'unknown',
      'one-and-gap': 'met',
    },
  ],
];

describe('conditions', () => {
  for (const [condition, expected] of TABLE)
    for (const state of Object.keys(STATES) as State[])
      it(`${condition} is ${expected[state]} with ${state}`, () => {
        const rule = readTestRule([
          'needs: [apiCalls]',
          'duties: { part: [GB41391-F] }',
          `when: ${condition}`,
          'outcome: { met: suspected }',
        ]);
        const [example] = readExamples(
          'x.examples.yml',
          `violates: [{ name: x, expect: suspected, ${STATES[state]} }]\ncomplies: []`,
        );
        assert.ok(example);
        const evidence =
          state === 'absent'
            ? {
                ...example.evidence,
                slots: { ...example.evidence.slots, apiCalls: { kind: 'skipped' as const, reason: 'test' } },
              }
            : example.evidence;
        const { result } = explain('test-rule', evidence, packOf([rule]));
        assert.equal(result.proof?.outcome, expected[state]);
      });

  it('shows where a condition was met, and names it as its author did', () => {
    const rule = readTestRule([
      'needs: [apiCalls]',
      'duties: { part: [GB41391-F] }',
      'when: { some: apiCalls, where: { piType: imei }, say: { zh: 读取了 IMEI, en: the IMEI is read } }',
      'outcome: { met: suspected }',
    ]);
    const [example] = readExamples(
      'x.examples.yml',
      'violates: [{ name: x, expect: suspected, slots: { apiCalls: [{ piType: imei }] } }]\ncomplies: []',
    );
    assert.ok(example);
    const { result } = explain('test-rule', example.evidence, packOf([rule]));
    assert.deepEqual(result.proof?.text, { zh: '读取了 IMEI', en: 'the IMEI is read' });
    assert.equal(result.places[0]?.kind, 'code');
  });
});
