import { toFindingState } from '../../reports/index.ts';
import type { FindingState, Report } from '../../reports/index.ts';

/** A finding that a notice names. */
export type NamedFinding = { readonly dutyId: string; readonly ruleId: string };

/**
 * What a re-test says of a named finding. `gone` needs the rule to have looked and found nothing; where the re-test
 * could not judge it, it is `unseen`, and the case cannot be closed on it.
 */
export type ReTestOutcome = 'gone' | 'still' | 'unseen';

export type ReTestResult = {
  readonly named: readonly (NamedFinding & { readonly outcome: ReTestOutcome })[];
  /** Violations of the new build that the notice did not name. */
  readonly added: readonly NamedFinding[];
};

/** Judges a new build by what the notice named, and by what is new in it. Pure. */
export function reTest(named: readonly NamedFinding[], earlier: Report, later: Report): ReTestResult {
  const keyOf = ({ dutyId, ruleId }: NamedFinding) => `${dutyId} ${ruleId}`;
  const known = new Set([
    ...named.map(keyOf),
    ...earlier.verdicts.filter(({ verdict }) => verdict === 'violation').map(keyOf),
  ]);
  return {
    named: named.map((finding) => ({
      ...finding,
      outcome: toOutcome(toFindingState(later.verdicts, finding)),
    })),
    added: later.verdicts
      .filter((verdict) => verdict.verdict === 'violation' && !known.has(keyOf(verdict)))
      .map(({ dutyId, ruleId }) => ({ dutyId, ruleId })),
  };
}

function toOutcome(state: FindingState): ReTestOutcome {
  return state === 'there' ? 'still' : state;
}
