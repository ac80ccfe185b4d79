import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { openSqliteStore } from '../../server/store/index.ts';
import { readSmallApp } from '../server/support/apps.ts';
import type { Client } from '../server/support/client.ts';
import { startServerProcess } from '../server/support/server-process.ts';

const APPS = 20_000;
const SCANS_AN_APP = 5;
const FINDINGS_A_SCAN = 10;
const PROBLEMS = 150;
const SDKS = 300;
const SDKS_AN_APP = 8;
const COMPANIES = 4000;
const LISTINGS = 10_000;
const BATCH_APPS = 500;
const CALLS = 15;
const T0 = 1_760_000_000_000;

/**
 * The server as a process of its own over 20,000 apps, 100,000 scans and a million findings; a batch of 500 apps; and
 * 10,000 watched listings of which nothing has changed. Milliseconds as a client on the same machine sees them.
 */
export async function bench(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-bench-'));
  const feed = await openFeed();
  const server = await startServerProcess(folder, {
    APPGOV_WORKERS: '0',
    APPGOV_FETCH_ALLOW_HOSTS: feed.host,
    APPGOV_FETCH_INTERVAL_MS: '0',
  });
  try {
    const { body } = await server.admin.call('GET', '/session', { expect: 200 });
    const ids = await fill(folder, (body as { account: { id: string } }).account.id);
    const pages: readonly (readonly [string, string])[] = [
      ['apps', '/apps'],
      ['appsByViolations', '/apps?sort=-violations'],
      ['appsLastPage', `/apps?page=${APPS / 20}`],
      ['appsSearch', '/apps?q=app777'],
      ['appsOfProblem', '/apps?duty=DUTY-7&rule=rule-7'],
      ['appsOfSdk', '/apps?sdk=sdk-7'],
      ['appsOfVendor', `/apps?vendor=${ids.vendorId}`],
      ['app', `/apps/${ids.appId}`],
      ['problems', '/problems'],
      ['companies', '/companies'],
      ['companiesSearch', '/companies?q=77'],
      ['company', `/companies/${ids.companyId}`],
      ['vendors', '/vendors'],
      ['vendor', `/vendors/${ids.vendorId}`],
      ['scans', '/submissions'],
      ['scansByMark', '/submissions?sort=mark'],
      ['batch', `/batches/${ids.batchId}`],
      ['batchItems', `/batches/${ids.batchId}/items`],
      ['filings', '/filings'],
    ];
    const figures: Record<string, number> = {};
    for (const [name, path] of pages) figures[`${name}Ms`] = await time(server.admin, path);
    const slowest = Math.max(...Object.values(figures));
    return {
      apps: APPS,
      scans: APPS * SCANS_AN_APP,
      findings: APPS * SCANS_AN_APP * FINDINGS_A_SCAN,
      ...figures,
      slowestPageMs: slowest,
      ...(await acceptBatch(server.admin)),
      ...(await watch(server.admin, server.child.pid, feed)),
    };
  } finally {
    await server.end('SIGTERM');
    await feed.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median of a page's answers, the first of them not counted: it warms the database's cache. */
async function time(client: Client, path: string): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call <= CALLS; call += 1) {
    const startedAt = performance.now();
    await client.call('GET', path, { expect: 200 });
    if (call > 0) times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return round(times[Math.floor(times.length / 2)] ?? Number.NaN);
}

async function acceptBatch(client: Client): Promise<Record<string, number>> {
  const { body } = await client.call('POST', '/batches', { json: { name: 'bench' }, expect: 201 });
  const { id } = body as { id: string };
  const app = readSmallApp();
  const beganAt = performance.now();
  for (let sent = 0; sent < BATCH_APPS; sent += 1) {
    const form = new FormData();
    form.set(
      'package',
      new Blob([Buffer.concat([app, randomBytes(16)]) as Uint8Array<ArrayBuffer>]),
      `${sent}.apk`,
    );
    await client.call('POST', `/batches/${id}/items`, { form, expect: 202 });
  }
  const tookMs = performance.now() - beganAt;
  const { body: after } = await client.call('GET', `/batches/${id}`, { expect: 200 });
  assert.equal((after as { counts: { total: number } }).counts.total, BATCH_APPS);
  return { batchApps: BATCH_APPS, batchAcceptedMs: Math.round(tookMs) };
}

/** Processor time of the server while it reads 10,000 listings that have not changed, as a share of the daily period. */
async function watch(client: Client, pid: number | undefined, feed: Feed): Promise<Record<string, number>> {
  await client.call('POST', '/listing-sources', {
    json: { id: 'bench', name: 'Bench', kind: 'feed', address: feed.url },
    expect: 201,
  });
  const first = await readSource(client);
  const before = await cpuMs(pid);
  const unchanged = await readSource(client);
  const withMarks = (await cpuMs(pid)) - before;
  feed.forgetMarks();
  const again = await cpuMs(pid);
  await readSource(client);
  const withoutMarks = (await cpuMs(pid)) - again;
  assert.equal(unchanged.lastResult, 'unchanged');
  return {
    listings: first.lastCounts?.seen ?? 0,
    unchangedCpuMs: withMarks,
    unchangedWithoutEtagCpuMs: withoutMarks,
    // Read once an hour, the worse of the two.
    hourlyShareOfACorePercent: Math.round((Math.max(withMarks, withoutMarks) / 3_600_000) * 100_000) / 1000,
  };
}

type Source = { readonly lastResult?: string; readonly lastCounts?: { readonly seen: number } };

async function readSource(client: Client): Promise<Source> {
  await client.call('POST', '/listing-sources/bench/runs', { expect: 202 });
  for (;;) {
    const { body } = await client.call('GET', '/listing-sources', { expect: 200 });
    const source = (body as { items: readonly Source[] }).items[0];
    if (source?.lastResult === 'failed') throw new Error(JSON.stringify(source));
    if (source?.lastResult !== undefined && source.lastResult !== 'running') return source;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** User and system time of a process so far. */
async function cpuMs(pid: number | undefined): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

type Feed = { readonly url: string; readonly host: string; forgetMarks(): void; close(): Promise<void> };

async function openFeed(): Promise<Feed> {
  const apps = Array.from({ length: LISTINGS }, (_, n) => ({
    packageName: `com.example.listed${n}`,
    name: `在架应用 ${n}`,
    developer: `开发者 ${n % 900}`,
    versionName: '1.0',
    sizeBytes: 10_000_000 + n,
    permissions: [{ name: 'CAMERA', purpose: '拍照' }],
  }));
  const body = JSON.stringify({ schemaVersion: 1, apps });
  let etag: string | undefined = '"1"';
  const server = createServer((request, response) => {
    if (etag !== undefined && request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, etag === undefined ? {} : { etag }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/feed`,
    host,
    forgetMarks: () => {
      etag = undefined;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Ids = Readonly<Record<'appId' | 'companyId' | 'vendorId' | 'batchId', string>>;

/** Rows as registration writes them, without the scans: those would take days. */
async function fill(folder: string, accountId: string): Promise<Ids> {
  const store = await openSqliteStore(join(folder, 'appgov.db'), { busyMs: 60_000 });
  const db = store.db.write;
  await db.raw('PRAGMA synchronous = OFF');
  const hex = (kind: string, n: number): string =>
    Buffer.from(`${kind}-${n}`.padEnd(16, '.')).toString('hex').slice(0, 32);
  const companies = Array.from({ length: COMPANIES }, (_, n) => ({
    id: randomUUID(),
    name: `企业 ${n}`,
    name_source: 'listing',
    apps: APPS / COMPANIES,
    violations: n % 50,
    first_seen_ms: T0,
  }));
  const companyOf = (app: number): string => companies[app % COMPANIES]?.id ?? '';
  const reportOf = (app: number, scan: number): string =>
    (app * SCANS_AN_APP + scan).toString(16).padStart(64, '0');
  const problemsOf = (app: number, scan: number): number[] =>
    Array.from({ length: FINDINGS_A_SCAN }, (_, n) => (app * 7 + scan * 3 + n * 13) % PROBLEMS);
  await insert(db, 'companies', companies);
  await insert(
    db,
    'company_names',
    companies.map(({ id, name }) => ({
      name_folded: name,
      name,
      source: 'listing',
      company_id: id,
      first_seen_ms: T0,
    })),
  );
  await insert(
    db,
    'problems',
    range(PROBLEMS, (n) => ({
      duty_id: `DUTY-${n}`,
      rule_id: `rule-${n}`,
      severity: 1 + (n % 3),
      title_zh: `问题 ${n}`,
      title_en: `Problem ${n}`,
      apps: Math.round((APPS * FINDINGS_A_SCAN) / PROBLEMS),
    })),
  );
  await insert(
    db,
    'vendors',
    range(60, (n) => ({ id: hex('vendor', n), name: `供应商 ${n}`, apps: 2000 + n })),
  );
  await insert(
    db,
    'sdks',
    range(SDKS, (n) => ({
      id: `sdk-${n}`,
      vendor_id: hex('vendor', n % 60),
      name: `SDK ${n}`,
      category: 'analytics',
      apps: Math.round((APPS * SDKS_AN_APP) / SDKS),
    })),
  );
  const last = SCANS_AN_APP - 1;
  await insert(
    db,
    'apps',
    range(APPS, (n) => ({
      id: hex('app', n),
      package_name: `com.example.app${n}`,
      key_line: n.toString(16).padStart(64, 'a'),
      label: `示例应用 ${n}`,
      company_id: companyOf(n),
      first_seen_ms: T0 + n,
      last_seen_ms: T0 + n * 60_000,
      latest_submission_id: `s-${n}-${last}`,
      latest_report_sha256: reportOf(n, last),
      latest_profile: 'static',
      latest_scan_ms: T0 + n * 60_000,
      version_name: '1.5',
      version_code: 5,
      mark: n % 101,
      band: 'minor',
      violations: n % 9,
      suspected: n % 5,
      worst_severity: n % 4,
      scans: SCANS_AN_APP,
      filing_state: n % 3 === 0 ? 'filed' : 'not-filed',
    })),
  );
  await insert(
    db,
    'filings',
    range(APPS, (n) => ({
      id: hex('filing', n),
      package_name: `com.example.app${n}`,
      app_name: `示例应用 ${n}`,
      company: `企业 ${n % COMPANIES}`,
      number: `京ICP备${10_000_000 + n}号-1A`,
      public_key: '',
      signature_md5: '0'.repeat(32),
      imported_at_ms: T0,
    })),
  );
  await insertMany(db, 'app_problems', APPS, (n) =>
    [...new Set(problemsOf(n, last))].map((problem) => ({
      app_id: hex('app', n),
      duty_id: `DUTY-${problem}`,
      rule_id: `rule-${problem}`,
      verdict: problem % 4 === 0 ? 'suspected' : 'violation',
      severity: 1 + (problem % 3),
      since_ms: T0,
      since_version: '1.1',
    })),
  );
  await insertMany(db, 'app_sdks', APPS, (n) =>
    range(SDKS_AN_APP, (k) => (n * 11 + k * 37) % SDKS)
      .filter((sdk, at, all) => all.indexOf(sdk) === at)
      .map((sdk) => ({
        app_id: hex('app', n),
        sdk_id: `sdk-${sdk}`,
        vendor_id: hex('vendor', sdk % 60),
        version: `${sdk % 5}.0`,
        confidence: 'certain',
        problems: sdk % 20 === 0 ? 1 : 0,
        since_ms: T0 + (n % 100) * 86_400_000,
      })),
  );
  for (let scan = 0; scan < SCANS_AN_APP; scan += 1) {
    await insertMany(db, 'submissions', APPS, (n) => [
      {
        id: `s-${n}-${scan}`,
        account_id: accountId,
        scan_key: `bench ${n} ${scan}`,
        sha256: randomBytes(32).toString('hex'),
        size_bytes: 17_000_000,
        file_name: `app${n}.apk`,
        profile: 'static',
        purpose: 're-scan',
        status: 'done',
        created_at_ms: T0 + (scan * APPS + n) * 1000,
        finished_at_ms: T0 + (scan * APPS + n) * 1000 + 500,
        package_name: `com.example.app${n}`,
        label: `示例应用 ${n}`,
        version_name: `1.${scan + 1}`,
        version_code: scan + 1,
        mark: (n + scan) % 101,
        band: 'minor',
        violations: n % 9,
        violations_0: 0,
        violations_1: 0,
        violations_2: n % 9,
        violations_3: 0,
        suspected: n % 5,
        coverage_share: 0.5,
        report_sha256: reportOf(n, scan),
        evidence_sha256: 'b'.repeat(64),
        app_id: hex('app', n),
      },
    ]);
    await insertMany(db, 'report_facts', APPS, (n) => [{ report_sha256: reportOf(n, scan), facts: '{}' }]);
    await insertMany(db, 'report_findings', APPS, (n) =>
      [...new Set(problemsOf(n, scan))].map((problem) => ({
        report_sha256: reportOf(n, scan),
        duty_id: `DUTY-${problem}`,
        rule_id: `rule-${problem}`,
        verdict: problem % 4 === 0 ? 'suspected' : 'violation',
        severity: 1 + (problem % 3),
        sdk_ids: problem % 20 === 0 ? `sdk-${(n * 11) % SDKS}` : '',
      })),
    );
  }
  const batchId = randomUUID();
  await insert(db, 'batches', [
    {
      id: batchId,
      name: 'filled',
      account_id: accountId,
      profile: 'static',
      purpose: 'inspection',
      state: 'open',
      created_at_ms: T0,
    },
  ]);
  await insert(
    db,
    'batch_items',
    range(2000, (n) => ({
      batch_id: batchId,
      number: n,
      kind: 'upload',
      source: `app${n}.apk`,
      file_name: `app${n}.apk`,
      state: 'submitted',
      submission_id: `s-${n}-${last}`,
    })),
  );
  // As an operator's database is after a while: the planner knows its tables.
  await db.raw('ANALYZE');
  await store.close();
  return { appId: hex('app', 77), companyId: companies[7]?.id ?? '', vendorId: hex('vendor', 7), batchId };
}

function range<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** Rows of `count` things, made and written a few thousand things at a time. */
async function insertMany(
  db: Knex,
  table: string,
  count: number,
  make: (n: number) => readonly object[],
): Promise<void> {
  for (let start = 0; start < count; start += 2000)
    await insert(db, table, range(Math.min(2000, count - start), (n) => make(start + n)).flat());
}

/** Plain SQL with many rows a statement: the builder takes minutes for a million. */
async function insert(db: Knex, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const atOnce = Math.floor(30_000 / columns.length);
  await db.transaction(async (trx) => {
    for (let start = 0; start < rows.length; start += atOnce) {
      const chunk = rows.slice(start, start + atOnce);
      const one = `(${columns.map(() => '?').join(',')})`;
      await trx.raw(
        `INSERT INTO ${table} (${columns.join(',')}) VALUES ${chunk.map(() => one).join(',')}`,
        chunk.flatMap((row) =>
          columns.map((column) => (row as Record<string, string | number>)[column] ?? null),
        ),
      );
    }
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
