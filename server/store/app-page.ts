import type { Knex } from 'knex';
import { toApp } from './app-row.ts';
import type { App, AppRow } from './app-row.ts';
import type { Db } from './db.ts';
import type { FilingState } from './filings.ts';
import { partOf } from './like.ts';

export const APP_SORTS = ['lastSeen', 'mark', 'violations', 'label'] as const;
export type AppSort = (typeof APP_SORTS)[number];

export type AppQuery = {
  readonly text?: string;
  readonly companyId?: string;
  readonly storeId?: string;
  readonly sdkId?: string;
  readonly vendorId?: string;
  readonly problem?: { readonly dutyId: string; readonly ruleId: string };
  readonly filing?: FilingState;
  readonly sort: AppSort;
  readonly descending: boolean;
  readonly page: number;
  readonly pageSize: number;
};

export type AppPage = { readonly items: readonly App[]; readonly total: number };

const COLUMNS: Readonly<Record<AppSort, string>> = {
  lastSeen: 'last_seen_ms',
  mark: 'mark',
  violations: 'violations',
  label: 'label',
};

/** One page and the count of all that match; ids break ties. */
export async function findAppPage(db: Db, query: AppQuery): Promise<AppPage> {
  const matching = db.read('apps').modify(filter, query);
  const [rows, count] = await Promise.all([
    matching
      .clone()
      .modify(inOrder, query)
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .select<AppRow[]>('apps.*'),
    matching.clone().count({ count: '*' }).first<{ count: number }>(),
  ]);
  return { items: await withCompanies(db, rows), total: Number(count.count) };
}

/**
 * The apps that an account sent in itself, each as its own newest scan shows it: what others found in the same app is
 * none of its business.
 */
export async function findOwnAppPage(db: Db, query: AppQuery, ownerId: string): Promise<AppPage> {
  const own = db
    .read('submissions')
    .where({ account_id: ownerId, status: 'done' })
    .whereNotNull('app_id')
    .select('submissions.*')
    .select(
      db.read.raw(
        `ROW_NUMBER() OVER (PARTITION BY app_id ORDER BY version_code DESC, profile, finished_at_ms DESC) AS nth`,
      ),
      db.read.raw('MIN(finished_at_ms) OVER (PARTITION BY app_id) AS first_ms'),
      db.read.raw('MAX(finished_at_ms) OVER (PARTITION BY app_id) AS last_ms'),
      db.read.raw('COUNT(*) OVER (PARTITION BY app_id) AS own_scans'),
    )
    .as('s');
  const matching = db.read(own).join('apps', 'apps.id', 's.app_id').where('s.nth', 1).modify(filter, query);
  const order = query.sort === 'lastSeen' ? 's.last_ms' : `s.${COLUMNS[query.sort]}`;
  const direction = query.descending ? 'desc' : 'asc';
  const [rows, count] = await Promise.all([
    matching
      .clone()
      .orderBy([
        { column: order, order: direction },
        { column: 'apps.id', order: direction },
      ])
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .select<AppRow[]>(
        'apps.id',
        'apps.package_name',
        'apps.key_line',
        'apps.filing_state',
        'apps.filing_id',
      )
      .select('apps.number_shown', 's.label', 's.version_name', 's.version_code', 's.mark', 's.band')
      .select('s.violations', 's.suspected', 's.app_type', 's.id as latest_submission_id')
      .select(
        's.finished_at_ms as latest_scan_ms',
        's.first_ms as first_seen_ms',
        's.last_ms as last_seen_ms',
      )
      .select(
        's.own_scans as scans',
        db.read.raw(
          `CASE WHEN s.violations_3 > 0 THEN 3 WHEN s.violations_2 > 0 THEN 2 WHEN s.violations_1 > 0 THEN 1 ELSE 0 END AS worst_severity`,
        ),
        db.read.raw('NULL AS company_id'),
      ),
    matching.clone().count({ count: '*' }).first<{ count: number }>(),
  ]);
  return { items: (rows as AppRow[]).map(toApp), total: Number(count.count) };
}

function inOrder(rows: Knex.QueryBuilder, { sort, descending }: AppQuery): void {
  const direction = descending ? 'desc' : 'asc';
  void rows.orderBy(`apps.${COLUMNS[sort]}`, direction).orderBy('apps.id', direction);
}

function filter(rows: Knex.QueryBuilder, query: AppQuery): void {
  const { companyId, storeId, sdkId, vendorId, problem, filing } = query;
  if (companyId !== undefined) void rows.where('apps.company_id', companyId);
  if (filing !== undefined) void rows.where('apps.filing_state', filing);
  if (storeId !== undefined)
    void rows.whereExists((some) =>
      some.from('app_versions').whereRaw('app_versions.app_id = apps.id').where({ store_id: storeId }),
    );
  if (sdkId !== undefined)
    void rows.whereExists((some) =>
      some.from('app_sdks').whereRaw('app_sdks.app_id = apps.id').where({ sdk_id: sdkId }),
    );
  if (vendorId !== undefined)
    void rows.whereExists((some) =>
      some.from('app_sdks').whereRaw('app_sdks.app_id = apps.id').where({ vendor_id: vendorId }),
    );
  if (problem !== undefined)
    // By the problem's own index: looked for app by app, twenty thousand apps would be asked.
    void rows.whereIn('apps.id', (some) =>
      some
        .from('app_problems')
        .where({ duty_id: problem.dutyId, rule_id: problem.ruleId })
        .select('app_problems.app_id'),
    );
  const text = query.text?.trim();
  if (!text) return;
  void rows.where((any) => {
    for (const column of ['package_name', 'label'])
      void any.orWhereRaw(`LOWER(apps.${column}) LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]);
  });
}

async function withCompanies(db: Db, rows: readonly AppRow[]): Promise<readonly App[]> {
  const ids = [...new Set(rows.flatMap(({ company_id }) => company_id ?? []))];
  const companies: { id: string; name: string }[] = await db
    .read('companies')
    .whereIn('id', ids)
    .select('id', 'name');
  const names = new Map(companies.map(({ id, name }) => [id, name]));
  return rows.map((row) =>
    toApp({ ...row, company_name: row.company_id === null ? null : (names.get(row.company_id) ?? '') }),
  );
}
