import type { Knex } from 'knex';
import { up as first } from './0001-first.ts';
import { up as review } from './0002-review.ts';
import { up as cases } from './0003-cases.ts';

export type Migration = { readonly name: string; readonly up: (db: Knex) => Promise<void> };

/**
 * In order, and never edited once released: a change is a new number. There is no way down: an operator goes back
 * by restoring the copy of the data folder that an upgrade's manual asks for.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-first', up: first },
  { name: '0002-review', up: review },
  { name: '0003-cases', up: cases },
];

/** Brings the database up to the newest number. Safe to call from several processes: knex holds a lock row. */
export async function migrate(db: Knex): Promise<void> {
  await db.migrate.latest({
    migrationSource: {
      getMigrations: () => Promise.resolve([...MIGRATIONS]),
      getMigrationName: (migration: Migration) => migration.name,
      getMigration: (migration: Migration) =>
        Promise.resolve({ up: migration.up, down: () => Promise.reject(new Error('There is no way down.')) }),
    },
  });
}
