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

  it('calls gone what a rule no longer finds, though it judges a part of the duty only', () => {
    const partly = { code: 'PARTLY_JUDGED', message: { zh: '', en: '' }, places: [], affects: [] };
    const unclear = { ...partly, code: 'ABSENCE_PROVES_NOTHING' };
    const changeOf = (...verdicts: readonly Partial<Verdict>[]) =>
      compareReports(reportWith('violation'), {
        ...base,
        verdicts: verdicts.map((verdict) => ({ ...someVerdict, ...verdict })),
      }).findings[0]?.change;
    assert.equal(changeOf({ verdict: 'cannot-tell', gaps: [partly] }), 'gone');
    assert.equal(changeOf({ verdict: 'cannot-tell', gaps: [partly, unclear] }), 'unseen');
    assert.equal(changeOf({ verdict: 'cannot-tell', gaps: [] }), 'unseen');
    assert.equal(changeOf({ dutyId: 'OTHER', verdict: 'compliant' }), 'gone', 'one rule has one result');
    assert.equal(changeOf({ ruleId: 'other', verdict: 'compliant' }), 'unseen');
  });

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

  it('tells components apart by kind, class and whether other apps reach them', () => {
    const service = { kind: 'service', name: 'com.example.Sync', exported: false } as const;
    const main = { kind: 'activity', name: 'com.example.Main', exported: true } as const;
    const before = reportWith('compliant', { components: [main, service] });
    const after = reportWith('compliant', { components: [main, { ...service, exported: true }] });
    assert.deepEqual(compareReports(before, after).components, {
      added: ['service com.example.Sync [exported]'],
      removed: ['service com.example.Sync'],
    });
    const { components: _, ...older } = before;
    assert.deepEqual(compareReports(older, after).components, { added: [], removed: [] });
    assert.ok(compareReports(older, after).notes.includes('NO_COMPONENTS'));
  });

  describe('how often things are done', () => {
    const before = reportWith('compliant', {
      profile: 'full',
      scenarios: base.scenarios.map((run) => ({ ...run, outcome: 'completed' as const })),
    });
    const told = (after: Report) => compareReports(before, after).behaviour;
    const sum = (rows: ReturnType<typeof told>, kind: string) =>
      rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.before - row.after, 0);

    for (const [kind, list, length] of [
      ['read', 'piReads', before.piReads.length],
      ['request', 'networkRequests', before.networkRequests.length],
      [
        'permission',
        'permissionRequests',
        before.permissionRequests.flatMap((one) => one.permissions).length,
      ],
      ['popup', 'popups', before.popups.length],
    ] as const)
      it(`is counted for each ${kind}`, () => {
        assert.ok(length > 0);
        const rows = told({ ...before, [list]: [] });
        assert.equal(sum(rows, kind), length);
        assert.ok(rows.every((row) => row.kind === kind));
        const text = renderComparison(compareReports(before, { ...before, [list]: [] }), 'en');
        assert.match(text, /\/min\) → 0 \(0\.00\/min\)/);
      });

    it('is not counted for a scenario that one scan did not end', () => {
      const [first] = before.scenarios;
      assert.ok(first);
      const after = { ...before, piReads: [], scenarios: [{ ...first, outcome: 'app-crashed' as const }] };
      const { runs, behaviour, notes } = compareReports(before, after);
      assert.deepEqual(behaviour, []);
      assert.ok(runs?.leftOut.includes(first.scenarioId) && notes.includes('OTHER_RUNS'));
    });

    it('is not told where one scan did not run the app', () => {
      const { behaviour, runs } = compareReports(before, { ...before, profile: 'static' });
      assert.deepEqual([behaviour, runs], [[], undefined]);
    });
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
      'NO_COMPONENTS',
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
