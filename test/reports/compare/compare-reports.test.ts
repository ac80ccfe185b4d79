import assert from 'node:assert/strict';
import { compareReports, renderComparison, type Report } from '../../../reports/index.ts';
import type { Verdict, VerdictKind } from '../../../rules/engine/verdict.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const base = toFixtureReport();
const [someVerdict] = base.verdicts;
assert.ok(someVerdict);

function reportWith(verdict: VerdictKind | undefined, changes: Partial<Report> = {}): Report {
  const verdicts: readonly Verdict[] = verdict === undefined ? [] : [{ ...someVerdict!, verdict }];
  return { ...base, ...changes, verdicts };
}

describe('comparing two reports', () => {
  for (const [before, after, change] of [
    ['compliant', 'violation', 'new'],
    [undefined, 'suspected', 'new'],
    ['cannot-tell', 'violation', 'new'],
    ['violation', 'violation', 'still'],
    ['violation', 'suspected', 'still'],
    ['violation', 'compliant', 'gone'],
    ['suspected', 'not-applicable', 'gone'],
    ['violation', 'cannot-tell', 'unseen'],
    ['violation', 'needs-human', 'unseen'],
    ['violation', undefined, 'unseen'],
    ['compliant', 'compliant', undefined],
    ['cannot-tell', 'compliant', undefined],
  ] as const) {
    it(`calls a finding that was ${before ?? 'not judged'} and is ${after ?? 'not judged'} ${change ?? 'none'}`, () => {
      const { findings } = compareReports(reportWith(before), reportWith(after));
      assert.deepEqual(
        findings.map((finding) => finding.change),
        change === undefined ? [] : [change],
      );
    });
  }

  it('tells what was added and removed, and counts a new version of an SDK as a change', () => {
    const before = reportWith('compliant');
    const [first] = before.sdks;
    assert.ok(first);
    const after = reportWith('compliant', {
      sdks: before.sdks.map((sdk) => (sdk === first ? { ...sdk, version: '99.0' } : sdk)),
      permissions: before.permissions.slice(1),
    });
    const comparison = compareReports(before, after);
    assert.deepEqual(comparison.sdks.added, [`${first.name} 99.0`]);
    assert.equal(comparison.sdks.removed.length, 1);
    assert.deepEqual(comparison.permissions, { added: [], removed: [before.permissions[0]?.name] });
  });

  it('counts reads by type, phase and caller where both scans ran the app', () => {
    const before = reportWith('compliant', { profile: 'full' });
    assert.ok(before.piReads.length > 0);
    const comparison = compareReports(before, { ...before, piReads: [] });
    assert.equal(
      comparison.behaviour.reduce((sum, row) => sum + row.before, 0),
      before.piReads.length,
    );
    assert.deepEqual(compareReports(before, { ...before, profile: 'static' }).behaviour, []);
  });

  it('warns of what makes two scans unlike', () => {
    const before = reportWith('compliant', { profile: 'full' });
    const other = reportWith('compliant', {
      profile: 'static',
      app: { ...base.app, packageName: 'com.example.other', versionCode: base.app.versionCode - 1 },
      engine: { ...base.engine, rulesVersion: 'another' },
    });
    assert.deepEqual(compareReports(before, other).notes, [
      'OTHER_APP',
      'OLDER_VERSION',
      'OTHER_PROFILE',
      'OTHER_RULES',
    ]);
  });

  it('prints names from apps without what could steer a terminal', () => {
    const hostile = reportWith('compliant', {
      app: { ...base.app, versionName: '1.0\u001b[2J\u202e' },
    });
    const text = renderComparison(compareReports(hostile, hostile), 'en');
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.match(text, /1\.0/);
  });
});
