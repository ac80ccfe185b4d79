import { toPath, valuesAt } from './scene.ts';

export type RepeatLimits = {
  readonly groupBy: readonly string[];
  readonly timeField: string;
  readonly atLeast: number | undefined;
  /** Greatest coefficient of variation of the spacing; undefined: any. */
  readonly maxVariation: number | undefined;
  /** Greatest median spacing; undefined: any. */
  readonly maxMedianGapMs: number | undefined;
};

/**
 * Groups of items that come again and again, each group in order of time. Items of different scenarios never share a
 * group, because their clocks start anew. No number in the regulations fixes "frequent"; pack.yml names ours.
 */
export function findRepeats(
  items: readonly unknown[],
  limits: RepeatLimits,
): readonly (readonly unknown[])[] {
  const { atLeast } = limits;
  if (atLeast === undefined) return [];
  const keys = ['scenarioId', ...limits.groupBy].map(toPath);
  const groups = new Map<string, { item: unknown; atMs: number }[]>();
  for (const item of items) {
    const atMs = valuesAt(item, toPath(limits.timeField))[0];
    if (typeof atMs !== 'number') continue;
    const key = JSON.stringify(keys.map((path) => valuesAt(item, path)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ item, atMs }]);
    else group.push({ item, atMs });
  }
  const found: unknown[][] = [];
  for (const group of groups.values()) {
    if (group.length < Math.max(2, atLeast)) continue;
    group.sort((a, b) => a.atMs - b.atMs);
    const gapsMs = group.slice(1).map((entry, index) => entry.atMs - (group[index]?.atMs ?? entry.atMs));
    if (limits.maxMedianGapMs !== undefined && median(gapsMs) > limits.maxMedianGapMs) continue;
    if (limits.maxVariation !== undefined && variation(gapsMs) > limits.maxVariation) continue;
    found.push(group.map((entry) => entry.item));
  }
  return found;
}

/** The middle value; of an even number, the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** Standard deviation over mean; infinite when the mean is 0, for a burst is not a period. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(mean > 0)) return Number.POSITIVE_INFINITY;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
