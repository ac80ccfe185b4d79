import type { Severity, Verdict, VerdictKind } from '../../rules/engine/verdict.ts';
import type { Report, ReportDuty } from './report.ts';

/** Verdicts that rest on facts found. */
export type FindingVerdict = Extract<VerdictKind, 'violation' | 'suspected' | 'needs-human'>;

/** One fact that breaks, seems to break, or may break one or more duties; told once and cited under each. */
export type Finding = {
  /** `F1`, `F2` … in the order of the report. */
  readonly id: string;
  /** The verdict on the heaviest duty; its words and places stand for all. */
  readonly main: Verdict;
  readonly verdict: FindingVerdict;
  readonly severity: Severity;
  /** Heaviest first; at least one. */
  readonly duties: readonly ReportDuty[];
};

/** Findings of one document: told here in full, or told elsewhere and only referred to. */
export type FindingGroup = {
  readonly document: ReportDuty['document'];
  readonly told: readonly Finding[];
  readonly referred: readonly { readonly finding: Finding; readonly duties: readonly ReportDuty[] }[];
};

/**
 * Violations and suspicions. By document; within one, violations first, then suspicions, the heaviest first.
 * Verdicts of one rule with one message are one finding.
 */
export function toFindings(report: Report): readonly Finding[] {
  return toGroups(report, ['violation', 'suspected'], 'F');
}

/** Facts that a rule found and only a person can weigh; `H1`, `H2` …, the heaviest first. */
export function toHumanChecks(report: Report): readonly Finding[] {
  const found = toGroups(report, ['needs-human'], 'H').filter((check) => check.main.places.length > 0);
  return found.map((check, index) => ({ ...check, id: `H${index + 1}` }));
}

function toGroups(report: Report, kinds: readonly FindingVerdict[], letter: string): readonly Finding[] {
  const dutyById = new Map(report.duties.map((duty) => [duty.id, duty]));
  const groups = new Map<string, Verdict[]>();
  for (const verdict of report.verdicts) {
    if (!kinds.some((kind) => kind === verdict.verdict)) continue;
    const key = JSON.stringify([verdict.ruleId, verdict.verdict, verdict.message.zh, verdict.message.en]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  const unnumbered = [...groups.values()]
    .map((verdicts): Omit<Finding, 'id'> => {
      const sorted = verdicts.toSorted(
        (a, b) => b.severity - a.severity || standing(dutyById, a) - standing(dutyById, b),
      );
      const main = sorted[0] as Verdict;
      const duties = sorted.flatMap((verdict) => dutyById.get(verdict.dutyId) ?? []);
      return { main, duties, severity: main.severity, verdict: main.verdict as FindingVerdict };
    })
    .sort((a, b) => rankOf(a) - rankOf(b));
  // Documents in the order of their worst finding; numbers then run through the report from top to bottom.
  const documents = [...new Set(unnumbered.map((finding) => documentOf(finding)))];
  return documents
    .flatMap((document) => unnumbered.filter((finding) => documentOf(finding) === document))
    .map((finding, index) => ({ id: `${letter}${index + 1}`, ...finding }));
}

const SOURCE_RANK: Readonly<Record<ReportDuty['source'], number>> = {
  read: 0,
  'partly-read': 1,
  'to-be-checked': 2,
};

/** Of duties as heavy as each other one in force leads, then one that notices name, then the one whose text is surest. */
function standing(duties: ReadonlyMap<string, ReportDuty>, verdict: Verdict): number {
  const duty = duties.get(verdict.dutyId);
  if (duty === undefined) return Number.MAX_SAFE_INTEGER;
  return (
    (duty.document.isOver === true ? 20 : 0) +
    (duty.noticeLabel === undefined ? 10 : 0) +
    SOURCE_RANK[duty.source]
  );
}

/** What each duty came to: the first of its verdicts, which the judge puts the worst first. */
export function toDutyVerdicts(report: Report): ReadonlyMap<string, Verdict> {
  const byDuty = new Map<string, Verdict>();
  for (const verdict of report.verdicts) if (!byDuty.has(verdict.dutyId)) byDuty.set(verdict.dutyId, verdict);
  return byDuty;
}

function documentOf(finding: Omit<Finding, 'id'>): string | undefined {
  return finding.duties[0]?.document.id;
}

function rankOf(finding: Omit<Finding, 'id'>): number {
  return (finding.verdict === 'violation' ? 0 : 10) - finding.severity;
}

/** Findings by document: documents that findings are told under, then those only referred to. */
export function toFindingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const documents = new Map<string, ReportDuty['document']>();
  const main = findings.flatMap((finding) => finding.duties.slice(0, 1));
  const all = findings.flatMap((finding) => finding.duties);
  for (const { document } of [...main, ...all])
    if (!documents.has(document.id)) documents.set(document.id, document);
  return [...documents.values()].map((document) => ({
    document,
    told: findings.filter((finding) => finding.duties[0]?.document.id === document.id),
    referred: findings
      .filter((finding) => finding.duties[0]?.document.id !== document.id)
      .map((finding) => ({
        finding,
        duties: finding.duties.filter((duty) => duty.document.id === document.id),
      }))
      .filter(({ duties }) => duties.length > 0),
  }));
}
