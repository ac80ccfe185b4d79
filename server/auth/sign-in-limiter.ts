type Failures = { count: number; lastAtMs: number };

/** Failures that cost nothing; after them each doubles the wait. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Most entries kept; the oldest go first, so that an attacker with many names cannot fill the memory. */
const MOST_ENTRIES = 20_000;

/**
 * Slows guessing down, per name and address. Keyed by both: a stranger who guesses at someone's name must not lock
 * that person out from elsewhere. A second key, the address alone, is kept by the caller with a larger allowance.
 */
export class SignInLimiter {
  readonly #nowMs: () => number;
  readonly #freeFailures: number;
  readonly #entries = new Map<string, Failures>();

  constructor(nowMs: () => number, freeFailures = FREE_FAILURES) {
    this.#nowMs = nowMs;
    this.#freeFailures = freeFailures;
  }

  /** Milliseconds until another try is allowed; 0 for now. */
  waitMs(key: string): number {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.count < this.#freeFailures) return 0;
    const pauseMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (entry.count - this.#freeFailures));
    return Math.max(0, entry.lastAtMs + pauseMs - this.#nowMs());
  }

  failed(key: string): void {
    const nowMs = this.#nowMs();
    const entry = this.#entries.get(key);
    const stale = entry === undefined || nowMs - entry.lastAtMs > 2 * LONGEST_WAIT_MS;
    // Set anew, so that the map stays in the order of the last failure.
    this.#entries.delete(key);
    this.#entries.set(key, { count: stale ? 1 : entry.count + 1, lastAtMs: nowMs });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) break;
      this.#entries.delete(oldest);
    }
  }

  succeeded(key: string): void {
    this.#entries.delete(key);
  }
}
