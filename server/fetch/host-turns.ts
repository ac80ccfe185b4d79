import { setTimeout as pause } from 'node:timers/promises';

/** Keeps requests to one host at least `intervalMs` apart, in the order in which they are asked for. */
export class HostTurns {
  readonly #intervalMs: number;
  readonly #nowMs: () => number;
  readonly #nextMs = new Map<string, number>();

  constructor(intervalMs: number, nowMs: () => number) {
    this.#intervalMs = intervalMs;
    this.#nowMs = nowMs;
  }

  async wait(host: string, signal: AbortSignal): Promise<void> {
    const now = this.#nowMs();
    const at = Math.max(now, this.#nextMs.get(host) ?? 0);
    this.#nextMs.set(host, at + this.#intervalMs);
    if (this.#nextMs.size > 10_000)
      for (const [name, next] of this.#nextMs) if (next < now) this.#nextMs.delete(name);
    if (at > now) await pause(at - now, undefined, { signal });
  }
}
