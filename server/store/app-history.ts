import type { Db } from './db.ts';
import type { Profile } from './submissions.ts';

/** One finished scan of an app, as its page lists it. */
export type AppScan = {
  readonly submissionId: string;
  readonly sampleSha256: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly profile: Profile;
  readonly mark: number;
  readonly band: string;
  readonly violations: number;
  readonly suspected: number;
  readonly coverageShare: number;
  readonly finishedAtMs: number;
  readonly reportSha256: string;
};

/** One version as it was first met, and where: ids of stores, an upload being `''`. */
export type AppVersion = {
  readonly sampleSha256: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly firstSeenMs: number;
  readonly stores: readonly {
    readonly storeId: string;
    readonly storeName: string;
    readonly firstSeenMs: number;
  }[];
};

type ScanRow = {
  id: string;
  sha256: string;
  version_name: string;
  version_code: number;
  profile: Profile;
  mark: number;
  band: string;
  violations: number;
  suspected: number;
  coverage_share: number;
  finished_at_ms: number;
  report_sha256: string;
};

/** What was seen of an app over time. */
export class AppHistory {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The newest scans first. `ownerId`: only those that this account sent in. */
  async listScans(appId: string, limit: number, ownerId?: string): Promise<readonly AppScan[]> {
    const rows: ScanRow[] = await this.#db
      .read('submissions')
      .where({ app_id: appId, status: 'done' })
      .modify((some) => {
        if (ownerId !== undefined) void some.where({ account_id: ownerId });
      })
      .orderBy([
        { column: 'finished_at_ms', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map((row) => ({
      submissionId: row.id,
      sampleSha256: row.sha256,
      versionName: row.version_name,
      versionCode: Number(row.version_code),
      profile: row.profile,
      mark: row.mark,
      band: row.band,
      violations: row.violations,
      suspected: row.suspected,
      coverageShare: row.coverage_share,
      finishedAtMs: Number(row.finished_at_ms),
      reportSha256: row.report_sha256,
    }));
  }

  /** The newest version first. */
  async listVersions(appId: string, limit: number): Promise<readonly AppVersion[]> {
    const rows: {
      sample_sha256: string;
      version_name: string;
      version_code: number;
      first_seen_ms: number;
      store_id: string;
      store_name: string | null;
    }[] = await this.#db
      .read('app_versions')
      .leftJoin('stores', 'stores.id', 'app_versions.store_id')
      .where('app_versions.app_id', appId)
      .orderBy([
        { column: 'version_code', order: 'desc' },
        { column: 'first_seen_ms', order: 'desc' },
      ])
      .limit(limit)
      .select('app_versions.*', 'stores.name as store_name');
    const versions = new Map<string, AppVersion>();
    for (const row of rows) {
      const seen = {
        storeId: row.store_id,
        storeName: row.store_name ?? row.store_id,
        firstSeenMs: Number(row.first_seen_ms),
      };
      const known = versions.get(row.sample_sha256);
      versions.set(row.sample_sha256, {
        sampleSha256: row.sample_sha256,
        versionName: row.version_name,
        versionCode: Number(row.version_code),
        firstSeenMs: Math.min(seen.firstSeenMs, known?.firstSeenMs ?? seen.firstSeenMs),
        stores: [...(known?.stores ?? []), seen],
      });
    }
    return [...versions.values()];
  }
}
