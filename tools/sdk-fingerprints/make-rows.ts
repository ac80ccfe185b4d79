import type { ClassPrints } from './class-prints.ts';
import type { FingerprintSource } from './read-sources.ts';

/** One row of the table: the prints of all versions of an owner, and which versions have each. */
export type FingerprintRow = {
  readonly kind: 'sdk' | 'library';
  readonly id: string;
  readonly versions: readonly string[];
  readonly sources: readonly string[];
  readonly masks: ReadonlyMap<number, number>;
};

/** Large libraries need no more to be told; the smallest numbers are a fair draw of all. */
const MAX_PRINTS = 2500;
const MAX_VERSIONS = 8;

/** Joins versions of an owner, and drops every print that two owners share: it tells of neither. */
export function makeRows(
  sources: readonly { readonly source: FingerprintSource; readonly classes: readonly ClassPrints[] }[],
): readonly FingerprintRow[] {
  const rows = new Map<string, { row: FingerprintRow; masks: Map<number, number> }>();
  for (const { source, classes } of sources) {
    const key = `${source.kind} ${source.id}`;
    const known = rows.get(key);
    const versions = [...new Set([...(known?.row.versions ?? []), source.version])];
    if (versions.length > MAX_VERSIONS)
      throw new Error(`${source.id} has more versions than a mask has bits`);
    const masks = known?.masks ?? new Map<number, number>();
    const bit = 1 << versions.indexOf(source.version);
    for (const { prints } of classes)
      for (const print of prints) masks.set(print, (masks.get(print) ?? 0) | bit);
    const files = [...(known?.row.sources ?? []), `${source.package}/${source.file}`];
    rows.set(key, { row: { kind: source.kind, id: source.id, versions, sources: files, masks }, masks });
  }
  const owners = new Map<number, number>();
  for (const { masks } of rows.values())
    for (const print of masks.keys()) owners.set(print, (owners.get(print) ?? 0) + 1);
  return [...rows.values()].map(({ row, masks }) => {
    const own = [...masks].filter(([print]) => owners.get(print) === 1).sort(([a], [b]) => a - b);
    return { ...row, masks: new Map(own.slice(0, MAX_PRINTS)) };
  });
}

/** The table's text. */
export function renderRows(rows: readonly FingerprintRow[]): string {
  const lines = rows.map(({ kind, id, versions, sources, masks }) => {
    const words = Buffer.alloc(masks.size * 4);
    [...masks.keys()].forEach((print, i) => words.writeUInt32LE(print, i * 4));
    const bits = Buffer.from([...masks.values()]);
    const known = versions.length === 1 && versions[0] === '' ? '' : versions.join(';');
    return [
      kind,
      id,
      known,
      [...new Set(sources)].join(';'),
      words.toString('base64'),
      bits.toString('base64'),
    ].join('\t');
  });
  return `${['kind\tid\tversions\tsource\tprints\tmasks', ...lines].join('\n')}\n`;
}
