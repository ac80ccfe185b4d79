import type { Knex } from 'knex';
import { fold, toStableId } from './companies.ts';
import type { Db } from './db.ts';
import { partOf } from './like.ts';
import type { FactFinding, FactSdk } from './scan-facts.ts';
import { countVendorOffences, listVendorDays } from './vendor-history.ts';
import type { VendorDay } from './vendor-history.ts';

export type Vendor = {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
  /** Apps whose newest scan has an SDK of this vendor. */
  readonly apps: number;
};

export type VendorSdk = {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly category: string;
  readonly apps: number;
  /** Versions seen now, the most frequent first. */
  readonly versions: readonly { readonly version: string; readonly apps: number }[];
};

export type VendorFile = Vendor & {
  readonly sdks: readonly VendorSdk[];
  /** Apps in which a finding was seen in the vendor's code. */
  readonly appsWithProblems: number;
  /** Apps in which it was first seen on a day, and still is. */
  readonly adoption: readonly { readonly atMs: number; readonly apps: number }[];
};

export type AppSdk = {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly vendor: { readonly id: string; readonly name: string };
  readonly category: string;
  readonly version?: string;
  readonly confidence: string;
  readonly problems: number;
  readonly sinceMs: number;
};

type VendorRow = { id: string; name: string; country: string | null; apps: number };
type SdkRow = {
  id: string;
  vendor_id: string;
  name: string;
  name_zh: string | null;
  category: string;
  apps: number;
};

const MOST_VERSIONS = 20;
const DAY_MS = 86_400_000;

/** Those who make the SDKs that are found in apps. */
export class Vendors {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async findPage(query: {
    readonly text?: string;
    readonly page: number;
    readonly pageSize: number;
  }): Promise<{ readonly items: readonly Vendor[]; readonly total: number }> {
    const matching = this.#db.read('vendors').where('apps', '>', 0);
    const text = query.text?.trim();
    if (text)
      void matching.where((any) =>
        any.whereRaw(`LOWER(name) LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]).orWhereExists((sdks) =>
          sdks
            .from('sdks')
            .whereRaw('sdks.vendor_id = vendors.id')
            .whereRaw(`(LOWER(sdks.name) LIKE LOWER(?) ESCAPE '!' OR sdks.name_zh LIKE ? ESCAPE '!')`, [
              partOf(text),
              partOf(text),
            ]),
        ),
      );
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderBy([
          { column: 'apps', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as VendorRow[]).map(toVendor), total: Number(count.count) };
  }

  async find(id: string): Promise<VendorFile | undefined> {
    const { read } = this.#db;
    const row = await read<VendorRow>('vendors').where({ id }).first();
    if (row === undefined) return undefined;
    const versions: { sdk_id: string; version: string; count: number }[] = await read('app_sdks')
      .where({ vendor_id: id })
      .whereNotNull('version')
      .groupBy('sdk_id', 'version')
      .orderBy('count', 'desc')
      .limit(MOST_VERSIONS * 10)
      .select('sdk_id', 'version')
      .count({ count: '*' });
    const days: { day: number; count: number }[] = await read('app_sdks')
      .where({ vendor_id: id })
      .groupByRaw(`since_ms / ${DAY_MS}`)
      .orderBy('day')
      .select(read.raw(`since_ms / ${DAY_MS} AS day`), read.raw('COUNT(DISTINCT app_id) AS count'));
    const [sdks, troubled] = await Promise.all([
      read<SdkRow>('sdks').where({ vendor_id: id }).orderBy('apps', 'desc'),
      read('app_sdks')
        .where({ vendor_id: id })
        .where('problems', '>', 0)
        .countDistinct({ count: 'app_id' })
        .first<{ count: number }>(),
    ]);
    return {
      ...toVendor(row),
      appsWithProblems: Number(troubled.count),
      adoption: days.map((row) => ({ atMs: Number(row.day) * DAY_MS, apps: Number(row.count) })),
      sdks: sdks.map((sdk) => ({
        id: sdk.id,
        name: sdk.name,
        ...(sdk.name_zh === null ? {} : { nameZh: sdk.name_zh }),
        category: sdk.category,
        apps: sdk.apps,
        versions: versions
          .filter((one) => one.sdk_id === sdk.id)
          .slice(0, MOST_VERSIONS)
          .map((one) => ({ version: one.version, apps: Number(one.count) })),
      })),
    };
  }

  /** The newest `scans` of apps that hold its SDKs, by day, the newest day first. */
  listDays(id: string, scans: number): Promise<readonly VendorDay[]> {
    return listVendorDays(this.#db, id, scans);
  }

  /** Cases that came to a notice which names a finding seen in its code. */
  countOffences(id: string): Promise<number> {
    return countVendorOffences(this.#db, id);
  }

  async listOfApp(appId: string): Promise<readonly AppSdk[]> {
    type Row = SdkRow & {
      vendor_name: string;
      version: string | null;
      confidence: string;
      problems: number;
      since_ms: number;
    };
    const rows: Row[] = await this.#db
      .read({ a: 'app_sdks' })
      .join({ s: 'sdks' }, 's.id', 'a.sdk_id')
      .join({ v: 'vendors' }, 'v.id', 's.vendor_id')
      .where('a.app_id', appId)
      .orderBy([{ column: 'a.problems', order: 'desc' }, { column: 's.name' }])
      .select('s.*', 'v.name as vendor_name', 'a.version', 'a.confidence', 'a.problems', 'a.since_ms');
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      ...(row.name_zh === null ? {} : { nameZh: row.name_zh }),
      vendor: { id: row.vendor_id, name: row.vendor_name },
      category: row.category,
      ...(row.version === null ? {} : { version: row.version }),
      confidence: row.confidence,
      problems: row.problems,
      sinceMs: Number(row.since_ms),
    }));
  }
}

/** Puts the SDKs of an app's standing scan in place of those before, and brings the counts in step. */
export async function putAppSdks(
  trx: Knex.Transaction,
  appId: string,
  sdks: readonly FactSdk[],
  findings: readonly FactFinding[],
  nowMs: number,
): Promise<void> {
  const before: { sdk_id: string; since_ms: number }[] = await trx('app_sdks')
    .where({ app_id: appId })
    .select('sdk_id', 'since_ms');
  const since = new Map(before.map((row) => [row.sdk_id, Number(row.since_ms)]));
  const unique = [...new Map(sdks.map((sdk) => [sdk.id, sdk])).values()];
  for (const sdk of unique) {
    const vendorId = vendorIdOf(sdk);
    const name = sdk.vendor.trim() || sdk.name;
    await trx('vendors')
      .insert({ id: vendorId, name, country: sdk.country ?? null })
      .onConflict('id')
      .ignore();
    await trx('sdks')
      .insert({
        id: sdk.id,
        vendor_id: vendorId,
        name: sdk.name,
        name_zh: sdk.nameZh ?? null,
        category: sdk.category,
      })
      .onConflict('id')
      .merge(['vendor_id', 'name', 'name_zh', 'category']);
  }
  await trx('app_sdks').where({ app_id: appId }).del();
  const rows = unique.map((sdk) => ({
    app_id: appId,
    sdk_id: sdk.id,
    vendor_id: vendorIdOf(sdk),
    version: sdk.version ?? null,
    confidence: sdk.confidence,
    problems: findings.filter(({ sdkIds }) => sdkIds.includes(sdk.id)).length,
    since_ms: since.get(sdk.id) ?? nowMs,
  }));
  for (let start = 0; start < rows.length; start += 100)
    await trx('app_sdks').insert(rows.slice(start, start + 100));
  const now = new Set(unique.map(({ id }) => id));
  const moved = [
    ...unique.filter(({ id }) => !since.has(id)).map(({ id }) => id),
    ...[...since.keys()].filter((id) => !now.has(id)),
  ];
  if (moved.length === 0) return;
  await trx.raw(
    `UPDATE sdks SET apps = (SELECT COUNT(*) FROM app_sdks WHERE app_sdks.sdk_id = sdks.id)
      WHERE id IN (${moved.map(() => '?').join(',')})`,
    moved,
  );
  await trx.raw(
    `UPDATE vendors SET apps = (SELECT COUNT(DISTINCT app_id) FROM app_sdks WHERE app_sdks.vendor_id = vendors.id)
      WHERE id IN (SELECT vendor_id FROM sdks WHERE id IN (${moved.map(() => '?').join(',')}))`,
    moved,
  );
}

function vendorIdOf(sdk: FactSdk): string {
  return toStableId('vendor', fold(sdk.vendor.trim() || sdk.name));
}

function toVendor(row: VendorRow): Vendor {
  return {
    id: row.id,
    name: row.name,
    ...(row.country === null ? {} : { country: row.country }),
    apps: row.apps,
  };
}
