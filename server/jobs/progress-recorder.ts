import type { LogLine, Submissions } from '../store/index.ts';
import type { ProgressHub } from './progress-hub.ts';

const FLUSH_EVERY_MS = 500;
const MOST_LINES = 1000;

/**
 * Tells listeners every line of a scan at once, and writes to the database at most twice a second: a scan that
 * reports every class must not keep the one writer busy.
 */
export class ProgressRecorder {
  readonly #submissions: Submissions;
  readonly #hub: ProgressHub;
  readonly #scanKey: string;
  readonly #onError: (error: unknown) => void;
  #lines: LogLine[] = [];
  #last: LogLine | undefined;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    submissions: Submissions;
    hub: ProgressHub;
    scanKey: string;
    onError: (error: unknown) => void;
  }) {
    this.#submissions = options.submissions;
    this.#hub = options.hub;
    this.#scanKey = options.scanKey;
    this.#onError = options.onError;
  }

  record(line: LogLine): void {
    const isNewStage = line.stage !== this.#last?.stage;
    this.#last = { ...line, fraction: line.fraction ?? this.#last?.fraction };
    this.#hub.tell(this.#scanKey, { kind: 'progress', progress: { ...line, status: 'running' } });
    // Lines that only move the percentage are shown live and not kept.
    if ((isNewStage || line.message !== undefined) && this.#count < MOST_LINES) {
      this.#lines.push(line);
      this.#count += 1;
    }
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_EVERY_MS);
  }

  /** Writes what is left. Call once the scan has ended. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    const last = this.#last;
    this.#lines = [];
    if (last === undefined) return;
    this.#writing = this.#writing
      .then(async () => {
        await this.#submissions.markProgress(this.#scanKey, last.stage, last.fraction);
        await this.#submissions.addLog(this.#scanKey, lines);
      })
      // Progress is a courtesy: a scan must not fail because its percentage could not be written.
      .catch(this.#onError);
  }
}
