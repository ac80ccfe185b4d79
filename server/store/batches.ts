import type { Knex } from 'knex';
import { findBatchCharts, KeptCounts } from './batch-charts.ts';
import type { BatchCharts } from './batch-charts.ts';
import type { Db } from './db.ts';
import type { Profile, Purpose, SubmissionStatus } from './submissions.ts';

export const BATCH_STATES = ['open', 'paused', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const BATCH_ITEM_STATES = ['waiting', 'held', 'submitted', 'failed', 'cancelled'] as const;
/** `waiting`: its bytes are not here yet; `held`: they are, and it waits for its turn. */
export type BatchItemState = (typeof BATCH_ITEM_STATES)[number];

export type Batch = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly packs?: readonly string[];
  readonly appType?: string;
  readonly state: BatchState;
  readonly createdAtMs: number;
};

/** How many apps stand where: those not taken in, and those submitted by how their scans stand. */
export type BatchCounts = Readonly<
  Record<'total' | 'waiting' | 'failed' | 'cancelled' | 'queued' | 'running' | 'done' | 'failedScans', number>
>;

export type NewBatchItem = {
  readonly kind: 'upload' | 'folder' | 'address';
  /** A path inside the configured folder, or an address; the file name of an upload. */
  readonly source: string;
  readonly fileName: string;
  readonly appType?: string;
  readonly state: 'waiting' | 'held';
  readonly sha256?: string;
  readonly sizeBytes?: number;
  /** The id that its submission will have. */
  readonly submissionId: string;
};

export type BatchItem = Omit<NewBatchItem, 'state'> & {
  readonly batchId: string;
  readonly number: number;
  readonly state: BatchItemState;
  readonly error?: { readonly code: string; readonly message: string };
};

/** An item with what its scan came to. */
export type BatchResult = BatchItem & {
  readonly status?: SubmissionStatus;
  readonly appId?: string;
  readonly packageName?: string;
  readonly label?: string;
  readonly versionName?: string;
  readonly company?: string;
  readonly storeName?: string;
  readonly guessedType?: string;
  readonly mark?: number;
  readonly band?: string;
  readonly violations?: number;
  readonly suspected?: number;
  readonly coverageShare?: number;
};

type BatchRow = {
  id: string;
  name: string;
  account_id: string;
  account_name: string;
  profile: Profile;
  purpose: Purpose;
  packs: string | null;
  app_type: string | null;
  state: BatchState;
  created_at_ms: number;
};

type ItemRow = {
  batch_id: string;
  number: number;
  kind: NewBatchItem['kind'];
  source: string;
  app_type: string | null;
  state: BatchItemState;
  sha256: string | null;
  size_bytes: number | null;
  file_name: string;
  submission_id: string;
  error_code: string | null;
  error_message: string | null;
};

type ResultRow = ItemRow & {
  status: SubmissionStatus | null;
  scan_app_id: string | null;
  package_name: string | null;
  label: string | null;
  version_name: string | null;
  company_name: string | null;
  store_name: string | null;
  guessed_type: string | null;
  mark: number | null;
  band: string | null;
  violations: number | null;
  suspected: number | null;
  coverage_share: number | null;
  scan_error_code: string | null;
  scan_error_message: string | null;
};

const ROWS_AT_ONCE = 60;

/** Many apps scanned for one purpose. */
export class Batches {
  readonly #db: Db;
  readonly #keptCounts = new KeptCounts();

  constructor(db: Db) {
    this.#db = db;
  }

  async add(batch: Omit<Batch, 'accountName'>, items: readonly NewBatchItem[]): Promise<void> {
    await this.#db.write.transaction(async (trx) => {
      await trx('batches').insert({
        id: batch.id,
        name: batch.name,
        account_id: batch.accountId,
        profile: batch.profile,
        purpose: batch.purpose,
        packs: batch.packs?.join(',') ?? null,
        app_type: batch.appType ?? null,
        state: batch.state,
        created_at_ms: batch.createdAtMs,
      });
      await insertItems(trx, batch.id, 0, items);
    });
  }

  /** Adds one item. Adding one submission id twice is adding it once. */
  async addItem(batchId: string, item: NewBatchItem): Promise<void> {
    await this.#db.write.transaction(async (trx) => {
      const known: unknown = await trx('batch_items')
        .where({ submission_id: item.submissionId })
        .first('number');
      if (known !== undefined) return;
      const last: { last: number | null } = await trx('batch_items')
        .where({ batch_id: batchId })
        .max({ last: 'number' })
        .first<{ last: number | null }>();
      await insertItems(trx, batchId, (last.last ?? -1) + 1, [item]);
    });
  }

  async find(id: string): Promise<Batch | undefined> {
    const row: BatchRow | undefined = await this.#batches().where('batches.id', id).first();
    return row && toBatch(row);
  }

  async findPage(query: { readonly page: number; readonly pageSize: number }): Promise<{
    readonly items: readonly (Batch & { readonly counts: BatchCounts })[];
    readonly total: number;
  }> {
    const [rows, count] = await Promise.all([
      this.#batches()
        .orderBy([
          { column: 'batches.created_at_ms', order: 'desc' },
          { column: 'batches.id', order: 'desc' },
        ])
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      this.#db.read('batches').count({ count: '*' }).first<{ count: number }>(),
    ]);
    const items = await Promise.all(
      (rows as BatchRow[]).map(async (row) => ({ ...toBatch(row), counts: await this.count(row.id) })),
    );
    return { items, total: Number(count.count) };
  }

  async count(batchId: string): Promise<BatchCounts> {
    const rows: { state: BatchItemState; status: SubmissionStatus | null; count: number }[] = await this.#db
      .read({ i: 'batch_items' })
      .leftJoin({ s: 'submissions' }, 's.id', 'i.submission_id')
      .where('i.batch_id', batchId)
      .groupBy('i.state', 's.status')
      .select('i.state', 's.status')
      .count({ count: '*' });
    const of = (test: (row: (typeof rows)[number]) => boolean): number =>
      rows.filter(test).reduce((sum, row) => sum + Number(row.count), 0);
    const scans = (status: SubmissionStatus): number =>
      of((row) => row.state === 'submitted' && row.status === status);
    return {
      total: of(() => true),
      waiting: of(({ state }) => state === 'waiting' || state === 'held'),
      failed: of(({ state }) => state === 'failed'),
      cancelled: of(
        ({ state, status }) => state === 'cancelled' || (state === 'submitted' && status === 'cancelled'),
      ),
      queued: scans('queued'),
      running: scans('running'),
      done: scans('done'),
      failedScans: scans('failed'),
    };
  }

  /** False where the batch has been cancelled: that is final. */
  async setState(id: string, state: BatchState): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const changed = await trx('batches').where({ id }).whereNot({ state: 'cancelled' }).update({ state });
      if (changed > 0 && state === 'cancelled')
        await trx('batch_items')
          .where({ batch_id: id })
          .whereIn('state', ['waiting', 'held'])
          .update({ state: 'cancelled' });
      return changed > 0;
    });
  }

  /** Batches that go on and have something to take in. */
  async listOpenIds(): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.#db
      .write('batches')
      .where({ state: 'open' })
      .whereExists((items) =>
        items
          .from('batch_items')
          .whereRaw('batch_items.batch_id = batches.id')
          .whereIn('state', ['waiting', 'held']),
      )
      .orderBy('created_at_ms')
      .select('id');
    return rows.map(({ id }) => id);
  }

  async listPending(batchId: string, limit: number): Promise<readonly BatchItem[]> {
    const rows: ItemRow[] = await this.#db
      .write('batch_items')
      .where({ batch_id: batchId })
      .whereIn('state', ['waiting', 'held'])
      .orderBy('number')
      .limit(limit);
    return rows.map(toItem);
  }

  /** Submissions of the batch that have not ended. */
  async listLiveSubmissions(batchId: string): Promise<readonly string[]> {
    const rows: { submission_id: string }[] = await this.#db
      .write('batch_items')
      .join('submissions', 'submissions.id', 'batch_items.submission_id')
      .where({ 'batch_items.batch_id': batchId, 'batch_items.state': 'submitted' })
      .whereIn('submissions.status', ['queued', 'running'])
      .select('batch_items.submission_id');
    return rows.map((row) => row.submission_id);
  }

  /** Moves an item that still waits; false where a cancel came first. */
  async markItem(
    batchId: string,
    number: number,
    change:
      | {
          readonly state: 'held';
          readonly sha256: string;
          readonly sizeBytes: number;
          readonly fileName: string;
        }
      | { readonly state: 'submitted' }
      | { readonly state: 'failed'; readonly code: string; readonly message: string },
  ): Promise<boolean> {
    const columns =
      change.state === 'held'
        ? { sha256: change.sha256, size_bytes: change.sizeBytes, file_name: change.fileName }
        : change.state === 'failed'
          ? { error_code: change.code, error_message: change.message.slice(0, 1000) }
          : {};
    const count = await this.#db
      .write('batch_items')
      .where({ batch_id: batchId, number })
      .whereIn('state', ['waiting', 'held'])
      .update({ state: change.state, ...columns });
    return count > 0;
  }

  async findItemBySubmission(
    submissionId: string,
  ): Promise<(BatchItem & { readonly accountId: string }) | undefined> {
    const row: (ItemRow & { account_id: string }) | undefined = await this.#db
      .read('batch_items')
      .join('batches', 'batches.id', 'batch_items.batch_id')
      .where({ submission_id: submissionId })
      .first('batch_items.*', 'batches.account_id');
    return row && { ...toItem(row), accountId: row.account_id };
  }

  /** Results in the order in which the apps were named. `limit` and `offset` for a page. */
  async listResults(
    batchId: string,
    range: { readonly limit: number; readonly offset: number },
  ): Promise<readonly BatchResult[]> {
    const rows: ResultRow[] = await this.#db
      .read({ i: 'batch_items' })
      .leftJoin({ s: 'submissions' }, 's.id', 'i.submission_id')
      .leftJoin({ a: 'apps' }, 'a.id', 's.app_id')
      .leftJoin({ c: 'companies' }, 'c.id', 'a.company_id')
      .leftJoin({ t: 'stores' }, 't.id', 's.store_id')
      .where('i.batch_id', batchId)
      .orderBy('i.number')
      .limit(range.limit)
      .offset(range.offset)
      .select('i.*', 's.status', 's.app_id as scan_app_id', 's.package_name', 's.label', 's.version_name')
      .select(
        'c.name as company_name',
        't.name as store_name',
        'a.app_type as guessed_type',
        's.mark',
        's.band',
      )
      .select('s.violations', 's.suspected', 's.coverage_share')
      .select('s.error_code as scan_error_code', 's.error_message as scan_error_message');
    return rows.map(toResult);
  }

  charts(batchId: string): Promise<BatchCharts> {
    return findBatchCharts(this.#db, batchId, this.#keptCounts);
  }

  #batches(): Knex.QueryBuilder {
    return this.#db
      .read('batches')
      .join('accounts', 'accounts.id', 'batches.account_id')
      .select('batches.*', 'accounts.name as account_name');
  }
}

async function insertItems(
  trx: Knex.Transaction,
  batchId: string,
  first: number,
  items: readonly NewBatchItem[],
): Promise<void> {
  const rows = items.map((item, index) => ({
    batch_id: batchId,
    number: first + index,
    kind: item.kind,
    source: item.source,
    app_type: item.appType ?? null,
    state: item.state,
    sha256: item.sha256 ?? null,
    size_bytes: item.sizeBytes ?? null,
    file_name: item.fileName,
    submission_id: item.submissionId,
  }));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await trx('batch_items').insert(rows.slice(start, start + ROWS_AT_ONCE));
}

function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    name: row.name,
    accountId: row.account_id,
    accountName: row.account_name,
    profile: row.profile,
    purpose: row.purpose,
    ...(row.packs === null ? {} : { packs: row.packs.split(',') }),
    ...(row.app_type === null ? {} : { appType: row.app_type }),
    state: row.state,
    createdAtMs: Number(row.created_at_ms),
  };
}

function toItem(row: ItemRow): BatchItem {
  return {
    batchId: row.batch_id,
    number: row.number,
    kind: row.kind,
    source: row.source,
    fileName: row.file_name,
    ...(row.app_type === null ? {} : { appType: row.app_type }),
    state: row.state,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.size_bytes === null ? {} : { sizeBytes: Number(row.size_bytes) }),
    submissionId: row.submission_id,
    ...(row.error_code === null
      ? {}
      : { error: { code: row.error_code, message: row.error_message ?? row.error_code } }),
  };
}

function toResult(row: ResultRow): BatchResult {
  const { error, ...item } = toItem(row);
  const scanError =
    row.scan_error_code === null
      ? undefined
      : { code: row.scan_error_code, message: row.scan_error_message ?? row.scan_error_code };
  const shown = error ?? scanError;
  return {
    ...item,
    ...(shown === undefined ? {} : { error: shown }),
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.scan_app_id === null ? {} : { appId: row.scan_app_id }),
    ...(row.package_name === null ? {} : { packageName: row.package_name }),
    ...(row.label === null ? {} : { label: row.label }),
    ...(row.version_name === null ? {} : { versionName: row.version_name }),
    ...(row.company_name === null ? {} : { company: row.company_name }),
    ...(row.store_name === null ? {} : { storeName: row.store_name }),
    ...(row.guessed_type === null ? {} : { guessedType: row.guessed_type }),
    ...(row.mark === null ? {} : { mark: row.mark }),
    ...(row.band === null ? {} : { band: row.band }),
    ...(row.violations === null ? {} : { violations: row.violations }),
    ...(row.suspected === null ? {} : { suspected: row.suspected }),
    ...(row.coverage_share === null ? {} : { coverageShare: row.coverage_share }),
  };
}
