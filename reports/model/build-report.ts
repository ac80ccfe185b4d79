import type {
  Attribution,
  Evidence,
  SlotName,
  SlotValues,
  PolicyFacts,
} from '../../scanner/evidence/index.ts';
import type { Judgement, Text } from '../../rules/engine/verdict.ts';
import { ReportError } from '../errors.ts';
import { REPORT_SCHEMA_VERSION } from './report.ts';
import type { Report, ReportDuty, ReportPolicy } from './report.ts';

/** What a report has to look up outside the evidence and the judgement. */
export type ReportCatalogue = {
  /** At least every duty that the judgement names. */
  readonly duties: readonly ReportDuty[];
  /** Names of personal information by taxonomy key; an unknown key is shown as it is. */
  readonly piNames: Readonly<Record<string, Text>>;
};

/**
 * Puts evidence and judgement together into the self-contained report. Pure: the same arguments give a report
 * whose canonical JSON is the same to the byte.
 *
 * Throws ReportError `NOT_SEALED` for evidence without a seal, `UNKNOWN_DUTY` for a verdict on a duty that the
 * catalogue lacks.
 */
export function toReport(
  evidence: Evidence,
  judgement: Judgement,
  catalogue: ReportCatalogue,
  { createdAt }: { readonly createdAt: string },
): Report {
  if (evidence.seal === undefined)
    throw new ReportError('NOT_SEALED', 'The evidence carries no seal. Seal it before making a report.');
  const sample = valueOf(evidence, 'sample');
  const manifest = valueOf(evidence, 'manifest');
  const permissionUse = valueOf(evidence, 'permissionUse');
  const policies = valueOf(evidence, 'policies');
  const policyMatches = valueOf(evidence, 'policyMatches');
  const dataFlows = valueOf(evidence, 'dataFlows');
  const device = valueOf(evidence, 'device');
  const piCalls = toPiCalls(evidence, catalogue.piNames);
  const lists = toLists(evidence);
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    engine: {
      version: evidence.engineVersion,
      rulesVersion: judgement.rulesVersion,
      packId: judgement.packId,
      ...(judgement.packs === undefined ? {} : { packs: judgement.packs }),
    },
    createdAt,
    profile: evidence.profile,
    app: {
      packageName: manifest?.packageName ?? '',
      label: manifest?.label ?? '',
      versionName: manifest?.versionName ?? '',
      versionCode: manifest?.versionCode ?? 0,
      fileName: sample?.fileName ?? '',
      sha256: sample?.sha256 ?? '',
      sha1: sample?.sha1 ?? '',
      md5: sample?.md5 ?? '',
      sizeBytes: sample?.sizeBytes ?? 0,
      minSdk: manifest?.minSdk ?? 0,
      targetSdk: manifest?.targetSdk ?? 0,
      signers: valueOf(evidence, 'signatures')?.signers ?? [],
    },
    evidenceSeal: evidence.seal,
    score: judgement.score,
    coverage: judgement.coverage,
    verdicts: judgement.verdicts,
    duties: toDuties(judgement, catalogue.duties),
    permissions: manifest?.permissions ?? [],
    ...(manifest === undefined
      ? {}
      : { components: manifest.components.map(({ kind, name, exported }) => ({ kind, name, exported })) }),
    ...(permissionUse === undefined ? {} : { permissionUse }),
    ...(policies === undefined || policies.length === 0 ? {} : { policies: policies.map(toReportPolicy) }),
    ...(policyMatches === undefined || policyMatches.length === 0 ? {} : { policyMatches }),
    ...(dataFlows === undefined ? {} : { dataFlows }),
    piCalls,
    piNames: toPiNames(
      [
        ...piKeysOf(lists),
        ...(policyMatches ?? []).flatMap((row) => (row.piType === undefined ? [] : [row.piType])),
        ...piCalls.map((call) => call.piType),
        ...(dataFlows ?? []).map((flow) => flow.piType),
        ...(manifest?.permissions ?? []).flatMap((permission) => permission.piTypes),
      ],
      catalogue.piNames,
    ),
    ...(device === undefined ? {} : { device }),
    ...lists,
    slots: toSlots(evidence),
    gaps: evidence.gaps,
  };
}

function valueOf<Name extends SlotName>(evidence: Evidence, name: Name): SlotValues[Name] | undefined {
  const slot = evidence.slots[name];
  return slot.kind === 'present' ? slot.value : undefined;
}

type Lists = Pick<
  Report,
  | 'sdks'
  | 'endpoints'
  | 'nativeLibraries'
  | 'packers'
  | 'hybridFrameworks'
  | 'scenarios'
  | 'piReads'
  | 'permissionRequests'
  | 'networkRequests'
  | 'starts'
  | 'consentDialogs'
  | 'popups'
  | 'settings'
  | 'attachments'
>;

function toLists(evidence: Evidence): Lists {
  return {
    sdks: valueOf(evidence, 'sdks') ?? [],
    endpoints: valueOf(evidence, 'endpoints') ?? [],
    nativeLibraries: valueOf(evidence, 'nativeLibraries') ?? [],
    packers: valueOf(evidence, 'packers') ?? [],
    hybridFrameworks: valueOf(evidence, 'hybridFrameworks') ?? [],
    scenarios: valueOf(evidence, 'scenarios') ?? [],
    piReads: valueOf(evidence, 'piReads') ?? [],
    permissionRequests: valueOf(evidence, 'permissionRequests') ?? [],
    networkRequests: valueOf(evidence, 'networkRequests') ?? [],
    starts: valueOf(evidence, 'starts') ?? [],
    consentDialogs: valueOf(evidence, 'consentDialogs') ?? [],
    popups: valueOf(evidence, 'popups') ?? [],
    settings: valueOf(evidence, 'settings') ?? [],
    attachments: valueOf(evidence, 'attachments') ?? [],
  };
}

function toReportPolicy(policy: PolicyFacts): ReportPolicy {
  const { id, kind, title, language, format, origin, sha256, charCount, complete } = policy;
  const missing = policy.missing.map(({ element }) => element);
  return {
    id,
    kind,
    title,
    language,
    format,
    origin,
    sha256,
    charCount,
    complete,
    missing,
    ...(policy.reached && { reached: policy.reached }),
    ...(policy.announced && { announced: policy.announced }),
    discloses: toDisclosed(policy),
  };
}

function toDisclosed({ statements, sdkEntries, elements }: PolicyFacts): ReportPolicy['discloses'] {
  const unique = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();
  return {
    items: unique(
      statements
        .filter(({ party, negated }) => party === 'app' && !negated)
        .flatMap(({ items }) => items)
        .filter((item) => item !== 'any'),
    ),
    sdks: unique(sdkEntries.map(({ name }) => name)),
    rights: unique(
      elements
        .map(({ element }) => element)
        .filter((element) => element.startsWith('right-') || element === 'account-deletion'),
    ),
    dates: unique(
      elements.flatMap(({ element, value }) =>
        value !== undefined && (element === 'updated-date' || element === 'effective-date') ? [value] : [],
      ),
    ),
  };
}

function toSlots(evidence: Evidence): Report['slots'] {
  return (Object.keys(evidence.slots) as SlotName[]).sort().map((name) => {
    const slot = evidence.slots[name];
    if (slot.kind === 'present') return { name, kind: slot.kind };
    if (slot.kind === 'failed') return { name, kind: slot.kind, reason: `${slot.code}: ${slot.message}` };
    return { name, kind: slot.kind, reason: slot.reason };
  });
}

function toDuties(judgement: Judgement, duties: readonly ReportDuty[]): readonly ReportDuty[] {
  const byId = new Map(duties.map((duty) => [duty.id, duty]));
  const named = [...new Set(judgement.verdicts.map((verdict) => verdict.dutyId))];
  return named.map((id) => {
    const duty = byId.get(id);
    if (duty === undefined) throw new ReportError('UNKNOWN_DUTY', `The catalogue has no duty ${id}.`);
    return duty;
  });
}

/** The key under which `piCalls` counts a caller. */
export function toCallerKey(attribution: Attribution): string {
  switch (attribution.kind) {
    case 'app':
      return 'app';
    case 'sdk':
      return attribution.sdkId;
    case 'library':
      return `library:${attribution.prefix}`;
    case 'unknown':
      return 'unknown';
  }
}

function toPiCalls(evidence: Evidence, names: ReportCatalogue['piNames']): Report['piCalls'] {
  const counts = new Map<string, Map<string, number>>();
  for (const call of valueOf(evidence, 'apiCalls') ?? []) {
    const byCaller = counts.get(call.piType) ?? new Map<string, number>();
    counts.set(call.piType, byCaller);
    const caller = toCallerKey(call.attribution);
    byCaller.set(caller, (byCaller.get(caller) ?? 0) + 1);
  }
  return [...counts].sort(byKey).flatMap(([piType, byCaller]) =>
    [...byCaller].sort(byKey).map(([caller, callSites]) => ({
      piType,
      name: nameOf(piType, names),
      caller,
      callSites,
    })),
  );
}

function piKeysOf(lists: Lists): readonly string[] {
  return [
    ...lists.piReads.map((read) => read.piType),
    ...lists.networkRequests.flatMap((request) => request.piTypes.map((item) => item.piType)),
    ...lists.sdks.flatMap((sdk) => [...sdk.declaredPiTypes, ...sdk.readsPiTypes]),
  ];
}

function toPiNames(
  keys: readonly string[],
  names: ReportCatalogue['piNames'],
): Readonly<Record<string, Text>> {
  return Object.fromEntries([...new Set(keys)].sort().map((key) => [key, nameOf(key, names)]));
}

function nameOf(key: string, names: ReportCatalogue['piNames']): Text {
  return Object.hasOwn(names, key) ? (names[key] ?? { zh: key, en: key }) : { zh: key, en: key };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
