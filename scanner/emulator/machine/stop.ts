/** Which budget was spent; EXITED when the app ended its own process, FLOOD when it did one thing without end. */
export type StopCode =
  'INSTRUCTIONS' | 'VIRTUAL_TIME' | 'WALL_TIME' | 'HEAP' | 'THREADS' | 'FLOOD' | 'EXITED';

/** Thrown through the interpreter when a budget is spent; the machine turns it into an outcome of `run`. */
export class MachineStop {
  readonly code: StopCode;

  constructor(code: StopCode) {
    this.code = code;
  }
}

/** What a machine may spend over its whole life. */
export type Limits = {
  readonly maxInstructions: number;
  readonly maxVirtualMs: number;
  /** Wall time since the machine was made, by the injected clock. */
  readonly maxWallMs: number;
  /** Live bytes, by the injected probe where there is one, else bytes ever allocated. */
  readonly maxHeapBytes: number;
  /** Frames of one thread; beyond it Java sees StackOverflowError. */
  readonly maxDepth: number;
  /** Threads alive at once; beyond it Java sees OutOfMemoryError, and after MAX_THREAD_FAILURES of those the run stops. */
  readonly maxThreads: number;
  /** Bytes of one array or string; beyond it Java sees OutOfMemoryError. */
  readonly maxObjectBytes: number;
};

export const DEFAULT_LIMITS: Limits = {
  maxInstructions: 2_000_000_000,
  maxVirtualMs: 24 * 3600 * 1000,
  maxWallMs: 600_000,
  maxHeapBytes: 512 * 2 ** 20,
  maxDepth: 6000,
  maxThreads: 256,
  maxObjectBytes: 128 * 2 ** 20,
};
