import { toGlobTest } from '../data/index.ts';
import { toDescriptor } from '../dex/index.ts';
import type { Gap, PackerFacts, Place } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { classesUnder } from './classes-under.ts';
import { toGap } from './gaps.ts';

/** Fewer declared components than this tell nothing by being absent. */
const MIN_COMPONENTS = 3;
const MISSING_SHARE = 0.5;
const MAX_PLACES = 10;

/** Packers by their files and shell classes; and any packer, by components that no dex file holds. */
export const packersCollector: Collector<'packers'> = {
  slot: 'packers',
  collect: (input) => {
    const packers: PackerFacts[] = [];
    // Without code a packer that only its classes betray would go unseen.
    const gaps: Gap[] = attempt(input.code) ? [] : [toGap('COLLECTOR_FAILED', [], ['packers'])];
    const missing = findMissingComponents(input);
    for (const row of input.data.packers) {
      const strong = [...findFiles(input, toGlobTest(row.files)), ...classesUnder(input, row.classes)];
      const weak = findFiles(input, toGlobTest(row.weakFiles));
      if (strong.length === 0 && (weak.length === 0 || missing.length === 0)) continue;
      const places = [...strong, ...weak].slice(0, MAX_PLACES);
      packers.push({ id: row.id, name: row.name, places });
      gaps.push(toGap(row.hides === 'all' ? 'PACKED_CODE' : 'PARTLY_PACKED_CODE', places));
    }
    if (missing.length > 0 && packers.length === 0) {
      packers.push({ id: 'unknown', name: 'Unrecognised packer', places: missing.slice(0, MAX_PLACES) });
      gaps.push(toGap('PACKED_CODE', missing));
    }
    return { value: packers, gaps };
  },
};

function findFiles(input: ScanInput, test: (baseName: string) => boolean): Place[] {
  const places: Place[] = [];
  for (const apk of input.pkg.apks)
    for (const { name } of apk.entries())
      if (test(name.slice(name.lastIndexOf('/') + 1))) places.push({ kind: 'file', file: name });
  return places;
}

/** Declared components that are in no dex file, when they are most of them: the code must come from elsewhere. */
function findMissingComponents(input: ScanInput): Place[] {
  const manifest = attempt(input.manifest);
  const reading = attempt(input.code);
  if (!manifest || !reading) return [];
  const components = manifest.components.filter((component) => component.kind !== 'activity-alias');
  const missing = components.filter(
    (component) => !reading.app.hierarchy.findClass(toDescriptor(component.name)),
  );
  const isMost = components.length >= MIN_COMPONENTS && missing.length > components.length * MISSING_SHARE;
  return isMost ? missing.map((component) => component.place) : [];
}
