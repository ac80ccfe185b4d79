import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Blobs, PendingBlob } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import { ServerError, toServerError } from '../errors.ts';
import { downloadFile } from '../fetch/index.ts';
import type { HostTurns } from '../fetch/index.ts';
import { toFileName } from '../api/file-name.ts';
import type { Batch, BatchItem, Store } from '../store/index.ts';
import { resolveInside } from './batch-folder.ts';
import type { Scans } from './scans.ts';

export type BatchRunnerServices = {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly scans: Scans;
  readonly config: Pick<ServerConfig, 'limits' | 'work' | 'fetching' | 'batchFolder'>;
  /** Where downloads lie while they come in. On the volume of the blobs. */
  readonly downloadFolder: string;
  readonly turns: HostTurns;
  readonly log: Logger;
};

const TICK_MS = 1000;
const TAKEN_AT_ONCE = 3;
const DOWNLOAD_ATTEMPTS = 4;

/**
 * Takes the apps of open batches in and hands them to the scans, a few ahead of the workers at a time: so a batch of
 * thousands delays nobody, and a pause holds what has not begun. All state is in the store; a crash loses nothing.
 */
export class BatchRunner {
  readonly #services: BatchRunnerServices;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: BatchRunnerServices) {
    this.#services = services;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), TICK_MS);
    this.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** Looks at once for something to take in. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    this.#look().catch((error: unknown) =>
      this.#services.log.error(
        { err: toServerError(error) },
        'batches could not be looked at; it will be tried again',
      ),
    );
  }

  /** Each batch goes on by itself: one that waits for a slow address does not hold up another. */
  async #look(): Promise<void> {
    for (const id of await this.#services.store.batches.listOpenIds()) {
      if (this.#running.has(id) || this.#stopping.signal.aborted) continue;
      const running = this.#run(id)
        .catch((error: unknown) => {
          if (!this.#stopping.signal.aborted)
            this.#services.log.error(
              { err: toServerError(error), batchId: id },
              'a batch stumbled and will go on',
            );
        })
        .finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
  }

  async #run(id: string): Promise<void> {
    const { store, config } = this.#services;
    const most = Math.max(4, 4 * config.work.workerCount);
    while (!this.#stopping.signal.aborted) {
      const batch = await store.batches.find(id);
      const free = most - (await store.batches.listLiveSubmissions(id)).length;
      if (batch?.state !== 'open' || free <= 0) return;
      const items = await store.batches.listPending(id, Math.min(free, TAKEN_AT_ONCE));
      if (items.length === 0) return;
      await Promise.all(items.map((item) => this.#take(batch, item)));
    }
  }

  async #take(batch: Batch, item: BatchItem): Promise<void> {
    const { store } = this.#services;
    try {
      const held = item.state === 'waiting' ? await this.#bring(item) : item;
      // Paused or cancelled while the bytes came in: they stay held.
      const now = await store.batches.find(batch.id);
      if (now?.state !== 'open' || held.sha256 === undefined) return;
      await this.#submit(batch, held, held.sha256);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      const { code, message } = toServerError(error);
      // The database or the disk may be away for a while: the item waits.
      if (code === 'DATABASE_BUSY' || code === 'STORAGE_FULL') throw error;
      await store.batches.markItem(batch.id, item.number, { state: 'failed', code, message });
    }
  }

  async #submit(batch: Batch, item: BatchItem, sha256: string): Promise<void> {
    const { store, scans } = this.#services;
    const account = await store.accounts.find(batch.accountId);
    if (account === undefined) throw new ServerError('NOT_FOUND', 'The account of the batch is gone.');
    const appType = item.appType ?? batch.appType;
    await scans.submit({
      id: item.submissionId,
      account,
      sha256,
      sizeBytes: item.sizeBytes ?? 0,
      fileName: item.fileName,
      profile: batch.profile,
      purpose: batch.purpose,
      ...(appType === undefined ? {} : { appType }),
      ...(batch.packs === undefined ? {} : { packs: batch.packs }),
    });
    const kept = await store.batches.markItem(batch.id, item.number, { state: 'submitted' });
    if (kept) return;
    // Cancelled in this very moment.
    const submission = await store.submissions.find(item.submissionId);
    if (submission !== undefined && ['queued', 'running'].includes(submission.status))
      await scans.cancel(submission);
  }

  /** Brings the bytes of an item into the store. */
  async #bring(item: BatchItem): Promise<BatchItem> {
    const { store } = this.#services;
    const { blob, fileName } = item.kind === 'folder' ? await this.#read(item) : await this.#download(item);
    try {
      if (blob.sizeBytes === 0) throw new ServerError('EMPTY_FILE');
      await blob.commit();
      const change = { sha256: blob.sha256, sizeBytes: blob.sizeBytes, fileName };
      await store.batches.markItem(item.batchId, item.number, { state: 'held', ...change });
      return { ...item, ...change, state: 'held' };
    } finally {
      await blob.discard();
    }
  }

  async #read(item: BatchItem): Promise<{ blob: PendingBlob; fileName: string }> {
    const { blobs, config } = this.#services;
    const path = await resolveInside(config.batchFolder, item.source);
    const blob = await blobs.receive(createReadStream(path), { maxBytes: config.limits.uploadBytes });
    return { blob, fileName: item.fileName };
  }

  async #download(item: BatchItem): Promise<{ blob: PendingBlob; fileName: string }> {
    const { blobs, config, downloadFolder, turns } = this.#services;
    const path = join(downloadFolder, randomUUID());
    try {
      const { url } = await downloadFile(
        item.source,
        path,
        { sizeBytes: config.limits.uploadBytes, timeoutMs: config.fetching.timeoutMs },
        { attempts: DOWNLOAD_ATTEMPTS, allow: config.fetching.allow, turns, signal: this.#stopping.signal },
      );
      const last = decodeURIComponentSafely(new URL(url).pathname);
      return { blob: await blobs.adopt(path), fileName: toFileName(last) };
    } finally {
      await rm(path, { force: true });
    }
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not every path is percent-encoded UTF-8; the name is only shown
  }
}
