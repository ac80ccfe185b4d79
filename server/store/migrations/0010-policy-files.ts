import type { Knex } from 'knex';

/** Policies given as files, and whether the app's own links are followed: both shape the result of a scan. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('submissions', (table) => {
    // Blobs of the files with the names they came under, as a JSON array of { sha256, fileName }.
    table.text('policy_files');
    table.boolean('follow_policies');
  });
}
