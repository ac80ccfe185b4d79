import type { Knex } from 'knex';

/** Batches: many apps scanned for one purpose, and every app in them. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('batches', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('account_id').notNullable().references('accounts.id');
    table.text('profile').notNullable();
    table.text('purpose').notNullable();
    table.text('packs');
    table.text('app_type');
    // open, paused, cancelled
    table.text('state').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.index(['created_at_ms', 'id']);
  });
  await db.schema.createTable('batch_items', (table) => {
    table.text('batch_id').notNullable().references('batches.id').onDelete('CASCADE');
    table.integer('number').notNullable();
    // What was asked for: a file name, a path in the configured folder, an address.
    table.text('kind').notNullable();
    table.text('source').notNullable();
    table.text('app_type');
    // waiting: not taken in yet; held: taken in, and the batch is paused; submitted; failed; cancelled
    table.text('state').notNullable();
    table.text('sha256');
    table.bigInteger('size_bytes');
    table.text('file_name').notNullable();
    table.text('submission_id');
    table.text('error_code');
    table.text('error_message');
    table.primary(['batch_id', 'number']);
    table.index(['state', 'batch_id', 'number']);
    table.index('submission_id');
  });
}
