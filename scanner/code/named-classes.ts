import type { DexMethod } from '../dex/index.ts';
import type { ReflectionCall } from './pi-accesses.ts';

/** Classes that are looked up by names known from constants: descriptors by method and pc of the look-up. */
export type NamedClasses = ReadonlyMap<DexMethod, ReadonlyMap<number, string>>;

/** Arranges what was found of look-ups by name for the walks over code. */
export function toNamedClasses(calls: readonly ReflectionCall[]): NamedClasses {
  const named = new Map<DexMethod, Map<number, string>>();
  for (const { method, pc, owner, member } of calls) {
    if (owner === undefined || member !== undefined) continue;
    const byPc = named.get(method) ?? new Map<number, string>();
    named.set(method, byPc.set(pc, owner));
  }
  return named;
}
