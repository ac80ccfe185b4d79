import type { DutyJudgement } from './merge-duty.ts';
import type { Coverage } from './verdict.ts';

/** Share of the duties in force that this run could judge. Drafts (severity 0) are not in force. */
export function toCoverage(duties: readonly DutyJudgement[]): Coverage {
  const inForce = duties.filter((duty) => duty.severity > 0);
  const count = (...kinds: readonly DutyJudgement['verdict'][]): number =>
    inForce.filter((duty) => kinds.includes(duty.verdict)).length;
  const judged = count('violation', 'suspected', 'compliant');
  const notApplicable = count('not-applicable');
  const concerned = inForce.length - notApplicable;
  return {
    dutiesInForce: inForce.length,
    judged,
    needsHuman: count('needs-human'),
    cannotTell: count('cannot-tell'),
    notApplicable,
    share: concerned === 0 ? 0 : judged / concerned,
    heavyDutiesJudged: inForce.every(
      (duty) => duty.severity < 3 || (duty.verdict !== 'needs-human' && duty.verdict !== 'cannot-tell'),
    ),
  };
}
