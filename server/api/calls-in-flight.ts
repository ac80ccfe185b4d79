import { setTimeout as pause } from 'node:timers/promises';

/**
 * Calls that are being answered. One whose line was cut goes on to its end all the same, and writes down what it did:
 * the database may not be closed before.
 */
export class CallsInFlight {
  readonly #calls = new Set<Promise<unknown>>();

  track<Answer>(call: Promise<Answer>): Promise<Answer> {
    const ended: Promise<unknown> = call.then(
      () => this.#calls.delete(ended),
      () => this.#calls.delete(ended),
    );
    this.#calls.add(ended);
    return call;
  }

  /** Resolves when all have come to their end, or after `mostMs`: a call that hangs holds up no stop. */
  async ended(mostMs: number): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([
      Promise.all(this.#calls),
      pause(mostMs, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
  }
}
