import type { Evidence, Gap, Place } from '../../scanner/evidence/index.ts';
import { compileCondition } from './compile-condition.ts';
import type { Bindings, CompiledCondition } from './compile-condition.ts';
import { gapsFor } from './gaps-for.ts';
import { fillMessage } from './message.ts';
import { toJudgeGap } from './judge-gap.ts';
import { distinctPlaces, metPlaces } from './places.ts';
import type { PackConstants, Rule } from './rule.ts';
import { openScene } from './scene.ts';
import type { JudgeOptions } from './scene.ts';
import { MET, UNMET } from './truth.ts';
import type { ProofNode, Text, VerdictKind } from './verdict.ts';

export type CompiledRule = {
  readonly rule: Rule;
  readonly when: CompiledCondition;
  readonly appliesWhen?: CompiledCondition;
  readonly compliantWhen?: CompiledCondition;
};

/** What one rule says of one app, before it is told under each of its duties. */
export type RuleResult = {
  readonly ruleId: string;
  readonly verdict: VerdictKind;
  readonly message: Text;
  readonly places: readonly Place[];
  readonly proof?: ProofNode;
  readonly gaps: readonly Gap[];
  /** True when the rule itself failed: our fault, not the app's. */
  readonly fault: boolean;
};

export function compileRule(rule: Rule): CompiledRule {
  return {
    rule,
    when: compileCondition(rule.when),
    ...(rule.appliesWhen === undefined ? {} : { appliesWhen: compileCondition(rule.appliesWhen) }),
    ...(rule.compliantWhen === undefined ? {} : { compliantWhen: compileCondition(rule.compliantWhen) }),
  };
}

/** Judges one rule. Never throws for anything the evidence holds: a failing rule gives cannot-tell and `fault`. */
export function evaluateRule(
  compiled: CompiledRule,
  evidence: Evidence,
  gaps: readonly Gap[],
  constants: PackConstants,
  options: JudgeOptions,
): RuleResult {
  const { rule } = compiled;
  const touching = gapsFor(rule.needs, evidence, gaps);
  try {
    return judgeRule(compiled, evidence, gaps, touching, constants, options);
  } catch (cause) {
    const gap = toJudgeGap(
      'RULE_FAILED',
      {
        zh: `规则 ${rule.id} 执行失败，属本工具的问题，与被测应用无关。`,
        en: `Rule ${rule.id} failed; this is a fault of the tool, not of the app (${toReason(cause)}).`,
      },
      rule.needs,
    );
    const all = [...touching, gap];
    return {
      ruleId: rule.id,
      verdict: 'cannot-tell',
      message: cannotTellMessage(all),
      places: [],
      gaps: all,
      fault: true,
    };
  }
}

function judgeRule(
  compiled: CompiledRule,
  evidence: Evidence,
  gaps: readonly Gap[],
  touching: readonly Gap[],
  constants: PackConstants,
  options: JudgeOptions,
): RuleResult {
  const { rule } = compiled;
  const scene = openScene(evidence.slots, gaps, rule.needs, constants, options);
  const bindings: Bindings = new Map();
  const base = { ruleId: rule.id, gaps: touching, fault: false };
  const applies = compiled.appliesWhen?.(scene, bindings);
  if (applies !== undefined && applies.truth === UNMET)
    return {
      ...base,
      verdict: 'not-applicable',
      message: {
        zh: `检查项「${rule.title.zh}」与本应用无关。`,
        en: `The check "${rule.title.en}" does not concern this app.`,
      },
      places: [],
      proof: applies.proof,
    };
  const result = compiled.when(scene, bindings);
  const proof = applies === undefined ? result.proof : joinProofs(result.proof, applies.proof);
  const certain = applies === undefined || applies.truth === MET;
  if (certain && result.truth === MET)
    return {
      ...base,
      verdict: rule.outcome.met,
      message: fillMessage(rule.message, scene, bindings),
      places: distinctPlaces(metPlaces(result.proof), constants.limits.placesPerVerdict),
      proof,
    };
  const seenEnough = compiled.compliantWhen?.(scene, bindings);
  if (
    certain &&
    result.truth === UNMET &&
    rule.outcome.unmet === 'compliant' &&
    touching.length === 0 &&
    (seenEnough === undefined || seenEnough.truth === MET)
  )
    return {
      ...base,
      verdict: 'compliant',
      message: {
        zh: `已检查「${rule.title.zh}」，未发现不符。`,
        en: `Checked "${rule.title.en}"; nothing against it was found.`,
      },
      places: [],
      proof: seenEnough === undefined ? proof : joinProofs(proof, seenEnough.proof),
    };
  const reasons = [...touching];
  if (result.truth === UNMET && touching.length === 0)
    reasons.push(
      toJudgeGap(
        'ABSENCE_PROVES_NOTHING',
        {
          zh: `未发现「${rule.title.zh}」的迹象，但现有证据不足以证明其不存在。`,
          en: `No sign of "${rule.title.en}" was seen, but the evidence at hand cannot prove that there is none.`,
        },
        rule.needs,
      ),
    );
  else if (reasons.length === 0)
    reasons.push(
      toJudgeGap(
        'FACT_NOT_KNOWN',
        {
          zh: `判断「${rule.title.zh}」所需的信息未知。`,
          en: `What is needed to judge "${rule.title.en}" is not known.`,
        },
        rule.needs,
      ),
    );
  return {
    ...base,
    gaps: reasons,
    verdict: 'cannot-tell',
    message: cannotTellMessage(reasons),
    places: [],
    proof,
  };
}

const REASONS_SHOWN = 3;

function cannotTellMessage(gaps: readonly Gap[]): Text {
  const shown = gaps.slice(0, REASONS_SHOWN);
  return {
    zh: `无法判断：${[...new Set(shown.map((gap) => gap.message.zh))].join('')}`,
    en: `Cannot tell. ${[...new Set(shown.map((gap) => gap.message.en))].join(' ')}`,
  };
}

function joinProofs(first: ProofNode, second: ProofNode): ProofNode {
  const outcomes = [first.outcome, second.outcome];
  const outcome = outcomes.includes('unmet') ? 'unmet' : outcomes.includes('unknown') ? 'unknown' : 'met';
  const text = { zh: '以下全部成立', en: 'all of these hold' };
  return { label: text.en, text, outcome, places: [], children: [first, second] };
}

function toReason(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown cause';
}
