import assert from 'node:assert/strict';
import { renderBytes, renderShare } from '../../../server/web/i18n/format.ts';
import { toHeatMap } from '../../../server/web/report/heat-map.ts';
import { countVerdicts, findWorst, toGroups, toIndex } from '../../../server/web/report/model.ts';
import { toRunEvents } from '../../../server/web/report/run-events.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const weatherReport = toFixtureReport();

const call = (piType: string, caller: string, callSites: number) => ({
  piType,
  name: { zh: piType, en: piType },
  caller,
  callSites,
});

describe('what the report page makes of a report', () => {
  it('keeps every verdict in exactly one group', () => {
    const { findings } = toIndex(weatherReport);
    const grouped = toGroups(findings).flatMap((group) => group.findings.map((finding) => finding.key));
    assert.deepEqual([...grouped].sort(), findings.map((finding) => finding.key).sort());
    const counted = Object.values(countVerdicts(findings)).reduce((sum, count) => sum + count, 0);
    assert.equal(counted, weatherReport.verdicts.length);
  });

  it('puts the document with the worst finding first, and the worst finding first within it', () => {
    const groups = toGroups(toIndex(weatherReport).findings);
    const kinds = groups.map((group) => group.findings[0]?.verdict.verdict);
    const firstWithout = kinds.findIndex((kind) => kind !== 'violation');
    assert.ok(firstWithout !== 0, 'the fixture holds a violation');
    assert.ok(!kinds.slice(firstWithout).includes('violation'));
  });

  it('shows a fact that falls under several duties once among the worst', () => {
    const { findings } = toIndex(weatherReport);
    const worst = findWorst(findings, 100).map((finding) => finding.verdict.ruleId);
    assert.equal(new Set(worst).size, worst.length);
    assert.ok(worst.length > 0);
  });

  it('gives a class to the longest prefix that owns it, not to one it merely begins like', () => {
    const place = (className: string) => ({
      kind: 'code' as const,
      className,
      method: 'a',
      descriptor: '()V',
      pc: 0,
      dex: 'classes.dex',
    });
    const [first] = weatherReport.verdicts;
    assert.ok(first !== undefined);
    const sdk = { ...weatherReport.sdks[0], id: 'push', matches: [] } as (typeof weatherReport.sdks)[number];
    const match = (value: string) => [{ by: 'package-prefix' as const, value, place: place(value) }];
    const { findings } = toIndex({
      ...weatherReport,
      sdks: [
        { ...sdk, id: 'push', matches: match('cn.push') },
        { ...sdk, id: 'push-ads', matches: match('cn.push.ads') },
      ],
      verdicts: [
        { ...first, places: [place('cn.push.A')] },
        { ...first, places: [place('cn.push.ads.B')] },
        { ...first, places: [place('cn.pushed.C')] },
      ],
    });
    assert.deepEqual(
      findings.map((finding) => finding.callers),
      [['push'], ['push-ads'], ['app']],
    );
  });

  it('folds callers beyond the limit into one column without losing a call site', () => {
    const calls = [
      call('imei', 'app', 1),
      call('imei', 'a', 5),
      call('mac', 'b', 3),
      call('mac', 'c', 2),
      call('imei', 'c', 1),
    ];
    const map = toHeatMap(calls, 2);
    assert.deepEqual(map.callers, ['app', 'a', undefined]);
    assert.equal(
      map.cells.reduce((sum, cell) => sum + cell.callSites, 0),
      12,
    );
    assert.equal(
      map.cells.find((cell) => cell.column === 2 && map.kinds[cell.row]?.piType === 'mac')?.callSites,
      5,
    );
    assert.deepEqual(toHeatMap([], 3), { callers: [], kinds: [], cells: [], maxLog: 0 });
  });

  it('tells a scenario in the order of the clock and folds equal reads with their count', () => {
    const [run] = weatherReport.scenarios;
    const [read] = weatherReport.piReads;
    assert.ok(run !== undefined && read !== undefined);
    const repeated = [10, 11, 12].map((atMs) => ({ ...read, scenarioId: run.scenarioId, atMs }));
    const events = toRunEvents(
      {
        ...weatherReport,
        piReads: repeated,
        permissionRequests: [],
        networkRequests: [],
        popups: [],
        consentDialogs: [],
      },
      { ...run, steps: [{ atMs: 20, action: { zh: '点击', en: 'tap' }, phase: read.phase }] },
    );
    assert.deepEqual(
      events.map((event) => [event.kind, event.atMs, event.kind === 'read' ? event.times : undefined]),
      [
        ['read', 10, 3],
        ['step', 20, undefined],
      ],
    );
  });

  it('never rounds a part up to the whole or down to nothing', () => {
    const table: readonly (readonly [number, string])[] = [
      [0, '0%'],
      [0.001, '<1%'],
      [0.255, '26%'],
      [0.996, '>99%'],
      [1, '100%'],
    ];
    for (const [share, text] of table) assert.equal(renderShare(share), text);
    assert.deepEqual([0, 1023, 1536, 6_419_064].map(renderBytes), ['0 B', '1023 B', '1.5 KB', '6.1 MB']);
  });
});
