import { ScanError } from './errors.ts';

/** What a long operation may spend and how it tells its caller what it does. Passed in, never made inside. */
export type Budget = {
  /** Milliseconds since the epoch, by `nowMs`, after which the work must stop. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly log: (entry: LogEntry) => void;
};

/** One line of progress: what is being done, and how far along the whole scan is. */
export type LogEntry = {
  readonly stage: string;
  /** 0..1 over the whole scan, when known. */
  readonly fraction?: number;
  readonly message?: string;
};

/** Throws the coded error that a spent budget means. Cheap enough to call in outer loops. */
export function checkBudget(budget: Budget): void {
  if (budget.signal.aborted) throw new ScanError('CANCELLED', 'The scan was cancelled.');
  if (budget.nowMs() > budget.deadlineMs)
    throw new ScanError(
      'DEADLINE_EXCEEDED',
      'The scan ran out of time. Raise the time limit or use --profile static.',
    );
}

/** A budget that never ends, for tests and short tools. */
export function unlimitedBudget(): Budget {
  return {
    deadlineMs: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    nowMs: () => 0,
    log: () => undefined,
  };
}
