import type { Knex } from 'knex';

/** Packs and rules of a scan, findings for people to review and their decisions, suppressions, judging anew. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('submissions', (table) => {
    // Ids joined by commas; nothing for the pack that judges when nobody chooses.
    table.text('packs');
    // Fingerprint of the rules that the stored report was judged by.
    table.text('rules_version');
    table.index(['evidence_sha256', 'status']);
  });
  await db.schema.createTable('review_items', (table) => {
    table.text('sample_sha256').notNullable();
    table.text('profile').notNullable();
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.text('pack_id').notNullable();
    table.text('verdict').notNullable();
    table.integer('severity').notNullable();
    table.text('fingerprint').notNullable();
    table.integer('has_facts').notNullable();
    table.text('title_zh').notNullable();
    table.text('title_en').notNullable();
    table.text('message_zh').notNullable();
    table.text('message_en').notNullable();
    table.bigInteger('updated_at_ms').notNullable();
    table.primary(['sample_sha256', 'profile', 'duty_id', 'rule_id']);
    table.index(['sample_sha256', 'rule_id']);
  });
  // One row for what one rule found in one sample, kept in step with items and decisions: the queue is read from it.
  await db.schema.createTable('review_groups', (table) => {
    table.text('sample_sha256').notNullable();
    table.text('profile').notNullable();
    table.text('rule_id').notNullable();
    // The duty where no rule stands; such duties are decided one by one.
    table.text('lone_duty').notNullable();
    table.text('pack_id').notNullable();
    table.text('state').notNullable();
    table.text('verdict').notNullable();
    table.integer('severity').notNullable();
    // Worst first, over facts, severity and verdict.
    table.integer('rank').notNullable();
    table.integer('has_facts').notNullable();
    // 1 for a static scan's group that a full scan of the sample has too.
    table.integer('is_shadowed').notNullable();
    table.text('package_name').notNullable();
    table.text('label').notNullable();
    table.bigInteger('updated_at_ms').notNullable();
    table.primary(['sample_sha256', 'profile', 'rule_id', 'lone_duty']);
    table.index(
      ['is_shadowed', 'rank', 'updated_at_ms', 'sample_sha256', 'rule_id', 'lone_duty'],
      'review_groups_order',
    );
  });
  await db.schema.createTable('reviews', (table) => {
    table.text('id').primary();
    table.text('sample_sha256').notNullable();
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.text('fingerprint').notNullable();
    table.text('machine_verdict').notNullable();
    table.text('decision').notNullable();
    table.text('note').notNullable();
    table.text('account_id').notNullable();
    // The name at that time: a decision stays signed when its account is renamed or goes.
    table.text('account_name').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    // 1 for the newest of its sample, duty and rule: the others are history.
    table.integer('is_latest').notNullable();
    table.index(['sample_sha256', 'duty_id', 'rule_id', 'is_latest']);
  });
  await db.schema.createTable('suppressions', (table) => {
    table.text('id').primary();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('package_name').notNullable();
    table.text('rule_id').notNullable();
    table.text('reason').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('expires_at_ms').notNullable();
    table.index(['account_id', 'package_name']);
  });
  await db.schema.createTable('rejudgements', (table) => {
    table.text('id').primary();
    table.text('account_name').notNullable();
    table.text('scope').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('finished_at_ms');
    table.integer('total').notNullable();
    table.integer('chunks').notNullable();
  });
  await db.schema.createTable('rejudgement_chunks', (table) => {
    // A chunk that runs twice writes its row twice: the sums stay right.
    table.text('rejudgement_id').notNullable();
    table.integer('chunk').notNullable();
    table.integer('done').notNullable();
    table.integer('changed').notNullable();
    table.integer('failed').notNullable();
    table.text('first_failure');
    table.primary(['rejudgement_id', 'chunk']);
  });
  await db.schema.createTable('report_history', (table) => {
    table.increments('number');
    table.text('submission_id').notNullable().references('submissions.id').onDelete('CASCADE');
    table.text('report_sha256').notNullable();
    table.text('rules_version');
    table.bigInteger('replaced_at_ms').notNullable();
    table.text('rejudgement_id').notNullable();
    table.index(['submission_id', 'number']);
  });
}
