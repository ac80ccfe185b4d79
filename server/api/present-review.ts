import type { z } from 'zod';
import type {
  RejudgementProgress,
  Review,
  ReviewedItem,
  Submission,
  Superseding,
  Suppression,
} from '../store/index.ts';
import type {
  rejudgementSchema,
  reviewDuty,
  reviewGroup,
  reviewSchema,
  suppressionSchema,
} from './review-schemas.ts';

/** Turns records about reviews into what crosses the wire. */

export function toReviewBody(review: Review): z.input<typeof reviewSchema> {
  return {
    id: review.id,
    dutyId: review.dutyId,
    ruleId: review.ruleId,
    machineVerdict: review.machineVerdict,
    decision: review.decision,
    note: review.note,
    reviewer: { id: review.accountId, name: review.accountName },
    createdAt: toTime(review.createdAtMs),
    fingerprint: review.fingerprint,
  };
}

/** The app that a group belongs to. */
export type GroupApp = {
  readonly submissionId: string;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly supersededBy?: Superseding;
};

export function toGroupApp({ id, summary }: Submission, supersededBy?: Superseding): GroupApp {
  return {
    ...(supersededBy !== undefined && { supersededBy }),
    submissionId: id,
    packageName: summary?.packageName ?? '',
    label: summary?.label ?? '',
    versionName: summary?.versionName ?? '',
  };
}

const WORST_FIRST = ['violation', 'suspected', 'needs-human'] as const;

/** What one rule says of one sample, under all its duties; the heaviest duty's words stand for all. */
export function toGroupBody(
  app: GroupApp,
  items: readonly [ReviewedItem, ...ReviewedItem[]],
): z.input<typeof reviewGroup> {
  const sorted = items.toSorted(
    (a, b) => rankOf(a.verdict) - rankOf(b.verdict) || b.severity - a.severity || compare(a.dutyId, b.dutyId),
  );
  const main = sorted[0] ?? items[0];
  return {
    ...app,
    sha256: main.sampleSha256,
    profile: main.profile,
    ruleId: main.ruleId,
    verdict: toVerdict(main.verdict),
    severity: Math.max(...items.map((item) => item.severity)),
    hasFacts: main.hasFacts,
    title: main.title,
    message: main.message,
    duties: sorted.map((item): z.input<typeof reviewDuty> => ({
      dutyId: item.dutyId,
      verdict: toVerdict(item.verdict),
      severity: item.severity,
      fingerprint: item.fingerprint,
      state: item.state,
      ...(item.latest === undefined ? {} : { latest: toReviewBody(item.latest) }),
    })),
  };
}

/** Items by the rule that found them; duties without a rule stand alone. */
export function toGroups(
  items: readonly ReviewedItem[],
): readonly (readonly [ReviewedItem, ...ReviewedItem[]])[] {
  const groups = new Map<string, [ReviewedItem, ...ReviewedItem[]]>();
  for (const item of items) {
    const key = JSON.stringify([
      item.sampleSha256,
      item.profile,
      item.ruleId,
      item.ruleId === 'none' ? item.dutyId : '',
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

export function toSuppressionBody(
  suppression: Suppression,
  nowMs: number,
): z.input<typeof suppressionSchema> {
  return {
    id: suppression.id,
    packageName: suppression.packageName,
    ruleId: suppression.ruleId,
    reason: suppression.reason,
    createdAt: toTime(suppression.createdAtMs),
    expiresAt: toTime(suppression.expiresAtMs),
    expired: suppression.expiresAtMs <= nowMs,
  };
}

export function toRejudgementBody(round: RejudgementProgress): z.input<typeof rejudgementSchema> {
  return {
    id: round.id,
    scope: round.scope,
    begunBy: round.accountName,
    createdAt: toTime(round.createdAtMs),
    total: round.total,
    done: round.done,
    changed: round.changed,
    failed: round.failed,
    ...(round.firstFailure === undefined ? {} : { firstFailure: round.firstFailure }),
    isFinished: round.chunksDone >= round.chunks,
  };
}

function toVerdict(verdict: string): (typeof WORST_FIRST)[number] {
  return WORST_FIRST.find((known) => known === verdict) ?? 'needs-human';
}

function rankOf(verdict: string): number {
  return WORST_FIRST.indexOf(toVerdict(verdict));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
