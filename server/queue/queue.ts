/** Names of jobs, with what goes in and what comes out. Both must survive JSON. */
export type JobMap = Readonly<Record<string, { readonly payload: unknown; readonly result: unknown }>>;
export type JobName<Jobs extends JobMap> = keyof Jobs & string;

/** queued -> running -> done, or back to queued for another try, or dead; cancelled from queued and running. */
export type JobState = 'queued' | 'running' | 'done' | 'dead' | 'cancelled';

/** Why a run failed. `retryable` false means that another try would end the same. */
export type JobFailure = { readonly code: string; readonly message: string; readonly retryable: boolean };

export type JobRecord<Jobs extends JobMap, Name extends JobName<Jobs> = JobName<Jobs>> = {
  readonly id: string;
  readonly name: Name;
  readonly key: string;
  readonly payload: Jobs[Name]['payload'];
  readonly state: JobState;
  readonly priority: number;
  /** Runs that ended by a reported failure. */
  readonly failures: number;
  /** Runs whose worker vanished: its lease lapsed. */
  readonly lapses: number;
  readonly addedAtMs: number;
  /** Not before this time. */
  readonly dueAtMs: number;
  readonly finishedAtMs?: number;
  readonly result?: Jobs[Name]['result'];
  readonly lastFailure?: JobFailure;
};

/** A job in the hands of one worker, until `untilMs` unless the worker says it still lives. */
export type Lease<Jobs extends JobMap, Name extends JobName<Jobs> = JobName<Jobs>> = {
  readonly job: JobRecord<Jobs, Name>;
  readonly leaseId: string;
  readonly untilMs: number;
};

export type AddOptions = {
  /** Two jobs of one key are one job, as long as the first is not dead or cancelled. */
  readonly key: string;
  /** Higher goes first; 0 where not given. */
  readonly priority?: number;
  readonly delayMs?: number;
};

export type QueueCounts = Readonly<Record<JobState, number>>;

/**
 * Work to be done at least once. A backend is proved by test/contracts/queue.
 *
 * The failure we prefer: a job that runs twice over a job that never runs. So a worker that falls silent loses its
 * lease and the job goes to another; handlers must bear that (results are written once, by hash).
 */
export interface Queue<Jobs extends JobMap> {
  /** Once it resolves, the job survives a crash. Returns the job that now holds the key, be it new or old. */
  add<Name extends JobName<Jobs>>(
    name: Name,
    payload: Jobs[Name]['payload'],
    options: AddOptions,
  ): Promise<JobRecord<Jobs, Name>>;
  /** The most urgent due job (of these names), now held by the worker; undefined where nothing is due. */
  lease(
    workerId: string,
    leaseMs: number,
    names?: readonly JobName<Jobs>[],
  ): Promise<Lease<Jobs> | undefined>;
  /** Prolongs a lease. `lost`: another may hold the job, stop. `cancelled`: someone wants the run stopped. */
  heartbeat(lease: Lease<Jobs>, leaseMs: number): Promise<'held' | 'cancelled' | 'lost'>;
  /** False where the lease was lost; the result is then not kept. */
  complete<Name extends JobName<Jobs>>(
    lease: Lease<Jobs, Name>,
    result: Jobs[Name]['result'],
  ): Promise<boolean>;
  /** Queues the job again after a growing delay, or declares it dead. Returns the new state, undefined where lost. */
  fail(lease: Lease<Jobs>, failure: JobFailure): Promise<JobState | undefined>;
  /** Gives the job back untouched, as in a graceful stop: no failure is counted. */
  release(lease: Lease<Jobs>): Promise<void>;
  /** Ends a queued job at once; marks a running one, whose worker learns it by its heartbeat. Undefined if unknown. */
  cancel(jobId: string): Promise<JobState | undefined>;
  /** Confirms that a cancelled run has stopped. */
  cancelled(lease: Lease<Jobs>): Promise<void>;
  /** Brings a dead or cancelled job back with its counters at nought. False where it is neither or its key is taken. */
  requeue(jobId: string): Promise<boolean>;
  /** Ends at once the leases of workers known to be gone. Returns how many. */
  reclaim(isGone: (workerId: string) => boolean): Promise<number>;
  find(jobId: string): Promise<JobRecord<Jobs> | undefined>;
  /** The job that holds the key, else the youngest that held it. */
  findByKey(key: string): Promise<JobRecord<Jobs> | undefined>;
  list(filter: { states: readonly JobState[]; limit: number }): Promise<readonly JobRecord<Jobs>[]>;
  counts(): Promise<QueueCounts>;
  /**
   * Forgets done and cancelled jobs that ended before the time, or after another that has not come yet: the clock stood
   * wrong then, and their keys must be free when the day comes. Dead ones stay for inspection. Returns how many.
   */
  prune(finishedBeforeMs: number, finishedAfterMs?: number): Promise<number>;
  /** Calls back when this process adds or frees a job: a hint to lease now, not a promise. Returns the way out. */
  onAvailable(listener: () => void): () => void;
}
