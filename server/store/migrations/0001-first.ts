import type { Knex } from 'knex';

/** Accounts, sessions, tokens, submissions with their log and results, renderings, jobs. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('accounts', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    // Names differ by more than the case of their letters: `Admin` must not pass for `admin`.
    table.text('name_folded').notNullable().unique();
    table.text('role').notNullable();
    table.text('password_hash').notNullable();
    table.boolean('disabled').notNullable().defaultTo(false);
    table.bigInteger('created_at_ms').notNullable();
  });
  await db.schema.createTable('sessions', (table) => {
    table.text('token_hash').primary();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('expires_at_ms').notNullable().index();
    table.index('account_id');
  });
  await db.schema.createTable('tokens', (table) => {
    table.text('id').primary();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('name').notNullable();
    table.text('token_hash').notNullable().unique();
    table.text('origin').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.index('account_id');
  });
  await db.schema.createTable('submissions', (table) => {
    table.text('id').primary();
    table.text('account_id').notNullable().references('accounts.id');
    table.text('scan_key').notNullable();
    table.text('sha256').notNullable().index();
    table.bigInteger('size_bytes').notNullable();
    table.text('file_name').notNullable();
    table.text('profile').notNullable();
    table.text('purpose').notNullable();
    table.text('app_type');
    table.text('status').notNullable();
    table.text('stage');
    table.double('fraction');
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('started_at_ms');
    table.bigInteger('finished_at_ms');
    table.text('package_name').index();
    table.text('label');
    table.text('version_name');
    table.bigInteger('version_code');
    table.double('mark');
    table.text('band');
    table.integer('violations_0');
    table.integer('violations_1');
    table.integer('violations_2');
    table.integer('violations_3');
    table.integer('violations');
    table.integer('suspected');
    table.double('coverage_share');
    table.text('report_sha256');
    table.text('evidence_sha256');
    table.text('error_code');
    table.text('error_message');
    table.index(['created_at_ms', 'id']);
    table.index(['account_id', 'created_at_ms', 'id']);
    table.index(['status', 'created_at_ms']);
    table.index(['mark', 'id']);
    table.index(['scan_key', 'status']);
  });
  await db.schema.createTable('submission_log', (table) => {
    table.increments('number');
    table.text('submission_id').notNullable().references('submissions.id').onDelete('CASCADE');
    table.bigInteger('at_ms').notNullable();
    table.text('stage').notNullable();
    table.double('fraction');
    table.text('message');
    table.index(['submission_id', 'number']);
  });
  await db.schema.createTable('attachments', (table) => {
    // By evidence, not by submission: submissions of one scan share them.
    table.text('evidence_sha256').notNullable();
    table.text('attachment_id').notNullable();
    table.text('file').notNullable();
    table.text('kind').notNullable();
    table.text('sha256').notNullable();
    table.bigInteger('size_bytes').notNullable();
    table.primary(['evidence_sha256', 'attachment_id']);
  });
  await db.schema.createTable('renderings', (table) => {
    table.text('report_sha256').notNullable();
    table.text('format').notNullable();
    table.text('lang').notNullable();
    table.text('engine_version').notNullable();
    table.text('sha256').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.primary(['report_sha256', 'format', 'lang', 'engine_version']);
  });
  await db.schema.createTable('jobs', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('key').notNullable().index();
    table.text('payload').notNullable();
    table.text('state').notNullable();
    table.integer('priority').notNullable();
    table.integer('failures').notNullable();
    table.integer('lapses').notNullable();
    table.bigInteger('added_at_ms').notNullable();
    table.bigInteger('due_at_ms').notNullable();
    table.bigInteger('finished_at_ms');
    table.text('result');
    table.text('last_failure');
    table.text('worker_id');
    table.text('lease_id');
    table.bigInteger('lease_until_ms');
    table.integer('cancel_asked').notNullable();
    table.index(['state', 'priority', 'due_at_ms']);
    table.index(['state', 'lease_until_ms']);
    table.index(['state', 'added_at_ms']);
  });
  await db.raw(
    `CREATE UNIQUE INDEX jobs_live_key ON jobs (key) WHERE state IN ('queued', 'running', 'done')`,
  );
}
