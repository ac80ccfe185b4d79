import { toBuildFacts, toClause } from '../../reports/index.ts';
import type {
  CaseDocumentFinding,
  PublicNoticeRow,
  ReTestInput,
  RemovalInput,
  Report,
} from '../../reports/index.ts';
import type { Case, CaseFinding, CaseStep } from '../store/cases.ts';
import type { CaseMove } from './case-states.ts';
import type { Day } from './working-days.ts';

type Words = { readonly zh: string; readonly en: string };

/** Labels of public notices in both languages, by their Chinese words, which are what a report carries. */
export type LabelNames = ReadonlyMap<string, Words>;

/** The record of a re-test, as it stands after the move. Pure. */
export function toReTestRecord(
  one: Case,
  findings: readonly CaseFinding[],
  reports: { readonly earlier: Report; readonly later: Report },
  step: CaseStep,
  today: Day,
  labels: LabelNames,
): ReTestInput {
  return {
    caseId: one.id,
    addressee: one.notice?.addressee ?? one.company ?? '',
    noticeIssuedOn: one.notice?.issuedOn ?? '',
    dueOn: one.notice?.dueOn ?? '',
    testedOn: today,
    by: step.accountName,
    reason: step.reason,
    before: toBuildFacts(reports.earlier),
    after: toBuildFacts(reports.later),
    findings: mergeClauses(
      findings.flatMap((finding) => {
        const { status, answer, dutyId, ruleId } = finding;
        if (status === 'open' || status === 'answered') return [];
        const now = reports.later.verdicts.find((one) => one.dutyId === dutyId && one.ruleId === ruleId);
        return [
          {
            ...toDocumentFinding(finding, [reports.earlier, reports.later], labels),
            // What was found at first is no fact of the new build.
            facts: now?.message ?? { zh: '', en: '' },
            outcome: status,
            ...(answer !== undefined && { answer }),
          },
        ];
      }),
    ),
  };
}

/** The request to the stores, about the build that was last tested. Pure. */
export function toRemovalRequest(
  one: Case,
  findings: readonly CaseFinding[],
  steps: readonly (CaseStep & { readonly day: Day })[],
  report: Report,
  today: Day,
  labels: LabelNames,
): RemovalInput {
  const company = one.company ?? one.notice?.addressee;
  return {
    caseId: one.id,
    ...(company !== undefined && { company }),
    ...(one.source !== undefined && { source: one.source }),
    issuedOn: today,
    build: toBuildFacts(report),
    findings: mergeClauses(
      findings
        .filter(({ status }) => status !== 'gone')
        .map((finding) => toDocumentFinding(finding, [report], labels)),
    ),
    history: steps.map(({ day, move, reason }) => ({ day, what: MOVE_WORDS[move], reason })),
  };
}

/** The line of a case in the table of a public notice. Pure. */
export function toPublicNoticeRow(
  one: Case,
  findings: readonly CaseFinding[],
  report: Report,
  labels: LabelNames,
): PublicNoticeRow {
  const company = one.company ?? one.notice?.addressee;
  return {
    application: one.label,
    version: report.app.versionName,
    packageName: one.packageName,
    ...(company !== undefined && { company }),
    ...(one.source !== undefined && { source: one.source }),
    problems: findings
      .filter(({ status }) => status !== 'gone')
      .map((finding) => toLabelledDuty(finding, [report], labels) ?? finding.title),
    seal: report.evidenceSeal,
  };
}

/** One fact told once, with every clause that it breaks: findings that differ by their clause alone are one. */
function mergeClauses<Finding extends CaseDocumentFinding>(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { clauses, label, ...rest } = finding;
    const key = JSON.stringify(rest);
    const before = merged.get(key);
    if (before === undefined) merged.set(key, finding);
    else {
      const own = before.label ?? label;
      merged.set(key, { ...before, clauses: [...before.clauses, ...clauses], ...(own && { label: own }) });
    }
  }
  return [...merged.values()];
}

function toDocumentFinding(
  finding: CaseFinding,
  reports: readonly Report[],
  labels: LabelNames,
): CaseDocumentFinding {
  const duty = findDuty(finding, reports);
  const label = toLabelledDuty(finding, reports, labels);
  return {
    title: finding.title,
    facts: finding.message,
    clauses: duty === undefined ? [] : [toClause(duty)],
    ...(label !== undefined && { label }),
  };
}

function findDuty(
  { dutyId }: Pick<CaseFinding, 'dutyId'>,
  reports: readonly Report[],
): Report['duties'][number] | undefined {
  return reports.flatMap(({ duties }) => duties).find(({ id }) => id === dutyId);
}

/** What public notices call the problem of a finding, where its duty has such a label. */
export function toLabelledDuty(
  finding: Pick<CaseFinding, 'dutyId'>,
  reports: readonly Report[],
  labels: LabelNames,
): Words | undefined {
  const label = findDuty(finding, reports)?.noticeLabel;
  return label === undefined ? undefined : (labels.get(label) ?? { zh: label, en: label });
}

const MOVE_WORDS: Readonly<Record<CaseMove | 'open', Words>> = {
  open: { zh: '立案', en: 'Case opened' },
  review: { zh: '复核确认', en: 'Findings confirmed' },
  dismiss: { zh: '不予立案', en: 'Dismissed' },
  notify: { zh: '责令整改', en: 'Told to rectify' },
  claim: { zh: '单位答复已整改', en: 'Said to be rectified' },
  're-test': { zh: '复测', en: 'Re-tested' },
  close: { zh: '结案', en: 'Closed' },
  'name-publicly': { zh: '向社会通报', en: 'Named in public' },
  'request-removal': { zh: '要求下架', en: 'Removal requested' },
  'confirm-removal': { zh: '已下架', en: 'Removed' },
  'look-back': { zh: '回头看', en: 'Look-back' },
};
