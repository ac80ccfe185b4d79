import type { Knex } from 'knex';
import type { Db } from './db.ts';

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
  readonly problems: readonly ProblemCount[];
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
  const groups = async (column: string): Promise<readonly GroupCount[]> => {
    const rows: { name: string; apps: number; troubled: number; violations: number | null }[] = await scans()
      .leftJoin({ a: 'apps' }, 'a.id', 's.app_id')
      .leftJoin({ c: 'companies' }, 'c.id', 'a.company_id')
      .leftJoin({ t: 'stores' }, 't.id', 's.store_id')
      .groupByRaw(column)
      .orderByRaw('violations DESC, apps DESC')
      .limit(MOST_BARS)
      .select(
        db.read.raw(`${column} AS name`),
        db.read.raw('COUNT(*) AS apps'),
        db.read.raw('SUM(CASE WHEN s.violations > 0 THEN 1 ELSE 0 END) AS troubled'),
        db.read.raw('SUM(s.violations) AS violations'),
      );
    return rows.map((row) => ({
      name: row.name,
      apps: Number(row.apps),
      appsWithViolations: Number(row.troubled),
      violations: Number(row.violations ?? 0),
    }));
  };
  type Row = {
    duty_id: string;
    rule_id: string;
    severity: number;
    title_zh: string | null;
    title_en: string | null;
    notice_label: string | null;
    violations: number;
    suspected: number;
  };
  const problems: Row[] = await scans()
    .join({ f: 'report_findings' }, 'f.report_sha256', 's.report_sha256')
    .leftJoin({ p: 'problems' }, (on) =>
      on.on('p.duty_id', '=', 'f.duty_id').andOn('p.rule_id', '=', 'f.rule_id'),
    )
    .groupBy('f.duty_id', 'f.rule_id', 'p.title_zh', 'p.title_en', 'p.notice_label')
    .orderByRaw('violations DESC, suspected DESC, f.duty_id')
    .limit(MOST_BARS)
    .select('f.duty_id', 'f.rule_id', 'p.title_zh', 'p.title_en', 'p.notice_label')
    .select(
      db.read.raw('MAX(f.severity) AS severity'),
      db.read.raw(`SUM(CASE WHEN f.verdict = 'violation' THEN 1 ELSE 0 END) AS violations`),
      db.read.raw(`SUM(CASE WHEN f.verdict = 'suspected' THEN 1 ELSE 0 END) AS suspected`),
    );
  return {
    problems: problems.map((row) => ({
      dutyId: row.duty_id,
      ruleId: row.rule_id,
      severity: Number(row.severity),
      title: { zh: row.title_zh ?? row.rule_id, en: row.title_en ?? row.rule_id },
      ...(row.notice_label === null ? {} : { noticeLabel: row.notice_label }),
      violations: Number(row.violations),
      suspected: Number(row.suspected),
    })),
    types: await groups(`COALESCE(i.app_type, s.app_type, a.app_type, '')`),
    stores: await groups(`COALESCE(t.name, '')`),
    companies: await groups(`COALESCE(c.name, '')`),
  };
}
