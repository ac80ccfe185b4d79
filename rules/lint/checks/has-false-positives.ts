import type { RuleCheck } from '../lint-problem.ts';

export const hasFalsePositives: RuleCheck = {
  id: 'has-false-positives',
  recommendation:
    'Say under falsePositives when a hit is no fault; every rule has such a case, and reviewers need it.',
  find: (rule) => (rule.falsePositives.length === 0 ? ['No known false positive is given.'] : []),
};
