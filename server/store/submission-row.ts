import type { PolicyFile } from './policy-file.ts';
import type { Profile, Purpose, ScanSummary, Submission, SubmissionStatus } from './submissions.ts';

/** A row of `submissions` joined with its account's name. */
export type SubmissionRow = {
  id: string;
  account_id: string;
  account_name: string;
  scan_key: string;
  sha256: string;
  size_bytes: number;
  file_name: string;
  profile: Profile;
  purpose: Purpose;
  app_type: string | null;
  packs: string | null;
  policies: string | null;
  policy_files: string | null;
  follow_policies: number | boolean | null;
  status: SubmissionStatus;
  stage: string | null;
  fraction: number | null;
  attempts: number;
  created_at_ms: number;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  package_name: string | null;
  label: string | null;
  version_name: string | null;
  version_code: number | null;
  mark: number | null;
  band: string | null;
  violations_0: number | null;
  violations_1: number | null;
  violations_2: number | null;
  violations_3: number | null;
  suspected: number | null;
  coverage_share: number | null;
  rules_version: string | null;
  report_sha256: string | null;
  evidence_sha256: string | null;
  error_code: string | null;
  error_message: string | null;
  app_id: string | null;
  store_id: string | null;
  listing_sha256: string | null;
};

export const SUBMISSION_COLUMNS = ['submissions.*', 'accounts.name as account_name'];

export function toSubmission(row: SubmissionRow): Submission {
  const summary = findSummary(row);
  return {
    id: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    scanKey: row.scan_key,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    fileName: row.file_name,
    profile: row.profile,
    purpose: row.purpose,
    status: row.status,
    attempts: row.attempts,
    createdAtMs: Number(row.created_at_ms),
    ...(row.app_type === null ? {} : { appType: row.app_type }),
    ...(row.packs === null ? {} : { packs: row.packs.split(',') }),
    ...(row.policies === null ? {} : { policies: JSON.parse(row.policies) as string[] }),
    ...(row.policy_files === null ? {} : { policyFiles: JSON.parse(row.policy_files) as PolicyFile[] }),
    ...(row.follow_policies ? { followPolicies: true } : {}),
    ...(row.app_id === null ? {} : { appId: row.app_id }),
    ...(row.store_id === null ? {} : { storeId: row.store_id }),
    ...(row.listing_sha256 === null ? {} : { listingSha256: row.listing_sha256 }),
    ...(row.stage === null ? {} : { stage: row.stage }),
    ...(row.fraction === null ? {} : { fraction: row.fraction }),
    ...(row.started_at_ms === null ? {} : { startedAtMs: Number(row.started_at_ms) }),
    ...(row.finished_at_ms === null ? {} : { finishedAtMs: Number(row.finished_at_ms) }),
    ...(summary === undefined ? {} : { summary }),
    ...(row.error_code === null
      ? {}
      : { error: { code: row.error_code, message: row.error_message ?? row.error_code } }),
  };
}

function findSummary(row: SubmissionRow): ScanSummary | undefined {
  if (row.report_sha256 === null || row.evidence_sha256 === null) return undefined;
  return {
    packageName: row.package_name ?? '',
    label: row.label ?? '',
    versionName: row.version_name ?? '',
    versionCode: Number(row.version_code ?? 0),
    mark: row.mark ?? 0,
    band: row.band ?? '',
    violations: {
      0: row.violations_0 ?? 0,
      1: row.violations_1 ?? 0,
      2: row.violations_2 ?? 0,
      3: row.violations_3 ?? 0,
    },
    suspected: row.suspected ?? 0,
    coverageShare: row.coverage_share ?? 0,
    ...(row.rules_version === null ? {} : { rulesVersion: row.rules_version }),
    reportSha256: row.report_sha256,
    evidenceSha256: row.evidence_sha256,
  };
}
