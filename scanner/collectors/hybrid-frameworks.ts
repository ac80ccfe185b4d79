import { toGlobTest } from '../data/index.ts';
import type { Gap, HybridFrameworkFacts, Place } from '../evidence/index.ts';
import { classesUnder } from './classes-under.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { toGap } from './gaps.ts';

const MAX_PLACES = 5;

/** Frameworks that keep the app's logic outside dex, by their files; by their classes where the files are renamed. */
export const hybridFrameworksCollector: Collector<'hybridFrameworks'> = {
  slot: 'hybridFrameworks',
  collect: (input) => {
    const found: HybridFrameworkFacts[] = [];
    for (const row of input.data.hybridFrameworks) {
      const places = [...findEntries(input, row.files), ...classesUnder(input, row.classes)].slice(
        0,
        MAX_PLACES,
      );
      if (places.length > 0) found.push({ id: row.id, name: row.name, places });
    }
    const places = found.flatMap((framework) => framework.places);
    const gaps: Gap[] = attempt(input.code) ? [] : [toGap('COLLECTOR_FAILED', [], ['hybridFrameworks'])];
    if (found.length > 0) gaps.push(toGap('HYBRID_CODE', places));
    return { value: found, gaps };
  },
};

function findEntries(input: ScanInput, globs: readonly string[]): Place[] {
  const test = toGlobTest(globs);
  const places: Place[] = [];
  for (const apk of input.pkg.apks) {
    for (const { name } of apk.entries()) {
      if (test(name)) places.push({ kind: 'file', file: name });
      if (places.length >= MAX_PLACES) return places;
    }
  }
  return places;
}
