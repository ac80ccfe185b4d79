import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Db } from './db.ts';
import { mergeByRule } from './merge-problems.ts';
import type { ByRule } from './merge-problems.ts';

/** How many apps of a batch have a problem. */
export type ProblemCount = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly noticeLabel?: string;
  readonly violations: number;
  readonly suspected: number;
};

/** One group of a batch's apps; the name is empty where nothing is known. */
export type GroupCount = {
  readonly name: string;
  readonly apps: number;
  readonly appsWithViolations: number;
  readonly violations: number;
};

export type BatchCharts = {
  /** One a rule. */
  readonly problems: readonly ByRule<ProblemCount>[];
  readonly types: readonly GroupCount[];
  readonly stores: readonly GroupCount[];
  readonly companies: readonly GroupCount[];
};

const MOST_BARS = 15;

type CountRow = {
  readonly duty_id: string;
  readonly rule_id: string;
  readonly severity: number;
  readonly violations: number;
  readonly suspected: number;
};

const MOST_KEPT = 100;

/**
 * Counts of problems by the very reports that were counted. What a report says never changes, so a batch is counted
 * anew only when a scan of it has ended since, and not each time that its page looks how far it is.
 */
export class KeptCounts {
  readonly #rows = new Map<string, readonly CountRow[]>();

  async readOrCount(
    reports: readonly string[],
    count: () => Promise<readonly CountRow[]>,
  ): Promise<readonly CountRow[]> {
    const key = createHash('sha256').update(reports.toSorted().join(' ')).digest('hex');
    const rows = this.#rows.get(key) ?? (await count());
    this.#rows.delete(key);
    this.#rows.set(key, rows);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > MOST_KEPT && oldest !== undefined) this.#rows.delete(oldest);
    return rows;
  }
}

/** What a batch came to, by problem, type of app, store and company; the most first. */
export async function findBatchCharts(db: Db, batchId: string, kept: KeptCounts): Promise<BatchCharts> {
  const scans = (): Knex.QueryBuilder =>
    db
      .read({ i: 'batch_items' })
      .join({ s: 'submissions' }, 's.id', 'i.submission_id')
      .where({ 'i.batch_id': batchId, 's.status': 'done' });
  const rows: GroupRow[] = await scans()
    .leftJoin({ a: 'apps' }, 'a.id', 's.app_id')
    .leftJoin({ c: 'companies' }, 'c.id', 'a.company_id')
    .leftJoin({ t: 'stores' }, 't.id', 's.store_id')
    // The facts of a report may come after it, where it was made before they were kept.
    .leftJoin({ r: 'report_facts' }, 'r.report_sha256', 's.report_sha256')
    .select('s.violations', 't.name as store', 'c.name as company', 'r.report_sha256 as report')
    .select(db.read.raw('COALESCE(i.app_type, s.app_type, a.app_type) AS type'));
  const countProblems = async (): Promise<readonly CountRow[]> =>
    scans()
      .join({ f: 'report_findings' }, 'f.report_sha256', 's.report_sha256')
      .groupBy('f.duty_id', 'f.rule_id')
      .orderByRaw('violations DESC, suspected DESC, f.duty_id')
      .select('f.duty_id', 'f.rule_id')
      .select(
        db.read.raw('MAX(f.severity) AS severity'),
        db.read.raw(`SUM(CASE WHEN f.verdict = 'violation' THEN 1 ELSE 0 END) AS violations`),
        db.read.raw(`SUM(CASE WHEN f.verdict = 'suspected' THEN 1 ELSE 0 END) AS suspected`),
      );
  const reports = rows.flatMap(({ report }) => report ?? []);
  const problems = await kept.readOrCount(reports, countProblems);
  const names: NameRow[] = await db
    .read('problems')
    .whereIn('rule_id', [...new Set(problems.map((row) => row.rule_id))])
    .select('duty_id', 'rule_id', 'title_zh', 'title_en', 'notice_label');
  const nameOf = new Map(names.map((row) => [`${row.duty_id} ${row.rule_id}`, row]));
  return {
    problems: mergeByRule(
      problems
        .map((row) => ({ ...row, ...nameOf.get(`${row.duty_id} ${row.rule_id}`) }))
        .map((row) => ({
          dutyId: row.duty_id,
          ruleId: row.rule_id,
          severity: Number(row.severity),
          title: { zh: row.title_zh ?? row.rule_id, en: row.title_en ?? row.rule_id },
          ...(row.notice_label == null ? {} : { noticeLabel: row.notice_label }),
          violations: Number(row.violations),
          suspected: Number(row.suspected),
        })),
      MOST_BARS,
    ),
    types: toGroups(rows, 'type'),
    stores: toGroups(rows, 'store'),
    companies: toGroups(rows, 'company'),
  };
}

type NameRow = {
  duty_id: string;
  rule_id: string;
  title_zh?: string;
  title_en?: string;
  notice_label?: string | null;
};

type GroupRow = {
  readonly report: string | null;
  readonly violations: number;
  readonly type: string | null;
  readonly store: string | null;
  readonly company: string | null;
};

/** Counted here rather than three times by the database: a batch has thousands of rows at most. */
function toGroups(rows: readonly GroupRow[], by: 'type' | 'store' | 'company'): readonly GroupCount[] {
  const groups = new Map<
    string,
    { name: string; apps: number; appsWithViolations: number; violations: number }
  >();
  for (const row of rows) {
    const name = row[by] ?? '';
    const group = groups.get(name) ?? { name, apps: 0, appsWithViolations: 0, violations: 0 };
    group.apps += 1;
    group.violations += row.violations;
    if (row.violations > 0) group.appsWithViolations += 1;
    groups.set(name, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.violations - a.violations || b.apps - a.apps || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_BARS);
}
