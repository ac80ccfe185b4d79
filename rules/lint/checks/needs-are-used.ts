import { placeholdersOf } from '../../engine/message.ts';
import type { RuleCheck } from '../lint-problem.ts';
import { conditionsOf, slotsUsed } from '../walk.ts';

export const needsAreUsed: RuleCheck = {
  id: 'needs-are-used',
  recommendation:
    'Remove the slot from needs: a slot that is declared and not read only makes cannot-tell likelier.',
  find: (rule) => {
    const used = new Set<string>(slotsUsed(conditionsOf(rule)));
    for (const name of placeholdersOf(rule.message.zh + rule.message.en)) used.add(name.split('.')[0] ?? '');
    return rule.needs
      .filter((slot) => !used.has(slot))
      .map((slot) => `"${slot}" is declared and never read.`);
  },
};
