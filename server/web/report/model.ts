import type { Severity, Text, Verdict, VerdictKind } from '../../../rules/engine/verdict.ts';
import type { Report, ReportDuty } from '../../../reports/model/report.ts';
import type { Attribution } from '../../../scanner/evidence/static-facts.ts';
import type { Place } from '../../../scanner/evidence/place.ts';

/** Worst first; the order in which verdicts are listed, counted and stacked. */
export const VERDICT_ORDER = [
  'violation',
  'suspected',
  'needs-human',
  'cannot-tell',
  'compliant',
  'not-applicable',
] as const satisfies readonly VerdictKind[];

export const SEVERITY_ORDER = [3, 2, 1, 0] as const satisfies readonly Severity[];

/** The app itself, as `piCalls.caller` names it. */
export const APP_CALLER = 'app';

/** Before the package prefix of a bundled library, as `piCalls.caller` names it. */
export const LIBRARY_CALLER = 'library:';

/** A verdict with what the pages need beside it. */
export type Finding = {
  /** Stable within one report: its position in `report.verdicts`. */
  readonly key: string;
  readonly verdict: Verdict;
  readonly duty: ReportDuty | undefined;
  /** Who did it, as far as the places tell: `app`, SDK ids, or `library:` and a prefix. */
  readonly callers: readonly string[];
};

export type FindingGroup = {
  readonly documentId: string;
  readonly title: Text;
  readonly number: string | undefined;
  readonly findings: readonly Finding[];
};

/** What the pages look up again and again in one report. */
export type ReportIndex = {
  readonly report: Report;
  readonly findings: readonly Finding[];
  readonly sdkNames: ReadonlyMap<string, Text>;
  readonly piNames: ReadonlyMap<string, Text>;
};

export function toCaller(attribution: Attribution): string {
  switch (attribution.kind) {
    case 'app':
      return APP_CALLER;
    case 'sdk':
      return attribution.sdkId;
    case 'library':
      return LIBRARY_CALLER + attribution.prefix;
    case 'unknown':
      return 'unknown';
  }
}

type PrefixOwner = { readonly prefix: string; readonly caller: string };

function toPrefixOwners(report: Report): readonly PrefixOwner[] {
  const sdks = report.sdks.flatMap((sdk) =>
    sdk.matches
      .filter((match) => match.by === 'package-prefix' || match.by === 'fingerprint')
      .map((match) => ({ prefix: match.value.replace(/\.\*?$/, ''), caller: sdk.id })),
  );
  const libraries = [...new Set(report.piCalls.map((call) => call.caller))]
    .filter((caller) => caller.startsWith(LIBRARY_CALLER))
    .map((caller) => ({ prefix: caller.slice(LIBRARY_CALLER.length), caller }));
  // The longest prefix owns a class, as in the scanner.
  return [...sdks, ...libraries].sort((a, b) => b.prefix.length - a.prefix.length);
}

function findCaller(place: Place, report: Report, owners: readonly PrefixOwner[]): string | undefined {
  if (place.kind === 'code') {
    const { className } = place;
    const owner = owners.find(({ prefix }) => className === prefix || className.startsWith(`${prefix}.`));
    return owner?.caller ?? APP_CALLER;
  }
  if (place.kind === 'event') {
    const event = findEvent(report, place.eventNumber, place.scenarioId);
    return event === undefined ? undefined : toCaller(event.fact.caller);
  }
  return undefined;
}

export type ReportEvent =
  | { readonly kind: 'pi-read'; readonly fact: Report['piReads'][number] }
  | { readonly kind: 'permission-request'; readonly fact: Report['permissionRequests'][number] }
  | { readonly kind: 'network-request'; readonly fact: Report['networkRequests'][number] };

/** The recorded event that a place of kind `event` points at; undefined where the report holds none of that number. */
export function findEvent(report: Report, eventNumber: number, scenarioId: string): ReportEvent | undefined {
  const isIt = (fact: { readonly eventNumber: number; readonly scenarioId: string }) =>
    fact.eventNumber === eventNumber && fact.scenarioId === scenarioId;
  const read = report.piReads.find(isIt);
  if (read !== undefined) return { kind: 'pi-read', fact: read };
  const asked = report.permissionRequests.find(isIt);
  if (asked !== undefined) return { kind: 'permission-request', fact: asked };
  const sent = report.networkRequests.find(isIt);
  return sent === undefined ? undefined : { kind: 'network-request', fact: sent };
}

/** Places looked at for callers of one verdict; a verdict with ten thousand call sites has few callers. */
const PLACES_FOR_CALLERS = 500;

export function toIndex(report: Report): ReportIndex {
  const duties = new Map(report.duties.map((duty) => [duty.id, duty]));
  const owners = toPrefixOwners(report);
  const findings = report.verdicts.map((verdict, position): Finding => {
    const callers = verdict.places
      .slice(0, PLACES_FOR_CALLERS)
      .map((place) => findCaller(place, report, owners))
      .filter((caller) => caller !== undefined);
    return {
      key: String(position),
      verdict,
      duty: duties.get(verdict.dutyId),
      callers: [...new Set(callers)].sort(),
    };
  });
  return {
    report,
    findings,
    sdkNames: new Map(report.sdks.map((sdk) => [sdk.id, { zh: sdk.nameZh ?? sdk.name, en: sdk.name }])),
    piNames: new Map(report.piCalls.map((call) => [call.piType, call.name])),
  };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    VERDICT_ORDER.indexOf(a.verdict.verdict) - VERDICT_ORDER.indexOf(b.verdict.verdict) ||
    b.verdict.severity - a.verdict.severity ||
    a.verdict.dutyId.localeCompare(b.verdict.dutyId)
  );
}

/** Findings by the document of their duty; documents with the worst findings first. */
export function toGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = finding.duty?.document.id ?? '';
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [finding]);
    else group.push(finding);
  }
  return [...groups.entries()]
    .map(([documentId, members]): FindingGroup => {
      const document = members[0]?.duty?.document;
      const titleZh = document?.titleZh ?? documentId;
      return {
        documentId,
        title: { zh: titleZh, en: document?.titleEn ?? titleZh },
        number: document?.number,
        findings: [...members].sort(compareFindings),
      };
    })
    .sort((a, b) => {
      const [first, second] = [a.findings[0], b.findings[0]];
      if (first === undefined || second === undefined) return 0;
      return compareFindings(first, second) || b.findings.length - a.findings.length;
    });
}

/** The worst few for the overview: violations, then suspicions, each fact (rule) once. */
export function findWorst(findings: readonly Finding[], count: number): readonly Finding[] {
  const seen = new Set<string>();
  return [...findings]
    .filter(({ verdict }) => verdict.verdict === 'violation' || verdict.verdict === 'suspected')
    .sort(compareFindings)
    .filter(({ verdict }) => {
      if (seen.has(verdict.ruleId)) return false;
      seen.add(verdict.ruleId);
      return true;
    })
    .slice(0, count);
}

export function countVerdicts(findings: readonly Finding[]): Readonly<Record<VerdictKind, number>> {
  const counts = {
    violation: 0,
    suspected: 0,
    'needs-human': 0,
    'cannot-tell': 0,
    compliant: 0,
    'not-applicable': 0,
  };
  for (const { verdict } of findings) counts[verdict.verdict] += 1;
  return counts;
}
