import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { engineVersion } from '../scanner/version.ts';
import { Metrics } from './api/metrics.ts';
import { BASE_PATH } from './api/mount.ts';
import { ResumableUploads } from './api/resumable-uploads.ts';
import type { Services } from './api/services.ts';
import { Auth } from './auth/index.ts';
import { FolderBlobs } from './blobs/index.ts';
import type { ServerConfig } from './config.ts';
import { loadCatalogue } from './jobs/catalogue.ts';
import type { Jobs } from './jobs/job-map.ts';
import { ProgressHub } from './jobs/progress-hub.ts';
import { ReportFiles } from './jobs/report-files.ts';
import { RunFailure } from './jobs/scan-failure.ts';
import { runRejudgeJob } from './jobs/rejudge-job.ts';
import { runScanJob } from './jobs/scan-job.ts';
import { Scans } from './jobs/scans.ts';
import { Worker } from './jobs/worker.ts';
import { isGoneBeforeUs, isGoneWorker, newWorkerId } from './jobs/worker-id.ts';
import { SqliteQueue, exponentialBackoff } from './queue/index.ts';
import { openSqliteStore } from './store/index.ts';

const POLL_MS = 1000;
const KEPT_JOBS_MS = 90 * 24 * 3_600_000;

/** Everything a server or worker is made of. */
export type Parts = {
  /** Resumable uploads belong to the process that takes them in; a worker leaves them alone. */
  readonly role: 'server' | 'worker';
  readonly config: ServerConfig;
  readonly services: Services;
  readonly worker: Worker;
  readonly metrics: Metrics;
  readonly stopping: AbortController;
};

/** Opens the data folder, names the backend behind each seam, and puts right what a crash left behind. */
export async function openParts(config: ServerConfig, log: Logger, role: Parts['role']): Promise<Parts> {
  const folder = (name: string): string => join(config.dataFolder, name);
  await mkdir(folder('uploads'), { recursive: true });
  await mkdir(folder('work'), { recursive: true });
  const catalogue = loadCatalogue(config.packFolder);
  const nowMs = Date.now;
  const store = await openSqliteStore(folder('appgov.db'), { busyMs: config.databaseBusyMs });
  const blobs = await FolderBlobs.open(folder('blobs'), {
    ...(config.limits.quotaBytes === undefined ? {} : { quotaBytes: config.limits.quotaBytes }),
    staleAfterMs: 3_600_000,
  });
  const queue = new SqliteQueue<Jobs>({
    db: store.db.write,
    nowMs,
    randomId: randomUUID,
    random: Math.random,
    backoff: exponentialBackoff(2000, 300_000),
    maxFailures: config.work.maxFailures,
    maxLapses: 10,
  });
  const versions = { engineVersion, rulesVersion: catalogue.rulesVersionOf(undefined) };
  const hub = new ProgressHub();
  const stopping = new AbortController();
  const { appTypeIds, packIds, rulesVersionOf } = catalogue;
  const scans = new Scans({ store, queue, hub, versions, appTypeIds, packIds, rulesVersionOf, nowMs });
  const common = {
    store,
    blobs,
    nowMs,
    log,
    workFolder: folder('work'),
    ...(config.packFolder === undefined ? {} : { packFolder: config.packFolder }),
  };
  const services: Services = {
    config,
    versions,
    store,
    queue,
    blobs,
    scans,
    hub,
    catalogue,
    nowMs,
    log,
    stopping: stopping.signal,
    auth: new Auth(store, nowMs),
    reportFiles: new ReportFiles({ ...common, config, engineVersion, stopping: stopping.signal }),
    uploads: new ResumableUploads({
      folder: folder('uploads'),
      path: `${BASE_PATH}/uploads`,
      store,
      blobs,
      scans,
      limits: config.limits,
      log,
    }),
  };
  const metrics = new Metrics({ queue, blobs });
  const worker = new Worker({
    workerId: newWorkerId(),
    count: config.work.workerCount,
    leaseMs: config.work.leaseMs,
    pollMs: POLL_MS,
    queue,
    scans,
    nowMs,
    log,
    run: ({ job, leaseId }, signal) =>
      runScanJob(job, leaseId, signal, { ...common, hub, work: config.work }).then(
        (result) => {
          metrics.scanEnded('done');
          return result;
        },
        (error: unknown) => {
          metrics.scanEnded(error instanceof RunFailure ? error.code : 'INTERNAL');
          throw error;
        },
      ),
    rejudge: ({ job, leaseId }, signal) =>
      runRejudgeJob(job, leaseId, signal, { ...common, work: config.work }),
  });
  // What a crash left behind, before new work comes in.
  await queue.reclaim(isGoneBeforeUs);
  if (role === 'server') await services.uploads.sweep();
  await scans.reconcile();
  await sweepWork(folder('work'), nowMs() - 2 * config.work.scanTimeoutMs);
  return { role, config, services, worker, metrics, stopping };
}

/** What has to be done now and then. Failing once is no harm: it comes round again. */
export function keepHouse({ role, config, services }: Parts): void {
  const { queue, scans, uploads, store, nowMs, log } = services;
  const work = async (): Promise<void> => {
    await queue.reclaim(isGoneWorker);
    await scans.reconcile();
    if (role === 'server') await uploads.sweep();
    await store.sessions.removeExpired(nowMs());
    await queue.prune(nowMs() - KEPT_JOBS_MS);
    await sweepWork(join(config.dataFolder, 'work'), nowMs() - 2 * config.work.scanTimeoutMs);
  };
  work().catch((error: unknown) => log.error({ err: error }, 'housekeeping failed; it will be tried again'));
}

async function sweepWork(folder: string, olderThanMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < olderThanMs) await rm(path, { recursive: true, force: true });
  }
}
