import type { RuleCheck } from '../lint-problem.ts';
import { conditionsOf, opsOf } from '../walk.ts';

export const suspicionOnlyForUnseen: RuleCheck = {
  id: 'suspicion-only-for-unseen',
  recommendation:
    'Use "none" and notIn, which no gap may touch, or let the rule end in suspected and never in compliant.',
  find: (rule) => {
    const tolerant = conditionsOf(rule).some(
      (condition) => condition.kind === 'unseen' || opsOf(condition).includes('unseenIn'),
    );
    if (!tolerant) return [];
    const problems: string[] = [];
    if (rule.outcome.met === 'violation') problems.push('What was merely not seen cannot prove a violation.');
    if (rule.outcome.unmet === 'compliant')
      problems.push('A rule on what was not seen cannot end in compliant.');
    return problems;
  },
};
