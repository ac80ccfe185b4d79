import { ReportError } from '../errors.ts';
import { REPORT_SCHEMA_VERSION } from './report.ts';
import type { Report } from './report.ts';
import { REPORT_SCHEMA } from './schema.ts';

/**
 * A report from the text of report.json, checked against the schema. Throws ReportError `BAD_REPORT` that names
 * the first member that is wrong, or the version when it is not ours.
 */
export async function readReport(json: string): Promise<Report> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ReportError('BAD_REPORT', 'The report is not JSON.', cause);
  }
  const version =
    typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (version !== REPORT_SCHEMA_VERSION)
    throw new ReportError(
      'BAD_REPORT',
      `This program reads reports of version ${REPORT_SCHEMA_VERSION}, not ${JSON.stringify(version) ?? 'unversioned ones'}.`,
    );
  // Loaded only here: most runs make reports and never read one.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile<Report>(
    REPORT_SCHEMA,
  );
  if (validate(value)) return value;
  const first = validate.errors?.[0];
  throw new ReportError(
    'BAD_REPORT',
    `The report is malformed at ${first?.instancePath || '/'}: ${first?.message}.`,
  );
}
