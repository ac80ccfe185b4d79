import type { DeviceGap } from '../../scanner/device/device.ts';

/** One missing thing, over all its callers. */
export type RankedGap = {
  readonly kind: string;
  readonly what: string;
  readonly count: number;
  /** Most frequent first. */
  readonly callers: readonly { readonly caller: string; readonly count: number }[];
};

/** Gaps of one or many apps, what is missing most often first. */
export function rankGaps(gaps: readonly DeviceGap[]): RankedGap[] {
  const byThing = new Map<string, DeviceGap[]>();
  for (const gap of gaps) {
    const key = `${gap.kind} ${gap.what}`;
    byThing.set(key, [...(byThing.get(key) ?? []), gap]);
  }
  return [...byThing.values()]
    .map((same) => ({
      kind: same[0]?.kind ?? '',
      what: same[0]?.what ?? '',
      count: same.reduce((sum, { count }) => sum + count, 0),
      callers: same.map(({ caller, count }) => ({ caller, count })).sort((a, b) => b.count - a.count),
    }))
    .sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
}

const mostCallers = 3;

/** Text for a person: the first `most` of a ranking with their first callers. */
export function renderGaps(ranked: readonly RankedGap[], most: number): string {
  const lines = ranked
    .slice(0, most)
    .flatMap(({ kind, what, count, callers }) => [
      `${String(count).padStart(8)}  ${kind.padEnd(18)} ${what}`,
      ...callers.slice(0, mostCallers).map((one) => `${' '.repeat(12)}${one.count} x ${one.caller}`),
      ...(callers.length > mostCallers
        ? [`${' '.repeat(12)}and ${callers.length - mostCallers} more callers`]
        : []),
    ]);
  if (ranked.length > most) lines.push(`and ${ranked.length - most} more`);
  return lines.join('\n');
}

/** Rows for a program: count, kind, what, number of callers, first caller; tabs between. */
export function renderGapRows(ranked: readonly RankedGap[]): string {
  return ranked
    .map(({ kind, what, count, callers }) =>
      [count, kind, what, callers.length, callers[0]?.caller ?? ''].join('\t'),
    )
    .join('\n');
}
