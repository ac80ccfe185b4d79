/** When code counts as hot. */
export type Heat = {
  /** Calls after which a method is compiled. */
  readonly calls: number;
  /** Ends of time slices inside a method after which the loop it is in is compiled. */
  readonly slices: number;
};

/** Compiling costs about as much as 20,000 interpreted instructions (measured), so it has to pay. */
export const DEFAULT_HEAT: Heat = { calls: 300, slices: 3 };
