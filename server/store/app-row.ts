import type { FilingState, NumberState } from './filings.ts';

/** One app, with the scan that stands for it now. */
export type App = {
  readonly id: string;
  readonly packageName: string;
  /** SHA-256 of the oldest certificate of its signing line; empty for an unsigned package. */
  readonly keyLine: string;
  readonly label: string;
  readonly company?: { readonly id: string; readonly name: string };
  readonly appType?: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly latestSubmissionId: string;
  readonly latestScanMs: number;
  readonly versionName: string;
  readonly versionCode: number;
  readonly mark: number;
  readonly band: string;
  readonly violations: number;
  readonly suspected: number;
  readonly worstSeverity: number;
  readonly scans: number;
  readonly filingState: FilingState;
  readonly filingId?: string;
  readonly numberShown: NumberState;
};

export type AppRow = {
  id: string;
  package_name: string;
  key_line: string;
  label: string;
  company_id: string | null;
  company_name?: string | null;
  app_type: string | null;
  first_seen_ms: number;
  last_seen_ms: number;
  latest_submission_id: string;
  latest_report_sha256: string;
  latest_profile: string;
  latest_scan_ms: number;
  version_name: string;
  version_code: number;
  mark: number;
  band: string;
  violations: number;
  suspected: number;
  worst_severity: number;
  scans: number;
  filing_state: FilingState;
  filing_id: string | null;
  number_shown: NumberState;
};

export function toApp(row: AppRow): App {
  return {
    id: row.id,
    packageName: row.package_name,
    keyLine: row.key_line,
    label: row.label,
    ...(row.company_id === null ? {} : { company: { id: row.company_id, name: row.company_name ?? '' } }),
    ...(row.app_type === null ? {} : { appType: row.app_type }),
    firstSeenMs: Number(row.first_seen_ms),
    lastSeenMs: Number(row.last_seen_ms),
    latestSubmissionId: row.latest_submission_id,
    latestScanMs: Number(row.latest_scan_ms),
    versionName: row.version_name,
    versionCode: Number(row.version_code),
    mark: row.mark,
    band: row.band,
    violations: row.violations,
    suspected: row.suspected,
    worstSeverity: row.worst_severity,
    scans: Number(row.scans),
    filingState: row.filing_state,
    ...(row.filing_id === null ? {} : { filingId: row.filing_id }),
    numberShown: row.number_shown,
  };
}
