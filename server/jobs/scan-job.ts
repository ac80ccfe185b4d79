import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Blobs, LocalBlob } from '../blobs/index.ts';
import type { WorkConfig } from '../config.ts';
import { DEFAULT_PACK_ID } from '../../rules/index.ts';
import { ServerError } from '../errors.ts';
import type { JobRecord } from '../queue/index.ts';
import type { Store, StoredAttachment } from '../store/index.ts';
import { runChild } from './child.ts';
import type { Jobs, ScanResult } from './job-map.ts';
import type { ProgressHub } from './progress-hub.ts';
import { ProgressRecorder } from './progress-recorder.ts';
import { RunFailure } from './scan-failure.ts';
import {
  ATTACHMENTS_FOLDER,
  EVIDENCE_FILE,
  FACTS_FILE,
  REPORT_FILE,
  REVIEW_FILE,
  scanDone,
} from './scan-order.ts';
import type { ScanOrder } from './scan-order.ts';
import { readReviewItems } from './review-file.ts';
import { readScanFacts } from './scan-facts.ts';
import { storeFile } from './store-file.ts';

export type ScanJobServices = {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly hub: ProgressHub;
  readonly work: WorkConfig;
  readonly packFolder?: string;
  /** Where the device looks for a browser for apps' web pages. */
  readonly browserEnv: Readonly<Record<string, string>>;
  /** Hosts outside the public internet that policies may be fetched from. */
  readonly fetchAllow?: readonly string[];
  /** Parent of the folders that scans write into. On the volume of the data folder. */
  readonly workFolder: string;
  readonly nowMs: () => number;
  readonly log: Logger;
};

/**
 * Scans one sample in a child process and keeps what it wrote as blobs, once by hash. May run twice for one job:
 * the second run then stores under other hashes, and whoever completes first wins.
 */
export async function runScanJob(
  job: JobRecord<Jobs, 'scan'>,
  runId: string,
  signal: AbortSignal,
  services: ScanJobServices,
): Promise<ScanResult> {
  const { blobs, nowMs, work } = services;
  const folder = join(services.workFolder, runId);
  const sample = await blobs.toLocalFile(job.payload.sha256).catch((error: unknown) => {
    if (error instanceof ServerError && error.code === 'BLOB_MISSING')
      throw new RunFailure('SAMPLE_MISSING', error.message);
    throw error;
  });
  const { listingSha256 } = job.payload;
  const listing = listingSha256 === undefined ? undefined : await blobs.toLocalFile(listingSha256);
  const policyFiles: { readonly fileName: string; readonly blob: LocalBlob }[] = [];
  for (const { sha256, fileName } of job.payload.policyFiles ?? [])
    policyFiles.push({ fileName, blob: await blobs.toLocalFile(sha256) });
  const recorder = new ProgressRecorder({
    submissions: services.store.submissions,
    hub: services.hub,
    scanKey: job.key,
    onError: (error) => services.log.warn({ err: error, jobId: job.id }, 'progress could not be written'),
  });
  try {
    await mkdir(join(folder, ATTACHMENTS_FOLDER), { recursive: true });
    const beganAtMs = nowMs();
    const order: ScanOrder = {
      samplePath: sample.path,
      fileName: job.payload.fileName,
      profile: job.payload.profile,
      ...(job.payload.appType === undefined ? {} : { appType: job.payload.appType }),
      ...(job.payload.packs === undefined ? {} : { packs: job.payload.packs }),
      ...(services.packFolder === undefined ? {} : { packFolder: services.packFolder }),
      ...(job.payload.policies === undefined ? {} : { policies: job.payload.policies }),
      ...(services.fetchAllow === undefined ? {} : { fetchAllow: services.fetchAllow }),
      ...(policyFiles.length === 0
        ? {}
        : { policyFiles: policyFiles.map(({ fileName, blob }) => ({ fileName, path: blob.path })) }),
      ...(job.payload.followPolicies === true ? { followPolicies: true } : {}),
      ...(listing === undefined ? {} : { listingPath: listing.path }),
      workFolder: folder,
      collectedAt: new Date(beganAtMs).toISOString(),
      // The scanner gives up by itself a little before it is killed: its own words say more.
      deadlineMs: beganAtMs + Math.round(work.scanTimeoutMs * 0.9),
    };
    const done = await runChild({
      script: 'scan-child',
      order,
      done: scanDone,
      limits: { timeoutMs: work.scanTimeoutMs, heapMb: work.scanHeapMb, residentMb: work.scanResidentMb },
      env: services.browserEnv,
      signal,
      onProgress: ({ stage, fraction, message }) =>
        recorder.record({
          atMs: nowMs(),
          stage,
          ...(fraction === undefined ? {} : { fraction }),
          ...(message === undefined ? {} : { message }),
        }),
    });
    const evidence = await storeFile(blobs, join(folder, EVIDENCE_FILE));
    const report = await storeFile(blobs, join(folder, REPORT_FILE));
    // What people decided before stands apart, so a second run that puts the same items again does no harm.
    await services.store.reviews.replaceItems(
      job.payload.sha256,
      job.payload.profile,
      {
        packageName: done.summary.packageName,
        label: done.summary.label,
        packIds: job.payload.packs ?? [DEFAULT_PACK_ID],
      },
      await readReviewItems(join(folder, REVIEW_FILE)),
      nowMs(),
    );
    await services.store.apps.putFacts(report.sha256, await readScanFacts(join(folder, FACTS_FILE)));
    const attachments: StoredAttachment[] = [];
    for (const { id, file, kind, storedAs } of done.attachments)
      attachments.push({
        id,
        file,
        kind,
        ...(await storeFile(blobs, join(folder, ATTACHMENTS_FOLDER, storedAs))),
      });
    return {
      summary: { ...done.summary, reportSha256: report.sha256, evidenceSha256: evidence.sha256 },
      attachments,
    };
  } catch (error) {
    if (error instanceof ServerError && error.code === 'STORAGE_FULL')
      throw new RunFailure('STORAGE_FULL', error.message);
    throw error;
  } finally {
    await recorder.close();
    await sample.release();
    await listing?.release();
    for (const { blob } of policyFiles) await blob.release();
    await rm(folder, { recursive: true, force: true });
  }
}
