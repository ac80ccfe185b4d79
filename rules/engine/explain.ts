import type { Evidence, Gap } from '../../scanner/evidence/index.ts';
import { RulesError } from '../errors.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { findLimitations } from './limitations.ts';
import type { RuleResult } from './evaluate-rule.ts';
import type { Pack } from './pack.ts';
import type { Rule } from './rule.ts';
import type { JudgeOptions } from './scene.ts';

/** Why one rule said what it said: its result with the whole proof, and every gap that was weighed. */
export type Explanation = {
  readonly rule: Rule;
  readonly result: RuleResult;
  readonly gapsConsidered: readonly Gap[];
};

/** Judges one rule, draft or stable. Throws NOT_FOUND for an unknown rule id. */
export function explain(
  ruleId: string,
  evidence: Evidence,
  pack: Pack,
  options: JudgeOptions = {},
): Explanation {
  const compiled = pack.compiledRules.find((entry) => entry.rule.id === ruleId);
  if (compiled === undefined)
    throw new RulesError('NOT_FOUND', `There is no rule "${ruleId}" in pack ${pack.id}.`);
  const gaps = [
    ...evidence.gaps,
    ...findLimitations(pack.compiledLimitations, evidence, pack.constants).filter(
      (gap) => !evidence.gaps.some((known) => known.code === gap.code),
    ),
  ];
  return {
    rule: compiled.rule,
    result: evaluateRule(compiled, evidence, gaps, pack.constants, options),
    gapsConsidered: gaps,
  };
}
