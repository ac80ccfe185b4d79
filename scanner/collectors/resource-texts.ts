import { toPolicyTest } from '../code/index.ts';
import type { PolicyWord } from '../data/index.ts';
import type { ResourceTable } from '../package/index.ts';

/** Strings of the resource table that are of interest, each once, in pool order. */
export type ResourceTexts = {
  readonly policyTexts: readonly string[];
  readonly urls: readonly string[];
  /** Strings as long as a document, whatever they say. */
  readonly longTexts: readonly string[];
};

const LONG_CHARS = 120;

const kept = new WeakMap<ResourceTable, ResourceTexts>();

/** Looks through the value strings of every language and configuration once for each table. */
export function findResourceTexts(table: ResourceTable, words: readonly PolicyWord[]): ResourceTexts {
  const known = kept.get(table);
  if (known) return known;
  const isPolicyText = toPolicyTest(words);
  const policyTexts = new Set<string>();
  const urls = new Set<string>();
  const longTexts = new Set<string>();
  for (const pool of new Set(table.packages.map((pkg) => pkg.values))) {
    if (!pool) continue;
    for (let i = 0; i < pool.count; i++) {
      const text = pool.find(i);
      if (text === undefined || text.length < 4) continue;
      if (text.includes('://')) urls.add(text);
      if (text.length >= LONG_CHARS) longTexts.add(text);
      if (isPolicyText(text)) policyTexts.add(text);
    }
  }
  const texts = { policyTexts: [...policyTexts], urls: [...urls], longTexts: [...longTexts] };
  kept.set(table, texts);
  return texts;
}
