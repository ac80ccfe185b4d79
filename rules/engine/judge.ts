import type { Evidence, Gap } from '../../scanner/evidence/index.ts';
import type { Duty } from '../duties/duty.ts';
import { toCoverage } from './coverage.ts';
import { mergeDuty } from './merge-duty.ts';
import type { DutyJudgement, RuleOnDuty } from './merge-duty.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { findLimitations } from './limitations.ts';
import type { CompiledRule, RuleResult } from './evaluate-rule.ts';
import type { Pack } from './pack.ts';
import type { JudgeOptions } from './scene.ts';
import { toScore } from './score.ts';
import type { ScoredFinding } from './score.ts';
import type { Judgement, Severity, Verdict } from './verdict.ts';

/** A judgement with what each duty came to. */
export type DetailedJudgement = Judgement & { readonly duties: readonly DutyJudgement[] };

/**
 * Judges sealed evidence by every stable rule of a pack. Pure: same evidence, pack and options, same result.
 * Verdicts come in the order of the catalogue, the worst of a duty first.
 */
export function judge(evidence: Evidence, pack: Pack, options: JudgeOptions = {}): DetailedJudgement {
  // A gap's places stand once, with the evidence; repeated under every verdict they would outweigh the report.
  const gaps: Gap[] = evidence.gaps.map((gap) => ({ ...gap, places: [] }));
  for (const gap of findLimitations(pack.compiledLimitations, evidence, pack.constants))
    if (!gaps.some((known) => known.code === gap.code)) gaps.push(gap);
  const results: { compiled: CompiledRule; result: RuleResult }[] = [];
  for (const compiled of pack.compiledRules)
    if (compiled.rule.status === 'stable')
      results.push({ compiled, result: evaluateRule(compiled, evidence, gaps, pack.constants, options) });

  const byDuty = new Map<string, RuleOnDuty[]>();
  for (const { compiled, result } of results)
    for (const part of ['full', 'part'] as const)
      for (const dutyId of compiled.rule.duties[part]) {
        const entry: RuleOnDuty = { rule: compiled.rule, result, decides: part };
        const list = byDuty.get(dutyId);
        if (list === undefined) byDuty.set(dutyId, [entry]);
        else list.push(entry);
      }
  const verdicts: Verdict[] = [];
  const duties: DutyJudgement[] = [];
  for (const duty of pack.catalogue.duties) {
    const merged = mergeDuty(duty, byDuty.get(duty.id) ?? []);
    verdicts.push(...merged.verdicts);
    duties.push(merged.judgement);
  }
  const coverage = toCoverage(duties);
  return {
    packId: pack.id,
    rulesVersion: pack.version,
    verdicts,
    coverage,
    score: toScore(toFindings(results, evidence, verdicts, pack), coverage, pack.constants.score),
    duties,
  };
}

/** One finding a rule, however many duties it is cited under. */
function toFindings(
  results: readonly { compiled: CompiledRule; result: RuleResult }[],
  evidence: Evidence,
  verdicts: readonly Verdict[],
  pack: Pack,
): readonly ScoredFinding[] {
  const dutyById = new Map(pack.catalogue.duties.map((duty) => [duty.id, duty]));
  const rowsByRule = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const rows = rowsByRule.get(verdict.ruleId);
    if (rows === undefined) rowsByRule.set(verdict.ruleId, [verdict]);
    else rows.push(verdict);
  }
  const findings: ScoredFinding[] = [];
  for (const { compiled, result } of results) {
    const rows = rowsByRule.get(compiled.rule.id) ?? [];
    for (const kind of ['violation', 'suspected'] as const) {
      const severities = rows.filter((row) => row.verdict === kind).map((row) => row.severity);
      if (severities.length === 0) continue;
      findings.push({ verdict: kind, severity: heaviest(severities), supposed: false });
      break;
    }
    const met = compiled.rule.outcome.met;
    const failed = compiled.rule.needs.some((name) => evidence.slots[name].kind === 'failed');
    if (result.verdict === 'cannot-tell' && failed && met !== 'needs-human') {
      const severities = [...compiled.rule.duties.full, ...compiled.rule.duties.part]
        .map((id) => dutyById.get(id))
        .filter((duty): duty is Duty => duty !== undefined && duty.decidability !== 'H')
        .map((duty) => duty.severity);
      if (severities.length > 0)
        findings.push({ verdict: met, severity: heaviest(severities), supposed: true });
    }
  }
  return findings;
}

function heaviest(severities: readonly Severity[]): Severity {
  return severities.reduce((worst, severity) => (severity > worst ? severity : worst), 0 as Severity);
}
