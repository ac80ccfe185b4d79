import type { Knex } from 'knex';

/** Apps, companies, SDK vendors and stores as records above samples, and the facts of reports that they are made of. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('companies', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    // Where the name comes from: filing, listing, certificate.
    table.text('name_source').notNullable();
    table.integer('apps').notNullable().defaultTo(0);
    table.integer('violations').notNullable().defaultTo(0);
    table.bigInteger('first_seen_ms').notNullable();
    table.index(['violations', 'id']);
    table.index(['apps', 'id']);
    table.index(['name', 'id']);
  });
  await db.schema.createTable('company_keys', (table) => {
    // SHA-256 of a signer's certificate.
    table.text('certificate_sha256').primary();
    table.text('company_id').notNullable().references('companies.id').onDelete('CASCADE');
    table.text('subject').notNullable();
    table.bigInteger('first_seen_ms').notNullable();
    table.index('company_id');
  });
  await db.schema.createTable('company_names', (table) => {
    table.text('name_folded').notNullable();
    table.text('source').notNullable();
    table.text('company_id').notNullable().references('companies.id').onDelete('CASCADE');
    table.text('name').notNullable();
    table.bigInteger('first_seen_ms').notNullable();
    table.primary(['name_folded', 'source', 'company_id']);
    table.index('company_id');
  });
  await db.schema.createTable('stores', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('address').notNullable();
    table.bigInteger('created_at_ms').notNullable();
  });
  await db.schema.createTable('apps', (table) => {
    // Hash of package and signing line: the same app has the same id wherever it is seen.
    table.text('id').primary();
    table.text('package_name').notNullable();
    // SHA-256 of the oldest certificate of the signing lineage; empty for an unsigned package.
    table.text('key_line').notNullable();
    table.text('label').notNullable();
    table.text('company_id').references('companies.id').onDelete('SET NULL');
    table.text('app_type');
    table.bigInteger('first_seen_ms').notNullable();
    table.bigInteger('last_seen_ms').notNullable();
    // The scan that stands for the app now: of the newest version, the fuller and then the later one.
    table.text('latest_submission_id').notNullable();
    table.text('latest_report_sha256').notNullable();
    table.text('latest_profile').notNullable();
    table.bigInteger('latest_scan_ms').notNullable();
    table.text('version_name').notNullable();
    table.bigInteger('version_code').notNullable();
    table.double('mark').notNullable();
    table.text('band').notNullable();
    table.integer('violations').notNullable();
    table.integer('suspected').notNullable();
    table.integer('worst_severity').notNullable();
    table.integer('scans').notNullable();
    table.index('package_name');
    table.index(['last_seen_ms', 'id']);
    table.index(['mark', 'id']);
    table.index(['violations', 'id']);
    table.index(['label', 'id']);
    table.index(['company_id', 'last_seen_ms', 'id']);
  });
  await db.schema.createTable('app_versions', (table) => {
    table.text('app_id').notNullable().references('apps.id').onDelete('CASCADE');
    table.text('sample_sha256').notNullable();
    // Id of the store it was taken from; empty for an upload.
    table.text('store_id').notNullable();
    table.text('version_name').notNullable();
    table.bigInteger('version_code').notNullable();
    table.bigInteger('first_seen_ms').notNullable();
    table.primary(['app_id', 'sample_sha256', 'store_id']);
    table.index(['store_id', 'app_id']);
  });
  await db.schema.createTable('app_problems', (table) => {
    table.text('app_id').notNullable().references('apps.id').onDelete('CASCADE');
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.text('verdict').notNullable();
    table.integer('severity').notNullable();
    // Since when it is there without a break.
    table.bigInteger('since_ms').notNullable();
    table.text('since_version').notNullable();
    table.primary(['app_id', 'duty_id', 'rule_id']);
    table.index(['duty_id', 'rule_id', 'verdict', 'app_id']);
  });
  await db.schema.createTable('problems', (table) => {
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.integer('severity').notNullable();
    table.text('title_zh').notNullable();
    table.text('title_en').notNullable();
    // The label of public notices, where the duty has one.
    table.text('notice_label');
    // Apps that have the problem now.
    table.integer('apps').notNullable().defaultTo(0);
    table.primary(['duty_id', 'rule_id']);
    table.index(['apps', 'duty_id', 'rule_id']);
  });
  await db.schema.createTable('vendors', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('country');
    table.integer('apps').notNullable().defaultTo(0);
    table.index(['apps', 'id']);
    table.index(['name', 'id']);
  });
  await db.schema.createTable('sdks', (table) => {
    table.text('id').primary();
    table.text('vendor_id').notNullable().references('vendors.id').onDelete('CASCADE');
    table.text('name').notNullable();
    table.text('name_zh');
    table.text('category').notNullable();
    table.integer('apps').notNullable().defaultTo(0);
    table.index('vendor_id');
  });
  await db.schema.createTable('app_sdks', (table) => {
    table.text('app_id').notNullable().references('apps.id').onDelete('CASCADE');
    table.text('sdk_id').notNullable();
    table.text('vendor_id').notNullable();
    table.text('version');
    table.text('confidence').notNullable();
    table.integer('problems').notNullable();
    table.bigInteger('since_ms').notNullable();
    table.primary(['app_id', 'sdk_id']);
    table.index(['sdk_id', 'app_id']);
    table.index(['vendor_id', 'app_id']);
  });
  // What a report says that lists and charts count. By the hash of the report: written once, never changed.
  await db.schema.createTable('report_facts', (table) => {
    table.text('report_sha256').primary();
    table.text('facts').notNullable();
  });
  await db.schema.createTable('report_findings', (table) => {
    table.text('report_sha256').notNullable();
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.text('verdict').notNullable();
    table.integer('severity').notNullable();
    // Ids of the SDKs in whose code it was seen, joined by commas.
    table.text('sdk_ids').notNullable();
    table.primary(['report_sha256', 'duty_id', 'rule_id']);
  });
  await db.schema.alterTable('submissions', (table) => {
    table.text('app_id');
    // The store that the sample was taken from.
    table.text('store_id');
    table.index(['app_id', 'finished_at_ms', 'id']);
  });
  // Finished scans that no app knows of yet: a crash came between the two.
  await db.raw(
    `CREATE INDEX submissions_unregistered ON submissions (report_sha256) WHERE status = 'done' AND app_id IS NULL`,
  );
}
