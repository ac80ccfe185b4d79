import type { Knex } from 'knex';
import type { Db } from './db.ts';
import type { Profile } from './submissions.ts';

/** The scan of a newer version, which shows what is to be looked at now. */
export type Superseding = { readonly submissionId: string; readonly versionName: string };

/**
 * Marks what is to be reviewed in the older versions of an app with the scan of the newest one: the queue shows an app
 * as it is now, and decisions stay as they were. What a full scan found is left to no static scan of a newer version,
 * which may not see it; and no developer clears the queue by sending in a build of their own.
 */
export async function supersedeReviews(trx: Knex.Transaction, appId: string): Promise<void> {
  for (const profile of ['full', 'static'] as const) {
    const newest: { id: string; version_code: number } | undefined = await trx({ s: 'submissions' })
      .join({ a: 'accounts' }, 'a.id', 's.account_id')
      .where({ 's.app_id': appId, 's.status': 'done', ...(profile === 'full' && { 's.profile': profile }) })
      .whereNot('a.role', 'developer')
      .orderBy([
        { column: 's.version_code', order: 'desc' },
        { column: 's.finished_at_ms', order: 'desc' },
        { column: 's.id' },
      ])
      .first('s.id', 's.version_code');
    if (newest === undefined) continue;
    const older = trx('submissions')
      .where({ app_id: appId })
      .where('version_code', '<', newest.version_code)
      .select('sha256');
    await trx('review_groups')
      .where({ profile })
      .whereIn('sample_sha256', older)
      .update({ superseded_by: newest.id });
  }
}

/** The scan of the newer version of a sample, if there is one. */
export async function findSuperseding(
  db: Db,
  sampleSha256: string,
  profile: Profile,
): Promise<Superseding | undefined> {
  const row: { id: string; version_name: string | null } | undefined = await db
    .read({ g: 'review_groups' })
    .join({ s: 'submissions' }, 's.id', 'g.superseded_by')
    .where({ 'g.sample_sha256': sampleSha256, 'g.profile': profile })
    .first('s.id', 's.version_name');
  return row && { submissionId: row.id, versionName: row.version_name ?? '' };
}
