import type { PackData } from '../engine/pack.ts';
import type { Rule } from '../engine/rule.ts';
import type { Text } from '../engine/verdict.ts';

/** One line of `rules list`. */
export type RuleListing = {
  readonly id: string;
  readonly packId: string;
  readonly file: string;
  readonly status: Rule['status'];
  readonly title: Text;
  readonly duties: readonly string[];
  readonly needs: readonly string[];
  /** What the rule says when its condition is met. */
  readonly outcome: Rule['outcome']['met'];
};

export function listRules(pack: PackData): readonly RuleListing[] {
  return pack.rules.map((rule) => ({
    id: rule.id,
    packId: pack.id,
    file: rule.file,
    status: rule.status,
    title: rule.title,
    duties: [...rule.duties.full, ...rule.duties.part],
    needs: rule.needs,
    outcome: rule.outcome.met,
  }));
}
