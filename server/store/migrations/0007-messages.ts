import type { Knex } from 'knex';

/** Messages to accounts, how each was sent on, and what each account wants to hear. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('messages', (table) => {
    table.text('id').primary();
    table.text('account_id').notNullable().references('accounts.id').onDelete('CASCADE');
    table.text('event').notNullable();
    // What the message is about, once and for all: the same key is told the same account once.
    table.text('key').notNullable();
    table.text('title_zh').notNullable();
    table.text('title_en').notNullable();
    table.text('link').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    // 0 for one that the account does not want to see on the pages.
    table.integer('is_shown').notNullable();
    table.bigInteger('read_at_ms');
    table.unique(['account_id', 'key']);
    table.index(['account_id', 'is_shown', 'created_at_ms', 'id']);
    table.index(['account_id', 'is_shown', 'read_at_ms']);
  });
  await db.schema.createTable('deliveries', (table) => {
    table.text('id').primary();
    table.text('message_id').notNullable().references('messages.id').onDelete('CASCADE');
    // That of the message, for the account's own list.
    table.text('account_id').notNullable();
    table.text('channel').notNullable();
    // The address or URL at that time.
    table.text('target').notNullable();
    table.text('state').notNullable();
    table.integer('attempts').notNullable();
    table.text('last_error');
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('next_at_ms').notNullable();
    table.bigInteger('sent_at_ms');
    table.index(['state', 'next_at_ms']);
    table.index(['created_at_ms', 'id']);
    table.index(['account_id', 'created_at_ms', 'id']);
    table.index('message_id');
  });
  await db.schema.createTable('message_preferences', (table) => {
    table.text('account_id').primary().references('accounts.id').onDelete('CASCADE');
    table.text('email');
    table.text('webhook_url');
    table.text('webhook_secret');
    table.text('language').notNullable();
    // JSON: by event, the channels that are wanted; what is not there goes by the defaults.
    table.text('channels').notNullable();
  });
}
