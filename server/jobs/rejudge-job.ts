import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalBlob } from '../blobs/index.ts';
import { DEFAULT_PACK_ID } from '../../rules/index.ts';
import { ServerError } from '../errors.ts';
import type { JobRecord } from '../queue/index.ts';
import type { ChunkCounts, StoredResult } from '../store/index.ts';
import { runChild } from './child.ts';
import type { Jobs } from './job-map.ts';
import { rejudgeDone, toFactsName, toReportName, toReviewName } from './rejudge-order.ts';
import type { RejudgeDone, RejudgeOrder } from './rejudge-order.ts';
import { readReviewItems } from './review-file.ts';
import { readScanFacts } from './scan-facts.ts';
import { RunFailure } from './scan-failure.ts';
import type { ScanJobServices } from './scan-job.ts';
import { storeFile } from './store-file.ts';

export type RejudgeServices = Omit<ScanJobServices, 'hub' | 'browserEnv'>;

/**
 * Judges one part of a round in a child process and gives the submissions their new reports. May run twice: reports
 * are kept by hash, and the counts of a part are written in place of those before.
 */
export async function runRejudgeJob(
  job: JobRecord<Jobs, 'rejudge'>,
  runId: string,
  signal: AbortSignal,
  services: RejudgeServices,
): Promise<ChunkCounts> {
  const { blobs, work, nowMs, store, packFolder } = services;
  const { results, rejudgementId, chunk } = job.payload;
  const folder = join(services.workFolder, runId);
  const locals: LocalBlob[] = [];
  try {
    await mkdir(folder, { recursive: true });
    const items: RejudgeOrder['items'][number][] = [];
    for (const result of results) {
      const local = await toLocal(services, result);
      locals.push(local);
      items.push({
        evidencePath: local.path,
        ...(result.packs === undefined ? {} : { packs: result.packs }),
        ...(result.appType === undefined ? {} : { appType: result.appType }),
      });
    }
    const order: RejudgeOrder = {
      items,
      workFolder: folder,
      ...(packFolder === undefined ? {} : { packFolder }),
      createdAt: new Date(nowMs()).toISOString(),
    };
    const done = await runChild({
      script: 'rejudge-child',
      order,
      done: rejudgeDone,
      limits: { timeoutMs: work.scanTimeoutMs, heapMb: work.scanHeapMb, residentMb: work.scanResidentMb },
      signal,
    });
    const counts = { done: 0, changed: 0, failed: 0 };
    let firstFailure: string | undefined;
    for (const [index, result] of results.entries()) {
      const outcome: RejudgeDone['results'][number] | undefined = done.results[index];
      counts.done += 1;
      if (outcome?.kind !== 'judged') {
        counts.failed += 1;
        firstFailure ??= outcome === undefined ? 'No result.' : `${outcome.code}: ${outcome.message}`;
        continue;
      }
      const report = await storeFile(blobs, join(folder, toReportName(index)));
      await store.reviews.replaceItems(
        result.sampleSha256,
        result.profile,
        {
          packageName: outcome.summary.packageName,
          label: outcome.summary.label,
          packIds: result.packs ?? [DEFAULT_PACK_ID],
        },
        await readReviewItems(join(folder, toReviewName(index))),
        nowMs(),
      );
      await store.apps.putFacts(report.sha256, await readScanFacts(join(folder, toFactsName(index))));
      const summary = {
        ...outcome.summary,
        reportSha256: report.sha256,
        evidenceSha256: result.evidenceSha256,
      };
      if (await store.rejudgements.replaceReport(result, summary, rejudgementId, nowMs()))
        counts.changed += 1;
      await store.apps.registerReport(report.sha256);
    }
    const all: ChunkCounts = { ...counts, ...(firstFailure === undefined ? {} : { firstFailure }) };
    await store.rejudgements.addChunk(rejudgementId, chunk, all);
    return all;
  } finally {
    for (const local of locals) await local.release();
    await rm(folder, { recursive: true, force: true });
  }
}

async function toLocal({ blobs }: RejudgeServices, result: StoredResult): Promise<LocalBlob> {
  try {
    return await blobs.toLocalFile(result.evidenceSha256);
  } catch (error) {
    if (error instanceof ServerError && error.code === 'BLOB_MISSING')
      throw new RunFailure('BAD_EVIDENCE', error.message);
    throw error;
  }
}
