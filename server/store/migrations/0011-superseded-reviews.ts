import type { Knex } from 'knex';

/** Reviews of a version of which a newer one has been scanned since. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('review_groups', (table) => {
    // The scan of the newer version.
    table.text('superseded_by');
  });
  // Those that are on record already; later ones are marked as their newer version is put on record.
  for (const profile of ['full', 'static'])
    await db.raw(
      `UPDATE review_groups SET superseded_by = (
         SELECT n.id FROM submissions o
         JOIN submissions n ON n.app_id = o.app_id AND n.status = 'done' AND n.version_code > o.version_code
         JOIN accounts a ON a.id = n.account_id AND a.role <> 'developer'
         WHERE o.sha256 = review_groups.sample_sha256 ${profile === 'full' ? "AND n.profile = 'full'" : ''}
         ORDER BY n.version_code DESC, n.finished_at_ms DESC, n.id LIMIT 1)
       WHERE profile = ?`,
      [profile],
    );
}
