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

/** What a batch came to, by problem, type of app, store and company; the most first. */
export async function findBatchCharts(db: Db, batchId: string): Promise<BatchCharts> {
  const scans = (): Knex.QueryBuilder =>
    db
      .read({ i: 'batch_items' })
      .join({ s: 'submissions' }, 's.id', 'i.submission_id')
      .where({ 'i.batch_id': batchId, 's.status': 'done' });
  const rows: GroupRow[] = await scans()
    .leftJoin({ a: 'apps' }, 'a.id', 's.app_id')
    .leftJoin({ c: 'companies' }, 'c.id', 'a.company_id')
    .leftJoin({ t: 'stores' }, 't.id', 's.store_id')
    .select('s.violations', 't.name as store', 'c.name as company')
    .select(db.read.raw('COALESCE(i.app_type, s.app_type, a.app_type) AS type'));
  type Row = {
    duty_id: string;
    rule_id: string;
    severity: number;
    violations: number;
    suspected: number;
  };
  const problems: Row[] = await scans()
    .join({ f: 'report_findings' }, 'f.report_sha256', 's.report_sha256')
    .groupBy('f.duty_id', 'f.rule_id')
    .orderByRaw('violations DESC, suspected DESC, f.duty_id')
    .select('f.duty_id', 'f.rule_id')
    .select(
      db.read.raw('MAX(f.severity) AS severity'),
      db.read.raw(`SUM(CASE WHEN f.verdict = 'violation' THEN 1 ELSE 0 END) AS violations`),
      db.read.raw(`SUM(CASE WHEN f.verdict = 'suspected' THEN 1 ELSE 0 END) AS suspected`),
    );
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
