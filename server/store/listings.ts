import { toStableId } from './companies.ts';
import type { Db } from './db.ts';
import { partOf } from './like.ts';
import type { Profile } from './submissions.ts';

export const SOURCE_KINDS = ['fdroid', 'feed', 'page'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export type RunCounts = Readonly<Record<'seen' | 'added' | 'changed' | 'gone' | 'taken' | 'failed', number>>;

/** A store whose listings are watched. Its id is the store's id too. */
export type ListingSourceRecord = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly kind: SourceKind;
  /** What the kind needs besides, e.g. a fingerprint or a recipe. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly cron: string;
  readonly timeZone: string;
  readonly jitterSeconds: number;
  readonly profile: Profile;
  readonly packs?: readonly string[];
  readonly accountId: string;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly nextRunMs?: number;
  readonly lastRunMs?: number;
  readonly lastResult?: 'running' | 'unchanged' | 'done' | 'failed';
  readonly lastError?: { readonly code: string; readonly message: string };
  readonly lastCounts?: RunCounts;
  /** What the source gave to ask it again by. */
  readonly validators?: Readonly<Record<string, unknown>>;
};

export type ListingRecord = {
  readonly id: string;
  readonly sourceId: string;
  readonly packageName: string;
  readonly snapshotId: string;
  readonly name: string;
  readonly developer: string;
  readonly versionName: string;
  readonly versionCode?: number;
  readonly contentSha256: string;
  readonly packageSha256?: string;
  readonly submissionId?: string;
  readonly taken: 'none' | 'submitted' | 'failed';
  readonly error?: { readonly code: string; readonly message: string };
  readonly firstSeenMs: number;
  readonly changedAtMs: number;
  readonly goneAtMs?: number;
};

export type ListingSnapshot = {
  readonly id: string;
  readonly listingId: string;
  readonly atMs: number;
  readonly address: string;
  /** Blob of all that was read. */
  readonly contentSha256: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly screenshotSha256?: string;
};

type SourceRow = {
  id: string;
  store_name: string;
  store_address: string;
  kind: SourceKind;
  config: string;
  cron: string;
  time_zone: string;
  jitter_seconds: number;
  profile: Profile;
  packs: string | null;
  account_id: string;
  enabled: number | boolean;
  created_at_ms: number;
  next_run_ms: number | null;
  last_run_ms: number | null;
  last_result: ListingSourceRecord['lastResult'] | null;
  last_error_code: string | null;
  last_error_message: string | null;
  last_counts: string | null;
  validators: string | null;
};

type ListingRow = {
  id: string;
  source_id: string;
  package_name: string;
  snapshot_id: string;
  name: string;
  developer: string;
  version_name: string;
  version_code: number | null;
  content_sha256: string;
  package_sha256: string | null;
  submission_id: string | null;
  taken: ListingRecord['taken'];
  error_code: string | null;
  error_message: string | null;
  first_seen_ms: number;
  changed_at_ms: number;
  gone_at_ms: number | null;
};

type SnapshotRow = {
  id: string;
  listing_id: string;
  at_ms: number;
  address: string;
  content_sha256: string;
  fields: string;
  screenshot_sha256: string | null;
};

/** Sources of store listings, what they said, and what was taken from them. */
export class Listings {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** False where the id is taken. */
  async addSource(source: ListingSourceRecord): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const known: unknown = await trx('listing_sources').where({ id: source.id }).first('id');
      if (known !== undefined) return false;
      await trx('stores')
        .insert({
          id: source.id,
          name: source.name,
          address: source.address,
          created_at_ms: source.createdAtMs,
        })
        .onConflict('id')
        .merge(['name', 'address']);
      await trx('listing_sources').insert({
        id: source.id,
        kind: source.kind,
        config: JSON.stringify(source.config),
        cron: source.cron,
        time_zone: source.timeZone,
        jitter_seconds: source.jitterSeconds,
        profile: source.profile,
        packs: source.packs?.join(',') ?? null,
        account_id: source.accountId,
        enabled: source.enabled,
        created_at_ms: source.createdAtMs,
        next_run_ms: source.nextRunMs ?? null,
      });
      return true;
    });
  }

  async changeSource(
    id: string,
    change: {
      readonly enabled?: boolean;
      readonly cron?: string;
      readonly timeZone?: string;
      readonly jitterSeconds?: number;
      readonly nextRunMs?: number | null;
    },
  ): Promise<boolean> {
    const columns = {
      ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
      ...(change.cron === undefined ? {} : { cron: change.cron }),
      ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
      ...(change.jitterSeconds === undefined ? {} : { jitter_seconds: change.jitterSeconds }),
      ...(change.nextRunMs === undefined ? {} : { next_run_ms: change.nextRunMs }),
    };
    if (Object.keys(columns).length === 0) return (await this.findSource(id)) !== undefined;
    return (await this.#db.write('listing_sources').where({ id }).update(columns)) > 0;
  }

  /** The store's record and what was scanned from it stay. */
  async removeSource(id: string): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const ids = trx('listings').where({ source_id: id }).select('id');
      await trx('listing_snapshots').whereIn('listing_id', ids).del();
      await trx('listings').where({ source_id: id }).del();
      return (await trx('listing_sources').where({ id }).del()) > 0;
    });
  }

  async listSources(): Promise<readonly ListingSourceRecord[]> {
    const rows: SourceRow[] = await this.#sources().orderBy('stores.name');
    return rows.map(toSource);
  }

  async findSource(id: string): Promise<ListingSourceRecord | undefined> {
    const row: SourceRow | undefined = await this.#sources().where('listing_sources.id', id).first();
    return row && toSource(row);
  }

  async listDue(nowMs: number): Promise<readonly ListingSourceRecord[]> {
    const rows: SourceRow[] = await this.#sources()
      .where({ enabled: true })
      .where('next_run_ms', '<=', nowMs)
      .orderBy('next_run_ms');
    return rows.map(toSource);
  }

  async beganRun(id: string, nowMs: number): Promise<void> {
    await this.#db.write('listing_sources').where({ id }).update({
      last_run_ms: nowMs,
      last_result: 'running',
      last_error_code: null,
      last_error_message: null,
    });
  }

  async endedRun(
    id: string,
    end: {
      readonly result: 'unchanged' | 'done' | 'failed';
      readonly nextRunMs?: number;
      readonly error?: { readonly code: string; readonly message: string };
      readonly counts?: RunCounts;
      readonly validators?: Readonly<Record<string, unknown>>;
    },
  ): Promise<void> {
    await this.#db
      .write('listing_sources')
      .where({ id })
      .update({
        last_result: end.result,
        next_run_ms: end.nextRunMs ?? null,
        last_error_code: end.error?.code ?? null,
        last_error_message: end.error?.message.slice(0, 1000) ?? null,
        ...(end.counts === undefined ? {} : { last_counts: JSON.stringify(end.counts) }),
        ...(end.validators === undefined ? {} : { validators: JSON.stringify(end.validators) }),
      });
  }

  /** Runs that a crash cut off: they are due again at once. */
  async reviveRuns(nowMs: number): Promise<void> {
    await this.#db
      .write('listing_sources')
      .where({ last_result: 'running' })
      .update({ last_result: 'failed', last_error_code: 'STOPPING', next_run_ms: nowMs });
  }

  /** What is known of a source's listings, by package: enough to tell what has changed. */
  async mapListings(sourceId: string): Promise<ReadonlyMap<string, ListingRecord>> {
    const rows: ListingRow[] = await this.#db.read('listings').where({ source_id: sourceId });
    return new Map(rows.map((row) => [row.package_name, toListing(row)]));
  }

  /** A listing that is new or says something else than before, with the snapshot that shows it. */
  async putListing(
    sourceId: string,
    listing: {
      readonly packageName: string;
      readonly name: string;
      readonly developer: string;
      readonly versionName: string;
      readonly versionCode?: number;
      readonly contentSha256: string;
    },
    snapshot: Omit<ListingSnapshot, 'listingId'>,
  ): Promise<string> {
    const id = toListingId(sourceId, listing.packageName);
    const columns = {
      snapshot_id: snapshot.id,
      name: listing.name,
      developer: listing.developer,
      version_name: listing.versionName,
      version_code: listing.versionCode ?? null,
      content_sha256: listing.contentSha256,
      changed_at_ms: snapshot.atMs,
      gone_at_ms: null,
    };
    await this.#db.write.transaction(async (trx) => {
      await trx('listings')
        .insert({
          id,
          source_id: sourceId,
          package_name: listing.packageName,
          taken: 'none',
          first_seen_ms: snapshot.atMs,
          ...columns,
        })
        .onConflict(['source_id', 'package_name'])
        .merge(Object.keys(columns));
      await trx('listing_snapshots').insert({
        id: snapshot.id,
        listing_id: id,
        at_ms: snapshot.atMs,
        address: snapshot.address,
        content_sha256: snapshot.contentSha256,
        fields: JSON.stringify(snapshot.fields),
        screenshot_sha256: snapshot.screenshotSha256 ?? null,
      });
    });
    return id;
  }

  async markTaken(
    id: string,
    change:
      | { readonly taken: 'submitted'; readonly packageSha256: string; readonly submissionId: string }
      | { readonly taken: 'failed'; readonly code: string; readonly message: string },
  ): Promise<void> {
    await this.#db
      .write('listings')
      .where({ id })
      .update(
        change.taken === 'submitted'
          ? {
              taken: 'submitted',
              package_sha256: change.packageSha256,
              submission_id: change.submissionId,
              error_code: null,
              error_message: null,
            }
          : { taken: 'failed', error_code: change.code, error_message: change.message.slice(0, 1000) },
      );
  }

  async markGone(ids: readonly string[], nowMs: number): Promise<void> {
    for (let start = 0; start < ids.length; start += 200)
      await this.#db
        .write('listings')
        .whereIn('id', ids.slice(start, start + 200))
        .update({ gone_at_ms: nowMs });
  }

  async findPage(query: {
    readonly sourceId?: string;
    readonly packageName?: string;
    readonly text?: string;
    readonly taken?: ListingRecord['taken'];
    readonly page: number;
    readonly pageSize: number;
  }): Promise<{ readonly items: readonly ListingRecord[]; readonly total: number }> {
    const matching = this.#db.read('listings').modify((rows) => {
      if (query.sourceId !== undefined) void rows.where({ source_id: query.sourceId });
      if (query.packageName !== undefined) void rows.where({ package_name: query.packageName });
      if (query.taken !== undefined) void rows.where({ taken: query.taken });
      const text = query.text?.trim();
      if (text)
        void rows.where((any) => {
          for (const column of ['package_name', 'name', 'developer'])
            void any.orWhereRaw(`LOWER(${column}) LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]);
        });
    });
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderBy([
          { column: 'changed_at_ms', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as ListingRow[]).map(toListing), total: Number(count.count) };
  }

  async find(id: string): Promise<ListingRecord | undefined> {
    const row = await this.#db.read<ListingRow>('listings').where({ id }).first();
    return row && toListing(row);
  }

  /** The newest first. */
  async listSnapshots(listingId: string, limit: number): Promise<readonly ListingSnapshot[]> {
    const rows = await this.#db
      .read<SnapshotRow>('listing_snapshots')
      .where({ listing_id: listingId })
      .orderBy('at_ms', 'desc')
      .limit(limit);
    return rows.map(toSnapshot);
  }

  async findSnapshot(listingId: string, id: string): Promise<ListingSnapshot | undefined> {
    const row = await this.#db
      .read<SnapshotRow>('listing_snapshots')
      .where({ listing_id: listingId, id })
      .first();
    return row && toSnapshot(row);
  }

  #sources() {
    return this.#db
      .read('listing_sources')
      .join('stores', 'stores.id', 'listing_sources.id')
      .select('listing_sources.*', 'stores.name as store_name', 'stores.address as store_address');
  }
}

/** One listing has one id, however often it is read. */
export function toListingId(sourceId: string, packageName: string): string {
  return toStableId('listing', sourceId, packageName);
}

function toSource(row: SourceRow): ListingSourceRecord {
  return {
    id: row.id,
    name: row.store_name,
    address: row.store_address,
    kind: row.kind,
    config: JSON.parse(row.config) as Record<string, unknown>,
    cron: row.cron,
    timeZone: row.time_zone,
    jitterSeconds: row.jitter_seconds,
    profile: row.profile,
    ...(row.packs === null ? {} : { packs: row.packs.split(',') }),
    accountId: row.account_id,
    enabled: Boolean(row.enabled),
    createdAtMs: Number(row.created_at_ms),
    ...(row.next_run_ms === null ? {} : { nextRunMs: Number(row.next_run_ms) }),
    ...(row.last_run_ms === null ? {} : { lastRunMs: Number(row.last_run_ms) }),
    ...(row.last_result == null ? {} : { lastResult: row.last_result }),
    ...(row.last_error_code === null
      ? {}
      : { lastError: { code: row.last_error_code, message: row.last_error_message ?? '' } }),
    ...(row.last_counts === null ? {} : { lastCounts: JSON.parse(row.last_counts) as RunCounts }),
    ...(row.validators === null ? {} : { validators: JSON.parse(row.validators) as Record<string, unknown> }),
  };
}

function toListing(row: ListingRow): ListingRecord {
  return {
    id: row.id,
    sourceId: row.source_id,
    packageName: row.package_name,
    snapshotId: row.snapshot_id,
    name: row.name,
    developer: row.developer,
    versionName: row.version_name,
    ...(row.version_code === null ? {} : { versionCode: Number(row.version_code) }),
    contentSha256: row.content_sha256,
    ...(row.package_sha256 === null ? {} : { packageSha256: row.package_sha256 }),
    ...(row.submission_id === null ? {} : { submissionId: row.submission_id }),
    taken: row.taken,
    ...(row.error_code === null ? {} : { error: { code: row.error_code, message: row.error_message ?? '' } }),
    firstSeenMs: Number(row.first_seen_ms),
    changedAtMs: Number(row.changed_at_ms),
    ...(row.gone_at_ms === null ? {} : { goneAtMs: Number(row.gone_at_ms) }),
  };
}

function toSnapshot(row: SnapshotRow): ListingSnapshot {
  return {
    id: row.id,
    listingId: row.listing_id,
    atMs: Number(row.at_ms),
    address: row.address,
    contentSha256: row.content_sha256,
    fields: JSON.parse(row.fields) as Record<string, unknown>,
    ...(row.screenshot_sha256 === null ? {} : { screenshotSha256: row.screenshot_sha256 }),
  };
}
