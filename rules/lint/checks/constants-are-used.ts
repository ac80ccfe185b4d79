import type { PackData } from '../../engine/pack.ts';
import type { Rule } from '../../engine/rule.ts';
import { placeholdersOf } from '../../engine/message.ts';
import { conditionsOf, operandsOf } from '../walk.ts';

export const CONSTANTS_ARE_USED = {
  id: 'constants-are-used',
  recommendation:
    'Remove it from pack.yml, or use it: a number that decides nothing misleads whoever changes it.',
};

/** Names that rules look up, as `threshold.name` and `list.name`. */
export function findUsedConstants(rules: readonly Rule[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const rule of rules) {
    for (const name of placeholdersOf(rule.message.zh)) used.add(name);
    for (const condition of conditionsOf(rule))
      for (const operand of operandsOf(condition))
        if (operand.kind === 'threshold' || operand.kind === 'list')
          used.add(`${operand.kind}.${operand.name}`);
  }
  return used;
}

/** Thresholds and lists of pack.yml that no rule uses. */
export function findUnusedConstants(pack: PackData): readonly string[] {
  const used = findUsedConstants(pack.rules);
  const names = [
    ...Object.keys(pack.constants.thresholds).map((name) => `threshold.${name}`),
    ...Object.keys(pack.constants.lists).map((name) => `list.${name}`),
  ];
  return names.filter((name) => !used.has(name)).map((name) => `No rule uses ${name}.`);
}
