import { UNKNOWN } from '../../machine/index.ts';
import type { JavaObject, Machine } from '../../machine/index.ts';
import type { FoundValue } from '../res/resource-set.ts';

/** A font of the app's own: not rasterised, so it is said to be unknown. */
export function loadFont(_vm: Machine, _found: FoundValue): JavaObject | typeof UNKNOWN {
  return UNKNOWN;
}
