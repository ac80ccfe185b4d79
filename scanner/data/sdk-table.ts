import type { SdkFacts } from '../evidence/index.ts';
import { readTable, toList } from './tsv.ts';
import { toGlobPattern } from './glob.ts';

/** What the table knows of one SDK. Rows come from public lists and partly from recall: see `source`. */
export type SdkRow = {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly vendor: string;
  /** ISO 3166 alpha-2, or empty where unknown. */
  readonly country: string;
  readonly category: string;
  readonly prefixes: readonly string[];
  /** Component class names (a trailing `.*` for all below) and meta-data keys. */
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly nativeLibraries: readonly string[];
  readonly piTypes: readonly string[];
  readonly source: string;
};

export type SdkCategory = SdkFacts['category'];

/** Categories of code that is bundled as a tool and serves nobody's business: its calls are the app's doing. */
const LIBRARY_CATEGORIES: ReadonlySet<string> = new Set(['ui-utility', 'networking']);

const COLUMNS = [
  'id',
  'name',
  'name_zh',
  'vendor',
  'country',
  'category',
  'prefixes',
  'components',
  'domains',
  'native_libraries',
  'pi_types',
  'source',
];

/** Look-ups over sdks.tsv; each index is built when first asked for. */
export class SdkTable {
  readonly rows: readonly SdkRow[];
  private prefixes: Map<string, SdkRow> | undefined;
  private components: Map<string, SdkRow> | undefined;
  private domains: Map<string, readonly SdkRow[]> | undefined;
  private libraries: Map<string, readonly SdkRow[]> | undefined;
  private libraryGlobs: { readonly pattern: RegExp; readonly row: SdkRow }[] = [];

  constructor(rows: readonly SdkRow[]) {
    this.rows = rows;
  }

  /** The SDK with the longest prefix of a dotted class or package name, and that prefix. */
  findByClass(className: string): { readonly row: SdkRow; readonly prefix: string } | undefined {
    this.prefixes ??= toMap(this.rows, (row) => row.prefixes);
    return findLongest(this.prefixes, className);
  }

  findById(id: string): SdkRow | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** The SDK that declares a manifest component of this class, or a meta-data entry of this name. */
  findByComponent(name: string): SdkRow | undefined {
    this.components ??= toMap(this.rows, (row) => row.components.map((item) => item.replace(/\.\*$/, '.')));
    const whole = this.components.get(name);
    if (whole) return whole;
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
      const row = this.components.get(name.slice(0, at + 1));
      if (row) return row;
    }
    return undefined;
  }

  /** SDKs that talk to this host or a parent domain of it; several rows may share a domain. */
  findByHost(host: string): readonly SdkRow[] {
    this.domains ??= toLists(this.rows, (row) => row.domains);
    for (let at = 0; at >= 0 && at < host.length;) {
      const rows = this.domains.get(host.slice(at));
      if (rows) return rows;
      const dot = host.indexOf('.', at);
      at = dot < 0 ? -1 : dot + 1;
    }
    return [];
  }

  /** SDKs that ship a native library of this file name; several rows may share one. */
  findByNativeLibrary(fileName: string): readonly SdkRow[] {
    if (!this.libraries) {
      this.libraries = toLists(this.rows, (row) => row.nativeLibraries.filter((item) => !item.includes('*')));
      for (const row of this.rows)
        for (const item of row.nativeLibraries)
          if (item.includes('*')) this.libraryGlobs.push({ pattern: toGlobPattern(item), row });
    }
    const whole = this.libraries.get(fileName);
    if (whole) return whole;
    return this.libraryGlobs.filter((glob) => glob.pattern.test(fileName)).map((glob) => glob.row);
  }
}

/** Reads sdks.tsv. */
export function readSdkTable(text: string): SdkTable {
  const rows = readTable(text, 'sdks.tsv', COLUMNS).map((cells): SdkRow => ({
    id: cells[0] ?? '',
    name: cells[1] ?? '',
    nameZh: cells[2] ?? '',
    vendor: cells[3] ?? '',
    country: cells[4] ?? '',
    category: cells[5] ?? '',
    prefixes: toList(cells[6] ?? ''),
    components: toList(cells[7] ?? ''),
    domains: toList(cells[8] ?? ''),
    nativeLibraries: toList(cells[9] ?? ''),
    piTypes: toList(cells[10] ?? ''),
    source: cells[11] ?? '',
  }));
  return new SdkTable(rows);
}

/** Whether a row is a tool that apps bundle, so that its calls are no third party's. */
export function isLibraryRow(row: SdkRow): boolean {
  return LIBRARY_CATEGORIES.has(row.category);
}

/** The entry whose key is the longest dotted prefix of `name`. */
function findLongest(
  map: ReadonlyMap<string, SdkRow>,
  name: string,
): { readonly row: SdkRow; readonly prefix: string } | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const prefix = name.slice(0, end);
    const row = map.get(prefix);
    if (row) return { row, prefix };
  }
  return undefined;
}

function toMap(rows: readonly SdkRow[], keys: (row: SdkRow) => readonly string[]): Map<string, SdkRow> {
  const map = new Map<string, SdkRow>();
  for (const row of rows) for (const key of keys(row)) if (!map.has(key)) map.set(key, row);
  return map;
}

function toLists(rows: readonly SdkRow[], keys: (row: SdkRow) => readonly string[]): Map<string, SdkRow[]> {
  const map = new Map<string, SdkRow[]>();
  for (const row of rows) {
    for (const key of keys(row)) {
      const known = map.get(key);
      if (known) known.push(row);
      else map.set(key, [row]);
    }
  }
  return map;
}
