import assert from 'node:assert/strict';
import { judge, toAppTypeOptions } from '../../rules/index.ts';
import { placeholdersOf } from '../../rules/engine/message.ts';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';
import { openFileSource } from '../../scanner/package/index.ts';
import { scanPackage } from '../../scanner/scan.ts';
import { PACK } from './support.ts';

async function scan(file: string): Promise<Evidence> {
  const source = openFileSource(new URL(`../../${file}`, import.meta.url).pathname);
  try {
    const { evidence } = await scanPackage(source, {
      fileName: file.split('/').at(-1) ?? file,
      profile: 'static',
      engineVersion: 'test',
      collectedAt: '2026-01-01T00:00:00Z',
      data: loadScannerData(),
      budget: unlimitedBudget(),
    });
    return evidence;
  } finally {
    source.close();
  }
}

describe('judging a real app', () => {
  let evidence: Evidence;
  before(async () => {
    evidence = await scan('node_modules/android-apidemos/apks/ApiDemos-debug.apk');
  });

  it('finds what the manifest and the code of ApiDemos plainly show', () => {
    const judgement = judge(evidence, PACK);
    const found = new Map(judgement.verdicts.map((row) => [row.ruleId, row.verdict]));
    const expected: readonly [rule: string, verdict: string][] = [
      ['debuggable-build', 'suspected'],
      ['signed-with-debug-certificate', 'suspected'],
      ['declares-device-admin', 'suspected'],
      ['declares-message-or-call-permission', 'suspected'],
      ['declares-special-service', 'needs-human'],
      ['reads-contacts', 'needs-human'],
      ['identity-for-filing', 'needs-human'],
      ['reads-before-consent', 'cannot-tell'],
    ];
    for (const [rule, verdict] of expected) assert.equal(found.get(rule), verdict, rule);
  });

  it('says nothing good of what a static scan cannot see', () => {
    const judgement = judge(evidence, PACK);
    assert.equal(judgement.coverage.heavyDutiesJudged, false);
    assert.notEqual(judgement.score.band, 'compliant');
    for (const row of judgement.verdicts)
      if (row.needs.includes('piReads')) assert.equal(row.verdict, 'cannot-tell', row.ruleId);
  });

  it('fills every message, and shows where each finding was seen', () => {
    for (const row of judge(evidence, PACK).verdicts) {
      assert.deepEqual(placeholdersOf(row.message.zh), [], row.ruleId);
      assert.deepEqual(placeholdersOf(row.message.en), [], row.ruleId);
      assert.ok(row.places.length <= PACK.constants.limits.placesPerVerdict);
      if (row.verdict === 'violation') assert.ok(row.places.length > 0, row.ruleId);
    }
  });

  it('weighs permissions by the type of app when it is told', () => {
    const told = judge(evidence, PACK, toAppTypeOptions(PACK.catalogue, 'utilities'));
    const row = told.verdicts.find((verdict) => verdict.ruleId === 'permission-outside-app-type');
    assert.equal(row?.verdict, 'suspected');
    assert.match(row?.message.zh ?? '', /实用工具类/u);
  });
});

describe('judging the fixture apps', () => {
  const table: readonly [app: string, rule: string, violating: boolean, complying: boolean][] = [
    ['early-no-policy', 'no-policy-text-or-link', true, false],
    ['early-no-policy', 'no-consent-wording', true, false],
    ['early-getui-provider', 'sdk-starts-by-provider', true, false],
    ['flow-clear-text', 'cleartext-addresses', true, false],
    ['early-contacts', 'reads-contacts', true, true],
    ['early-app-list-command', 'reads-app-list-by-shell', true, true],
  ];
  for (const [app, rule, violating, complying] of table)
    it(`${rule} tells the twins of ${app} apart where it should`, async () => {
      for (const [twin, expected] of [
        ['violating', violating],
        ['complying', complying],
      ] as const) {
        const { verdicts } = judge(await scan(`test/fixtures/apps/${app}/${twin}.apk`), PACK);
        const row = verdicts.find((verdict) => verdict.ruleId === rule);
        assert.equal(row?.verdict === 'suspected' || row?.verdict === 'needs-human', expected, twin);
      }
    });
});
