import assert from 'node:assert/strict';
import { toEvidence } from '../../../rules/testing/base-evidence.ts';
import { readExamples } from '../../../rules/testing/read-examples.ts';
import { evaluate, readTestRule } from '../support.ts';

/** An item test against one API call or SDK, and what the rule says: suspected, compliant or cannot-tell. */
const CASES: readonly [slot: string, where: string, items: string, expected: string][] = [
  ['apiCalls', '{ piType: imei }', '[{ piType: imei }]', 'suspected'],
  ['apiCalls', '{ piType: imei }', '[{ piType: mac }]', 'compliant'],
  ['apiCalls', '{ piType: [imei, mac] }', '[{ piType: mac }]', 'suspected'],
  ['apiCalls', '{ piType: { notIn: [imei, mac] } }', '[{ piType: mac }]', 'compliant'],
  ['apiCalls', '{ piType: { notIn: [imei] } }', '[{ piType: mac }]', 'suspected'],
  [
    'apiCalls',
    '{ api: { contains: Telephony } }',
    '[{ api: android.telephony.TelephonyManager }]',
    'suspected',
  ],
  [
    'apiCalls',
    '{ api: { startsWith: Telephony } }',
    '[{ api: android.telephony.TelephonyManager }]',
    'compliant',
  ],
  ['apiCalls', "{ api: { matches: '^android[.]tele' } }", '[{ api: android.telephony.X }]', 'suspected'],
  ['apiCalls', "{ api: { matches: '^ANDROID' } }", '[{ api: android.telephony.X }]', 'suspected'],
  ['apiCalls', '{ place.pc: { gt: 16 } }', '[{ place: { pc: 16 } }]', 'compliant'],
  ['apiCalls', '{ place.pc: { gte: 16 } }', '[{ place: { pc: 16 } }]', 'suspected'],
  ['apiCalls', '{ place.pc: { lt: 16 } }', '[{ place: { pc: 16 } }]', 'compliant'],
  ['apiCalls', '{ place.pc: { lte: 16 } }', '[{ place: { pc: 16 } }]', 'suspected'],
  [
    'apiCalls',
    '{ attribution.sdkId: { exists: true } }',
    '[{ attribution: { kind: sdk, sdkId: a } }]',
    'suspected',
  ],
  [
    'apiCalls',
    '{ attribution.sdkId: { exists: false } }',
    '[{ attribution: { kind: sdk, sdkId: a } }]',
    'compliant',
  ],
  ['apiCalls', '{ not: { piType: imei } }', '[{ piType: imei }]', 'compliant'],
  [
    'apiCalls',
    '{ any: [{ piType: imei }, { reach: unreachable }] }',
    '[{ piType: mac, reach: unreachable }]',
    'suspected',
  ],
  ['apiCalls', '{ piType: imei, reach: unreachable }', '[{ piType: imei, reach: reachable }]', 'compliant'],
  ['sdks', '{ readsPiTypes: imei }', '[{ readsPiTypes: [mac, imei] }]', 'suspected'],
  ['sdks', '{ readsPiTypes: { notIn: [imei] } }', '[{ readsPiTypes: [mac, imei] }]', 'compliant'],
  ['sdks', '{ readsPiTypes: { notIn: [imei] } }', '[{ readsPiTypes: [] }]', 'suspected'],
  [
    'sdks',
    '{ matches: { some: { by: domain, value: b } } }',
    '[{ matches: [{ by: domain, value: a }, { by: component, value: b }] }]',
    'compliant',
  ],
  [
    'sdks',
    '{ matches: { some: { by: domain, value: a } } }',
    '[{ matches: [{ by: domain, value: a }] }]',
    'suspected',
  ],
  ['sdks', '{ country: { notIn: [CN] } }', '[{ country: US }]', 'suspected'],
  ['sdks', '{ version: { matches: "^1" } }', '[{ name: of an unknown version }]', 'cannot-tell'],
  ['sdks', '{ nameZh: { matches: "^1" } }', '[{ name: without a Chinese name }]', 'compliant'],
];

describe('matchers', () => {
  for (const [slot, where, items, expected] of CASES)
    it(`${where} over ${items} gives ${expected}`, () => {
      const rule = readTestRule([
        `needs: [${slot}]`,
        'duties: { part: [GB41391-F] }',
        `when: { some: ${slot}, where: ${where} }`,
        'outcome: { met: suspected, unmet: compliant }',
      ]);
      const [example] = readExamples(
        'x.examples.yml',
        `violates: [{ name: x, expect: suspected, slots: { ${slot}: ${items} } }]\ncomplies: []`,
      );
      assert.ok(example);
      assert.equal(evaluate(rule, example.evidence).verdict, expected);
    });

  it('cuts long texts before a pattern reads them', () => {
    const rule = readTestRule([
      'needs: [apiCalls]',
      'duties: { part: [GB41391-F] }',
      "when: { some: apiCalls, where: { api: { matches: 'end$' } } }",
      'outcome: { met: suspected }',
    ]);
    const [example] = readExamples(
      'x.examples.yml',
      `violates: [{ name: x, expect: suspected, slots: { apiCalls: [{ api: "${'a'.repeat(9000)}end" }] } }]\ncomplies: []`,
    );
    assert.ok(example);
    assert.equal(evaluate(rule, example.evidence).verdict, 'cannot-tell');
  });

  it('leaves a test of something untold unknown', () => {
    const rule = readTestRule([
      'needs: [manifest]',
      'duties: { part: [GB41391-E] }',
      'when: { some: manifest.permissions, where: { name: { notIn: { option: allowedPermissions } } } }',
      'outcome: { met: suspected, unmet: compliant }',
    ]);
    assert.equal(evaluate(rule, toEvidence({})).verdict, 'cannot-tell');
    assert.equal(evaluate(rule, toEvidence({}), { allowedPermissions: [] }).verdict, 'suspected');
    assert.equal(
      evaluate(rule, toEvidence({}), { allowedPermissions: ['android.permission.INTERNET'] }).verdict,
      'compliant',
    );
  });
});
