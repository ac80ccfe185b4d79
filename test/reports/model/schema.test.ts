import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readReport, renderCanonicalJson } from '../../../reports/index.ts';
import { REPORT_SCHEMA } from '../../../reports/model/schema.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

describe('the report schema', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { 'date-time': true } });
  const validate = ajv.compile(REPORT_SCHEMA);

  it('accepts a full report', () => {
    assert.ok(validate(JSON.parse(renderCanonicalJson(toFixtureReport()))), JSON.stringify(validate.errors));
  });

  it('describes every property', () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        if (key === 'properties' || key === '$defs')
          for (const [name, property] of Object.entries(child as Record<string, { description?: string }>)) {
            if (!property.description) bare.push(`${path}/${key}/${name}`);
          }
        visit(child, `${path}/${key}`);
      }
    };
    visit(REPORT_SCHEMA, '');
    assert.deepEqual(bare, []);
  });
});

describe('readReport', () => {
  it('reads back what the JSON rendering wrote', async () => {
    const report = toFixtureReport();
    assert.deepEqual(await readReport(renderCanonicalJson(report)), report);
  });

  const change = (edit: (report: Record<string, unknown>) => void): string => {
    const report = JSON.parse(renderCanonicalJson(toFixtureReport())) as Record<string, unknown>;
    edit(report);
    return JSON.stringify(report);
  };

  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['text that is not JSON', '{"schemaVersion":', /not JSON/],
    ['a number', '7', /not unversioned ones/],
    ['a later version', change((report) => (report['schemaVersion'] = '2.0.0')), /not "2.0.0"/],
    ['a report without verdicts', change((report) => delete report['verdicts']), /verdicts/],
    ['a property that the schema does not know', change((report) => (report['more'] = 1)), /additional/],
    [
      'a mark over 100',
      change((report) => ((report['score'] as { mark: number }).mark = 101)),
      /\/score\/mark/,
    ],
  ];
  for (const [title, json, message] of cases)
    it(`refuses ${title}`, async () => {
      await assert.rejects(readReport(json), { code: 'BAD_REPORT', message });
    });
});
