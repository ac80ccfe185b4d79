/** How long to wait after the nth failure (n from 1). `random` gives 0..1. */
export type Backoff = (failures: number, random: () => number) => number;

/**
 * Doubles from `firstMs` up to `capMs`, then takes a random half off: jobs that failed together (a disk that was full,
 * a database that was away) do not come back together.
 */
export function exponentialBackoff(firstMs: number, capMs: number): Backoff {
  return (failures, random) => {
    const fullMs = Math.min(capMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
    return Math.round(fullMs / 2 + (fullMs / 2) * random());
  };
}
