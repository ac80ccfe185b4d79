import { toClassPlace } from '../code/index.ts';
import { toDescriptor } from '../dex/index.ts';
import type { CodePlace } from '../evidence/index.ts';
import { attempt } from './collector.ts';
import type { ScanInput } from './collector.ts';

const MAX_PLACES = 3;

/** Some classes of the app whose dotted name is one of the prefixes or lies under it. Empty where code cannot be read. */
export function classesUnder(input: ScanInput, prefixes: readonly string[]): CodePlace[] {
  const reading = attempt(input.code);
  if (!reading || prefixes.length === 0) return [];
  const { hierarchy } = reading.app;
  const places: CodePlace[] = [];
  for (const prefix of prefixes) {
    const whole = hierarchy.findClass(toDescriptor(prefix));
    if (whole) places.push(toClassPlace(whole));
  }
  for (const [packageName, first] of hierarchy.packages()) {
    if (places.length >= MAX_PLACES) break;
    if (prefixes.some((prefix) => packageName === prefix || packageName.startsWith(`${prefix}.`)))
      places.push(toClassPlace(first));
  }
  return places;
}
