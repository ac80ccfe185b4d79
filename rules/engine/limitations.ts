import type { Evidence, Gap, SlotName } from '../../scanner/evidence/index.ts';
import type { CompiledCondition } from './compile-condition.ts';
import { distinctPlaces, metPlaces } from './places.ts';
import type { Limitation, PackConstants } from './rule.ts';
import { openScene } from './scene.ts';
import { MET, UNKNOWN } from './truth.ts';

export type CompiledLimitation = { readonly limitation: Limitation; readonly when: CompiledCondition };

/** Gaps that limitation rules find in the evidence, beyond those the collectors told of. */
export function findLimitations(
  limitations: readonly CompiledLimitation[],
  evidence: Evidence,
  constants: PackConstants,
): readonly Gap[] {
  const found: Gap[] = [];
  const isPresent = (name: SlotName): boolean => evidence.slots[name].kind === 'present';
  for (const { limitation, when } of limitations) {
    const scene = openScene(evidence.slots, [], limitation.needs, constants, {});
    const result = when(scene, new Map());
    // Where the limitation cannot be ruled out, because its own slot is missing, it is supposed to hold.
    const holds = result.truth === MET || (result.truth === UNKNOWN && limitation.affects.some(isPresent));
    if (!holds) continue;
    found.push({
      code: limitation.gap.code,
      message: limitation.gap.message,
      affects: limitation.affects,
      places: distinctPlaces(metPlaces(result.proof), constants.limits.placesPerProofNode),
    });
  }
  return found;
}
