import type { Knex } from 'knex';
import { DEFAULT_PACK_ID } from '../../rules/index.ts';
import type { Db } from './db.ts';
import { REVIEW_STATES } from './reviews.ts';
import type { Profile } from './submissions.ts';
import type { Superseding } from './superseded-reviews.ts';

/** `facts`: something was found; `checklist`: a duty that only a person can decide, with nothing found. */
export const REVIEW_KINDS = ['facts', 'checklist', 'all'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** `superseded`: not decided, and a newer version of the app has been scanned; not among the open ones. */
export const REVIEW_QUEUES = [...REVIEW_STATES, 'superseded'] as const;
export type ReviewQueue = (typeof REVIEW_QUEUES)[number];

export type ReviewQuery = {
  readonly state?: ReviewQueue;
  readonly kind: ReviewKind;
  readonly verdict?: 'suspected' | 'needs-human' | 'violation';
  readonly minSeverity: number;
  /** Part of package or label. */
  readonly text?: string;
  readonly page: number;
  readonly pageSize: number;
};

/** What one rule found in one sample: decided together, under whichever duties it stands. */
export type ReviewGroup = {
  readonly sampleSha256: string;
  readonly profile: Profile;
  readonly ruleId: string;
  /** Only for a duty without a rule; such duties are decided one by one. */
  readonly dutyId?: string;
  readonly submissionId: string;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly supersededBy?: Superseding;
};

export type ReviewPage = { readonly items: readonly ReviewGroup[]; readonly total: number };

type GroupRow = {
  sample_sha256: string;
  profile: Profile;
  rule_id: string;
  lone_duty: string;
  package_name: string;
  label: string;
  submission_id: string | null;
  superseded_by: string | null;
};

// Of a sample's submissions the newest finished one that the pack judged shows its evidence. Submissions that name no
// pack were judged by the default one.
const NEWEST = `(SELECT s.id FROM submissions s WHERE s.sha256 = g.sample_sha256 AND s.profile = g.profile
  AND s.status = 'done' AND ',' || COALESCE(s.packs, '${DEFAULT_PACK_ID}') || ',' LIKE '%,' || g.pack_id || ',%'
  ORDER BY s.finished_at_ms DESC, s.id LIMIT 1)`;

/** One page of the queue: the heaviest first, suspicions before questions; and the count of all that match. */
export async function findReviewPage(db: Db, query: ReviewQuery): Promise<ReviewPage> {
  const matching = db.read({ g: 'review_groups' }).modify(filter, query);
  const [rows, count = { count: 0 }] = await Promise.all([
    matching
      .clone()
      .orderBy([
        { column: 'g.rank' },
        { column: 'g.updated_at_ms' },
        { column: 'g.sample_sha256' },
        { column: 'g.rule_id' },
        { column: 'g.lone_duty' },
      ])
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .select(
        'g.sample_sha256',
        'g.profile',
        'g.rule_id',
        'g.lone_duty',
        'g.package_name',
        'g.label',
        'g.superseded_by',
      )
      .select<GroupRow[]>(db.read.raw(`${NEWEST} AS submission_id`)),
    matching.clone().count({ count: '*' }).first<{ count: number }>(),
  ]);
  const ids = rows.flatMap((row) => [row.submission_id ?? [], row.superseded_by ?? []].flat());
  const versions: { id: string; version_name: string | null }[] = await db
    .read('submissions')
    .whereIn('id', ids)
    .select('id', 'version_name');
  const versionById = new Map(versions.map((row) => [row.id, row.version_name ?? '']));
  return {
    items: rows.flatMap((row) =>
      row.submission_id === null
        ? []
        : [
            {
              sampleSha256: row.sample_sha256,
              profile: row.profile,
              ruleId: row.rule_id,
              ...(row.lone_duty === '' ? {} : { dutyId: row.lone_duty }),
              submissionId: row.submission_id,
              packageName: row.package_name,
              label: row.label,
              versionName: versionById.get(row.submission_id) ?? '',
              ...(row.superseded_by !== null && {
                supersededBy: {
                  submissionId: row.superseded_by,
                  versionName: versionById.get(row.superseded_by) ?? '',
                },
              }),
            },
          ],
    ),
    total: Number(count.count),
  };
}

function filter(rows: Knex.QueryBuilder, query: ReviewQuery): void {
  void rows.where('g.is_shadowed', 0);
  if (query.state === 'superseded') void rows.whereNotNull('g.superseded_by').whereNot('g.state', 'decided');
  else if (query.state !== undefined) void rows.where('g.state', query.state);
  if (query.state === 'open' || query.state === 'older-facts') void rows.whereNull('g.superseded_by');
  if (query.kind !== 'all') void rows.where('g.has_facts', query.kind === 'facts' ? 1 : 0);
  if (query.verdict !== undefined) void rows.where('g.verdict', query.verdict);
  if (query.minSeverity > 0) void rows.where('g.severity', '>=', query.minSeverity);
  const words = query.text?.trim();
  if (words === undefined || words === '') return;
  const part = `%${words.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  void rows.where((any) => {
    for (const column of ['package_name', 'label'])
      void any.orWhereRaw(`LOWER(g.${column}) LIKE LOWER(?) ESCAPE '!'`, [part]);
  });
}
