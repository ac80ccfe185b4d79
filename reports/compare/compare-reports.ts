import type { Severity, Text, Verdict } from '../../rules/engine/verdict.ts';
import { toCallerKey } from '../model/build-report.ts';
import type { Report } from '../model/report.ts';
import { comparePolicyDocuments, type PolicyChange } from './compare-policies.ts';
import { compareSets, type SetChange } from './compare-sets.ts';

/** Raised when a reader of the previous version would misread the comparison. */
export const COMPARISON_SCHEMA_VERSION = '1.0.0';

/**
 * What became of a finding. `gone` needs proof: the later scan judged the duty and found it kept. Where it could not
 * judge, the finding is `unseen`, and nothing says that it was mended.
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

/** How often something was read by someone in a phase; counts are of the same procedures, so they compare. */
export type ComparedBehaviour = {
  readonly piType: string;
  readonly phase: string;
  /** `app`, an SDK id, `library:PREFIX` or `unknown`. */
  readonly caller: string;
  readonly before: number;
  readonly after: number;
};

/** Why the two scans do not compare in every respect. */
export type ComparisonNote =
  | 'OTHER_APP'
  | 'OLDER_VERSION'
  | 'OTHER_PROFILE'
  | 'OTHER_ENGINE'
  | 'OTHER_RULES'
  /** A policy was changed and its dates were not. */
  | 'POLICY_CHANGED_SILENTLY';

export type ReportComparison = {
  readonly schemaVersion: typeof COMPARISON_SCHEMA_VERSION;
  readonly before: ComparedScan;
  readonly after: ComparedScan;
  readonly notes: readonly ComparisonNote[];
  /** New first, then still there, unseen, gone; the heaviest first within each. */
  readonly findings: readonly ComparedFinding[];
  readonly sdks: SetChange;
  readonly permissions: SetChange;
  readonly hosts: SetChange;
  readonly signers: SetChange;
  /** Policies and lists that are not the same in both scans. */
  readonly policies: readonly PolicyChange[];
  /** Only where both scans ran the app, and only what differs. */
  readonly behaviour: readonly ComparedBehaviour[];
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
  return {
    schemaVersion: COMPARISON_SCHEMA_VERSION,
    before: toComparedScan(before),
    after: toComparedScan(after),
    notes: toNotes(before, after),
    findings: compareFindings(before, after),
    sdks: compareSets(toSdkNames(before), toSdkNames(after)),
    permissions: compareSets(
      before.permissions.map(({ name }) => name),
      after.permissions.map(({ name }) => name),
    ),
    hosts: compareSets(toHosts(before), toHosts(after)),
    signers: compareSets(
      before.app.signers.map(({ sha256 }) => sha256),
      after.app.signers.map(({ sha256 }) => sha256),
    ),
    policies: comparePolicyDocuments(before, after),
    behaviour: before.profile === 'full' && after.profile === 'full' ? compareReads(before, after) : [],
  };
}

function toComparedScan({ app, profile, createdAt, score }: Report): ComparedScan {
  const { packageName, versionName, versionCode, sha256 } = app;
  return { packageName, versionName, versionCode, sha256, profile, createdAt, mark: score.mark };
}

function toNotes(before: Report, after: Report): ComparisonNote[] {
  const notes: ComparisonNote[] = [];
  if (before.app.packageName !== after.app.packageName) notes.push('OTHER_APP');
  if (before.app.versionCode > after.app.versionCode) notes.push('OLDER_VERSION');
  if (before.profile !== after.profile) notes.push('OTHER_PROFILE');
  if (before.engine.version !== after.engine.version) notes.push('OTHER_ENGINE');
  if (before.engine.rulesVersion !== after.engine.rulesVersion) notes.push('OTHER_RULES');
  if (comparePolicyDocuments(before, after).some(({ change }) => change === 'silent'))
    notes.push('POLICY_CHANGED_SILENTLY');
  return notes;
}

function compareFindings(before: Report, after: Report): readonly ComparedFinding[] {
  const earlier = byDutyAndRule(before);
  const later = byDutyAndRule(after);
  const found: ComparedFinding[] = [];
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const compared = compareVerdicts(earlier.get(key), later.get(key));
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
): ComparedFinding | undefined {
  const told = after && isFinding(after) ? after : before && isFinding(before) ? before : undefined;
  if (!told) return undefined;
  return {
    change: toChange(before, after),
    dutyId: told.dutyId,
    ruleId: told.ruleId,
    severity: told.severity,
    title: told.title,
    ...(before && { before: before.verdict }),
    ...(after && { after: after.verdict }),
    message: told.message,
  };
}

function toChange(before: Verdict | undefined, after: Verdict | undefined): FindingChange {
  if (after && isFinding(after)) return before && isFinding(before) ? 'still' : 'new';
  return after?.verdict === 'compliant' || after?.verdict === 'not-applicable' ? 'gone' : 'unseen';
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

function compareReads(before: Report, after: Report): readonly ComparedBehaviour[] {
  const counts = new Map<
    string,
    { -readonly [Field in keyof ComparedBehaviour]: ComparedBehaviour[Field] }
  >();
  const count = (report: Report, side: 'before' | 'after') => {
    for (const { piType, phase, caller: attribution } of report.piReads) {
      const caller = toCallerKey(attribution);
      const key = `${piType} ${phase} ${caller}`;
      const row = counts.get(key) ?? { piType, phase, caller, before: 0, after: 0 };
      row[side] += 1;
      counts.set(key, row);
    }
  };
  count(before, 'before');
  count(after, 'after');
  return [...counts.values()]
    .filter((row) => row.before !== row.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}
