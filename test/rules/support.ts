import { evaluateRule, compileRule } from '../../rules/engine/evaluate-rule.ts';
import type { RuleResult } from '../../rules/engine/evaluate-rule.ts';
import type { Rule } from '../../rules/engine/rule.ts';
import type { JudgeOptions } from '../../rules/engine/scene.ts';
import { compilePack, loadBuiltInPack } from '../../rules/index.ts';
import type { Pack } from '../../rules/index.ts';
import { readRule } from '../../rules/packs/read-rule.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';

/** The built-in pack, loaded once for all tests of rules. */
export const PACK: Pack = loadBuiltInPack();
export const DUTY_IDS: ReadonlySet<string> = new Set(PACK.catalogue.duties.map((duty) => duty.id));

/** A rule file around the given lines, whose `when` and `outcome` are the test's own. */
export function toRuleText(lines: readonly string[], id = 'test-rule'): string {
  return [
    `id: ${id}`,
    'status: stable',
    'title: { zh: 测试, en: Test }',
    'message: { zh: 测试消息, en: A test message }',
    'remediation: { zh: 修改, en: Change it }',
    'falsePositives: [{ zh: 无, en: None }]',
    ...lines,
  ].join('\n');
}

export function readTestRule(lines: readonly string[], id = 'test-rule'): Rule {
  const rule = readRule(`test/${id}.yml`, toRuleText(lines, id), PACK.constants, DUTY_IDS);
  if (rule.kind !== 'rule') throw new TypeError('expected a rule');
  return rule;
}

export function evaluate(rule: Rule, evidence: Evidence, options: JudgeOptions = {}): RuleResult {
  return evaluateRule(compileRule(rule), evidence, evidence.gaps, PACK.constants, options);
}

/** The built-in duties with these rules alone. */
export function packOf(rules: readonly Rule[]): Pack {
  return compilePack({ ...PACK, rules, limitations: [] });
}
