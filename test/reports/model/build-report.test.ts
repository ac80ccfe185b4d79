import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SLOT_NAMES } from '../../../scanner/evidence/index.ts';
import type { ApiCallFacts, Evidence, Slots } from '../../../scanner/evidence/index.ts';
import type { Judgement } from '../../../rules/engine/verdict.ts';
import { renderCanonicalJson, toReport } from '../../../reports/index.ts';
import type { ReportCatalogue } from '../../../reports/index.ts';
import { REPORT_SCHEMA } from '../../../reports/model/schema.ts';
import { FIXTURE_DUTIES } from '../../fixtures/reports/duties.ts';
import { codePlace, toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const CREATED = { createdAt: '2026-03-02T01:15:30Z' };

function call(piType: string, attribution: ApiCallFacts['attribution']): ApiCallFacts {
  return {
    piType,
    api: 'android.example.read',
    channel: 'api',
    place: codePlace('a.B', 'c', 4),
    attribution,
    reach: 'cannot-tell',
  };
}

function evidence(slots: Partial<Slots> = {}): Evidence {
  const absent = Object.fromEntries(
    SLOT_NAMES.map((name) => [name, { kind: 'skipped', reason: 'not wanted' }]),
  );
  return {
    schemaVersion: 2,
    engineVersion: '0.1.0',
    profile: 'static',
    collectedAt: '2026-03-02T01:15:00Z',
    slots: { ...(absent as unknown as Slots), ...slots },
    gaps: [],
    seal: 'ab'.repeat(32),
  };
}

function judgement(): Judgement {
  const { verdicts, score, coverage, engine } = toFixtureReport();
  return { packId: engine.packId, rulesVersion: engine.rulesVersion, verdicts, score, coverage };
}

const CATALOGUE: ReportCatalogue = {
  duties: FIXTURE_DUTIES,
  piNames: { location: { zh: '位置信息', en: 'location' } },
};

describe('toReport', () => {
  it('counts call sites by kind and caller, in a fixed order', () => {
    const calls = [
      call('location', { kind: 'sdk', sdkId: 'adsun' }),
      call('location', { kind: 'app' }),
      call('imei', { kind: 'library', prefix: 'androidx.core' }),
      call('location', { kind: 'app' }),
      call('location', { kind: 'unknown' }),
    ];
    const slots = { apiCalls: { kind: 'present', value: calls } } as const;
    const report = toReport(evidence(slots), judgement(), CATALOGUE, CREATED);
    assert.deepEqual(
      report.piCalls.map(({ piType, caller, callSites, name }) => [piType, caller, callSites, name.en]),
      [
        ['imei', 'library:androidx.core', 1, 'imei'],
        ['location', 'adsun', 1, 'location'],
        ['location', 'app', 2, 'location'],
        ['location', 'unknown', 1, 'location'],
      ],
    );
  });

  it('gives the same bytes for the same evidence, judgement and time', () => {
    const render = () => renderCanonicalJson(toReport(evidence(), judgement(), CATALOGUE, CREATED));
    assert.equal(render(), render());
  });

  it('says of every slot that is not present why it is not', () => {
    const slots = {
      manifest: { kind: 'failed', code: 'BAD_MANIFEST', message: 'chunk at 8' },
      device: { kind: 'unsupported', reason: 'no device' },
    } as const;
    const report = toReport(evidence(slots), judgement(), CATALOGUE, CREATED);
    const stateOf = (name: string) => report.slots.find((slot) => slot.name === name);
    assert.deepEqual(stateOf('manifest'), {
      name: 'manifest',
      kind: 'failed',
      reason: 'BAD_MANIFEST: chunk at 8',
    });
    assert.deepEqual(stateOf('device'), { name: 'device', kind: 'unsupported', reason: 'no device' });
    assert.equal(report.slots.length, SLOT_NAMES.length);
    assert.equal(report.app.packageName, '');
  });

  it('gives a report that its schema accepts even where nothing was collected', () => {
    const report = toReport(evidence(), judgement(), CATALOGUE, CREATED);
    const validate = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile(REPORT_SCHEMA);
    assert.ok(validate(JSON.parse(renderCanonicalJson(report))), JSON.stringify(validate.errors));
  });

  it('refuses evidence that was not sealed', () => {
    const { seal: _, ...unsealed } = evidence();
    assert.throws(() => toReport(unsealed, judgement(), CATALOGUE, CREATED), { code: 'NOT_SEALED' });
  });

  it('refuses a verdict on a duty that the catalogue does not have', () => {
    assert.throws(() => toReport(evidence(), judgement(), { ...CATALOGUE, duties: [] }, CREATED), {
      code: 'UNKNOWN_DUTY',
    });
  });
});
