import type { ReviewedItem, ReviewState } from './reviews.ts';

/** What one rule found in one sample, as the queue is sorted and filtered by it. */
export type ReviewGroupRow = {
  readonly sample_sha256: string;
  readonly profile: string;
  readonly rule_id: string;
  readonly lone_duty: string;
  readonly pack_id: string;
  readonly state: ReviewState;
  readonly verdict: string;
  readonly severity: number;
  readonly rank: number;
  readonly has_facts: number;
};

const VERDICTS = ['violation', 'suspected', 'needs-human'];
const STATES: readonly ReviewState[] = ['open', 'older-facts', 'decided'];
const WORST_SEVERITY = 3;

/** Items by the rule that found them, duties without a rule alone; each as bad and as open as its worst item. */
export function toReviewGroupRows(items: readonly ReviewedItem[]): readonly ReviewGroupRow[] {
  const groups = new Map<string, ReviewGroupRow>();
  for (const item of items) {
    const loneDuty = item.ruleId === 'none' ? item.dutyId : '';
    const key = JSON.stringify([item.sampleSha256, item.profile, item.ruleId, loneDuty]);
    const old = groups.get(key);
    const verdict = first(VERDICTS, [item.verdict, ...(old === undefined ? [] : [old.verdict])]);
    const severity = Math.max(item.severity, old?.severity ?? 0);
    groups.set(key, {
      sample_sha256: item.sampleSha256,
      profile: item.profile,
      rule_id: item.ruleId,
      lone_duty: loneDuty,
      pack_id: item.packId,
      state: first(STATES, [item.state, ...(old === undefined ? [] : [old.state])]),
      verdict,
      severity,
      rank: (item.hasFacts ? 0 : 100) + 10 * (WORST_SEVERITY - severity) + VERDICTS.indexOf(verdict),
      has_facts: item.hasFacts ? 1 : 0,
    });
  }
  return [...groups.values()];
}

function first<T extends string>(order: readonly T[], values: readonly T[]): T {
  return order.find((value) => values.includes(value)) ?? (values[0] as T);
}
