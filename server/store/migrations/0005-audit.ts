import type { Knex } from 'knex';

/** Organisations, scopes of accounts, sign-in by another provider, documents of cases, and the log of who did what. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('organisations', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    table.text('name_folded').notNullable().unique();
    table.bigInteger('created_at_ms').notNullable();
  });
  await db.schema.alterTable('accounts', (table) => {
    table.text('organisation_id').references('organisations.id');
    // Of a store operator: whose listings the account may see. Stores are kept elsewhere.
    table.text('store_id');
    // Set together for an account that a provider of OpenID Connect vouches for; such a one has no password.
    table.text('oidc_issuer');
    table.text('oidc_subject');
    table.unique(['oidc_issuer', 'oidc_subject']);
  });
  await db.schema.alterTable('cases', (table) => {
    table.text('organisation_id').references('organisations.id');
    table.text('company');
    table.text('source');
    // The scan of the build that the developer says is rectified.
    table.text('claimed_submission_id').references('submissions.id');
    table.index(['organisation_id', 'state', 'due_on']);
    table.index(['state', 'look_back_on']);
  });
  // In the order in which lists show cases: nearest deadline first.
  const order = 'due_on IS NULL, due_on, moved_at_ms DESC, id';
  await db.raw(`CREATE INDEX cases_order ON cases (${order})`);
  await db.raw(`CREATE INDEX cases_order_of_organisation ON cases (organisation_id, ${order})`);
  await db.schema.createTable('case_documents', (table) => {
    table.text('id').primary();
    table.text('case_id').notNullable().references('cases.id').onDelete('CASCADE');
    table.text('kind').notNullable();
    // JSON in both languages, as it was said: a later move does not change it.
    table.text('input').notNullable();
    table.bigInteger('made_at_ms').notNullable();
    table.index(['case_id', 'made_at_ms']);
  });
  await db.schema.createTable('audit_log', (table) => {
    // Numbers follow each other without a gap: that the next one is free is what makes the chain one chain.
    table.integer('number').primary();
    table.bigInteger('at_ms').notNullable();
    table.text('account_id').notNullable();
    table.text('account_name').notNullable();
    table.text('action').notNullable();
    table.text('target').notNullable();
    table.text('outcome').notNullable();
    table.text('detail').notNullable();
    table.text('previous_hash').notNullable();
    table.text('hash').notNullable();
    table.index(['account_name', 'number']);
    table.index(['action', 'number']);
    table.index(['account_name', 'action', 'number']);
  });
  for (const verb of ['UPDATE', 'DELETE'])
    await db.raw(
      `CREATE TRIGGER audit_log_no_${verb.toLowerCase()} BEFORE ${verb} ON audit_log
       BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END`,
    );
  // INSERT OR REPLACE deletes without a trigger's knowledge: a number that is there is not given again.
  await db.raw(
    `CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log
     WHEN NEW.number <= (SELECT MAX(number) FROM audit_log)
     BEGIN SELECT RAISE(ABORT, 'UNIQUE number: the audit log is only ever added to'); END`,
  );
}
