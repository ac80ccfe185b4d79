import { toAccount } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { Db } from './db.ts';

export type Token = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** `environment` for the one that APPGOV_ADMIN_TOKEN names: it goes when the variable goes. */
  readonly origin: 'person' | 'first-start' | 'environment';
  readonly createdAtMs: number;
};

type TokenRow = {
  id: string;
  account_id: string;
  name: string;
  token_hash: string;
  origin: Token['origin'];
  created_at_ms: number;
};

/** Bearer tokens of programs, kept hashed. */
export class Tokens {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(token: Token, tokenHash: string): Promise<void> {
    await this.#db.write('tokens').insert({
      id: token.id,
      account_id: token.accountId,
      name: token.name,
      token_hash: tokenHash,
      origin: token.origin,
      created_at_ms: token.createdAtMs,
    });
  }

  async findAccount(tokenHash: string): Promise<Account | undefined> {
    const row: Parameters<typeof toAccount>[0] | undefined = await this.#db
      .read('tokens')
      .join('accounts', 'accounts.id', 'tokens.account_id')
      .where({ token_hash: tokenHash, disabled: false })
      .first('accounts.*');
    return row === undefined ? undefined : toAccount(row);
  }

  async listOfAccount(accountId: string): Promise<readonly Token[]> {
    const rows = await this.#db
      .read<TokenRow>('tokens')
      .where({ account_id: accountId })
      .orderBy('created_at_ms');
    return rows.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      name: row.name,
      origin: row.origin,
      createdAtMs: Number(row.created_at_ms),
    }));
  }

  /** False where the account has no such token. */
  async remove(id: string, accountId: string): Promise<boolean> {
    return (await this.#db.write('tokens').where({ id, account_id: accountId }).del()) > 0;
  }

  async removeByOrigin(origin: Token['origin']): Promise<void> {
    await this.#db.write('tokens').where({ origin }).del();
  }
}
