import { toClassPlace } from '../code/index.ts';
import type { FingerprintMatch } from '../code/index.ts';
import type { SdkRow } from '../data/index.ts';
import type { Place, SdkFacts } from '../evidence/index.ts';
import { toClassName } from '../dex/index.ts';
import { isWholeCode } from './whole-code.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { endpointsCollector } from './endpoints.ts';
import { nativeLibrariesCollector } from './native-libraries.ts';
import { toGap } from './gaps.ts';
import { readSdkVersions } from './sdk-version.ts';
import type { SdkVersions } from './sdk-version.ts';

type Match = SdkFacts['matches'][number];
type Found = {
  readonly row: SdkRow;
  readonly matches: Match[];
  shared: boolean;
  fingerprint?: FingerprintMatch;
};

const MAX_MATCHES = 12;
/** Of a fingerprint, so that nothing else can be meant. */
const SURE_HITS = 20;
const SURE_SHARE = 0.15;

/** Third-party code in the app: what gave it away, how sure that is, what it is said to collect and what it can read. */
export const sdksCollector: Collector<'sdks'> = {
  slot: 'sdks',
  collect: (input) => {
    const found = new SdkFinder(input);
    found.byClasses();
    found.byManifest();
    found.byNativeLibraries();
    found.byHosts();
    found.byFingerprints();
    found.byTexts();
    const reads = readTypesBySdk(input);
    const versions = readSdkVersions(input);
    const reach = reachBySdk(input, found.sdks.keys());
    const value = [...found.sdks.values()]
      .map((sdk) => toFacts(sdk, versions, reads.get(sdk.row.id), reach(sdk.row.id)))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    // What the other collectors could not give may have betrayed more SDKs.
    const complete = [
      input.manifest,
      () => input.collected(nativeLibrariesCollector),
      () => input.collected(endpointsCollector),
    ];
    const isComplete = complete.every((read) => attempt<unknown>(read) !== undefined);
    return { value, gaps: isComplete ? [] : [toGap('COLLECTOR_FAILED', [], ['sdks'])] };
  },
};

class SdkFinder {
  readonly sdks = new Map<string, Found>();
  private readonly input: ScanInput;

  constructor(input: ScanInput) {
    this.input = input;
  }

  byClasses(): void {
    const { app } = this.input.code();
    const { sdks } = this.input.data;
    for (const [packageName, first] of app.hierarchy.packages()) {
      const match = sdks.findByClass(packageName);
      if (match) this.add(match.row, 'package-prefix', match.prefix, toClassPlace(first));
    }
    // Rows that name a class instead of a package.
    for (const row of sdks.rows)
      for (const prefix of row.prefixes)
        if (/\.[A-Z][^.]*$/.test(prefix)) {
          const defined = app.hierarchy.findClass(`L${prefix.replaceAll('.', '/')};`);
          if (defined) this.add(row, 'package-prefix', prefix, toClassPlace(defined));
        }
  }

  byManifest(): void {
    const manifest = attempt(this.input.manifest);
    if (!manifest) return;
    const { sdks } = this.input.data;
    for (const component of manifest.components) {
      const row = sdks.findByComponent(component.name) ?? sdks.findByClass(component.name)?.row;
      if (row) this.add(row, 'component', component.name, component.place);
    }
    const entries = [
      ...manifest.application.metaData.map((item) => ({ item, path: 'manifest/application' })),
      ...manifest.components.flatMap((component) =>
        component.metaData.map((item) => ({
          item,
          path: `manifest/application/${component.kind}[${component.name}]`,
        })),
      ),
    ];
    for (const { item, path } of entries) {
      const row = sdks.findByComponent(item.name);
      const place: Place = { kind: 'manifest', path: `${path}/meta-data[${item.name}]` };
      if (row) this.add(row, 'meta-data', item.name, place);
    }
  }

  byNativeLibraries(): void {
    for (const library of attempt(() => this.input.collected(nativeLibrariesCollector))?.value ?? []) {
      const rows = this.input.data.sdks.findByNativeLibrary(library.name);
      for (const row of rows)
        this.add(row, 'native-library', library.name, { kind: 'file', file: library.file }, rows.length > 1);
    }
  }

  byHosts(): void {
    for (const endpoint of attempt(() => this.input.collected(endpointsCollector))?.value ?? []) {
      const rows = this.input.data.sdks.findByHost(endpoint.host);
      for (const row of rows) this.add(row, 'domain', endpoint.host, endpoint.place, rows.length > 1);
    }
  }

  /** Renamed classes, by what of their code survives renaming. */
  byFingerprints(): void {
    for (const match of this.input.code().fingerprints) {
      const { owner, size } = match.fingerprint;
      const row = owner.kind === 'sdk' ? this.input.data.sdks.findById(owner.id) : undefined;
      const [first] = match.classes;
      if (!row || !first) continue;
      this.add(row, 'fingerprint', `${match.hits} of ${size} methods`, toClassPlace(first));
      const known = this.sdks.get(row.id);
      if (known) known.fingerprint = match;
    }
  }

  /** String constants that renaming leaves. A text that only memory vouches for is no sign by itself. */
  byTexts(): void {
    const { sdks, sdkTexts } = this.input.data;
    for (const dex of this.input.code().app.dexFiles) {
      const place: Place = { kind: 'file', file: dex.name };
      for (const { id, text, source } of sdkTexts) {
        const row = attempt(() => dex.hasString(text)) === true ? sdks.findById(id) : undefined;
        if (row) this.add(row, 'string', text, place, source === 'recall');
      }
    }
  }

  private add(row: SdkRow, by: Match['by'], value: string, place: Place, shared = false): void {
    if (this.isOwn(row)) return;
    const known = this.sdks.get(row.id) ?? { row, matches: [], shared: true };
    this.sdks.set(row.id, known);
    known.shared &&= shared;
    const isNew = !known.matches.some((match) => match.by === by && match.value === value);
    if (isNew && known.matches.length < MAX_MATCHES) known.matches.push({ by, value, place });
  }

  /** A vendor's own app is not its own third party. */
  private isOwn(row: SdkRow): boolean {
    const own = attempt(this.input.manifest)?.packageName ?? '';
    return row.prefixes.some((prefix) => own === prefix || own.startsWith(`${prefix}.`));
  }
}

function toFacts(
  { row, matches, shared, fingerprint }: Found,
  versions: SdkVersions,
  reads: Reads | undefined,
  reach: NonNullable<SdkFacts['reach']>,
): SdkFacts {
  const version = versions.find(row) ?? fingerprint?.version;
  return {
    id: row.id,
    name: row.name,
    ...(row.nameZh === '' ? {} : { nameZh: row.nameZh }),
    vendor: row.vendor,
    ...(row.country === '' ? {} : { country: row.country }),
    category: row.category,
    ...(version === undefined ? {} : { version }),
    matches,
    confidence: toConfidence(row, matches, shared, fingerprint),
    reach,
    declaredPiTypes: row.piTypes,
    readsPiTypes: [...(reads?.all ?? [])].sort(),
    reachablePiTypes: [...(reads?.reachable ?? [])].sort(),
  };
}

/**
 * Classes of an SDK are the SDK, where a public list vouches for the prefix; a prefix that only memory vouches for
 * needs a second kind of sign. So does a fingerprint of which little is there. Manifest entries and libraries are
 * likely; an address, or a sign that several SDKs share, is no more than possible.
 */
function toConfidence(
  row: SdkRow,
  matches: readonly Match[],
  shared: boolean,
  fingerprint: FingerprintMatch | undefined,
): SdkFacts['confidence'] {
  if (fingerprint && fingerprint.hits >= Math.max(SURE_HITS, fingerprint.fingerprint.size * SURE_SHARE))
    return 'certain';
  const kinds = new Set(matches.map((match) => match.by));
  if (kinds.has('package-prefix')) return row.source === 'recall' && kinds.size === 1 ? 'likely' : 'certain';
  if (shared || (kinds.size === 1 && kinds.has('domain'))) return 'possible';
  return 'likely';
}

type Reads = { readonly all: Set<string>; readonly reachable: Set<string> };

/** Kinds of information that each SDK's own code was seen to read, and those whose reads can run. */
function readTypesBySdk(input: ScanInput): ReadonlyMap<string, Reads> {
  const { findings, reachability } = input.code();
  const reach = reachability();
  const reads = new Map<string, Reads>();
  for (const { method, piType } of findings.accesses) {
    const id = findSdkId(input, method.ref.owner);
    if (id === undefined) continue;
    const types = reads.get(id) ?? { all: new Set<string>(), reachable: new Set<string>() };
    reads.set(id, types);
    types.all.add(piType);
    if (reach?.has(method)) types.reachable.add(piType);
  }
  return reads;
}

/** Whether some method of each SDK's classes can run. Where none can, only a whole view of the code says unreachable. */
function reachBySdk(
  input: ScanInput,
  ids: Iterable<string>,
): (sdkId: string) => NonNullable<SdkFacts['reach']> {
  const { app, reachability } = input.code();
  const reach = reachability();
  const wanted = new Set(ids);
  const reached = new Set<string>();
  const seen = new Set<string>();
  for (const defined of app.hierarchy.classes()) {
    const id = findSdkId(input, defined.descriptor);
    if (id === undefined || reached.has(id) || !wanted.has(id)) continue;
    seen.add(id);
    if (attempt(() => [...defined.methods()].some((method) => reach?.has(method) === true))) reached.add(id);
  }
  const isWhole = reach !== undefined && isWholeCode(input);
  return (id) => (reached.has(id) ? 'reachable' : isWhole && seen.has(id) ? 'unreachable' : 'cannot-tell');
}

/** The SDK that a class belongs to, tools that apps bundle included. */
function findSdkId(input: ScanInput, descriptor: string): string | undefined {
  const owner = input.code().attributor.attributeType(descriptor);
  if (owner.kind === 'sdk') return owner.sdkId;
  if (owner.kind !== 'library') return undefined;
  return input.data.sdks.findByClass(toClassName(descriptor))?.row.id;
}
