import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FolderBlobs, storeBytes } from '../../server/blobs/index.ts';
import { openSqliteStore } from '../../server/store/index.ts';
import { renderEvidence } from '../../scanner/evidence/index.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';
import { realApks } from '../support/real-apks.ts';
import { startServerProcess } from '../server/support/server-process.ts';
import { scanEvidence } from './support/scan-evidence.ts';

const STORED_SCANS = 1000;
const FIXTURE_APPS = 20;
const WORKERS = '2';
const judgeScript = fileURLToPath(new URL('./support/judge-evidence.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('../fixtures/apps', import.meta.url));

/**
 * The largest evidence of the npm apps judged by the whole catalogue, in a process of its own; and a server with two
 * workers that judges a thousand stored scans anew: real apps and fixture apps by turns, each with evidence of its own.
 */
export async function bench(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-bench-'));
  try {
    const evidences: Evidence[] = [];
    for (const { file } of realApks) evidences.push(await scanEvidence(file));
    for (const name of (await readdir(fixtures)).sort().slice(0, 200)) {
      if (evidences.length >= realApks.length + FIXTURE_APPS) break;
      const apk = join(fixtures, name, 'violating.apk');
      if (await stat(apk).catch(() => undefined)) evidences.push(await scanEvidence(apk));
    }
    return { ...(await judgeLargest(folder, evidences)), ...(await rejudge(folder, evidences)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function judgeLargest(folder: string, evidences: readonly Evidence[]): Promise<Record<string, number>> {
  const texts = evidences.map(renderEvidence).sort((a, b) => b.length - a.length);
  const file = join(folder, 'largest.json');
  await writeFile(file, texts[0] ?? '');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    judgeScript,
    file,
  ]);
  const cost = JSON.parse(stdout) as Record<string, number>;
  return {
    largestEvidenceMb: round((texts[0]?.length ?? 0) / 1e6),
    judgeFirstMs: round(cost['firstMs'] ?? 0),
    judgeMedianMs: round(cost['medianMs'] ?? 0),
    judgeAllPacksMs: round(cost['allPacksMs'] ?? 0),
    judgeGrownMb: round(cost['grownMb'] ?? 0),
    judgeProcessMb: round(cost['residentMb'] ?? 0),
  };
}

async function rejudge(folder: string, evidences: readonly Evidence[]): Promise<Record<string, number>> {
  const data = join(folder, 'data');
  // The server makes the data folder and its administrator; then it stands still while scans are put in.
  const first = await startServerProcess(data, { APPGOV_WORKERS: '0' });
  const { body } = await first.admin.call('GET', '/session', { expect: 200 });
  await first.end('SIGTERM');
  await seed(data, evidences, (body as { account: { id: string } }).account.id);
  const server = await startServerProcess(data, { APPGOV_WORKERS: WORKERS });
  try {
    const beganAt = performance.now();
    const cpuBeforeS = readCpuS(server.child.pid);
    await server.admin.call('POST', '/rejudgements', { json: { scope: 'all' }, expect: 202 });
    for (;;) {
      const answer = await server.admin.call('GET', '/rejudgements', { expect: 200 });
      const [round] = (answer.body as { items: { isFinished: boolean; done: number; failed: number }[] })
        .items;
      if (round?.isFinished === true) {
        const tookS = (performance.now() - beganAt) / 1000;
        return {
          rejudgedScans: round.done,
          rejudgeFailed: round.failed,
          rejudgeS: Math.round(tookS * 10) / 10,
          rejudgeMsAScan: Math.round((1000 * tookS) / STORED_SCANS),
          // On a machine that others use too, the wall clock says little; this is what the work itself takes.
          rejudgeCpuS: Math.round(readCpuS(server.child.pid) - cpuBeforeS),
        };
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    await server.end('SIGTERM');
  }
}

/** Finished scans, each with evidence that differs from every other's by its time. */
async function seed(data: string, evidences: readonly Evidence[], accountId: string): Promise<void> {
  const store = await openSqliteStore(join(data, 'appgov.db'), { busyMs: 5000 });
  const blobs = await FolderBlobs.open(join(data, 'blobs'), { staleAfterMs: 3_600_000 });
  for (let index = 0; index < STORED_SCANS; index++) {
    const evidence = evidences[index % evidences.length] as Evidence;
    const text = renderEvidence({ ...evidence, collectedAt: new Date(index * 1000).toISOString() });
    const evidenceSha256 = await storeBytes(blobs, Buffer.from(text));
    const sha256 = evidenceSha256;
    const scanKey = `bench-${index}`;
    await store.submissions.add({
      id: randomUUID(),
      accountId,
      scanKey,
      sha256,
      sizeBytes: 1,
      fileName: basename(`app-${index}.apk`),
      profile: 'static',
      purpose: 'inspection',
      createdAtMs: index,
    });
    await store.submissions.markDone(
      scanKey,
      {
        packageName: `com.example.app${index}`,
        label: 'bench',
        versionName: '1',
        versionCode: 1,
        mark: 0,
        band: 'grave',
        violations: { '0': 0, '1': 0, '2': 0, '3': 0 },
        suspected: 0,
        coverageShare: 0,
        reportSha256: evidenceSha256,
        evidenceSha256,
      },
      index,
    );
  }
  await store.close();
}

const TICKS_PER_SECOND = 100;

/** CPU of the server and of its task processes that have ended: fields 14 to 17 of proc(5) stat. */
function readCpuS(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) / TICKS_PER_SECOND;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
