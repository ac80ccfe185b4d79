import type { Place } from './place.ts';

/** Something that could not be seen. Rules weaken their verdicts by the gaps that touch their slots. */
export type Gap = {
  /** Stable code, e.g. `PACKED_CODE`, `NATIVE_CODE`, `NO_DEVICE`, `COLLECTOR_FAILED`. Documented in docs/gaps.md. */
  readonly code: string;
  /** What it means for the reader. */
  readonly message: { readonly zh: string; readonly en: string };
  /** Names of the evidence slots whose absence of facts proves nothing because of this gap. */
  readonly affects: readonly string[];
  readonly places: readonly Place[];
};

/** One kind of evidence: what was collected, or why it was not. */
export type Slot<T> =
  | { readonly kind: 'present'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string };

export function present<T>(value: T): Slot<T> {
  return { kind: 'present', value };
}
