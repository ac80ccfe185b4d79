import type { PackData } from '../engine/pack.ts';
import type { Rule } from '../engine/rule.ts';
import type { PackFiles } from '../packs/read-pack.ts';

/** What a check found, and what to do about it. */
export type LintProblem = {
  readonly check: string;
  readonly ruleId: string;
  readonly file: string;
  readonly problem: string;
  readonly recommendation: string;
};

/** One check of one rule. Gives each problem as a sentence. */
export type RuleCheck = {
  readonly id: string;
  readonly recommendation: string;
  readonly find: (rule: Rule, pack: PackData, files: PackFiles | undefined) => readonly string[];
};
