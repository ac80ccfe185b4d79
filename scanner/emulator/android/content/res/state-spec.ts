import type { XmlElement } from '../../../../package/index.ts';

/**
 * The states that an `<item>` of a selector asks for: `state_pressed` is its attribute id, and minus that where the
 * item says false. android.util.StateSet.
 */
export function readStateSpec(item: XmlElement): number[] {
  return item.attributes
    .filter((each) => each.value.kind === 'boolean' && each.name.startsWith('state_'))
    .map((each) => (each.value.data !== 0 ? each.resourceId | 0 : -(each.resourceId | 0)));
}

/** StateSet.stateSetMatches: all that are asked for are there, none that are asked against. */
export function matchesState(spec: readonly number[], states: readonly number[]): boolean {
  return spec.every((wanted) => (wanted > 0 ? states.includes(wanted) : !states.includes(-wanted)));
}
