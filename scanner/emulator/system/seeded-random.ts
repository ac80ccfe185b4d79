/** Deterministic numbers for everything that a device would have at random (mulberry32). */
export type SeededRandom = {
  /** An integer in [0, bound). */
  below(bound: number): number;
  digits(count: number): string;
  hex(count: number): string;
};

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  // mulberry32: 32 bits of state are enough for identities, and the sequence is the same everywhere.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number) => next() % bound;
  return {
    below,
    digits: (count) => Array.from({ length: count }, () => String(below(10))).join(''),
    hex: (count) => Array.from({ length: count }, () => below(16).toString(16)).join(''),
  };
}
