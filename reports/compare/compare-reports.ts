import type { Severity, Text, Verdict } from '../../rules/engine/verdict.ts';
import { toFindingState } from '../model/finding-state.ts';
import type { Report } from '../model/report.ts';
import {
  compareBehaviour,
  compareRuns,
  type ComparedBehaviour,
  type ComparedRuns,
} from './compare-behaviour.ts';
import { comparePolicyDocuments, type PolicyChange } from './compare-policies.ts';
import { compareSets, type SetChange } from './compare-sets.ts';

/** Raised when a reader of the previous version would misread the comparison. */
export const COMPARISON_SCHEMA_VERSION = '2.0.0';

/**
 * What became of a finding. `gone` needs proof: the rule looked at the later scan in full and found nothing. Where it
 * could not, the finding is `unseen`, and nothing says that it was mended.
 */
export type FindingChange = 'new' | 'still' | 'gone' | 'unseen';

export type ComparedFinding = {
  readonly change: FindingChange;
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly title: Text;
  /** Absent where a scan has no verdict of this rule on this duty. */
  readonly before?: Verdict['verdict'];
  readonly after?: Verdict['verdict'];
  /** The facts, as the scan that has the finding tells them; the later one where both have it. */
  readonly message: Text;
};

/** Why the two scans do not compare in every respect. */
export type ComparisonNote =
  | 'OTHER_APP'
  | 'OLDER_VERSION'
  | 'OTHER_PROFILE'
  | 'OTHER_ENGINE'
  | 'OTHER_RULES'
  /** A scan of an older engine does not list components. */
  | 'NO_COMPONENTS'
  /** Procedures that did not come to their end in both scans are not counted. */
  | 'OTHER_RUNS'
  /** A policy was changed and its dates were not. */
  | 'POLICY_CHANGED_SILENTLY'
  /** A policy was changed, the app ran, and nothing on its screens said so. */
  | 'POLICY_CHANGED_WITHOUT_NOTICE';

export type ReportComparison = {
  readonly schemaVersion: typeof COMPARISON_SCHEMA_VERSION;
  readonly before: ComparedScan;
  readonly after: ComparedScan;
  readonly notes: readonly ComparisonNote[];
  /** New first, then still there, unseen, gone; the heaviest first within each. */
  readonly findings: readonly ComparedFinding[];
  readonly sdks: SetChange;
  readonly permissions: SetChange;
  /** `KIND CLASS`, and ` [exported]` where other apps reach it. Empty where a report does not list them. */
  readonly components: SetChange;
  readonly hosts: SetChange;
  readonly signers: SetChange;
  /** Policies and lists that are not the same in both scans. */
  readonly policies: readonly PolicyChange[];
  /** The procedures whose counts follow; absent where not both scans ran the app. */
  readonly runs?: ComparedRuns;
  /** Only what differs. */
  readonly behaviour: readonly ComparedBehaviour[];
  /** Names of the taxonomy keys and SDK ids in `behaviour`. */
  readonly names: Readonly<Record<string, Text>>;
};

export type ComparedScan = {
  readonly packageName: string;
  readonly versionName: string;
  readonly versionCode: number;
  readonly sha256: string;
  readonly profile: Report['profile'];
  readonly createdAt: string;
  readonly mark: number;
};

const changeOrder: readonly FindingChange[] = ['new', 'still', 'unseen', 'gone'];

/** Compares two scans of one app, the earlier first. Pure. */
export function compareReports(before: Report, after: Report): ReportComparison {
  const ran = before.profile === 'full' && after.profile === 'full';
  const runs = ran ? compareRuns(before, after) : undefined;
  const behaviour = runs ? compareBehaviour(before, after, runs) : [];
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    before: toComparedScan(before),
    after: toComparedScan(after),
    notes: toNotes(before, after, runs),
    findings: compareFindings(before, after),
    sdks: compareSets(toSdkNames(before), toSdkNames(after)),
    permissions: compareSets(
      before.permissions.map(({ name }) => name),
      after.permissions.map(({ name }) => name),
    ),
    components:
      before.components && after.components
        ? compareSets(before.components.map(toComponentName), after.components.map(toComponentName))
        : { added: [], removed: [] },
    hosts: compareSets(toHosts(before), toHosts(after)),
    signers: compareSets(
      before.app.signers.map(({ sha256 }) => sha256),
      after.app.signers.map(({ sha256 }) => sha256),
    ),
    policies: comparePolicyDocuments(before, after),
    ...(runs && { runs }),
    behaviour,
    names: toNames(behaviour, before, after),
  };
}

function toComparedScan({ app, profile, createdAt, score }: Report): ComparedScan {
  const { packageName, versionName, versionCode, sha256 } = app;
  return { packageName, versionName, versionCode, sha256, profile, createdAt, mark: score.mark };
}

function toNotes(before: Report, after: Report, runs: ComparedRuns | undefined): ComparisonNote[] {
  const notes: ComparisonNote[] = [];
  if (before.app.packageName !== after.app.packageName) notes.push('OTHER_APP');
  if (before.app.versionCode > after.app.versionCode) notes.push('OLDER_VERSION');
  if (before.profile !== after.profile) notes.push('OTHER_PROFILE');
  if (before.engine.version !== after.engine.version) notes.push('OTHER_ENGINE');
  if (before.engine.rulesVersion !== after.engine.rulesVersion) notes.push('OTHER_RULES');
  if (!before.components || !after.components) notes.push('NO_COMPONENTS');
  if (runs && runs.leftOut.length > 0) notes.push('OTHER_RUNS');
  const policies = comparePolicyDocuments(before, after);
  if (policies.some(({ change }) => change === 'silent')) notes.push('POLICY_CHANGED_SILENTLY');
  if (policies.some(({ notice }) => notice?.verdict === 'suspected'))
    notes.push('POLICY_CHANGED_WITHOUT_NOTICE');
  return notes;
}

function compareFindings(before: Report, after: Report): readonly ComparedFinding[] {
  const earlier = byDutyAndRule(before);
  const later = byDutyAndRule(after);
  const found: ComparedFinding[] = [];
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const compared = compareVerdicts(earlier.get(key), later.get(key), after);
    if (compared) found.push(compared);
  }
  return found.sort(
    (a, b) =>
      changeOrder.indexOf(a.change) - changeOrder.indexOf(b.change) ||
      b.severity - a.severity ||
      (a.dutyId < b.dutyId ? -1 : 1),
  );
}

function byDutyAndRule(report: Report): ReadonlyMap<string, Verdict> {
  return new Map(report.verdicts.map((verdict) => [`${verdict.dutyId} ${verdict.ruleId}`, verdict]));
}

function compareVerdicts(
  before: Verdict | undefined,
  after: Verdict | undefined,
  { verdicts }: Report,
): ComparedFinding | undefined {
  const told = after && isFinding(after) ? after : before && isFinding(before) ? before : undefined;
  if (!told) return undefined;
  return {
    change: toChange(before, told, verdicts),
    dutyId: told.dutyId,
    ruleId: told.ruleId,
    severity: told.severity,
    title: told.title,
    ...(before && { before: before.verdict }),
    ...(after && { after: after.verdict }),
    message: told.message,
  };
}

function toChange(before: Verdict | undefined, told: Verdict, later: readonly Verdict[]): FindingChange {
  const state = toFindingState(later, told);
  if (state !== 'there') return state;
  return before && isFinding(before) ? 'still' : 'new';
}

function isFinding({ verdict }: Verdict): boolean {
  return verdict === 'violation' || verdict === 'suspected';
}

function toSdkNames(report: Report): readonly string[] {
  return report.sdks.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
}

function toHosts(report: Report): readonly string[] {
  const inCode = report.endpoints.map(({ host }) => host);
  return [...inCode, ...report.networkRequests.map(({ host }) => host)];
}

function toComponentName({ kind, name, exported }: NonNullable<Report['components']>[number]): string {
  return `${kind} ${name}${exported ? ' [exported]' : ''}`;
}

function toNames(
  behaviour: readonly ComparedBehaviour[],
  before: Report,
  after: Report,
): Readonly<Record<string, Text>> {
  const known = new Map<string, Text>();
  for (const { piNames, sdks } of [before, after]) {
    for (const [key, name] of Object.entries(piNames)) known.set(key, name);
    for (const { id, name, nameZh } of sdks) known.set(id, { zh: nameZh ?? name, en: name });
  }
  const used = new Set(behaviour.flatMap(({ subject, caller }) => [subject, caller]));
  return Object.fromEntries([...known].filter(([key]) => used.has(key)));
}
