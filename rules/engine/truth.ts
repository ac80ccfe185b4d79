import type { ProofNode } from './verdict.ts';

/** Three-valued truth (Kleene): unmet < unknown < met, so that `all` is the least, `any` the greatest. */
export type Truth = 0 | 1 | 2;
export const UNMET = 0;
export const UNKNOWN = 1;
export const MET = 2;

export function toTruth(holds: boolean): Truth {
  return holds ? MET : UNMET;
}

/** Met when every part is met; of nothing it is met. */
export function allOf(parts: Iterable<Truth>): Truth {
  let least: Truth = MET;
  for (const part of parts) if (part < least) least = part;
  return least;
}

/** Met when one part is met; of nothing it is unmet. */
export function anyOf(parts: Iterable<Truth>): Truth {
  let greatest: Truth = UNMET;
  for (const part of parts) if (part > greatest) greatest = part;
  return greatest;
}

export function notOf(truth: Truth): Truth {
  return truth === MET ? UNMET : truth === UNMET ? MET : UNKNOWN;
}

export function toOutcome(truth: Truth): ProofNode['outcome'] {
  return truth === MET ? 'met' : truth === UNMET ? 'unmet' : 'unknown';
}
