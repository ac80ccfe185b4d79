import { hostKey } from '../machine/index.ts';

/** What an alarm or a pending intent carries across the death of the process: no Java objects. */
export type KeptIntent = {
  readonly action: string | null;
  readonly dataText: string | null;
  readonly component: { readonly packageName: string; readonly className: string } | null;
  readonly flags: number;
  readonly extras: Readonly<Record<string, string | number | boolean>>;
};

export type ScheduledWork =
  | { readonly kind: 'broadcast' | 'service' | 'activity'; readonly intent: KeptIntent }
  | { readonly kind: 'job'; readonly className: string; readonly jobId: number }
  | { readonly kind: 'sticky-service'; readonly className: string };

/** Work of the app that the system does at a time, whether its process lives or not. */
export type ScheduleEntry = {
  /** Equal keys replace each other, as equal pending intents and job ids do. */
  readonly key: string;
  /** Device clock in milliseconds. */
  readonly atMs: number;
  /** Absent for what happens once. */
  readonly everyMs?: number;
  readonly work: ScheduledWork;
};

/** Alarms and jobs. They outlive the process; a force stop or cleared data ends them. */
export class Schedule {
  readonly #entries = new Map<string, ScheduleEntry>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs();
  }

  add(entry: ScheduleEntry): void {
    this.#entries.set(entry.key, entry);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }

  /** Removes entries whose key begins so. */
  removeAll(prefix = ''): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  keys(prefix: string): readonly string[] {
    return [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
  }

  /** When the first entry is due; Infinity for an empty schedule. */
  get nextMs(): number {
    return Math.min(...[...this.#entries.values()].map(({ atMs }) => atMs), Number.POSITIVE_INFINITY);
  }

  /** Takes the first entry that is due by `nowMs`; one that repeats is put in again. */
  takeDue(nowMs: number): ScheduleEntry | undefined {
    const due = [...this.#entries.values()]
      .filter(({ atMs }) => atMs <= nowMs)
      .sort((a, b) => a.atMs - b.atMs)[0];
    if (!due) return undefined;
    this.#entries.delete(due.key);
    // Alarms that were missed while time jumped come once, not once for each period.
    if (due.everyMs !== undefined) this.add({ ...due, atMs: Math.max(due.atMs + due.everyMs, nowMs + 1) });
    return due;
  }
}

export const SCHEDULE = hostKey<Schedule>('schedule');
