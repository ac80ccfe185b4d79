import type { RuleCheck } from '../lint-problem.ts';

export const checklistForPeople: RuleCheck = {
  id: 'checklist-for-people',
  recommendation: 'Add "checklist": what a person should open, do and look for.',
  find: (rule) =>
    rule.outcome.met === 'needs-human' && rule.checklist === undefined
      ? ['The rule ends in needs-human and does not say what to look at.']
      : [],
};
