import type { Knex } from 'knex';

/** What a submitter gives beside the app. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('submissions', (table) => {
    // Addresses of the app's privacy policy and lists, as a JSON array of texts.
    table.text('policies');
  });
}
