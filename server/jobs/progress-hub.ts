import type { LogLine, SubmissionStatus } from '../store/index.ts';

export type Progress = LogLine & { readonly status: SubmissionStatus };

/** `progress`: a line of a running scan. `changed`: the row is worth reading again. */
export type HubEvent =
  { readonly kind: 'progress'; readonly progress: Progress } | { readonly kind: 'changed' };

/**
 * Passes progress from the workers of this process to the streams that show it. Another process' workers are not
 * heard here; streams read the database now and then for those.
 */
export class ProgressHub {
  readonly #listeners = new Map<string, Set<(event: HubEvent) => void>>();

  /** Returns the way out. */
  listen(scanKey: string, listener: (event: HubEvent) => void): () => void {
    const listeners = this.#listeners.get(scanKey) ?? new Set();
    this.#listeners.set(scanKey, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(scanKey) === listeners) this.#listeners.delete(scanKey);
    };
  }

  tell(scanKey: string, event: HubEvent): void {
    for (const listener of this.#listeners.get(scanKey) ?? []) listener(event);
  }
}
