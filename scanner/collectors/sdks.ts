import { toClassPlace } from '../code/index.ts';
import type { SdkRow } from '../data/index.ts';
import type { Place, SdkFacts } from '../evidence/index.ts';
import { apiCallsCollector } from './api-calls.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { endpointsCollector } from './endpoints.ts';
import { nativeLibrariesCollector } from './native-libraries.ts';
import { toGap } from './gaps.ts';
import { findSdkVersion } from './sdk-version.ts';

type Match = SdkFacts['matches'][number];
type Found = { readonly row: SdkRow; readonly matches: Match[]; shared: boolean };

const MAX_MATCHES = 12;

/** Third-party code in the app: what gave it away, how sure that is, what it is said to collect and what it can read. */
export const sdksCollector: Collector<'sdks'> = {
  slot: 'sdks',
  collect: (input) => {
    const found = new SdkFinder(input);
    found.byClasses();
    found.byManifest();
    found.byNativeLibraries();
    found.byHosts();
    const reads = readTypesBySdk(input);
    const value = [...found.sdks.values()]
      .map((sdk) => toFacts(sdk, input, reads.get(sdk.row.id)))
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
  { row, matches, shared }: Found,
  input: ScanInput,
  reads: ReadonlySet<string> | undefined,
): SdkFacts {
  const version = findSdkVersion(row, input);
  return {
    id: row.id,
    name: row.name,
    ...(row.nameZh === '' ? {} : { nameZh: row.nameZh }),
    vendor: row.vendor,
    ...(row.country === '' ? {} : { country: row.country }),
    category: row.category,
    ...(version === undefined ? {} : { version }),
    matches,
    confidence: toConfidence(row, matches, shared),
    declaredPiTypes: row.piTypes,
    readsPiTypes: [...(reads ?? [])].sort(),
  };
}

/**
 * Classes of an SDK are the SDK, where a public list vouches for the prefix; a prefix that only memory vouches for
 * needs a second kind of sign. Manifest entries and libraries are likely; an address, or a sign that several SDKs
 * share, is no more than possible.
 */
function toConfidence(row: SdkRow, matches: readonly Match[], shared: boolean): SdkFacts['confidence'] {
  const kinds = new Set(matches.map((match) => match.by));
  if (kinds.has('package-prefix')) return row.source === 'recall' && kinds.size === 1 ? 'likely' : 'certain';
  if (shared || (kinds.size === 1 && kinds.has('domain'))) return 'possible';
  return 'likely';
}

/** Kinds of information that each SDK's own code was seen to read. */
function readTypesBySdk(input: ScanInput): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, Set<string>>();
  for (const call of input.collected(apiCallsCollector).value) {
    const id =
      call.attribution.kind === 'sdk'
        ? call.attribution.sdkId
        : call.attribution.kind === 'library'
          ? input.data.sdks.findByClass(call.place.className)?.row.id
          : undefined;
    if (id === undefined) continue;
    const types = reads.get(id) ?? new Set<string>();
    reads.set(id, types.add(call.piType));
  }
  return reads;
}
