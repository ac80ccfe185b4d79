import type { Knex } from 'knex';

/** Cases: what an authority does about an app, the findings it names, and every move. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('cases', (table) => {
    table.text('id').primary();
    table.text('package_name').notNullable();
    table.text('label').notNullable();
    table.text('version_name').notNullable();
    // The scan in which the findings were made, and the newest re-test.
    table.text('submission_id').notNullable().references('submissions.id');
    table.text('re_test_submission_id').references('submissions.id');
    table.text('state').notNullable();
    // Rises with each move: two people who move one case at once do not both succeed.
    table.integer('version').notNullable();
    table.text('addressed_to').references('accounts.id');
    // Days, YYYY-MM-DD where the authority sits.
    // The notice as it was last sent, JSON: a later re-test must not change it.
    table.text('notice');
    table.text('due_on');
    table.text('look_back_on');
    // Cases of the same app before this one that came to a notice.
    table.integer('earlier_offences').notNullable();
    table.bigInteger('opened_at_ms').notNullable();
    table.bigInteger('moved_at_ms').notNullable();
    table.index(['state', 'due_on']);
    table.index(['package_name', 'opened_at_ms']);
    table.index(['addressed_to', 'state']);
    table.index('moved_at_ms');
  });
  await db.schema.createTable('case_findings', (table) => {
    table.text('case_id').notNullable().references('cases.id').onDelete('CASCADE');
    table.text('duty_id').notNullable();
    table.text('rule_id').notNullable();
    table.integer('severity').notNullable();
    table.text('title_zh').notNullable();
    table.text('title_en').notNullable();
    table.text('message_zh').notNullable();
    table.text('message_en').notNullable();
    table.text('status').notNullable();
    table.text('answer');
    table.primary(['case_id', 'duty_id', 'rule_id']);
  });
  await db.schema.createTable('case_moves', (table) => {
    table.increments('number');
    table.text('case_id').notNullable().references('cases.id').onDelete('CASCADE');
    table.text('move').notNullable();
    table.text('from_state');
    table.text('to_state').notNullable();
    table.text('account_id').notNullable();
    // The name at that time: a move stays signed when its account is renamed or goes.
    table.text('account_name').notNullable();
    table.text('reason').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.index(['case_id', 'number']);
  });
}
