import type { Verdict } from '../../rules/engine/verdict.ts';

/** What a later scan says of something that a rule found before. */
export type FindingState = 'there' | 'gone' | 'unseen';

/**
 * The state of what a rule found on a duty, by the verdicts of a later scan. `gone` needs the rule to have looked and
 * found nothing. A rule has one result for all its duties, so what it says on another duty counts too; and a duty that
 * stays untold because the rule looks at a part of it only (`PARTLY_JUDGED`) does not bring the finding back. Whatever
 * else was not judged is `unseen`, and nothing says that it was mended.
 */
export function toFindingState(
  later: readonly Verdict[],
  { dutyId, ruleId }: Pick<Verdict, 'dutyId' | 'ruleId'>,
): FindingState {
  const byRule = later.filter((verdict) => verdict.ruleId === ruleId);
  const own = byRule.find((verdict) => verdict.dutyId === dutyId);
  if (own?.verdict === 'violation' || own?.verdict === 'suspected') return 'there';
  if (own?.verdict === 'needs-human') return 'unseen';
  return byRule.some(foundNothing) ? 'gone' : 'unseen';
}

function foundNothing({ verdict, gaps }: Verdict): boolean {
  if (verdict === 'compliant' || verdict === 'not-applicable') return true;
  return verdict === 'cannot-tell' && gaps.length > 0 && gaps.every(({ code }) => code === 'PARTLY_JUDGED');
}
