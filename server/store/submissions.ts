import type { Knex } from 'knex';
import { registerDone } from './apps.ts';
import type { Db } from './db.ts';
import type { PolicyFile } from './policy-file.ts';
import { findPage } from './submission-page.ts';
import type { SubmissionPage, SubmissionQuery } from './submission-page.ts';
import { SUBMISSION_COLUMNS, toSubmission } from './submission-row.ts';
import type { SubmissionRow } from './submission-row.ts';

export const SUBMISSION_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];
export const PURPOSES = ['self-check', 'inspection', 're-scan'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const PROFILES = ['static', 'full'] as const;
export type Profile = (typeof PROFILES)[number];

/** One request to scan. */
export type NewSubmission = {
  readonly id: string;
  readonly accountId: string;
  /** Key of the job that does the work; submissions of one key share it. */
  readonly scanKey: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly appType?: string;
  /** Rule packs to judge by; absent for the one that judges when nobody chooses. */
  readonly packs?: readonly string[];
  /** Addresses of policies and lists that the submitter gave. */
  readonly policies?: readonly string[];
  readonly policyFiles?: readonly PolicyFile[];
  /** Whether addresses of policies found in the app are asked. */
  readonly followPolicies?: boolean;
  /** The store that the sample was taken from. */
  readonly storeId?: string;
  /** Blob of the listing that it was taken from. */
  readonly listingSha256?: string;
  readonly createdAtMs: number;
};

/** What a list shows of a finished scan. Counts by severity. */
export type ScanSummary = {
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly mark: number;
  readonly band: string;
  readonly violations: Readonly<Record<'0' | '1' | '2' | '3', number>>;
  readonly suspected: number;
  readonly coverageShare: number;
  /** Fingerprint of the rules that judged; absent in scans made before it was kept. */
  readonly rulesVersion?: string;
  readonly reportSha256: string;
  readonly evidenceSha256: string;
};

export type Submission = NewSubmission & {
  readonly accountName: string;
  /** The record that the finished scan belongs to. */
  readonly appId?: string;
  readonly status: SubmissionStatus;
  readonly stage?: string;
  /** 0..1 */
  readonly fraction?: number;
  /** Runs begun so far. */
  readonly attempts: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly summary?: ScanSummary;
  readonly error?: { readonly code: string; readonly message: string };
};

export type LogLine = {
  readonly atMs: number;
  readonly stage: string;
  readonly fraction?: number;
  readonly message?: string;
};

const LIVE: readonly SubmissionStatus[] = ['queued', 'running'];

/** Requests to scan, how they stand, and what came of them. */
export class Submissions {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adding one id twice is adding it once. */
  async add(submission: NewSubmission): Promise<void> {
    const row = {
      id: submission.id,
      account_id: submission.accountId,
      scan_key: submission.scanKey,
      sha256: submission.sha256,
      size_bytes: submission.sizeBytes,
      file_name: submission.fileName,
      profile: submission.profile,
      purpose: submission.purpose,
      app_type: submission.appType ?? null,
      packs: submission.packs?.join(',') ?? null,
      policies: submission.policies === undefined ? null : JSON.stringify(submission.policies),
      policy_files: submission.policyFiles === undefined ? null : JSON.stringify(submission.policyFiles),
      follow_policies: submission.followPolicies === true ? true : null,
      store_id: submission.storeId ?? null,
      listing_sha256: submission.listingSha256 ?? null,
      status: 'queued',
      created_at_ms: submission.createdAtMs,
    };
    await this.#db.write('submissions').insert(row).onConflict('id').ignore();
  }

  async find(id: string): Promise<Submission | undefined> {
    const row: SubmissionRow | undefined = await this.#db
      .read('submissions')
      .join('accounts', 'accounts.id', 'submissions.account_id')
      .where('submissions.id', id)
      .first(SUBMISSION_COLUMNS);
    return row === undefined ? undefined : toSubmission(row);
  }

  page(query: SubmissionQuery): Promise<SubmissionPage> {
    return findPage(this.#db, query);
  }

  /** Keys of scans that some submission still waits for. */
  async listLiveKeys(): Promise<readonly string[]> {
    const rows: { scan_key: string }[] = await this.#db
      .write('submissions')
      .distinct('scan_key')
      .whereIn('status', LIVE);
    return rows.map((row) => row.scan_key);
  }

  /** Ids of the submissions that still wait for a scan. */
  async listLiveIds(scanKey: string): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.#live(scanKey).select('id');
    return rows.map((row) => row.id);
  }

  /** One waiting submission of a scan, to rebuild its job from. */
  async findLiveOfKey(scanKey: string): Promise<Submission | undefined> {
    const ids = await this.listLiveIds(scanKey);
    return ids[0] === undefined ? undefined : this.find(ids[0]);
  }

  async markRunning(scanKey: string, attempts: number, nowMs: number): Promise<void> {
    await this.#live(scanKey).update({ status: 'running', attempts, fraction: 0, started_at_ms: nowMs });
  }

  async markQueued(scanKey: string): Promise<void> {
    await this.#live(scanKey).update({ status: 'queued', stage: null, fraction: null });
  }

  async markProgress(scanKey: string, stage: string, fraction: number | undefined): Promise<void> {
    await this.#live(scanKey).update({ stage, ...(fraction === undefined ? {} : { fraction }) });
  }

  /**
   * Gives the result to every submission that waits for it, and puts them on record above the samples, all or nothing:
   * who sees a scan done sees its app. Twice is as good as once.
   */
  async markDone(scanKey: string, summary: ScanSummary, nowMs: number): Promise<void> {
    await this.#db.write.transaction(async (trx) => {
      // The write comes first: a transaction that has read cannot write any more once another process has written.
      const rows: { id: string }[] = await trx('submissions')
        .where({ scan_key: scanKey })
        .whereIn('status', LIVE)
        .update(toDoneColumns(summary, nowMs))
        .returning('id');
      for (const { id } of rows) await registerDone(trx, id);
    });
  }

  async markFailed(scanKey: string, error: { code: string; message: string }, nowMs: number): Promise<void> {
    await this.#live(scanKey).update({
      status: 'failed',
      finished_at_ms: nowMs,
      error_code: error.code,
      error_message: error.message.slice(0, 2000),
    });
  }

  /** Cancels one submission. False where it has already ended. */
  async cancel(id: string, nowMs: number): Promise<boolean> {
    const count = await this.#db
      .write('submissions')
      .where({ id })
      .whereIn('status', LIVE)
      .update({ status: 'cancelled', finished_at_ms: nowMs });
    return count > 0;
  }

  /** Puts a failed or cancelled submission back in line. False where it is neither. */
  async retry(id: string): Promise<boolean> {
    const count = await this.#db
      .write('submissions')
      .where({ id })
      .whereIn('status', ['failed', 'cancelled'])
      .update({
        status: 'queued',
        stage: null,
        fraction: null,
        started_at_ms: null,
        finished_at_ms: null,
        error_code: null,
        error_message: null,
      });
    return count > 0;
  }

  /** The submissions of a scan that failed, waiting again, as when an administrator requeues its job. */
  async reviveFailed(scanKey: string): Promise<void> {
    await this.#db
      .write('submissions')
      .where({ scan_key: scanKey, status: 'failed' })
      .update({ status: 'queued', finished_at_ms: null, error_code: null, error_message: null });
  }

  /** Adds log lines to every submission that waits for the scan. */
  async addLog(scanKey: string, lines: readonly LogLine[]): Promise<void> {
    const ids = lines.length === 0 ? [] : await this.listLiveIds(scanKey);
    const rows = ids.flatMap((id) =>
      lines.map((line) => ({
        submission_id: id,
        at_ms: line.atMs,
        stage: line.stage,
        fraction: line.fraction ?? null,
        message: line.message ?? null,
      })),
    );
    if (rows.length > 0) await this.#db.write.batchInsert('submission_log', rows, 100);
  }

  /** The newest lines, oldest first. */
  async readLog(id: string, limit: number): Promise<readonly LogLine[]> {
    const rows: { at_ms: number; stage: string; fraction: number | null; message: string | null }[] =
      await this.#db
        .read('submission_log')
        .where({ submission_id: id })
        .orderBy('number', 'desc')
        .limit(limit);
    return rows.reverse().map((row) => ({
      atMs: Number(row.at_ms),
      stage: row.stage,
      ...(row.fraction === null ? {} : { fraction: row.fraction }),
      ...(row.message === null ? {} : { message: row.message }),
    }));
  }

  /** Submissions of a scan that ended since then, but for those that came in masses. */
  async listEnded(scanKey: string, sinceMs: number): Promise<readonly Submission[]> {
    const rows: SubmissionRow[] = await this.#db
      .write('submissions')
      .join('accounts', 'accounts.id', 'submissions.account_id')
      .where({ scan_key: scanKey })
      .whereIn('status', ['done', 'failed'])
      .whereNot({ purpose: 're-scan' })
      .where('finished_at_ms', '>=', sinceMs)
      .whereNotExists((batch) =>
        batch.from('batch_items').whereRaw('batch_items.submission_id = submissions.id'),
      )
      .select(SUBMISSION_COLUMNS);
    return rows.map(toSubmission);
  }

  async countByStatus(): Promise<Readonly<Record<SubmissionStatus, number>>> {
    const rows: { status: SubmissionStatus; count: number }[] = await this.#db
      .read('submissions')
      .select('status')
      .count({ count: '*' })
      .groupBy('status');
    const counts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
    for (const row of rows) counts[row.status] = Number(row.count);
    return counts;
  }

  #live(scanKey: string): Knex.QueryBuilder {
    return this.#db.write('submissions').where({ scan_key: scanKey }).whereIn('status', LIVE);
  }
}

function toDoneColumns(summary: ScanSummary, nowMs: number): object {
  const { violations } = summary;
  return {
    status: 'done',
    stage: null,
    fraction: 1,
    finished_at_ms: nowMs,
    package_name: summary.packageName,
    label: summary.label,
    version_name: summary.versionName,
    version_code: summary.versionCode,
    mark: summary.mark,
    band: summary.band,
    violations_0: violations['0'],
    violations_1: violations['1'],
    violations_2: violations['2'],
    violations_3: violations['3'],
    violations: violations['1'] + violations['2'] + violations['3'],
    suspected: summary.suspected,
    coverage_share: summary.coverageShare,
    rules_version: summary.rulesVersion ?? null,
    report_sha256: summary.reportSha256,
    evidence_sha256: summary.evidenceSha256,
    error_code: null,
    error_message: null,
  };
}
