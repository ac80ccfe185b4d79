import { createHash, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Db } from './db.ts';
import { partOf } from './like.ts';

export const NAME_SOURCES = ['filing', 'listing', 'certificate'] as const;
/** How well a name is known: registered with the authority, claimed in a store, written into a certificate. */
export type NameSource = (typeof NAME_SOURCES)[number];

export type Company = {
  readonly id: string;
  readonly name: string;
  readonly nameSource: NameSource;
  readonly apps: number;
  /** Of the newest scans of its apps. */
  readonly violations: number;
  readonly firstSeenMs: number;
};

export type CompanyFile = Company & {
  readonly keys: readonly { readonly certificateSha256: string; readonly subject: string }[];
  readonly names: readonly { readonly name: string; readonly source: NameSource }[];
};

export type CompanyClaim = {
  readonly certificates: readonly { readonly sha256: string; readonly subject: string }[];
  readonly names: readonly { readonly name: string; readonly source: NameSource }[];
};

export const COMPANY_SORTS = ['violations', 'apps', 'name'] as const;

export type CompanyQuery = {
  readonly text?: string;
  readonly sort: (typeof COMPANY_SORTS)[number];
  readonly page: number;
  readonly pageSize: number;
};

type CompanyRow = {
  id: string;
  name: string;
  name_source: NameSource;
  apps: number;
  violations: number;
  first_seen_ms: number;
};

/** Certificates that many unrelated people sign with: the platform's published test key. */
const SHARED_CERTIFICATES: ReadonlySet<string> = new Set([
  'a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc',
]);
/** Names that name nobody. */
const EMPTY_NAMES: ReadonlySet<string> = new Set([
  '',
  'unknown',
  'android',
  'developer',
  '个人',
  '个人开发者',
  '未知',
]);

/** Who answers for apps. Known by signing keys first, then by filing data and by the names in listings. */
export class Companies {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async findPage(
    query: CompanyQuery,
  ): Promise<{ readonly items: readonly Company[]; readonly total: number }> {
    const matching = this.#db.read('companies').where('apps', '>', 0);
    const text = query.text?.trim();
    if (text)
      void matching.where((any) =>
        any.whereRaw(`LOWER(name) LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]).orWhereExists((names) =>
          names
            .from('company_names')
            .whereRaw('company_names.company_id = companies.id')
            .whereRaw(`name_folded LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]),
        ),
      );
    const direction = query.sort === 'name' ? 'asc' : 'desc';
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderBy([
          { column: query.sort, order: direction },
          { column: 'id', order: direction },
        ])
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as CompanyRow[]).map(toCompany), total: Number(count.count) };
  }

  /** Cases of its apps that came to a notice. */
  async countOffences(id: string): Promise<number> {
    const row = await this.#db
      .read('apps')
      .join('cases', 'cases.package_name', 'apps.package_name')
      .join('case_moves', 'case_moves.case_id', 'cases.id')
      .where({ 'apps.company_id': id, 'case_moves.move': 'notify' })
      .countDistinct({ count: 'cases.id' })
      .first<{ count: number }>();
    return Number(row.count);
  }

  /** Scans of its apps, the newest first. */
  async listScans(
    id: string,
    limit: number,
  ): Promise<readonly { readonly atMs: number; readonly mark: number; readonly violations: number }[]> {
    const rows: { finished_at_ms: number; mark: number; violations: number }[] = await this.#db
      .read('apps')
      .join('submissions', 'submissions.app_id', 'apps.id')
      .where({ 'apps.company_id': id, 'submissions.status': 'done' })
      .orderBy('submissions.finished_at_ms', 'desc')
      .limit(limit)
      .select('submissions.finished_at_ms', 'submissions.mark', 'submissions.violations');
    return rows.map((row) => ({
      atMs: Number(row.finished_at_ms),
      mark: row.mark,
      violations: row.violations,
    }));
  }

  async find(id: string): Promise<CompanyFile | undefined> {
    const row = await this.#db.read<CompanyRow>('companies').where({ id }).first();
    if (row === undefined) return undefined;
    const [keys, names] = await Promise.all([
      this.#db
        .read<{ certificate_sha256: string; subject: string; company_id: string }>('company_keys')
        .where({ company_id: id })
        .orderBy('first_seen_ms'),
      this.#db
        .read<{ name: string; source: NameSource; company_id: string }>('company_names')
        .where({ company_id: id })
        .orderBy('first_seen_ms'),
    ]);
    return {
      ...toCompany(row),
      keys: keys.map((key) => ({ certificateSha256: key.certificate_sha256, subject: key.subject })),
      names: names.map(({ name, source }) => ({ name, source })),
    };
  }
}

/**
 * The company that a sample belongs to, made where nobody is known by its keys or names. A key decides before a name:
 * whoever holds the key answers for the app, and a name in a listing is only what somebody claims. A claimed name never
 * joins a company whose name is registered. Undefined where there is neither a key of its own nor a name.
 */
export async function assignCompany(
  trx: Knex.Transaction,
  claim: CompanyClaim,
  nowMs: number,
): Promise<string | undefined> {
  const keys = claim.certificates.filter(
    ({ sha256, subject }) => !SHARED_CERTIFICATES.has(sha256) && !/CN=Android Debug(?:,|$)/iu.test(subject),
  );
  const names = claim.names.filter(({ name }) => !EMPTY_NAMES.has(fold(name)));
  if (keys.length === 0 && names.length === 0) return undefined;
  const known = (await findByKey(trx, keys)) ?? (await findByName(trx, names));
  const id = known ?? randomUUID();
  const best = NAME_SOURCES.flatMap((source) => names.filter((one) => one.source === source))[0];
  if (known === undefined)
    await trx('companies').insert({
      id,
      name: best?.name ?? keys[0]?.subject ?? '',
      name_source: best?.source ?? 'certificate',
      first_seen_ms: nowMs,
    });
  else if (best !== undefined)
    // A better known name replaces the one shown; the others stay beside it.
    await trx('companies')
      .where({ id })
      .whereIn('name_source', NAME_SOURCES.slice(NAME_SOURCES.indexOf(best.source) + 1))
      .update({ name: best.name, name_source: best.source });
  for (const { sha256, subject } of keys)
    await trx('company_keys')
      .insert({
        certificate_sha256: sha256,
        company_id: id,
        subject: subject.slice(0, 500),
        first_seen_ms: nowMs,
      })
      .onConflict('certificate_sha256')
      .ignore();
  for (const { name, source } of names)
    await trx('company_names')
      .insert({ name_folded: fold(name), source, company_id: id, name, first_seen_ms: nowMs })
      .onConflict(['name_folded', 'source', 'company_id'])
      .ignore();
  return id;
}

/** Brings the counts of a company in step with its apps. */
export async function countCompany(trx: Knex.Transaction, id: string): Promise<void> {
  await trx('companies')
    .where({ id })
    .update({
      apps: trx('apps').where({ company_id: id }).count('*'),
      violations: trx.raw('(SELECT COALESCE(SUM(violations), 0) FROM apps WHERE company_id = ?)', [id]),
    });
}

async function findByKey(
  trx: Knex.Transaction,
  keys: CompanyClaim['certificates'],
): Promise<string | undefined> {
  const row: { company_id: string } | undefined = await trx('company_keys')
    .whereIn(
      'certificate_sha256',
      keys.map(({ sha256 }) => sha256),
    )
    .orderBy('first_seen_ms')
    .first('company_id');
  return row?.company_id;
}

async function findByName(trx: Knex.Transaction, names: CompanyClaim['names']): Promise<string | undefined> {
  for (const source of ['filing', 'listing'] as const) {
    const folded = names.filter((one) => one.source === source).map(({ name }) => fold(name));
    const row: { company_id: string } | undefined = await trx('company_names')
      .join('companies', 'companies.id', 'company_names.company_id')
      .where('company_names.source', source)
      .whereIn('company_names.name_folded', folded)
      .modify((rows) => {
        if (source === 'listing') void rows.whereNot('companies.name_source', 'filing');
      })
      .orderBy('company_names.first_seen_ms')
      .first('company_names.company_id');
    if (row !== undefined) return row.company_id;
  }
  return undefined;
}

/** One spelling for names that differ by width, case and spaces only. */
export function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** A stable id from what names a thing. */
export function toStableId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function toCompany(row: CompanyRow): Company {
  return {
    id: row.id,
    name: row.name,
    nameSource: row.name_source,
    apps: row.apps,
    violations: row.violations,
    firstSeenMs: Number(row.first_seen_ms),
  };
}
