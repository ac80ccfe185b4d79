import type { Knex } from 'knex';
import { up as first } from './0001-first.ts';
import { up as review } from './0002-review.ts';
import { up as cases } from './0003-cases.ts';
import { up as apps } from './0004-apps.ts';
import { up as audit } from './0005-audit.ts';
import { up as batches } from './0006-batches.ts';
import { up as messages } from './0007-messages.ts';
import { up as listings } from './0008-listings.ts';
import { up as policies } from './0009-policies.ts';
import { up as policyFiles } from './0010-policy-files.ts';
import { up as supersededReviews } from './0011-superseded-reviews.ts';

export type Migration = { readonly name: string; readonly up: (db: Knex) => Promise<void> };

/**
 * In order, and never edited once released: a change is a new number. There is no way down: an operator goes back
 * by restoring the copy of the data folder that an upgrade's manual asks for.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-first', up: first },
  { name: '0002-review', up: review },
  { name: '0003-cases', up: cases },
  { name: '0004-apps', up: apps },
  { name: '0005-audit', up: audit },
  { name: '0006-batches', up: batches },
  { name: '0007-messages', up: messages },
  { name: '0008-listings', up: listings },
  { name: '0009-policies', up: policies },
  { name: '0010-policy-files', up: policyFiles },
  { name: '0011-superseded-reviews', up: supersededReviews },
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
