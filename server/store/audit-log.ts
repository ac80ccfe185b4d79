import { createHash } from 'node:crypto';
import type { Db } from './db.ts';
import { isUniqueViolation } from './unique.ts';

/** Something that somebody did, or was refused. */
export type AuditFact = {
  readonly atMs: number;
  /** Empty where nobody is known, as at a sign-in that failed. */
  readonly accountId: string;
  readonly accountName: string;
  /** The operation of the interface, or what the server did by itself. */
  readonly action: string;
  /** What it was done to, as a path of the interface. */
  readonly target: string;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
  /** JSON of what was asked, without secrets. */
  readonly detail: string;
};

export type AuditEntry = AuditFact & {
  /** From 1, without a gap. */
  readonly number: number;
  readonly previousHash: string;
  /** SHA-256 in hex over the other fields, the previous hash among them. */
  readonly hash: string;
};

export type AuditQuery = {
  readonly accountName?: string;
  readonly action?: string;
  readonly page: number;
  readonly pageSize: number;
};

/** What stands before the first entry. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

type AuditRow = {
  number: number;
  at_ms: number;
  account_id: string;
  account_name: string;
  action: string;
  target: string;
  outcome: string;
  detail: string;
  previous_hash: string;
  hash: string;
};

const ROWS_AT_ONCE = 1000;

/** The log of who did what: only ever added to, each entry sealed by the hash of the one before. */
export class AuditLog {
  readonly #db: Db;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: Db) {
    this.#db = db;
  }

  /** One after the other within this process; against other processes the unique number decides who was first. */
  append(fact: AuditFact): Promise<AuditEntry> {
    const appended = this.#last.then(() => this.#append(fact));
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  async #append(fact: AuditFact): Promise<AuditEntry> {
    for (;;) {
      const newest = await this.findHead();
      const entry = sealEntry(fact, (newest?.number ?? 0) + 1, newest?.hash ?? FIRST_PREVIOUS_HASH);
      try {
        await this.#db.write('audit_log').insert(toRow(entry));
        return entry;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
  }

  async findHead(): Promise<AuditEntry | undefined> {
    const row = await this.#db.write<AuditRow>('audit_log').orderBy('number', 'desc').first();
    return row && toEntry(row);
  }

  /** The newest first. */
  async findPage({ accountName, action, page, pageSize }: AuditQuery): Promise<{
    readonly items: readonly AuditEntry[];
    readonly total: number;
  }> {
    const matching = this.#db.read<AuditRow>('audit_log');
    if (accountName !== undefined) void matching.where({ account_name: accountName });
    if (action !== undefined) void matching.where({ action });
    // Numbers have no gap: the last one is how many there are.
    const isWhole = accountName === undefined && action === undefined;
    const counting = matching.clone();
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderBy('number', 'desc')
        .limit(pageSize)
        .offset((page - 1) * pageSize),
      (isWhole ? counting.max({ count: 'number' }) : counting.count({ count: '*' })).first<{
        count: number | null;
      }>(),
    ]);
    return { items: (rows as AuditRow[]).map(toEntry), total: Number(count.count ?? 0) };
  }

  /** Every entry from the first on, in order. */
  async *readAll(): AsyncGenerator<AuditEntry> {
    for (let after = 0; ;) {
      const rows: AuditRow[] = await this.#db
        .read<AuditRow>('audit_log')
        .where('number', '>', after)
        .orderBy('number')
        .limit(ROWS_AT_ONCE);
      for (const row of rows) yield toEntry(row);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.number;
    }
  }
}

/** The entry with its hash: over a list of its fields in a fixed order, so that nothing depends on how keys are sorted. */
export function sealEntry(fact: AuditFact, number: number, previousHash: string): AuditEntry {
  const { atMs, accountId, accountName, action, target, outcome, detail } = fact;
  const fields = [number, atMs, accountId, accountName, action, target, outcome, detail, previousHash];
  const hash = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
  return { ...fact, number, previousHash, hash };
}

export type AuditCheck = {
  readonly entries: number;
  /** Hash of the last entry; who has kept an earlier one can see whether it is still in the chain. */
  readonly head: string;
  /** The first thing wrong; absent for a whole chain. */
  readonly problem?: { readonly number: number; readonly message: string };
  /** Whether the hash asked about was met on the way. */
  readonly metHash?: boolean;
};

/** Follows the chain from its first entry to its last. */
export async function checkAudit(
  entries: AsyncIterable<AuditEntry>,
  knownHash?: string,
): Promise<AuditCheck> {
  let previousHash = FIRST_PREVIOUS_HASH;
  let number = 0;
  let metHash = false;
  const toCheck = (problem?: AuditCheck['problem']): AuditCheck => ({
    entries: number,
    head: previousHash,
    ...(problem !== undefined && { problem }),
    ...(knownHash !== undefined && { metHash }),
  });
  for await (const entry of entries) {
    if (entry.number !== number + 1)
      return toCheck({ number: number + 1, message: `entry ${number + 1} is missing` });
    if (entry.previousHash !== previousHash)
      return toCheck({
        number: entry.number,
        message: `entry ${entry.number} does not follow the one before`,
      });
    if (sealEntry(entry, entry.number, previousHash).hash !== entry.hash)
      return toCheck({ number: entry.number, message: `entry ${entry.number} is not what was written` });
    previousHash = entry.hash;
    number = entry.number;
    metHash ||= entry.hash === knownHash;
  }
  return toCheck();
}

function toRow(entry: AuditEntry): AuditRow {
  return {
    number: entry.number,
    at_ms: entry.atMs,
    account_id: entry.accountId,
    account_name: entry.accountName,
    action: entry.action,
    target: entry.target,
    outcome: entry.outcome,
    detail: entry.detail,
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    number: Number(row.number),
    atMs: Number(row.at_ms),
    accountId: row.account_id,
    accountName: row.account_name,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
