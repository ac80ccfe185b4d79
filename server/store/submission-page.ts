import type { Knex } from 'knex';
import type { Db } from './db.ts';
import { SUBMISSION_COLUMNS, toSubmission } from './submission-row.ts';
import type { SubmissionRow } from './submission-row.ts';
import type { Submission, SubmissionStatus } from './submissions.ts';

export const SUBMISSION_SORTS = [
  'createdAt',
  'finishedAt',
  'mark',
  'label',
  'packageName',
  'sizeBytes',
  'violations',
] as const;
export type SubmissionSort = (typeof SUBMISSION_SORTS)[number];

/** `violation`: at least one confirmed; `suspected`: at least one suspicion; `clean`: done, and neither. */
export const VERDICT_FILTERS = ['violation', 'suspected', 'clean'] as const;
export type VerdictFilter = (typeof VERDICT_FILTERS)[number];

export type SubmissionQuery = {
  /** Only those of this account. */
  readonly accountId?: string;
  /** Part of package, label or file name, or the beginning of the SHA-256. */
  readonly text?: string;
  readonly status?: SubmissionStatus;
  readonly verdict?: VerdictFilter;
  readonly sort: SubmissionSort;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
};

export type SubmissionPage = { readonly items: readonly Submission[]; readonly total: number };

const COLUMNS: Readonly<Record<SubmissionSort, string>> = {
  createdAt: 'created_at_ms',
  finishedAt: 'finished_at_ms',
  mark: 'mark',
  label: 'label',
  packageName: 'package_name',
  sizeBytes: 'size_bytes',
  violations: 'violations',
};

/**
 * One page and the count of all that match. Ids break ties, so that paging neither skips nor repeats. The page's ids
 * are found first: what lies before a late page is passed over in the index and never read as rows.
 */
export async function findPage(db: Db, query: SubmissionQuery): Promise<SubmissionPage> {
  const matching = db.read('submissions').modify(filter, query);
  const pageIds = matching.clone().modify(inOrder, query).select('submissions.id');
  const [rows, count] = await Promise.all([
    db
      .read('submissions')
      .join('accounts', 'accounts.id', 'submissions.account_id')
      .whereIn('submissions.id', pageIds.limit(query.pageSize).offset((query.page - 1) * query.pageSize))
      .modify(inOrder, query)
      .select<SubmissionRow[]>(SUBMISSION_COLUMNS),
    matching.clone().count({ count: '*' }).first<{ count: number }>(),
  ]);
  return { items: rows.map(toSubmission), total: Number(count.count) };
}

function inOrder(rows: Knex.QueryBuilder, { sort, descending }: SubmissionQuery): void {
  const direction = descending ? 'desc' : 'asc';
  void rows.orderBy(`submissions.${COLUMNS[sort]}`, direction).orderBy('submissions.id', direction);
}

function filter(rows: Knex.QueryBuilder, query: SubmissionQuery): void {
  if (query.accountId !== undefined) void rows.where('submissions.account_id', query.accountId);
  if (query.status !== undefined) void rows.where('submissions.status', query.status);
  if (query.verdict === 'violation') void rows.where('submissions.violations', '>', 0);
  if (query.verdict === 'suspected') void rows.where('submissions.suspected', '>', 0);
  if (query.verdict === 'clean')
    void rows.where({
      'submissions.status': 'done',
      'submissions.violations': 0,
      'submissions.suspected': 0,
    });
  const text = query.text?.trim();
  if (text) void rows.where((any) => matchText(any, text));
}

function matchText(any: Knex.QueryBuilder, text: string): void {
  const part = `%${escapeLike(text)}%`;
  // LOWER on both sides: LIKE minds the case of letters in PostgreSQL and not in SQLite.
  for (const column of ['package_name', 'label', 'file_name'])
    void any.orWhereRaw(`LOWER(submissions.${column}) LIKE LOWER(?) ESCAPE '!'`, [part]);
  if (/^[0-9a-f]{4,64}$/i.test(text))
    void any.orWhereBetween('submissions.sha256', [text.toLowerCase(), `${text.toLowerCase()}g`]);
}

function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, (sign) => `!${sign}`);
}
