import type { Logger } from 'pino';
import { toServerError } from '../errors.ts';
import type { Lease, Queue } from '../queue/index.ts';
import { isScanJob } from './job-map.ts';
import type { JobRunners, Jobs, ScanResult } from './job-map.ts';
import type { Scans } from './scans.ts';
import { RunFailure } from './scan-failure.ts';

export type WorkerOptions = {
  readonly workerId: string;
  readonly count: number;
  readonly leaseMs: number;
  /** How often to look for work that another process added. */
  readonly pollMs: number;
  readonly queue: Queue<Jobs>;
  readonly scans: Scans;
  /** Absent for a worker that leaves scans to others. */
  readonly run?: (lease: Lease<Jobs, 'scan'>, signal: AbortSignal) => Promise<ScanResult>;
  /** Jobs without a runner here are left to other workers: a mail server that hangs holds up no scan. */
  readonly runners: JobRunners;
  /** After a scan has ended, be it well or for good: its submissions are up to date. */
  readonly onScanEnded?: (scanKey: string) => Promise<void>;
  readonly nowMs: () => number;
  readonly log: Logger;
};

type StopReason = 'cancelled' | 'lost' | 'stopping';

/** Takes jobs and runs them, `count` at a time, until stopped. An error of one job never ends the loop. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #stopping = new AbortController();
  readonly #running = new Set<AbortController>();
  readonly #wakers = new Set<() => void>();
  #loops: Promise<void>[] = [];
  #unsubscribe: (() => void) | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  get #names(): readonly (keyof Jobs & string)[] {
    const { run, runners } = this.#options;
    const others = Object.keys(runners) as (keyof JobRunners & string)[];
    return run === undefined ? others : ['scan', ...others];
  }

  get runningCount(): number {
    return this.#running.size;
  }

  start(): void {
    this.#unsubscribe = this.#options.queue.onAvailable(() => this.#wake());
    this.#loops = Array.from({ length: this.#options.count }, () => this.#loop());
  }

  /** Takes no more jobs, gives running ones `drainMs` to end, then stops them and gives their jobs back. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping.abort();
    this.#unsubscribe?.();
    this.#wake();
    const timer = setTimeout(() => this.#abortAll('stopping'), drainMs);
    await Promise.all(this.#loops);
    clearTimeout(timer);
  }

  async #loop(): Promise<void> {
    const { queue, workerId, leaseMs, log } = this.#options;
    while (!this.#stopping.signal.aborted) {
      try {
        const lease = await queue.lease(workerId, leaseMs, this.#names);
        if (lease === undefined) await this.#idle();
        else await this.#take(lease);
      } catch (error) {
        // The database may be away for a while; the job, if any, comes back when its lease lapses.
        log.error({ err: toServerError(error) }, 'the worker stumbled and goes on');
        await this.#idle();
      }
    }
  }

  async #take(lease: Lease<Jobs>): Promise<void> {
    const { log, nowMs } = this.#options;
    const { job } = lease;
    const abort = new AbortController();
    this.#running.add(abort);
    const stopHeart = this.#beat(lease, abort);
    const beganAtMs = nowMs();
    log.info({ jobId: job.id, name: job.name, failures: job.failures, lapses: job.lapses }, 'job begins');
    try {
      const kept = isScanJob(job)
        ? await this.#scan(lease as Lease<Jobs, 'scan'>, abort.signal)
        : await this.#runOther(lease, abort.signal);
      log.info({ jobId: job.id, name: job.name, tookMs: nowMs() - beganAtMs, kept }, 'job done');
    } catch (error) {
      await this.#ended(lease, abort.signal.reason as StopReason | undefined, error);
    } finally {
      stopHeart();
      this.#running.delete(abort);
    }
  }

  async #runOther(lease: Lease<Jobs>, signal: AbortSignal): Promise<boolean> {
    const { queue, runners } = this.#options;
    const run = runners[lease.job.name as keyof JobRunners] as
      ((lease: Lease<Jobs>, signal: AbortSignal) => Promise<Jobs[keyof JobRunners]['result']>) | undefined;
    if (run === undefined) throw new RunFailure('INTERNAL', `No runner for ${lease.job.name}.`);
    return queue.complete(lease, await run(lease, signal));
  }

  async #scan(lease: Lease<Jobs, 'scan'>, signal: AbortSignal): Promise<boolean> {
    const { queue, scans, run, onScanEnded } = this.#options;
    if (run === undefined) throw new RunFailure('INTERNAL', 'This worker runs no scans.');
    await scans.began(lease.job);
    const result = await run(lease, signal);
    // Submissions first: were the job complete and we killed here, nobody would look at it again soon. Then once
    // more, for one that joined the job in between.
    await scans.done(lease.job, result);
    const kept = await queue.complete(lease, result);
    if (kept) await scans.done(lease.job, result);
    await onScanEnded?.(lease.job.key);
    return kept;
  }

  async #ended(lease: Lease<Jobs>, reason: StopReason | undefined, error: unknown): Promise<void> {
    const { queue, scans, log } = this.#options;
    const { job } = lease;
    if (reason === 'lost') {
      log.warn({ jobId: job.id }, 'the lease was lost; another worker may have the job');
      return;
    }
    if (reason === 'stopping') await queue.release(lease);
    else if (reason === 'cancelled') await queue.cancelled(lease);
    else {
      const failure = toFailure(error);
      const state = await queue.fail(lease, failure);
      const level = failure.code === 'INTERNAL' ? 'error' : 'warn';
      log[level]({ jobId: job.id, code: failure.code, state, err: error }, 'job failed');
    }
    if (isScanJob(job)) {
      await scans.settleKey(job.key);
      await this.#options.onScanEnded?.(job.key);
    }
  }

  /** Keeps the lease while a run goes on. Returns the way to stop. */
  #beat(lease: Lease<Jobs>, abort: AbortController): () => void {
    const { queue, leaseMs, nowMs, log } = this.#options;
    let untilMs = lease.untilMs;
    const timer = setInterval(
      () => {
        queue.heartbeat(lease, leaseMs).then(
          (state) => {
            untilMs = nowMs() + leaseMs;
            if (state !== 'held') abort.abort(state satisfies StopReason);
          },
          (error: unknown) => {
            log.warn({ err: error, jobId: lease.job.id }, 'heartbeat failed');
            if (nowMs() > untilMs) abort.abort('lost' satisfies StopReason);
          },
        );
      },
      Math.max(200, Math.min(2000, leaseMs / 3)),
    );
    return () => clearInterval(timer);
  }

  #abortAll(reason: StopReason): void {
    for (const abort of this.#running) abort.abort(reason);
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stopping.signal.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        this.#wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, this.#options.pollMs);
      this.#wakers.add(done);
    });
  }

  #wake(): void {
    for (const waker of [...this.#wakers]) waker();
  }
}

function toFailure(error: unknown): { code: string; message: string; retryable: boolean } {
  if (error instanceof RunFailure)
    return { code: error.code, message: error.message, retryable: error.retryable };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'INTERNAL', message, retryable: true };
}
