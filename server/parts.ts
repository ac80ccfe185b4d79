import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
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
import { HostTurns } from './fetch/index.ts';
import { BatchRunner } from './jobs/batch-runner.ts';
import { loadCatalogue } from './jobs/catalogue.ts';
import type { Jobs } from './jobs/job-map.ts';
import { ProgressHub } from './jobs/progress-hub.ts';
import { ReportFiles } from './jobs/report-files.ts';
import { Templates } from './jobs/templates.ts';
import { todayOf } from './api/case-file.ts';
import { OidcSignIn } from './auth/oidc.ts';
import { Messenger, runDeliverJob, runRemindJob } from './messages/index.ts';
import { openSigningKey } from './signing/index.ts';
import { RunFailure } from './jobs/scan-failure.ts';
import { runRejudgeJob } from './jobs/rejudge-job.ts';
import { runScanJob } from './jobs/scan-job.ts';
import { Scans } from './jobs/scans.ts';
import { WorkFolder } from './jobs/work-folders.ts';
import { Worker } from './jobs/worker.ts';
import { isGoneBeforeUs, isGoneWorker, newWorkerId } from './jobs/worker-id.ts';
import { ListingWatcher } from './listings/watcher.ts';
import { SqliteQueue, exponentialBackoff } from './queue/index.ts';
import { openSqliteStore } from './store/index.ts';

const POLL_MS = 1000;
/** Messages are sent by workers of their own, beside scans. */
const MESSAGE_WORKERS = 2;
const DAY_MS = 24 * 3_600_000;
const KEPT_JOBS_MS = 90 * DAY_MS;

/** Everything a server or worker is made of. */
export type Parts = {
  /** Resumable uploads belong to the process that takes them in; a worker leaves them alone. */
  readonly role: 'server' | 'worker';
  readonly config: ServerConfig;
  readonly services: Services;
  readonly worker: Worker;
  /** Sends messages and reminders. Runs in the server process, also where scans are left to others. */
  readonly messageWorker: Worker;
  readonly metrics: Metrics;
  readonly stopping: AbortController;
  /** Where this process works beside the store; the parts of processes that are gone are swept. */
  readonly workFolders: readonly WorkFolder[];
};

/** Opens the data folder, names the backend behind each seam, and puts right what a crash left behind. */
export async function openParts(config: ServerConfig, log: Logger, role: Parts['role']): Promise<Parts> {
  const folder = (name: string): string => join(config.dataFolder, name);
  await mkdir(folder('uploads'), { recursive: true });
  const workFolders = [
    await WorkFolder.open(folder('work'), 2 * config.work.scanTimeoutMs),
    await WorkFolder.open(folder('downloads'), DAY_MS),
  ] as const;
  const [work, downloads] = workFolders;
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
  const scans = new Scans({
    store,
    queue,
    hub,
    versions,
    appTypeIds,
    packIds,
    rulesVersionOf,
    followPolicies: config.fetching.followPolicies,
    nowMs,
  });
  const common = {
    store,
    blobs,
    nowMs,
    log,
    workFolder: work.own,
    ...(config.packFolder === undefined ? {} : { packFolder: config.packFolder }),
  };
  const signingKey = await openSigningKey(join(config.dataFolder, 'keys', 'signing-ed25519.pem'));
  const messenger = new Messenger({ store, queue, config, nowMs, log });
  const auth = new Auth(store, nowMs);
  const turns = new HostTurns(config.fetching.intervalMs, nowMs);
  const bringing = { store, blobs, scans, config, downloadFolder: downloads.own, turns, log };
  const services: Services = {
    config,
    messenger,
    signingKey,
    ...(config.oidc !== undefined && {
      oidc: new OidcSignIn(config.oidc, `${config.publicUrl}${BASE_PATH}/session/oidc/callback`, {
        store,
        auth,
        nowMs,
      }),
    }),
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
    auth,
    reportFiles: new ReportFiles({
      ...common,
      config,
      engineVersion,
      signingKey,
      templates: new Templates(config.templateFolder),
      stopping: stopping.signal,
    }),
    batchRunner: new BatchRunner(bringing),
    watcher: new ListingWatcher({ ...bringing, nowMs, random: Math.random }),
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
  const workerBase = { leaseMs: config.work.leaseMs, pollMs: POLL_MS, queue, scans, nowMs, log };
  const messageWorker = new Worker({
    ...workerBase,
    workerId: newWorkerId(),
    count: MESSAGE_WORKERS,
    runners: {
      deliver: ({ job }, signal) =>
        runDeliverJob(job, signal, { store, queue, config, nowMs, random: Math.random, log }),
      remind: ({ job }) =>
        runRemindJob(job.payload.day, { store, messenger, nowMs, keptMs: config.messagesKeptMs }),
    },
  });
  const worker = new Worker({
    ...workerBase,
    workerId: newWorkerId(),
    count: config.work.workerCount,
    onScanEnded: (scanKey) => messenger.tellScanEnded(scanKey),
    run: ({ job, leaseId }, signal) =>
      runScanJob(job, leaseId, signal, {
        ...common,
        hub,
        work: config.work,
        browserEnv: config.browserEnv,
        fetchAllow: config.fetching.allow,
      }).then(
        (result) => {
          metrics.scanEnded('done');
          return result;
        },
        (error: unknown) => {
          metrics.scanEnded(error instanceof RunFailure ? error.code : 'INTERNAL');
          throw error;
        },
      ),
    runners: {
      rejudge: ({ job, leaseId }, signal) =>
        runRejudgeJob(job, leaseId, signal, { ...common, work: config.work }),
    },
  });
  // What a crash left behind, before new work comes in.
  await queue.reclaim(isGoneBeforeUs);
  if (role === 'server') await services.uploads.sweep();
  await scans.reconcile();
  return { role, config, services, worker, messageWorker, metrics, stopping, workFolders };
}

/** What has to be done now and then. Failing once is no harm: it comes round again. Never rejects. */
export function keepHouse({ role, services, workFolders }: Parts): Promise<void> {
  const { queue, scans, uploads, store, nowMs, log } = services;
  const work = async (): Promise<void> => {
    await queue.reclaim(isGoneWorker);
    await scans.reconcile();
    if (role === 'server') {
      await uploads.sweep();
      const day = todayOf(services);
      await queue.add('remind', { day }, { key: `remind ${day}` });
      await services.messenger.enqueueDue();
    }
    await store.sessions.removeExpired(nowMs());
    await queue.prune(nowMs() - KEPT_JOBS_MS, nowMs() + DAY_MS);
    for (const workFolder of workFolders) await workFolder.sweep();
  };
  return work().catch((error: unknown) =>
    log.error({ err: error }, 'housekeeping failed; it will be tried again'),
  );
}
