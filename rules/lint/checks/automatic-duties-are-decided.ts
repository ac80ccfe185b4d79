import type { RuleCheck } from '../lint-problem.ts';

export const automaticDutiesAreDecided: RuleCheck = {
  id: 'automatic-duties-are-decided',
  recommendation: 'Let the rule end in violation, or say under onlySuspectedBecause why it cannot.',
  find: (rule, pack) => {
    if (rule.outcome.met !== 'suspected' || rule.onlySuspectedBecause !== undefined) return [];
    const automatic = new Set(
      pack.catalogue.duties.filter((duty) => duty.decidability === 'A').map((duty) => duty.id),
    );
    const proved = new Set(
      pack.rules
        .filter((other) => other.outcome.met === 'violation')
        .flatMap((other) => [...other.duties.full, ...other.duties.part]),
    );
    return rule.duties.full
      .filter((id) => automatic.has(id) && !proved.has(id))
      .map((id) => `${id} can be decided by a machine, and no rule does more than suspect.`);
  },
};
