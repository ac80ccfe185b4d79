import type { Db } from './db.ts';

/** One day on which apps with an SDK of the vendor were scanned. */
export type VendorDay = {
  /** Midnight, UTC. */
  readonly atMs: number;
  readonly scans: number;
  /** Scans that saw a problem in the vendor's code. */
  readonly troubled: number;
};

const DAY_MS = 86_400_000;
/** SQLite takes 32,766 values in a statement. */
const MOST_NAMES = 5000;

/** The newest scans of apps that hold an SDK of the vendor, by day, the newest day first. */
export async function listVendorDays(db: Db, vendorId: string, scans: number): Promise<readonly VendorDay[]> {
  // The newest are found in the index alone: a vendor in thousands of apps has tens of thousands of scans.
  const newest = db
    .read('submissions')
    .whereIn('app_id', db.read('app_sdks').where({ vendor_id: vendorId }).select('app_id'))
    .whereNotNull('finished_at_ms')
    .orderBy('finished_at_ms', 'desc')
    .limit(scans)
    .select('id');
  const rows: { finished_at_ms: number; report_sha256: string }[] = await db
    .read('submissions')
    .where({ status: 'done' })
    .whereIn('id', newest)
    .orderBy('finished_at_ms', 'desc')
    .select('finished_at_ms', 'report_sha256');
  const troubled = await findTroubled(
    db,
    vendorId,
    rows.map((row) => row.report_sha256),
  );
  const days = new Map<number, { atMs: number; scans: number; troubled: number }>();
  for (const row of rows) {
    const atMs = Math.floor(Number(row.finished_at_ms) / DAY_MS) * DAY_MS;
    const day = days.get(atMs) ?? { atMs, scans: 0, troubled: 0 };
    day.scans += 1;
    if (troubled.has(row.report_sha256)) day.troubled += 1;
    days.set(atMs, day);
  }
  return [...days.values()];
}

/** Cases that came to a notice which names a finding seen in the vendor's code. */
export async function countVendorOffences(db: Db, vendorId: string): Promise<number> {
  const sdkIds = await listSdkIds(db, vendorId);
  const rows: { id: string; sdk_ids: string }[] = await db
    .read('case_moves')
    .join('cases', 'cases.id', 'case_moves.case_id')
    .join('case_findings', 'case_findings.case_id', 'cases.id')
    .join('submissions', 'submissions.id', 'cases.submission_id')
    .join({ f: 'report_findings' }, (on) =>
      on
        .on('f.report_sha256', '=', 'submissions.report_sha256')
        .andOn('f.duty_id', '=', 'case_findings.duty_id')
        .andOn('f.rule_id', '=', 'case_findings.rule_id'),
    )
    .where('case_moves.move', 'notify')
    .whereNot('f.sdk_ids', '')
    .distinct('cases.id', 'f.sdk_ids');
  return new Set(rows.filter((row) => names(row, sdkIds)).map(({ id }) => id)).size;
}

async function findTroubled(
  db: Db,
  vendorId: string,
  reports: readonly string[],
): Promise<ReadonlySet<string>> {
  const sdkIds = await listSdkIds(db, vendorId);
  const rows: { report_sha256: string; sdk_ids: string }[] = await db
    .read('report_findings')
    .whereIn('report_sha256', [...new Set(reports)].slice(0, MOST_NAMES))
    .whereNot('sdk_ids', '')
    .select('report_sha256', 'sdk_ids');
  return new Set(rows.filter((row) => names(row, sdkIds)).map((row) => row.report_sha256));
}

async function listSdkIds(db: Db, vendorId: string): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await db.read('sdks').where({ vendor_id: vendorId }).select('id');
  return new Set(rows.map(({ id }) => id));
}

function names({ sdk_ids }: { readonly sdk_ids: string }, sdkIds: ReadonlySet<string>): boolean {
  return sdk_ids.split(',').some((id) => sdkIds.has(id));
}
