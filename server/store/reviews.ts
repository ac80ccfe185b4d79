import type { Knex } from 'knex';
import type { Db } from './db.ts';
import { toReviewGroupRows } from './review-groups.ts';
import type { Profile } from './submissions.ts';

export const DECISIONS = ['confirmed', 'rejected', 'undecided'] as const;
/** What a reviewer said: the fault is there, it is not, or it cannot be decided on what is known. */
export type Decision = (typeof DECISIONS)[number];

/** `open`: nobody has decided; `older-facts`: decided, and what was found has changed since. */
export const REVIEW_STATES = ['open', 'older-facts', 'decided'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A verdict of the newest scan of a sample that a person should look at. */
export type ReviewItem = {
  readonly dutyId: string;
  readonly ruleId: string;
  /** The pack that the duty belongs to. */
  readonly packId: string;
  readonly verdict: string;
  readonly severity: number;
  /** Of the facts that the verdict rests on. */
  readonly fingerprint: string;
  /** False for a duty that only a person can decide and about which nothing was found. */
  readonly hasFacts: boolean;
  readonly title: { readonly zh: string; readonly en: string };
  readonly message: { readonly zh: string; readonly en: string };
};

/** A reviewer's decision on one duty, kept apart from what the machine says. */
export type Review = {
  readonly id: string;
  readonly sampleSha256: string;
  readonly dutyId: string;
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly machineVerdict: string;
  readonly decision: Decision;
  readonly note: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly createdAtMs: number;
};

/** An item beside the newest decision on its duty by its rule, if there is one. */
export type ReviewedItem = ReviewItem & {
  readonly sampleSha256: string;
  readonly profile: Profile;
  readonly state: ReviewState;
  readonly latest?: Review;
};

type ItemRow = {
  sample_sha256: string;
  profile: Profile;
  duty_id: string;
  rule_id: string;
  pack_id: string;
  verdict: string;
  severity: number;
  fingerprint: string;
  has_facts: number;
  title_zh: string;
  title_en: string;
  message_zh: string;
  message_en: string;
};

type ReviewRow = {
  id: string;
  sample_sha256: string;
  duty_id: string;
  rule_id: string;
  fingerprint: string;
  machine_verdict: string;
  decision: Decision;
  note: string;
  account_id: string;
  account_name: string;
  created_at_ms: number;
  is_latest: number;
};

const ROWS_AT_ONCE = 50;

/** What people have to look at, and what they said. */
export class Reviews {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Puts the items of the newest scan of a sample in the place of those before. Items of packs that did not judge this
   * time stay, or a scan by one pack would empty the queue of the others. Decisions are not touched.
   */
  async replaceItems(
    sampleSha256: string,
    profile: Profile,
    scan: { readonly packageName: string; readonly label: string; readonly packIds: readonly string[] },
    items: readonly ReviewItem[],
    nowMs: number,
  ): Promise<void> {
    const rows = items.map((item) => ({
      sample_sha256: sampleSha256,
      profile,
      duty_id: item.dutyId,
      rule_id: item.ruleId,
      pack_id: item.packId,
      verdict: item.verdict,
      severity: item.severity,
      fingerprint: item.fingerprint,
      has_facts: item.hasFacts ? 1 : 0,
      title_zh: item.title.zh,
      title_en: item.title.en,
      message_zh: item.message.zh,
      message_en: item.message.en,
      updated_at_ms: nowMs,
    }));
    await this.#db.write.transaction(async (trx) => {
      const ofScan = { sample_sha256: sampleSha256, profile };
      await trx('review_items').where(ofScan).whereIn('pack_id', scan.packIds).del();
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await trx('review_items').insert(rows.slice(start, start + ROWS_AT_ONCE));
      await trx('review_groups').where(ofScan).del();
      const all = await trx<ItemRow>('review_items').where(ofScan);
      const latest = await trx<ReviewRow>('reviews').where({ sample_sha256: sampleSha256, is_latest: 1 });
      const groups = toReviewGroupRows(joinItems(all, latest)).map((group) => ({
        ...group,
        package_name: scan.packageName,
        label: scan.label,
        is_shadowed: 0,
        updated_at_ms: nowMs,
      }));
      for (let start = 0; start < groups.length; start += ROWS_AT_ONCE)
        await trx('review_groups').insert(groups.slice(start, start + ROWS_AT_ONCE));
      await shadow(trx, sampleSha256);
    });
  }

  /** Every item of a sample, each with the newest decision on it. */
  async listItems(sampleSha256: string, profile: Profile): Promise<readonly ReviewedItem[]> {
    const [rows, latest] = await Promise.all([
      this.#db
        .read<ItemRow>('review_items')
        .where({ sample_sha256: sampleSha256, profile })
        .orderBy([{ column: 'severity', order: 'desc' }, { column: 'rule_id' }, { column: 'duty_id' }]),
      this.#db.read<ReviewRow>('reviews').where({ sample_sha256: sampleSha256, is_latest: 1 }),
    ]);
    return joinItems(rows, latest);
  }

  /** Items of several samples at once, for a page of the queue. */
  async listItemsOf(
    keys: readonly { readonly sampleSha256: string; readonly profile: Profile; readonly ruleId: string }[],
  ): Promise<readonly ReviewedItem[]> {
    const samples = [...new Set(keys.map((key) => key.sampleSha256))];
    const rules = [...new Set(keys.map((key) => key.ruleId))];
    if (samples.length === 0) return [];
    const [rows, latest] = await Promise.all([
      this.#db
        .read<ItemRow>('review_items')
        .whereIn('sample_sha256', samples)
        .whereIn('rule_id', rules)
        .orderBy([{ column: 'severity', order: 'desc' }, { column: 'duty_id' }]),
      this.#db
        .read<ReviewRow>('reviews')
        .whereIn('sample_sha256', samples)
        .whereIn('rule_id', rules)
        .where({ is_latest: 1 }),
    ]);
    return joinItems(rows, latest);
  }

  /** Every decision on a sample, the newest first. */
  async listHistory(sampleSha256: string): Promise<readonly Review[]> {
    const rows = await this.#db
      .read<ReviewRow>('reviews')
      .where({ sample_sha256: sampleSha256 })
      .orderBy([{ column: 'created_at_ms', order: 'desc' }, { column: 'id' }]);
    return rows.map(toReview);
  }

  /** Adds decisions; those before on the same sample, duty and rule become history. */
  async add(reviews: readonly Review[]): Promise<void> {
    await this.#db.write.transaction(async (trx) => {
      for (const review of reviews) await addOne(trx, review);
      for (const sampleSha256 of new Set(reviews.map((review) => review.sampleSha256)))
        await restate(trx, sampleSha256);
    });
  }
}

/** Brings the state of a sample's groups into step with the decisions. */
async function restate(trx: Knex.Transaction, sampleSha256: string): Promise<void> {
  const items = await trx<ItemRow>('review_items').where({ sample_sha256: sampleSha256 });
  const latest = await trx<ReviewRow>('reviews').where({ sample_sha256: sampleSha256, is_latest: 1 });
  for (const { state, sample_sha256, profile, rule_id, lone_duty } of toReviewGroupRows(
    joinItems(items, latest),
  ))
    await trx('review_groups').where({ sample_sha256, profile, rule_id, lone_duty }).update({ state });
}

/** What a full scan saw too is not shown twice. */
async function shadow(trx: Knex.Transaction, sampleSha256: string): Promise<void> {
  const ofStatic = { sample_sha256: sampleSha256, profile: 'static' };
  await trx('review_groups').where(ofStatic).update({ is_shadowed: 0 });
  const full = trx('review_groups')
    .where({ sample_sha256: sampleSha256, profile: 'full' })
    .distinct('rule_id');
  await trx('review_groups').where(ofStatic).whereIn('rule_id', full).update({ is_shadowed: 1 });
}

async function addOne(trx: Knex.Transaction, review: Review): Promise<void> {
  await trx('reviews')
    .where({ sample_sha256: review.sampleSha256, duty_id: review.dutyId, rule_id: review.ruleId })
    .update({ is_latest: 0 });
  await trx('reviews').insert({
    id: review.id,
    sample_sha256: review.sampleSha256,
    duty_id: review.dutyId,
    rule_id: review.ruleId,
    fingerprint: review.fingerprint,
    machine_verdict: review.machineVerdict,
    decision: review.decision,
    note: review.note,
    account_id: review.accountId,
    account_name: review.accountName,
    created_at_ms: review.createdAtMs,
    is_latest: 1,
  });
}

function joinItems(rows: readonly ItemRow[], reviews: readonly ReviewRow[]): readonly ReviewedItem[] {
  const keyOf = (row: { sample_sha256: string; duty_id: string; rule_id: string }): string =>
    JSON.stringify([row.sample_sha256, row.duty_id, row.rule_id]);
  const latestByKey = new Map(reviews.map((row) => [keyOf(row), toReview(row)]));
  return rows.map((row) => {
    const latest = latestByKey.get(keyOf(row));
    const state: ReviewState =
      latest === undefined ? 'open' : latest.fingerprint === row.fingerprint ? 'decided' : 'older-facts';
    return {
      sampleSha256: row.sample_sha256,
      profile: row.profile,
      dutyId: row.duty_id,
      ruleId: row.rule_id,
      packId: row.pack_id,
      verdict: row.verdict,
      severity: row.severity,
      fingerprint: row.fingerprint,
      hasFacts: row.has_facts === 1,
      title: { zh: row.title_zh, en: row.title_en },
      message: { zh: row.message_zh, en: row.message_en },
      state,
      ...(latest === undefined ? {} : { latest }),
    };
  });
}

function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    sampleSha256: row.sample_sha256,
    dutyId: row.duty_id,
    ruleId: row.rule_id,
    fingerprint: row.fingerprint,
    machineVerdict: row.machine_verdict,
    decision: row.decision,
    note: row.note,
    accountId: row.account_id,
    accountName: row.account_name,
    createdAtMs: Number(row.created_at_ms),
  };
}
