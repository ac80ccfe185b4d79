import { toAccount } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { Db } from './db.ts';

/** Signed-in browsers. Only a hash of the cookie is kept: who reads the database cannot use it. */
export class Sessions {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(session: {
    tokenHash: string;
    accountId: string;
    createdAtMs: number;
    expiresAtMs: number;
  }): Promise<void> {
    await this.#db.write('sessions').insert({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      created_at_ms: session.createdAtMs,
      expires_at_ms: session.expiresAtMs,
    });
  }

  /** The active account behind an unexpired session. */
  async findAccount(tokenHash: string, nowMs: number): Promise<Account | undefined> {
    const row: Parameters<typeof toAccount>[0] | undefined = await this.#db
      .read('sessions')
      .join('accounts', 'accounts.id', 'sessions.account_id')
      .where({ token_hash: tokenHash, disabled: false })
      .where('expires_at_ms', '>', nowMs)
      .first('accounts.*');
    return row === undefined ? undefined : toAccount(row);
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#db.write('sessions').where({ token_hash: tokenHash }).del();
  }

  /** Signs an account out everywhere, but for one session where given (the one that changed the password). */
  async removeOfAccount(accountId: string, exceptTokenHash?: string): Promise<void> {
    const sessions = this.#db.write('sessions').where({ account_id: accountId });
    if (exceptTokenHash !== undefined) void sessions.whereNot({ token_hash: exceptTokenHash });
    await sessions.del();
  }

  async removeExpired(nowMs: number): Promise<void> {
    await this.#db.write('sessions').where('expires_at_ms', '<=', nowMs).del();
  }
}
