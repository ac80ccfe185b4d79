import { foldName } from './accounts.ts';
import type { Db } from './db.ts';
import { isUniqueViolation } from './unique.ts';

/** An authority or department: its inspectors share their cases. */
export type Organisation = { readonly id: string; readonly name: string; readonly createdAtMs: number };

type OrganisationRow = { id: string; name: string; name_folded: string; created_at_ms: number };

export class Organisations {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** False where the name is taken. */
  async add({ id, name, createdAtMs }: Organisation): Promise<boolean> {
    return this.#unlessTaken(
      this.#db
        .write<OrganisationRow>('organisations')
        .insert({ id, name, name_folded: foldName(name), created_at_ms: createdAtMs }),
    );
  }

  async rename(id: string, name: string): Promise<'renamed' | 'unknown' | 'taken'> {
    const update = this.#db
      .write<OrganisationRow>('organisations')
      .where({ id })
      .update({ name, name_folded: foldName(name) });
    if (!(await this.#unlessTaken(update))) return 'taken';
    return (await this.find(id)) === undefined ? 'unknown' : 'renamed';
  }

  async find(id: string): Promise<Organisation | undefined> {
    const row = await this.#db.read<OrganisationRow>('organisations').where({ id }).first();
    return row && toOrganisation(row);
  }

  /** By name, with how many accounts each has. */
  async list(): Promise<readonly (Organisation & { readonly accounts: number })[]> {
    const rows: (OrganisationRow & { accounts: number })[] = await this.#db
      .read('organisations')
      .leftJoin('accounts', 'accounts.organisation_id', 'organisations.id')
      .groupBy('organisations.id')
      .orderBy('organisations.name')
      .select('organisations.*')
      .count({ accounts: 'accounts.id' });
    return rows.map((row) => ({ ...toOrganisation(row), accounts: Number(row.accounts) }));
  }

  async #unlessTaken(statement: Promise<unknown>): Promise<boolean> {
    try {
      await statement;
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }
}

function toOrganisation(row: OrganisationRow): Organisation {
  return { id: row.id, name: row.name, createdAtMs: Number(row.created_at_ms) };
}
