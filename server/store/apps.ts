import type { Knex } from 'knex';
import { findAppPage, findOwnAppPage } from './app-page.ts';
import type { AppPage, AppQuery } from './app-page.ts';
import { putAppProblems } from './app-problems.ts';
import { toApp } from './app-row.ts';
import type { App, AppRow } from './app-row.ts';
import { assignCompany, countCompany, toStableId } from './companies.ts';
import type { Db } from './db.ts';
import { compareNumber, matchFiling } from './filings.ts';
import type { ScanFacts } from './scan-facts.ts';
import type { Profile } from './submissions.ts';
import { putAppSdks } from './vendors.ts';
import { supersedeReviews } from './superseded-reviews.ts';

const ROWS_AT_ONCE = 100;
const MOST_REGISTERED_AT_ONCE = 200;

type ScanRow = {
  id: string;
  sha256: string;
  profile: Profile;
  app_type: string | null;
  store_id: string | null;
  finished_at_ms: number;
  package_name: string;
  label: string;
  version_name: string;
  version_code: number;
  mark: number;
  band: string;
  violations: number;
  violations_1: number;
  violations_2: number;
  violations_3: number;
  suspected: number;
  report_sha256: string;
  facts: string;
};

/** Apps as records above samples: one a package and signing line, with its versions over time and over stores. */
export class Apps {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Keeps what a report says. Written once: a report of this hash never says anything else. */
  async putFacts(reportSha256: string, facts: ScanFacts): Promise<void> {
    const { findings, ...rest } = facts;
    const unique = [...new Map(findings.map((one) => [`${one.dutyId} ${one.ruleId}`, one])).values()];
    await this.#db.write.transaction(async (trx) => {
      await trx('report_facts')
        .insert({ report_sha256: reportSha256, facts: JSON.stringify({ ...rest, findings: unique }) })
        .onConflict('report_sha256')
        .merge();
      const rows = unique.map((finding) => ({
        report_sha256: reportSha256,
        duty_id: finding.dutyId,
        rule_id: finding.ruleId,
        verdict: finding.verdict,
        severity: finding.severity,
        sdk_ids: finding.sdkIds.join(','),
      }));
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await trx('report_findings')
          .insert(rows.slice(start, start + ROWS_AT_ONCE))
          .onConflict(['report_sha256', 'duty_id', 'rule_id'])
          .ignore();
    });
  }

  /** Puts a finished scan on record. Twice is as good as once. Undefined where there is no such scan or no facts of it. */
  async register(submissionId: string): Promise<string | undefined> {
    return this.#db.write.transaction((trx) => registerDone(trx, submissionId));
  }

  /** Scans that were done before there were records. */
  async registerMissing(): Promise<number> {
    const rows: { id: string }[] = await this.#db
      .read('submissions')
      .whereIn('report_sha256', this.#db.read('report_facts').select('report_sha256'))
      .where({ status: 'done' })
      .whereNull('app_id')
      .whereNot('package_name', '')
      .limit(MOST_REGISTERED_AT_ONCE)
      .select('id');
    for (const { id } of rows) await this.register(id);
    return rows.length;
  }

  /** Puts scans of these reports on record anew, as after judging them again. */
  async registerReport(reportSha256: string): Promise<void> {
    const rows: { id: string }[] = await this.#db
      .read('submissions')
      .where({ report_sha256: reportSha256, status: 'done' })
      .orderBy('finished_at_ms')
      .select('id');
    for (const { id } of rows) await this.register(id);
  }

  /** Holds the apps of these packages against the register again. */
  async matchFilings(packages: readonly string[] | 'all'): Promise<void> {
    const { read, write } = this.#db;
    const apps = read('apps').modify((rows) => {
      if (packages !== 'all') void rows.whereIn('package_name', packages.slice(0, 500));
    });
    for (const app of (await apps) as AppRow[])
      await write.transaction(async (trx) => {
        const facts = await findFacts(trx, app.latest_report_sha256);
        if (facts === undefined) return;
        const match = await matchFiling(trx, {
          packageName: app.package_name,
          label: app.label,
          signers: facts.signers,
        });
        await trx('apps')
          .where({ id: app.id })
          .update({
            filing_state: match.state,
            filing_id: match.filing?.id ?? null,
            number_shown: compareNumber(facts.filingNumber, match.filing),
          });
        if (match.state === 'filed' && match.filing !== undefined)
          await nameCompany(trx, app, facts, match.filing.company);
      });
  }

  async find(id: string): Promise<App | undefined> {
    const row: AppRow | undefined = await this.#db
      .read('apps')
      .leftJoin('companies', 'companies.id', 'apps.company_id')
      .where('apps.id', id)
      .first('apps.*', 'companies.name as company_name');
    return row && toApp(row);
  }

  /** `ownerId`: an account that sees only what it sent in itself. */
  findPage(query: AppQuery, ownerId?: string): Promise<AppPage> {
    return ownerId === undefined ? findAppPage(this.#db, query) : findOwnAppPage(this.#db, query, ownerId);
  }
}

/** As `register`, within a transaction that may have ended the scan just now. */
export async function registerDone(trx: Knex.Transaction, submissionId: string): Promise<string | undefined> {
  const scan: ScanRow | undefined = await trx('submissions')
    .join('report_facts', 'report_facts.report_sha256', 'submissions.report_sha256')
    .where({ 'submissions.id': submissionId, 'submissions.status': 'done' })
    .first('submissions.*', 'report_facts.facts');
  if (scan === undefined || scan.package_name === '') return undefined;
  return registerScan(trx, scan, JSON.parse(scan.facts) as ScanFacts);
}

async function registerScan(trx: Knex.Transaction, scan: ScanRow, facts: ScanFacts): Promise<string> {
  const keyLine = facts.lineage[0] ?? facts.signers.map(({ sha256 }) => sha256).sort()[0] ?? '';
  const id = toStableId('app', scan.package_name, keyLine);
  const atMs = Number(scan.finished_at_ms);
  const before: AppRow | undefined = await trx('apps').where({ id }).first();
  const filing = await matchFiling(trx, {
    packageName: scan.package_name,
    label: scan.label,
    signers: facts.signers,
  });
  const companyId = await assignCompany(
    trx,
    toClaim(facts, filing.state === 'filed' ? filing.filing?.company : undefined),
    atMs,
  );
  const stands = before === undefined || isNewer(scan, before);
  const standing = {
    label: scan.label,
    app_type: scan.app_type ?? facts.appType ?? null,
    latest_submission_id: scan.id,
    latest_report_sha256: scan.report_sha256,
    latest_profile: scan.profile,
    latest_scan_ms: atMs,
    version_name: scan.version_name,
    version_code: scan.version_code,
    mark: scan.mark,
    band: scan.band,
    violations: scan.violations,
    suspected: scan.suspected,
    worst_severity: scan.violations_3 > 0 ? 3 : scan.violations_2 > 0 ? 2 : scan.violations_1 > 0 ? 1 : 0,
    filing_state: filing.state,
    filing_id: filing.filing?.id ?? null,
    number_shown: compareNumber(facts.filingNumber, filing.filing),
  };
  if (before === undefined)
    await trx('apps').insert({
      id,
      package_name: scan.package_name,
      key_line: keyLine,
      company_id: companyId ?? null,
      first_seen_ms: atMs,
      last_seen_ms: atMs,
      scans: 0,
      ...standing,
    });
  await trx('app_versions')
    .insert({
      app_id: id,
      sample_sha256: scan.sha256,
      store_id: scan.store_id ?? '',
      version_name: scan.version_name,
      version_code: scan.version_code,
      first_seen_ms: atMs,
    })
    .onConflict(['app_id', 'sample_sha256', 'store_id'])
    .ignore();
  await trx('submissions').where({ id: scan.id }).update({ app_id: id });
  await trx('apps')
    .where({ id })
    .update({
      ...(stands ? standing : {}),
      company_id: companyId ?? before?.company_id ?? null,
      last_seen_ms: Math.max(atMs, Number(before?.last_seen_ms ?? 0)),
      scans: trx('submissions').where({ app_id: id, status: 'done' }).count('*'),
    });
  if (stands) {
    await putAppProblems(trx, id, facts.findings, { atMs, versionName: scan.version_name });
    await putAppSdks(trx, id, facts.sdks, facts.findings, atMs);
  }
  for (const company of new Set([companyId, before?.company_id]))
    if (company != null) await countCompany(trx, company);
  await supersedeReviews(trx, id);
  return id;
}

/** The newest version stands for the app; of one version the fuller scan, and then the later one. */
function isNewer(scan: ScanRow, before: AppRow): boolean {
  if (before.latest_submission_id === scan.id) return true;
  const order =
    Number(scan.version_code) - Number(before.version_code) ||
    Number(scan.profile === 'full') - Number(before.latest_profile === 'full') ||
    Number(scan.finished_at_ms) - Number(before.latest_scan_ms);
  return order >= 0;
}

function toClaim(facts: ScanFacts, filed: string | undefined): Parameters<typeof assignCompany>[1] {
  return {
    certificates: facts.signers.map(({ sha256, subject }) => ({ sha256, subject })),
    names: [
      ...(filed === undefined || filed === '' ? [] : [{ name: filed, source: 'filing' as const }]),
      ...(facts.developer === undefined ? [] : [{ name: facts.developer, source: 'listing' as const }]),
    ],
  };
}

async function nameCompany(
  trx: Knex.Transaction,
  app: AppRow,
  facts: ScanFacts,
  filed: string,
): Promise<void> {
  const companyId = await assignCompany(trx, toClaim(facts, filed), Number(app.latest_scan_ms));
  if (companyId === undefined) return;
  await trx('apps').where({ id: app.id }).update({ company_id: companyId });
  for (const company of new Set([companyId, app.company_id]))
    if (company !== null) await countCompany(trx, company);
}

async function findFacts(trx: Knex.Transaction, reportSha256: string): Promise<ScanFacts | undefined> {
  const row: { facts: string } | undefined = await trx('report_facts')
    .where({ report_sha256: reportSha256 })
    .first('facts');
  return row && (JSON.parse(row.facts) as ScanFacts);
}
