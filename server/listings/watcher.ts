import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { sha256Of } from '../blobs/sha256-of.ts';
import { toCanonicalJson } from '../../scanner/evidence/index.ts';
import type { GivenListing } from '../../scanner/listing/check-listing.ts';
import { toFileName } from '../api/file-name.ts';
import { storeBytes } from '../blobs/index.ts';
import type { Blobs } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import { ServerError, toServerError } from '../errors.ts';
import { downloadFile, fetchChanged, fetchDocument } from '../fetch/index.ts';
import type { FetchOptions, HostTurns } from '../fetch/index.ts';
import type { Scans } from '../jobs/scans.ts';
import { toListingId } from '../store/index.ts';
import type { ListingRecord, ListingSourceRecord, Store } from '../store/index.ts';
import { openListingBrowser } from './listing-browser.ts';
import type { ListingBrowser } from './listing-browser.ts';
import type { ListingSource, ReadContext, ReadListing } from './listing-source.ts';
import { openListingSource } from './open-source.ts';
import { checkPolicyLink } from './policy-link.ts';
import { toNextRunMs } from './schedule.ts';

export type WatcherServices = {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly scans: Scans;
  readonly config: Pick<ServerConfig, 'limits' | 'fetching' | 'browserEnv'>;
  readonly downloadFolder: string;
  readonly turns: HostTurns;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly log: Logger;
};

const TICK_MS = 15_000;
const DOWNLOAD_ATTEMPTS = 4;
/** What a broken promise of a listing is; asking again would bring the same. */
const FINAL_FAILURES: ReadonlySet<string> = new Set([
  'DOWNLOAD_DIFFERS',
  'ADDRESS_TOO_LARGE',
  'ADDRESS_REFUSED',
]);

type Counts = { -readonly [Name in 'seen' | 'added' | 'changed' | 'gone' | 'taken' | 'failed']: number };

/** Reads sources when they are due, keeps what they say, and has new versions and changed listings scanned. */
export class ListingWatcher {
  readonly #services: WatcherServices;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: WatcherServices) {
    this.#services = services;
  }

  async start(): Promise<void> {
    await this.#services.store.listings.reviveRuns(this.#services.nowMs());
    this.#timer = setInterval(() => this.#look(), TICK_MS);
    this.#look();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** Begins to read a source now, whatever its schedule says; once it resolves, the source says that it is being read. */
  async begin(source: ListingSourceRecord): Promise<void> {
    if (this.#running.has(source.id)) return;
    await this.#services.store.listings.beganRun(source.id, this.#services.nowMs());
    void this.run(source);
  }

  /** Reads a source. One that is being read goes on as it is. */
  run(source: ListingSourceRecord): Promise<void> {
    const running = this.#running.get(source.id);
    if (running !== undefined) return running;
    const run = this.#run(source)
      .catch((error: unknown) =>
        this.#services.log.error(
          { err: toServerError(error), sourceId: source.id },
          'a source could not be read',
        ),
      )
      .finally(() => this.#running.delete(source.id));
    this.#running.set(source.id, run);
    return run;
  }

  #look(): void {
    const { store, nowMs, log } = this.#services;
    store.listings
      .listDue(nowMs())
      .then((due) => {
        if (!this.#stopping.signal.aborted) for (const source of due) void this.run(source);
      })
      .catch((error: unknown) => log.error({ err: toServerError(error) }, 'sources could not be looked at'));
  }

  async #run(source: ListingSourceRecord): Promise<void> {
    const { store, nowMs, random } = this.#services;
    await store.listings.beganRun(source.id, nowMs());
    const end = await this.#read(source);
    if (end === undefined) return;
    const nextRunMs = toNextRunMs(source, nowMs(), random);
    await store.listings.endedRun(source.id, { ...end, ...(nextRunMs === undefined ? {} : { nextRunMs }) });
  }

  /** How a run ended; undefined where the server stops: the run is taken up again at the next start. */
  async #read(
    source: ListingSourceRecord,
  ): Promise<Parameters<Store['listings']['endedRun']>[1] | undefined> {
    const { log } = this.#services;
    const reader = this.#openReader();
    try {
      const backend = openListingSource(source);
      const read = await backend.read(source.validators, reader);
      if (read.kind === 'unchanged') return { result: 'unchanged' };
      const counts = await this.#takeOver(source, backend, read, reader);
      log.info({ sourceId: source.id, ...counts }, 'listings read');
      // Where something failed, the next run asks for all of it again.
      return { result: 'done', counts, ...(counts.failed > 0 ? {} : { validators: read.validators }) };
    } catch (error) {
      if (this.#stopping.signal.aborted) return undefined;
      const { code, message } = toServerError(error);
      log.warn({ sourceId: source.id, code, err: error }, 'a source gave nothing');
      return { result: 'failed', error: { code, message } };
    } finally {
      await reader.close();
    }
  }

  async #takeOver(
    source: ListingSourceRecord,
    backend: ListingSource,
    read: { readonly listings: readonly ReadListing[]; readonly unchanged: readonly string[] },
    context: ReadContext,
  ): Promise<Counts> {
    const { store, nowMs } = this.#services;
    const known = await store.listings.mapListings(source.id);
    const counts: Counts = { seen: 0, added: 0, changed: 0, gone: 0, taken: 0, failed: 0 };
    const there = new Set(read.unchanged);
    for (const found of read.listings) {
      this.#stopping.signal.throwIfAborted();
      if (there.has(found.packageName)) continue;
      there.add(found.packageName);
      counts.seen += 1;
      const before = known.get(found.packageName);
      const { screenshot, ...content } = found;
      const bytes = Buffer.from(toCanonicalJson(content));
      const contentSha256 = sha256Of(bytes);
      const isSame = before?.contentSha256 === contentSha256 && before.goneAtMs === undefined;
      if (isSame && !mayBeTaken(before)) continue;
      if (!isSame) {
        counts[before === undefined ? 'added' : 'changed'] += 1;
        await this.#keep(source, found, bytes, screenshot);
      }
      const taken = await this.#take(source, backend, found, before, context);
      if (taken !== 'nothing') counts[taken] += 1;
    }
    counts.seen += read.unchanged.length;
    const gone = [...known.values()].filter(
      ({ packageName, goneAtMs }) => !there.has(packageName) && goneAtMs === undefined,
    );
    await store.listings.markGone(
      gone.map(({ id }) => id),
      nowMs(),
    );
    counts.gone = gone.length;
    return counts;
  }

  /** Keeps what a listing says now: everything read as a blob, the picture as another. */
  async #keep(
    source: ListingSourceRecord,
    found: ReadListing,
    bytes: Uint8Array,
    screenshot: Uint8Array | undefined,
  ): Promise<void> {
    const { store, blobs, nowMs } = this.#services;
    const contentSha256 = await storeBytes(blobs, bytes);
    const { screenshot: _, ...fields } = found;
    await store.listings.putListing(
      source.id,
      {
        packageName: found.packageName,
        name: found.name ?? '',
        developer: found.developer ?? '',
        versionName: found.versionName ?? '',
        ...(found.versionCode === undefined ? {} : { versionCode: found.versionCode }),
        contentSha256,
      },
      {
        id: randomUUID(),
        atMs: nowMs(),
        address: found.address,
        contentSha256,
        fields,
        ...(screenshot === undefined ? {} : { screenshotSha256: await storeBytes(blobs, screenshot) }),
      },
    );
  }

  async #take(
    source: ListingSourceRecord,
    backend: ListingSource,
    found: ReadListing,
    before: ListingRecord | undefined,
    context: ReadContext,
  ): Promise<'taken' | 'failed' | 'nothing'> {
    const { store, scans, nowMs, blobs } = this.#services;
    if (found.download === undefined) return 'nothing';
    const listingId = toListingId(source.id, found.packageName);
    try {
      const sample = await this.#bring(found, found.download, before);
      const account = await store.accounts.find(source.accountId);
      if (account === undefined) throw new ServerError('NOT_FOUND', 'The account of the source is gone.');
      const given: GivenListing = {
        listingId,
        storeId: source.id,
        storeName: source.name,
        address: found.address,
        takenAt: new Date(nowMs()).toISOString(),
        packageName: found.packageName,
        ...pick(found, [
          'name',
          'developer',
          'versionName',
          'versionCode',
          'sizeBytes',
          'updated',
          'filingNumber',
        ]),
        ...(found.permissions === undefined ? {} : { permissions: found.permissions }),
        covers: backend.covers,
        policy: await checkPolicyLink(found.policyUrl, backend.covers, context.fetch),
        earlierNotices: await store.cases.countOffences(found.packageName),
      };
      const submission = await scans.submit({
        account,
        sha256: sample.sha256,
        sizeBytes: sample.sizeBytes,
        fileName: toFileName(`${found.packageName}-${found.versionName ?? ''}.apk`),
        profile: source.profile,
        purpose: 're-scan',
        ...(source.packs === undefined ? {} : { packs: source.packs }),
        storeId: source.id,
        listingSha256: await storeBytes(blobs, Buffer.from(JSON.stringify(given))),
      });
      await store.listings.markTaken(listingId, {
        taken: 'submitted',
        packageSha256: sample.sha256,
        submissionId: submission.id,
      });
      return 'taken';
    } catch (error) {
      if (this.#stopping.signal.aborted) throw error;
      const { code, message } = toServerError(error);
      if (code === 'STORAGE_FULL' || code === 'DATABASE_BUSY') throw error;
      await store.listings.markTaken(listingId, { taken: 'failed', code, message });
      return FINAL_FAILURES.has(code) ? 'nothing' : 'failed';
    }
  }

  /** The bytes of the app: those that are here already, by their hash or because the version is the same, else a download. */
  async #bring(
    found: ReadListing,
    download: NonNullable<ReadListing['download']>,
    before: ListingRecord | undefined,
  ): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
    const { blobs, config, downloadFolder, turns } = this.#services;
    const isSameVersion =
      download.sha256 === undefined &&
      before?.packageSha256 !== undefined &&
      before.versionName === (found.versionName ?? '') &&
      before.versionName !== '' &&
      before.versionCode === found.versionCode;
    const here = download.sha256 ?? (isSameVersion ? before.packageSha256 : undefined);
    const sizeHere = here === undefined ? undefined : await blobs.findSize(here);
    if (here !== undefined && sizeHere !== undefined) return { sha256: here, sizeBytes: sizeHere };
    const path = join(downloadFolder, randomUUID());
    try {
      await downloadFile(
        download.address,
        path,
        { sizeBytes: config.limits.uploadBytes, timeoutMs: config.fetching.timeoutMs },
        {
          attempts: DOWNLOAD_ATTEMPTS,
          allow: config.fetching.allow,
          signal: this.#stopping.signal,
          turns,
          ...(download.sha256 === undefined ? {} : { sha256: download.sha256 }),
          ...(download.sizeBytes === undefined ? {} : { sizeBytes: download.sizeBytes }),
        },
      );
      const blob = await blobs.adopt(path);
      await blob.commit();
      return { sha256: blob.sha256, sizeBytes: blob.sizeBytes };
    } finally {
      await rm(path, { force: true });
    }
  }

  #openReader(): ReadContext & { readonly close: () => Promise<void> } {
    const { config, turns } = this.#services;
    const options: FetchOptions = { allow: config.fetching.allow, signal: this.#stopping.signal };
    let opening: Promise<ListingBrowser> | undefined;
    return {
      signal: this.#stopping.signal,
      fetch: (address, known, limits) =>
        fetchChanged(address, known, { ...options, turns, ...(limits === undefined ? {} : { limits }) }),
      // The parts of one page come together, as a person's browser asks for them.
      browser: () =>
        (opening ??= openListingBrowser(config.browserEnv, (address) => fetchDocument(address, options))),
      close: async () => {
        const browser = await opening?.catch(() => undefined);
        await browser?.close();
      },
    };
  }
}

/** Whether a listing that says the same as before still waits to be taken. */
function mayBeTaken(before: ListingRecord | undefined): boolean {
  return before?.taken === 'failed' && !FINAL_FAILURES.has(before.error?.code ?? '');
}

function pick<T extends object, Key extends keyof T>(from: T, keys: readonly Key[]): Partial<Pick<T, Key>> {
  const picked: Partial<Pick<T, Key>> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}
