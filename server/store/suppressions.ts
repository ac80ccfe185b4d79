import type { Db } from './db.ts';

/** A developer's word that a finding in an app of theirs is known and borne for a while. Changes only what they see. */
export type Suppression = {
  readonly id: string;
  readonly accountId: string;
  readonly packageName: string;
  readonly ruleId: string;
  readonly reason: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
};

type Row = {
  id: string;
  account_id: string;
  package_name: string;
  rule_id: string;
  reason: string;
  created_at_ms: number;
  expires_at_ms: number;
};

export class Suppressions {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(suppression: Suppression): Promise<void> {
    await this.#db.write('suppressions').insert({
      id: suppression.id,
      account_id: suppression.accountId,
      package_name: suppression.packageName,
      rule_id: suppression.ruleId,
      reason: suppression.reason,
      created_at_ms: suppression.createdAtMs,
      expires_at_ms: suppression.expiresAtMs,
    });
  }

  /** Those of an account, the ones that end last first; expired ones too, so that a person can see what lapsed. */
  async listOfAccount(accountId: string): Promise<readonly Suppression[]> {
    const rows = await this.#db
      .read<Row>('suppressions')
      .where({ account_id: accountId })
      .orderBy([{ column: 'expires_at_ms', order: 'desc' }, { column: 'id' }]);
    return rows.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      packageName: row.package_name,
      ruleId: row.rule_id,
      reason: row.reason,
      createdAtMs: Number(row.created_at_ms),
      expiresAtMs: Number(row.expires_at_ms),
    }));
  }

  /** False where the account has no such suppression. */
  async remove(id: string, accountId: string): Promise<boolean> {
    return (await this.#db.write('suppressions').where({ id, account_id: accountId }).del()) > 0;
  }
}
