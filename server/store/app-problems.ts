import type { Knex } from 'knex';
import type { Db } from './db.ts';
import { mergeByRule } from './merge-problems.ts';
import type { ByRule } from './merge-problems.ts';
import type { FactFinding } from './scan-facts.ts';

export type OpenProblem = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly verdict: 'violation' | 'suspected';
  readonly severity: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly noticeLabel?: string;
  /** Since when, and since which version, it is there without a break. */
  readonly sinceMs: number;
  readonly sinceVersion: string;
};

/** What a rule finds, and how many apps have it now. */
export type CommonProblem = ByRule<ProblemCount>;

type ProblemCount = Pick<OpenProblem, 'dutyId' | 'ruleId' | 'severity' | 'title' | 'noticeLabel'> & {
  readonly apps: number;
};

type ProblemRow = {
  duty_id: string;
  rule_id: string;
  severity: number;
  title_zh: string;
  title_en: string;
  notice_label: string | null;
  apps: number;
};

/** What apps have open: the findings of the scans that stand for them. */
export class AppProblems {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async listOfApp(appId: string): Promise<readonly OpenProblem[]> {
    const rows: (ProblemRow & {
      verdict: OpenProblem['verdict'];
      since_ms: number;
      since_version: string;
    })[] = await this.#db
      .read({ a: 'app_problems' })
      .join({ p: 'problems' }, (on) =>
        on.on('p.duty_id', '=', 'a.duty_id').andOn('p.rule_id', '=', 'a.rule_id'),
      )
      .where('a.app_id', appId)
      .orderByRaw(`a.severity DESC, a.verdict DESC, a.duty_id, a.rule_id`)
      .select('p.*', 'a.severity', 'a.verdict', 'a.since_ms', 'a.since_version');
    return rows.map((row) => ({
      ...toProblem(row),
      verdict: row.verdict,
      sinceMs: Number(row.since_ms),
      sinceVersion: row.since_version,
    }));
  }

  /** What most apps have, the most frequent first. */
  async listCommon(limit: number): Promise<readonly CommonProblem[]> {
    const rows: ProblemRow[] = await this.#db
      .read('problems')
      .where('apps', '>', 0)
      .orderBy([
        { column: 'apps', order: 'desc' },
        { column: 'duty_id', order: 'desc' },
        { column: 'rule_id', order: 'desc' },
      ]);
    return mergeByRule(rows.map(toCount), limit);
  }

  /** What was seen in the code of a vendor's SDKs, the most frequent first. */
  async listOfVendor(vendorId: string, limit: number): Promise<readonly CommonProblem[]> {
    const rows: ProblemRow[] = await this.#db
      .read({ x: 'app_sdks' })
      .join({ a: 'apps' }, 'a.id', 'x.app_id')
      .join({ f: 'report_findings' }, 'f.report_sha256', 'a.latest_report_sha256')
      .join({ p: 'problems' }, (on) =>
        on.on('p.duty_id', '=', 'f.duty_id').andOn('p.rule_id', '=', 'f.rule_id'),
      )
      .where('x.vendor_id', vendorId)
      .where('x.problems', '>', 0)
      .whereRaw(`',' || f.sdk_ids || ',' LIKE '%,' || x.sdk_id || ',%'`)
      .groupBy('p.duty_id', 'p.rule_id', 'p.severity', 'p.title_zh', 'p.title_en', 'p.notice_label')
      .orderByRaw('COUNT(DISTINCT x.app_id) DESC, p.severity DESC, p.duty_id')
      .select('p.duty_id', 'p.rule_id', 'p.severity', 'p.title_zh', 'p.title_en', 'p.notice_label')
      .select<ProblemRow[]>(this.#db.read.raw('COUNT(DISTINCT x.app_id) AS apps'));
    return mergeByRule(rows.map(toCount), limit);
  }

  /** What a company's apps have, the most frequent first. */
  async listOfCompany(companyId: string, limit: number): Promise<readonly CommonProblem[]> {
    const rows: ProblemRow[] = await this.#db
      .read({ a: 'app_problems' })
      .join({ p: 'problems' }, (on) =>
        on.on('p.duty_id', '=', 'a.duty_id').andOn('p.rule_id', '=', 'a.rule_id'),
      )
      .whereIn('a.app_id', this.#db.read('apps').where({ company_id: companyId }).select('id'))
      .groupBy('p.duty_id', 'p.rule_id', 'p.severity', 'p.title_zh', 'p.title_en', 'p.notice_label')
      .orderByRaw('COUNT(*) DESC, p.severity DESC, p.duty_id')
      .select('p.duty_id', 'p.rule_id', 'p.severity', 'p.title_zh', 'p.title_en', 'p.notice_label')
      .select<ProblemRow[]>(this.#db.read.raw('COUNT(*) AS apps'));
    return mergeByRule(rows.map(toCount), limit);
  }
}

/** Puts the findings of an app's standing scan in place of those before. What stays keeps the day it came. */
export async function putAppProblems(
  trx: Knex.Transaction,
  appId: string,
  findings: readonly FactFinding[],
  { atMs, versionName }: { readonly atMs: number; readonly versionName: string },
): Promise<void> {
  type Row = { duty_id: string; rule_id: string; since_ms: number; since_version: string };
  const keyOf = (row: { duty_id: string; rule_id: string }): string => `${row.duty_id} ${row.rule_id}`;
  const before: Row[] = await trx('app_problems').where({ app_id: appId });
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const rows = findings.map((finding) => {
    const old = known.get(`${finding.dutyId} ${finding.ruleId}`);
    return {
      app_id: appId,
      duty_id: finding.dutyId,
      rule_id: finding.ruleId,
      verdict: finding.verdict,
      severity: finding.severity,
      since_ms: old === undefined ? atMs : Number(old.since_ms),
      since_version: old?.since_version ?? versionName,
    };
  });
  await trx('app_problems').where({ app_id: appId }).del();
  for (let start = 0; start < rows.length; start += 100)
    await trx('app_problems').insert(rows.slice(start, start + 100));
  for (const finding of findings)
    await trx('problems')
      .insert({
        duty_id: finding.dutyId,
        rule_id: finding.ruleId,
        severity: finding.severity,
        title_zh: finding.title.zh,
        title_en: finding.title.en,
        notice_label: finding.noticeLabel ?? null,
      })
      .onConflict(['duty_id', 'rule_id'])
      .merge(['severity', 'title_zh', 'title_en', 'notice_label']);
  const now = new Set(rows.map(keyOf));
  const moved = [
    ...rows.filter((row) => !known.has(keyOf(row))),
    ...before.filter((row) => !now.has(keyOf(row))),
  ];
  for (const { duty_id, rule_id } of moved)
    await trx('problems')
      .where({ duty_id, rule_id })
      .update({ apps: trx('app_problems').where({ duty_id, rule_id }).count('*') });
}

function toCount(row: ProblemRow): ProblemCount {
  return { ...toProblem(row), apps: Number(row.apps) };
}

function toProblem(row: ProblemRow): Omit<ProblemCount, 'apps'> {
  return {
    dutyId: row.duty_id,
    ruleId: row.rule_id,
    severity: row.severity,
    title: { zh: row.title_zh, en: row.title_en },
    ...(row.notice_label === null ? {} : { noticeLabel: row.notice_label }),
  };
}
