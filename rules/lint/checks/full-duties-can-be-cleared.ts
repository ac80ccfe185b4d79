import type { RuleCheck } from '../lint-problem.ts';

export const fullDutiesCanBeCleared: RuleCheck = {
  id: 'full-duties-can-be-cleared',
  recommendation: 'Move the duties from full to part, or give the rule an unmet outcome of compliant.',
  find: (rule) =>
    rule.duties.full.length > 0 && rule.outcome.unmet !== 'compliant'
      ? [`${rule.duties.full.join(', ')} stand under full, but the rule can never clear them.`]
      : [],
};
