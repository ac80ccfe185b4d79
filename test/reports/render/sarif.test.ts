import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { renderCanonicalJson } from '../../../reports/index.ts';
import { toSarif } from '../../../reports/render/sarif.ts';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

// The official schema, as a package of its editors ships it. It is in draft 04 but uses no keyword whose meaning
// changed since, so the validator may read it as a later draft.
const { resolve } = createRequire(import.meta.url);
const schema = JSON.parse(
  readFileSync(resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;
const { $schema: _draft, id: _id, ...keywords } = schema;
const uri = /^([a-z][a-z0-9+.-]*:)?[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i;
const ajv = new Ajv({
  strict: false,
  unicodeRegExp: false, // one of its patterns is no regular expression under the stricter flag
  allErrors: true,
  formats: { uri, 'uri-reference': uri, 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) },
});
const validate = ajv.compile(keywords);

describe('SARIF', () => {
  for (const [title, report] of [
    ['a full report', toFixtureReport()],
    ['a hostile report', toHostileReport()],
  ] as const)
    for (const lang of ['zh-CN', 'en'] as const)
      it(`of ${title} in ${lang} is valid by the official schema`, () => {
        const log: unknown = JSON.parse(renderCanonicalJson(toSarif(report, lang)));
        assert.ok(validate(log), JSON.stringify(validate.errors, null, 1));
      });

  const results = toSarif(toFixtureReport(), 'en').runs[0]?.results ?? [];
  const table: readonly (readonly [string, string, string])[] = [
    ['MIIT164-1b', 'fail', 'error'],
    ['MIIT164-1h', 'fail', 'warning'],
    ['MIIT164-5h', 'fail', 'warning'],
    ['PIPL51', 'fail', 'note'],
    ['CAC191-1.3', 'pass', 'none'],
    ['MIIT164-2a', 'review', 'none'],
    ['PIPL47', 'open', 'none'],
    ['MIIT26-6', 'notApplicable', 'none'],
  ];
  for (const [dutyId, kind, level] of table)
    it(`gives ${dutyId} the kind ${kind} and the level ${level}`, () => {
      const result = results.find((item) => item.ruleId === dutyId);
      assert.deepEqual([result?.kind, result?.level], [kind, level]);
    });

  it('names the method, the dex file and the pc of code', () => {
    const location = results[0]?.locations?.[2];
    assert.equal(location?.physicalLocation?.artifactLocation?.uri, 'classes2.dex');
    assert.match(location?.logicalLocations?.[0]?.fullyQualifiedName ?? '', /DeviceInfo\.androidId\(/);
    assert.equal(location?.properties?.['pc'], 0x12);
  });

  it('lets no file name become an absolute address or climb', () => {
    const uris = JSON.stringify(toSarif(toHostileReport(), 'en')).matchAll(/"uri":"([^"]*)"/g);
    for (const [, address = ''] of uris) {
      assert.doesNotMatch(address, /^[a-z]+:|^\/|(^|\/)\.\.?(\/|$)/i, address);
    }
  });
});
