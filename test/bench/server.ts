import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { openSqliteStore } from '../../server/store/index.ts';
import { readSmallApp } from '../server/support/apps.ts';
import { startServerProcess } from '../server/support/server-process.ts';

const SUBMISSIONS = 200;
const ROWS = 10_000;
const LIST_CALLS = 30;

/**
 * The server as a process of its own: small apps accepted in parallel without an error, and the list page with ten
 * thousand scans in the database. Times in milliseconds as a client on the same machine sees them.
 */
export async function bench(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-bench-'));
  const server = await startServerProcess(folder, { APPGOV_WORKERS: '0' });
  try {
    const app = readSmallApp();
    // Bytes behind the end of the zip make each a sample of its own.
    const samples = Array.from({ length: SUBMISSIONS }, () => Buffer.concat([app, randomBytes(16)]));
    const beganAt = performance.now();
    const took = await Promise.all(
      samples.map(async (sample) => {
        const { status } = await server.admin.submit(sample);
        assert.equal(status, 202);
        return performance.now() - beganAt;
      }),
    );
    const figures = {
      submissions: SUBMISSIONS,
      submissionsMs: Math.round(performance.now() - beganAt),
      slowestSubmissionMs: Math.round(Math.max(...took)),
    };
    const { body } = await server.admin.call('GET', '/session', { expect: 200 });
    await addRows(folder, (body as { account: { id: string } }).account.id);
    const lists: Record<string, number> = {};
    for (const [name, query] of [
      ['list', ''],
      ['listLastPage', `page=${ROWS / 20}`],
      ['listByMark', 'sort=mark&status=done'],
      ['listSearch', 'q=app77'],
    ] as const) {
      const times = [];
      for (let i = 0; i < LIST_CALLS; i += 1) {
        const startedAt = performance.now();
        await server.admin.call('GET', `/submissions?${query}`, { expect: 200 });
        times.push(performance.now() - startedAt);
      }
      times.sort((a, b) => a - b);
      lists[`${name}MedianMs`] = round(times[Math.floor(times.length / 2)]);
      lists[`${name}SlowestMs`] = round(times.at(-1));
    }
    return { ...figures, rows: ROWS + SUBMISSIONS, ...lists };
  } finally {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

async function addRows(folder: string, accountId: string): Promise<void> {
  const store = await openSqliteStore(join(folder, 'appgov.db'), { busyMs: 10_000 });
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    id: randomUUID(),
    account_id: accountId,
    scan_key: `bench ${i}`,
    sha256: randomBytes(32).toString('hex'),
    size_bytes: 17_000,
    file_name: `app${i}.apk`,
    profile: 'static',
    purpose: 're-scan',
    status: 'done',
    created_at_ms: 1_700_000_000_000 + i * 1000,
    package_name: `com.example.app${i}`,
    label: `示例应用 ${i}`,
    mark: i % 101,
    band: 'minor',
    violations: i % 7,
    violations_0: 0,
    violations_1: 0,
    violations_2: i % 7,
    violations_3: 0,
    suspected: i % 5,
    coverage_share: 0.5,
    report_sha256: 'a'.repeat(64),
    evidence_sha256: 'b'.repeat(64),
  }));
  await store.db.write.batchInsert('submissions', rows, 30);
  await store.close();
}

function round(value: number | undefined): number {
  return Math.round((value ?? Number.NaN) * 10) / 10;
}
