import type { Db } from './db.ts';
import { SUBMISSION_COLUMNS, toSubmission } from './submission-row.ts';
import type { SubmissionRow } from './submission-row.ts';
import type { Profile, ScanSummary, Submission } from './submissions.ts';

export const REJUDGE_SCOPES = ['outdated', 'all'] as const;
/** `outdated`: reports made by other rules than those of now. */
export type RejudgeScope = (typeof REJUDGE_SCOPES)[number];

/** One round of judging stored evidence anew. */
export type Rejudgement = {
  readonly id: string;
  readonly accountName: string;
  readonly scope: RejudgeScope;
  readonly createdAtMs: number;
  /** Different results to judge: submissions that share evidence, type and packs are one. */
  readonly total: number;
  readonly chunks: number;
};

export type ChunkCounts = {
  readonly done: number;
  /** Reports that say something else than before. */
  readonly changed: number;
  readonly failed: number;
  readonly firstFailure?: string;
};

export type RejudgementProgress = Rejudgement & ChunkCounts & { readonly chunksDone: number };

/** A stored result: what was found, and everything besides the rules that shapes the report. */
export type StoredResult = {
  readonly sampleSha256: string;
  readonly profile: Profile;
  readonly evidenceSha256: string;
  readonly reportSha256: string;
  readonly rulesVersion?: string;
  readonly appType?: string;
  readonly packs?: readonly string[];
};

type ProgressRow = {
  id: string;
  account_name: string;
  scope: RejudgeScope;
  created_at_ms: number;
  total: number;
  chunks: number;
  chunks_done: number;
  done: number | null;
  changed: number | null;
  failed: number | null;
  first_failure: string | null;
};

const LISTED = 20;

/** Rounds of judging anew, how far each is, and the results they give. */
export class Rejudgements {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(round: Rejudgement): Promise<void> {
    await this.#db.write('rejudgements').insert({
      id: round.id,
      account_name: round.accountName,
      scope: round.scope,
      created_at_ms: round.createdAtMs,
      total: round.total,
      chunks: round.chunks,
    });
  }

  /** Twice is as good as once. */
  async addChunk(id: string, chunk: number, counts: ChunkCounts): Promise<void> {
    await this.#db
      .write('rejudgement_chunks')
      .insert({
        rejudgement_id: id,
        chunk,
        done: counts.done,
        changed: counts.changed,
        failed: counts.failed,
        first_failure: counts.firstFailure?.slice(0, 500) ?? null,
      })
      .onConflict(['rejudgement_id', 'chunk'])
      .merge();
  }

  /** The newest rounds. */
  async list(): Promise<readonly RejudgementProgress[]> {
    const rows: ProgressRow[] = await this.#db
      .read({ r: 'rejudgements' })
      .leftJoin({ c: 'rejudgement_chunks' }, 'c.rejudgement_id', 'r.id')
      .groupBy('r.id', 'r.account_name', 'r.scope', 'r.created_at_ms', 'r.total', 'r.chunks')
      .orderBy([{ column: 'r.created_at_ms', order: 'desc' }, { column: 'r.id' }])
      .limit(LISTED)
      .select('r.id', 'r.account_name', 'r.scope', 'r.created_at_ms', 'r.total', 'r.chunks')
      .count({ chunks_done: 'c.chunk' })
      .sum({ done: 'c.done', changed: 'c.changed', failed: 'c.failed' })
      .min({ first_failure: 'c.first_failure' });
    return rows.map((row) => ({
      id: row.id,
      accountName: row.account_name,
      scope: row.scope,
      createdAtMs: Number(row.created_at_ms),
      total: row.total,
      chunks: row.chunks,
      chunksDone: Number(row.chunks_done),
      done: Number(row.done ?? 0),
      changed: Number(row.changed ?? 0),
      failed: Number(row.failed ?? 0),
      ...(row.first_failure === null ? {} : { firstFailure: row.first_failure }),
    }));
  }

  /** Every different stored result, the newest submission standing for those that share it. */
  async listResults(): Promise<readonly StoredResult[]> {
    const rows: SubmissionRow[] = await this.#db
      .read('submissions')
      .join('accounts', 'accounts.id', 'submissions.account_id')
      .where('submissions.status', 'done')
      .whereNotNull('submissions.evidence_sha256')
      .orderBy('submissions.finished_at_ms')
      .select(SUBMISSION_COLUMNS);
    const byKey = new Map<string, StoredResult>();
    for (const submission of rows.map(toSubmission)) {
      const result = toStoredResult(submission);
      if (result !== undefined) byKey.set(keyOf(result), result);
    }
    return [...byKey.values()];
  }

  /**
   * Gives a new report to every submission that has the result; the old one is kept in the history. True when the
   * mark or the findings are other than before.
   */
  async replaceReport(
    result: StoredResult,
    summary: ScanSummary,
    rejudgementId: string,
    nowMs: number,
  ): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const rows: ReplacedRow[] = await trx('submissions')
        .where({ status: 'done', evidence_sha256: result.evidenceSha256 })
        .where({ app_type: result.appType ?? null, packs: result.packs?.join(',') ?? null })
        .select('id', 'report_sha256', 'rules_version', 'mark', 'violations', 'suspected', 'coverage_share');
      for (const row of rows) {
        if (row.report_sha256 !== summary.reportSha256)
          await trx('report_history').insert({
            submission_id: row.id,
            report_sha256: row.report_sha256,
            rules_version: row.rules_version,
            replaced_at_ms: nowMs,
            rejudgement_id: rejudgementId,
          });
      }
      const { violations } = summary;
      const count = violations['1'] + violations['2'] + violations['3'];
      await trx('submissions')
        .whereIn(
          'id',
          rows.map((row) => row.id),
        )
        .update({
          mark: summary.mark,
          band: summary.band,
          violations_0: violations['0'],
          violations_1: violations['1'],
          violations_2: violations['2'],
          violations_3: violations['3'],
          violations: count,
          suspected: summary.suspected,
          coverage_share: summary.coverageShare,
          report_sha256: summary.reportSha256,
          rules_version: summary.rulesVersion ?? null,
        });
      return rows.some(
        (row) =>
          row.mark !== summary.mark ||
          row.violations !== count ||
          row.suspected !== summary.suspected ||
          row.coverage_share !== summary.coverageShare,
      );
    });
  }
}

type ReplacedRow = {
  id: string;
  report_sha256: string;
  rules_version: string | null;
  mark: number;
  violations: number;
  suspected: number;
  coverage_share: number;
};

function toStoredResult({ sha256, profile, summary, appType, packs }: Submission): StoredResult | undefined {
  if (summary === undefined) return undefined;
  return {
    sampleSha256: sha256,
    profile,
    evidenceSha256: summary.evidenceSha256,
    reportSha256: summary.reportSha256,
    ...(summary.rulesVersion === undefined ? {} : { rulesVersion: summary.rulesVersion }),
    ...(appType === undefined ? {} : { appType }),
    ...(packs === undefined ? {} : { packs }),
  };
}

function keyOf(result: StoredResult): string {
  return JSON.stringify([result.evidenceSha256, result.appType, result.packs]);
}
