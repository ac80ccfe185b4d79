import type { ScoreConstants } from './rule.ts';
import type { Coverage, Score, Severity, VerdictKind } from './verdict.ts';

/** One finding of one rule at the heaviest of the duties it touches, whatever the number of those duties. */
export type ScoredFinding = {
  readonly verdict: Extract<VerdictKind, 'violation' | 'suspected'>;
  readonly severity: Severity;
  /**
   * True when evidence failed to be collected and the mark supposes the worst the rule could have found: an app that
   * makes a collector fail must not gain by it. Such findings weigh on the mark and are never told as violations.
   */
  readonly supposed: boolean;
};

const WORST_MARK = 0;
const BEST_MARK = 100;

/**
 * The mark. The worst confirmed severity sets the cap; every further finding takes away its weight, each time a
 * constant share less. Findings of severity 0 (drafts) never count.
 */
export function toScore(
  findings: readonly ScoredFinding[],
  coverage: Coverage,
  constants: ScoreConstants,
): Score {
  const counted = findings.filter((finding) => finding.severity > 0);
  const cap = Math.min(
    BEST_MARK,
    ...counted
      .filter((finding) => finding.verdict === 'violation')
      .map((finding) => constants.capBySeverity[toKey(finding.severity)]),
  );
  const weights = counted
    .map(
      (finding) =>
        constants.weightBySeverity[toKey(finding.severity)] *
        (finding.verdict === 'violation' ? 1 : constants.suspectedShare),
    )
    .sort((a, b) => b - a);
  const lost = weights.reduce((sum, weight, index) => sum + weight * constants.decay ** index, 0);
  const mark = Math.max(WORST_MARK, Math.round((cap - lost) * 10) / 10);
  const confirmed = counted.filter((finding) => finding.verdict === 'violation' && !finding.supposed);
  const worst = Math.max(0, ...confirmed.map((finding) => finding.severity));
  const violations = { '0': 0, '1': 0, '2': 0, '3': 0 };
  for (const finding of findings)
    if (finding.verdict === 'violation' && !finding.supposed) violations[finding.severity] += 1;
  return {
    mark,
    band: toBand(worst, counted.length === 0 && coverage.heavyDutiesJudged),
    violations,
    suspected: counted.filter((finding) => finding.verdict === 'suspected' && !finding.supposed).length,
    supposed: counted.filter((finding) => finding.supposed).length,
  };
}

function toBand(worst: number, clean: boolean): Score['band'] {
  if (worst >= 3) return 'grave';
  if (worst === 2) return 'serious';
  if (worst === 1) return 'minor';
  return clean ? 'compliant' : 'no-violation-seen';
}

function toKey(severity: Severity): '1' | '2' | '3' {
  return severity === 3 ? '3' : severity === 2 ? '2' : '1';
}
