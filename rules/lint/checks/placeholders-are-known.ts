import { EVIDENCE_FIELDS } from '../../engine/evidence-fields.ts';
import { findField, splitSlotPath } from '../../engine/fields.ts';
import { placeholdersOf } from '../../engine/message.ts';
import { OPTION_NAMES } from '../../engine/rule.ts';
import type { PackData } from '../../engine/pack.ts';
import type { Rule } from '../../engine/rule.ts';
import type { RuleCheck } from '../lint-problem.ts';
import { conditionsOf } from '../walk.ts';

export const placeholdersAreKnown: RuleCheck = {
  id: 'placeholders-are-known',
  recommendation:
    'Use {name.field} with a name given by "as", {slot.field} of a declared slot, {threshold.name} or {option.name}; the same ones in both languages.',
  find: (rule, pack) => {
    const zh = placeholdersOf(rule.message.zh);
    const en = placeholdersOf(rule.message.en);
    const problems = [...new Set([...zh, ...en])].flatMap((name) => toProblem(name, rule, pack));
    const missing = [...zh.filter((name) => !en.includes(name)), ...en.filter((name) => !zh.includes(name))];
    if (missing.length > 0) problems.push(`Only one language names ${missing.join(', ')}.`);
    return problems;
  },
};

function toProblem(name: string, rule: Rule, pack: PackData): readonly string[] {
  const [head = '', ...rest] = name.split('.');
  const tail = rest.join('.');
  if (head === 'threshold')
    return Object.hasOwn(pack.constants.thresholds, tail) ? [] : [`There is no threshold "${tail}".`];
  if (head === 'option')
    return OPTION_NAMES.some((option) => option === tail) ? [] : [`There is no option "${tail}".`];
  const bound = conditionsOf(rule).find((condition) => 'as' in condition && condition.as === head);
  if (bound !== undefined && 'path' in bound) {
    if (tail === 'count') return [];
    const split = splitSlotPath(bound.path);
    const field =
      split === undefined
        ? undefined
        : findField(EVIDENCE_FIELDS[split.slot], [split.rest, tail].filter((part) => part !== '').join('.'));
    return field === undefined ? [`Items of ${bound.path} have no field "${tail}".`] : [];
  }
  const split = splitSlotPath(name);
  if (split === undefined || !rule.needs.includes(split.slot)) return [`Nothing is called "${name}".`];
  return findField(EVIDENCE_FIELDS[split.slot], split.rest) === undefined
    ? [`Evidence has no field "${name}".`]
    : [];
}
