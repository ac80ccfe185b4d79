import type { Knex } from 'knex';
import { fold, toStableId } from './companies.ts';
import type { Db } from './db.ts';
import { partOf } from './like.ts';
import type { FactSigner } from './scan-facts.ts';

export const FILING_STATES = ['filed', 'not-filed', 'key-differs', 'name-differs', 'unknown'] as const;
/** `unknown`: no records have been imported, so nothing can be said. */
export type FilingState = (typeof FILING_STATES)[number];

export const NUMBER_STATES = ['shown', 'other-number', 'not-shown', 'unknown'] as const;
/** Whether the app shows its filing number; `unknown` where no run looked for it. */
export type NumberState = (typeof NUMBER_STATES)[number];

/** One app in the register. Keys as the register gives them: hex, whatever the case and colons. */
export type Filing = {
  readonly packageName: string;
  readonly appName: string;
  readonly company: string;
  readonly number: string;
  /** Modulus of the public key, or its hash; empty where the record has none. */
  readonly publicKey: string;
  readonly signatureMd5: string;
};

export type FilingMatch = { readonly state: FilingState; readonly filing?: Filing & { readonly id: string } };

type FilingRow = {
  id: string;
  package_name: string;
  app_name: string;
  company: string;
  number: string;
  public_key: string;
  signature_md5: string;
  imported_at_ms: number;
};

const ROWS_AT_ONCE = 100;

/** The register of apps, as imported. */
export class Filings {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adds records, or brings those with the same package and number up to date. Returns the packages they concern. */
  async import(records: readonly Filing[], nowMs: number): Promise<readonly string[]> {
    const rows = records.map((record) => ({
      id: toStableId('filing', record.packageName, record.number),
      package_name: record.packageName,
      app_name: record.appName,
      company: record.company,
      number: record.number,
      public_key: toHex(record.publicKey),
      signature_md5: toHex(record.signatureMd5),
      imported_at_ms: nowMs,
    }));
    await this.#db.write.transaction(async (trx) => {
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await trx('filings')
          .insert(rows.slice(start, start + ROWS_AT_ONCE))
          .onConflict('id')
          .merge();
    });
    return [...new Set(records.map(({ packageName }) => packageName))];
  }

  async count(): Promise<number> {
    const row = await this.#db.read('filings').count({ count: '*' }).first<{ count: number }>();
    return Number(row.count);
  }

  async find(id: string): Promise<Filing | undefined> {
    const row = await this.#db.read<FilingRow>('filings').where({ id }).first();
    return row && toFiling(row);
  }

  async findPage(query: {
    readonly text?: string;
    readonly page: number;
    readonly pageSize: number;
  }): Promise<{ readonly items: readonly (Filing & { readonly id: string })[]; readonly total: number }> {
    const matching = this.#db.read('filings');
    const text = query.text?.trim();
    if (text)
      void matching.where((any) => {
        for (const column of ['package_name', 'app_name', 'company', 'number'])
          void any.orWhereRaw(`LOWER(${column}) LIKE LOWER(?) ESCAPE '!'`, [partOf(text)]);
      });
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderBy(['package_name', 'id'])
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as FilingRow[]).map(toFiling), total: Number(count.count) };
  }
}

/** What the register says of an app. */
export async function matchFiling(
  trx: Knex.Transaction,
  app: { readonly packageName: string; readonly label: string; readonly signers: readonly FactSigner[] },
): Promise<FilingMatch> {
  const rows: FilingRow[] = await trx('filings').where({ package_name: app.packageName }).orderBy('id');
  if (rows.length === 0) {
    const any: unknown = await trx('filings').first('id');
    return { state: any === undefined ? 'unknown' : 'not-filed' };
  }
  const judged = rows.map((row) => ({ filing: toFiling(row), state: compareFiling(toFiling(row), app) }));
  const best = FILING_ORDER.flatMap((state) => judged.filter((one) => one.state === state))[0];
  return best === undefined ? { state: 'not-filed' } : best;
}

const FILING_ORDER = ['filed', 'name-differs', 'key-differs'] as const;

/** A record of the same package: whether key and name are those of the app. A record without keys proves no key. */
export function compareFiling(
  filing: Filing,
  app: { readonly label: string; readonly signers: readonly FactSigner[] },
): (typeof FILING_ORDER)[number] {
  const md5 = toHex(filing.signatureMd5);
  const key = toHex(filing.publicKey);
  const fits = app.signers.some(
    (signer) =>
      (md5 === '' || md5 === signer.md5) &&
      (key === '' ||
        [signer.publicKey.modulusHex, signer.publicKey.sha256, signer.publicKey.md5].some(
          (own) => own !== undefined && toHex(own) === key,
        )),
  );
  if (!fits || (md5 === '' && key === '')) return 'key-differs';
  return filing.appName === '' || fold(filing.appName) === fold(app.label) ? 'filed' : 'name-differs';
}

/** What the app shows beside what is registered. */
export function compareNumber(shown: string | undefined, filing: Filing | undefined): NumberState {
  if (shown === undefined) return 'unknown';
  if (shown === '') return 'not-shown';
  const bare = (number: string): string => number.replace(/\s+/gu, '').toUpperCase();
  return filing === undefined || bare(filing.number) === bare(shown) ? 'shown' : 'other-number';
}

/** Hex digits alone, lower case, without a modulus' leading zeros. */
function toHex(given: string): string {
  const digits = given.replace(/^0x/iu, '').replace(/[\s:]/gu, '').toLowerCase();
  return digits.length > 64 ? digits.replace(/^(?:00)+/u, '') : digits;
}

function toFiling(row: FilingRow): Filing & { readonly id: string } {
  return {
    id: row.id,
    packageName: row.package_name,
    appName: row.app_name,
    company: row.company,
    number: row.number,
    publicKey: row.public_key,
    signatureMd5: row.signature_md5,
  };
}
