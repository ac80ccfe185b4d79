import type { Knex } from 'knex';

/** Store listings: sources that are watched, what they said and when, what was taken from them; filing records. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('listing_sources', (table) => {
    // Also the id of its store.
    table.text('id').primary();
    table.text('kind').notNullable();
    table.text('config').notNullable();
    table.text('cron').notNullable();
    table.text('time_zone').notNullable();
    table.integer('jitter_seconds').notNullable();
    table.text('profile').notNullable();
    table.text('packs');
    table.text('account_id').notNullable().references('accounts.id');
    table.boolean('enabled').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('next_run_ms');
    table.bigInteger('last_run_ms');
    // running, done, failed
    table.text('last_result');
    table.text('last_error_code');
    table.text('last_error_message');
    table.text('last_counts');
    // What the source gave to ask it whether anything has changed: ETag, Last-Modified, hash.
    table.text('validators');
    table.index(['enabled', 'next_run_ms']);
  });
  await db.schema.createTable('listings', (table) => {
    table.text('id').primary();
    table.text('source_id').notNullable().references('listing_sources.id').onDelete('CASCADE');
    table.text('package_name').notNullable();
    table.text('snapshot_id').notNullable();
    table.text('name').notNullable();
    table.text('developer').notNullable();
    table.text('version_name').notNullable();
    table.bigInteger('version_code');
    // Hash of all that the listing says, without times and pictures.
    table.text('content_sha256').notNullable();
    table.text('package_sha256');
    table.text('submission_id');
    // What became of the last try to take the app: none, submitted, failed.
    table.text('taken').notNullable();
    table.text('error_code');
    table.text('error_message');
    table.bigInteger('first_seen_ms').notNullable();
    table.bigInteger('changed_at_ms').notNullable();
    table.bigInteger('gone_at_ms');
    table.unique(['source_id', 'package_name']);
    table.index(['source_id', 'changed_at_ms', 'id']);
    table.index('package_name');
  });
  await db.schema.createTable('listing_snapshots', (table) => {
    table.text('id').primary();
    table.text('listing_id').notNullable().references('listings.id').onDelete('CASCADE');
    table.bigInteger('at_ms').notNullable();
    table.text('address').notNullable();
    // The listing as read, canonical JSON, kept as a blob; the fields as JSON for pages.
    table.text('content_sha256').notNullable();
    table.text('fields').notNullable();
    table.text('screenshot_sha256');
    table.index(['listing_id', 'at_ms']);
  });
  await db.schema.createTable('filings', (table) => {
    table.text('id').primary();
    table.text('package_name').notNullable();
    table.text('app_name').notNullable();
    table.text('company').notNullable();
    table.text('number').notNullable();
    table.text('public_key').notNullable();
    table.text('signature_md5').notNullable();
    table.bigInteger('imported_at_ms').notNullable();
    table.index('package_name');
    table.index('number');
  });
  await db.schema.alterTable('apps', (table) => {
    // filed, not-filed, key-differs, name-differs, unknown
    table.text('filing_state').notNullable().defaultTo('unknown');
    table.text('filing_id');
    // shown, not-shown, unknown
    table.text('number_shown').notNullable().defaultTo('unknown');
    table.index(['filing_state', 'last_seen_ms', 'id']);
  });
  await db.schema.alterTable('submissions', (table) => {
    // The listing that the sample was taken from, as it was then: evidence for the rules on listings.
    table.text('listing_sha256');
  });
}
