import type { Machine } from '../../machine/index.ts';
import { seededRandom } from '../../system/seeded-random.ts';
import { javaHost } from '../java-host.ts';
import type { SeededRandom } from '../../system/seeded-random.ts';

const sources = new WeakMap<Machine, SeededRandom>();

/** The one source of chance of a machine: a run with the same seed draws the same. */
export function randomOf(vm: Machine): SeededRandom {
  const known = sources.get(vm);
  if (known !== undefined) return known;
  const made = seededRandom((javaHost(vm).seed ?? 0) + 20_261_125);
  sources.set(vm, made);
  return made;
}

export function randomBytesOf(vm: Machine, count: number): Uint8Array {
  const random = randomOf(vm);
  return Uint8Array.from({ length: count }, () => random.below(256));
}
