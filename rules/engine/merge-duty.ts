import type { Duty } from '../duties/duty.ts';
import type { RuleResult } from './evaluate-rule.ts';
import { toJudgeGap } from './judge-gap.ts';
import type { Rule } from './rule.ts';
import type { Severity, Verdict, VerdictKind } from './verdict.ts';

/** One rule's result beside one duty that it decides. */
export type RuleOnDuty = {
  readonly rule: Rule;
  readonly result: RuleResult;
  readonly decides: 'full' | 'part';
};

/** What one duty came to over all its rules. */
export type DutyJudgement = {
  readonly dutyId: string;
  readonly severity: Severity;
  readonly verdict: VerdictKind;
  /** The rules that make it so; empty for a duty without a rule. */
  readonly decidedBy: readonly string[];
};

const WORST_FIRST: readonly VerdictKind[] = [
  'violation',
  'suspected',
  'needs-human',
  'cannot-tell',
  'compliant',
  'not-applicable',
];

/**
 * Several rules on one duty: the worst justified verdict wins and all rows are kept. Only a rule that decides the duty
 * in full can make it compliant or not-applicable; a rule on part of it that finds nothing leaves the rest untold.
 */
export function mergeDuty(
  duty: Duty,
  entries: readonly RuleOnDuty[],
): { readonly verdicts: readonly Verdict[]; readonly judgement: DutyJudgement } {
  const rows = entries
    .filter((entry) => !(entry.decides === 'part' && entry.result.verdict === 'not-applicable'))
    .map((entry) => ({ entry, verdict: toVerdictOn(duty, entry) }));
  const kind = decide(duty, rows);
  const partly = toJudgeGap(
    'PARTLY_JUDGED',
    {
      zh: '相关规则只检查该义务的一部分，未发现问题；其余部分尚未判断。',
      en: 'The rule looks at a part of this duty only and found nothing wrong; the rest has not been judged.',
    },
    [],
  );
  const verdicts = rows.map(({ entry, verdict }): Verdict => {
    const half = entry.decides === 'part' && verdict === 'compliant' && kind !== 'compliant';
    const common = {
      dutyId: duty.id,
      ruleId: entry.rule.id,
      severity: duty.severity,
      title: entry.rule.title,
      places: entry.result.places,
      needs: entry.rule.needs,
      ...(entry.result.proof === undefined ? {} : { proof: entry.result.proof }),
    };
    if (half)
      return {
        ...common,
        verdict: 'cannot-tell',
        message: {
          zh: `${entry.result.message.zh}${partly.message.zh}`,
          en: `${entry.result.message.en} ${partly.message.en}`,
        },
        gaps: [...entry.result.gaps, partly],
      };
    const found = verdict === 'violation' || verdict === 'suspected' || verdict === 'needs-human';
    const checklist = entry.rule.checklist ?? duty.check;
    return {
      ...common,
      verdict,
      message: entry.result.message,
      gaps: entry.result.gaps,
      ...(found ? { remediation: entry.rule.remediation } : {}),
      ...(verdict === 'needs-human' && checklist !== undefined ? { checklist } : {}),
    };
  });
  if (!rows.some((row) => row.verdict === kind)) verdicts.push(withoutRule(duty, kind, entries.length > 0));
  verdicts.sort(
    (a, b) =>
      WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict) ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  );
  return {
    verdicts,
    judgement: {
      dutyId: duty.id,
      severity: duty.severity,
      verdict: kind,
      decidedBy: rows.filter((row) => row.verdict === kind).map((row) => row.entry.rule.id),
    },
  };
}

/** What a machine finds on a duty that only a person can decide is put before that person, not decided. */
function toVerdictOn(duty: Duty, entry: RuleOnDuty): VerdictKind {
  const { verdict } = entry.result;
  if (duty.decidability === 'H' && (verdict === 'violation' || verdict === 'suspected')) return 'needs-human';
  return verdict;
}

function decide(
  duty: Duty,
  rows: readonly { readonly entry: RuleOnDuty; readonly verdict: VerdictKind }[],
): VerdictKind {
  for (const kind of ['violation', 'suspected', 'needs-human'] as const)
    if (rows.some((row) => row.verdict === kind)) return kind;
  if (duty.decidability === 'H') return 'needs-human';
  const full = rows.filter((row) => row.entry.decides === 'full');
  for (const kind of ['cannot-tell', 'compliant', 'not-applicable'] as const)
    if (full.some((row) => row.verdict === kind)) return kind;
  return 'cannot-tell';
}

function withoutRule(duty: Duty, kind: VerdictKind, hasRules: boolean): Verdict {
  const common = {
    dutyId: duty.id,
    ruleId: 'none',
    severity: duty.severity,
    title: { zh: duty.term, en: duty.id },
    places: [],
    needs: [],
  };
  if (kind === 'needs-human')
    return {
      ...common,
      verdict: 'needs-human',
      message: {
        zh: `该义务须由人工判断：${duty.text.zh}`,
        en: `A person has to decide this duty: ${duty.text.en}`,
      },
      ...(duty.check === undefined ? {} : { checklist: duty.check }),
      gaps: [],
    };
  const gap = hasRules
    ? toJudgeGap(
        'PARTLY_JUDGED',
        {
          zh: '现有规则只检查该义务的一部分，且与本应用无关；其余部分尚未判断。',
          en: 'The rules at hand look at parts of this duty that do not concern this app; the rest has not been judged.',
        },
        [],
      )
    : toJudgeGap(
        'NOT_YET_JUDGED',
        {
          zh: '目录中尚无判断该义务的规则。',
          en: 'The catalogue has no rule for this duty yet.',
        },
        [],
      );
  return {
    ...common,
    verdict: 'cannot-tell',
    message: { zh: `无法判断：${gap.message.zh}`, en: `Cannot tell. ${gap.message.en}` },
    gaps: [gap],
  };
}
