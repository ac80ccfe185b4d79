import type { Knex } from 'knex';
import type { Backoff } from './backoff.ts';
import type {
  AddOptions,
  JobFailure,
  JobMap,
  JobName,
  JobRecord,
  JobState,
  Lease,
  Queue,
  QueueCounts,
} from './queue.ts';

export type SqliteQueueOptions = {
  /** The connection that writes. The `jobs` table comes from the store's migrations. */
  readonly db: Knex;
  readonly nowMs: () => number;
  readonly randomId: () => string;
  /** 0..1, for the spread of retries. */
  readonly random: () => number;
  readonly backoff: Backoff;
  /** Reported failures after which a job is dead. */
  readonly maxFailures: number;
  /** Lapsed leases after which a job is dead: more than failures, since a killed server is rarely the job's fault. */
  readonly maxLapses: number;
};

type JobRow = {
  id: string;
  name: string;
  key: string;
  payload: string;
  state: JobState;
  priority: number;
  failures: number;
  lapses: number;
  added_at_ms: number;
  due_at_ms: number;
  finished_at_ms: number | null;
  result: string | null;
  last_failure: string | null;
  worker_id: string | null;
  lease_id: string | null;
  lease_until_ms: number | null;
  cancel_asked: number;
};

/**
 * A queue in the embedded database. Every change is one statement, so that it is atomic without a transaction that
 * reads first (in WAL mode such a one fails with SQLITE_BUSY when another process writes in between).
 */
export class SqliteQueue<Jobs extends JobMap> implements Queue<Jobs> {
  readonly #options: SqliteQueueOptions;
  readonly #listeners = new Set<() => void>();

  constructor(options: SqliteQueueOptions) {
    this.#options = options;
  }

  async add<Name extends JobName<Jobs>>(
    name: Name,
    payload: Jobs[Name]['payload'],
    options: AddOptions,
  ): Promise<JobRecord<Jobs, Name>> {
    const nowMs = this.#options.nowMs();
    // `jobs_live_key` is unique over queued, running and done jobs: dead and cancelled ones free their key.
    const inserted = await this.#rows(
      `INSERT INTO jobs (id, name, key, payload, state, priority, failures, lapses, added_at_ms, due_at_ms, cancel_asked)
       VALUES (?, ?, ?, ?, 'queued', ?, 0, 0, ?, ?, 0) ON CONFLICT DO NOTHING RETURNING *`,
      [
        this.#options.randomId(),
        name,
        options.key,
        JSON.stringify(payload),
        options.priority ?? 0,
        nowMs,
        nowMs + (options.delayMs ?? 0),
      ],
    );
    if (inserted[0] !== undefined) {
      this.#announce();
      return toRecord<Jobs, Name>(inserted[0]);
    }
    const held = await this.#rows(
      `SELECT * FROM jobs WHERE key = ? AND state IN ('queued', 'running', 'done')`,
      [options.key],
    );
    // The holder may have died between the two statements; its key is then free.
    return held[0] === undefined ? this.add(name, payload, options) : toRecord<Jobs, Name>(held[0]);
  }

  async lease(
    workerId: string,
    leaseMs: number,
    names?: readonly JobName<Jobs>[],
  ): Promise<Lease<Jobs> | undefined> {
    await this.#expire('lease_until_ms < ?', [this.#options.nowMs()]);
    const nowMs = this.#options.nowMs();
    const untilMs = nowMs + leaseMs;
    const leaseId = this.#options.randomId();
    const ofNames = names === undefined ? '' : `AND name IN (${names.map(() => '?').join(', ')})`;
    const rows = await this.#rows(
      `UPDATE jobs SET state = 'running', worker_id = ?, lease_id = ?, lease_until_ms = ?
       WHERE id = (SELECT id FROM jobs WHERE state = 'queued' AND due_at_ms <= ? ${ofNames}
                   ORDER BY priority DESC, due_at_ms, id LIMIT 1)
       RETURNING *`,
      [workerId, leaseId, untilMs, nowMs, ...(names ?? [])],
    );
    return rows[0] === undefined ? undefined : { job: toRecord(rows[0]), leaseId, untilMs };
  }

  async heartbeat(lease: Lease<Jobs>, leaseMs: number): Promise<'held' | 'cancelled' | 'lost'> {
    const rows = await this.#rows(
      `UPDATE jobs SET lease_until_ms = ? WHERE id = ? AND lease_id = ? AND state = 'running' RETURNING *`,
      [this.#options.nowMs() + leaseMs, lease.job.id, lease.leaseId],
    );
    if (rows[0] === undefined) return 'lost';
    return rows[0].cancel_asked === 1 ? 'cancelled' : 'held';
  }

  async complete<Name extends JobName<Jobs>>(
    lease: Lease<Jobs, Name>,
    result: Jobs[Name]['result'],
  ): Promise<boolean> {
    // A run that ended well is kept even when a cancel came too late to stop it: throwing work away helps nobody.
    const rows = await this.#rows(
      `UPDATE jobs SET state = 'done', result = ?, finished_at_ms = ?, ${FREE}
       WHERE id = ? AND lease_id = ? AND state = 'running' RETURNING *`,
      [JSON.stringify(result), this.#options.nowMs(), lease.job.id, lease.leaseId],
    );
    return rows.length > 0;
  }

  async fail(lease: Lease<Jobs>, failure: JobFailure): Promise<JobState | undefined> {
    const nowMs = this.#options.nowMs();
    const failures = lease.job.failures + 1;
    const dies = !failure.retryable || failures >= this.#options.maxFailures;
    const rows = await this.#rows(
      `UPDATE jobs SET failures = ?, last_failure = ?, due_at_ms = ?,
         finished_at_ms = CASE WHEN cancel_asked = 1 OR ? THEN ? END,
         state = CASE WHEN cancel_asked = 1 THEN 'cancelled' WHEN ? THEN 'dead' ELSE 'queued' END, ${FREE}
       WHERE id = ? AND lease_id = ? AND state = 'running' RETURNING *`,
      [
        failures,
        JSON.stringify(failure),
        nowMs + this.#options.backoff(failures, this.#options.random),
        dies,
        nowMs,
        dies,
        lease.job.id,
        lease.leaseId,
      ],
    );
    return rows[0]?.state;
  }

  async release(lease: Lease<Jobs>): Promise<void> {
    await this.#rows(
      `UPDATE jobs SET state = CASE WHEN cancel_asked = 1 THEN 'cancelled' ELSE 'queued' END,
         finished_at_ms = CASE WHEN cancel_asked = 1 THEN ? END, ${FREE}
       WHERE id = ? AND lease_id = ? AND state = 'running' RETURNING *`,
      [this.#options.nowMs(), lease.job.id, lease.leaseId],
    );
    this.#announce();
  }

  async cancel(jobId: string): Promise<JobState | undefined> {
    const rows = await this.#rows(
      `UPDATE jobs SET cancel_asked = CASE WHEN state = 'running' THEN 1 ELSE cancel_asked END,
         finished_at_ms = CASE WHEN state = 'queued' THEN ? ELSE finished_at_ms END,
         state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
       WHERE id = ? RETURNING *`,
      [this.#options.nowMs(), jobId],
    );
    return rows[0]?.state;
  }

  async cancelled(lease: Lease<Jobs>): Promise<void> {
    await this.#rows(
      `UPDATE jobs SET state = 'cancelled', finished_at_ms = ?, ${FREE}
       WHERE id = ? AND lease_id = ? AND state = 'running' RETURNING *`,
      [this.#options.nowMs(), lease.job.id, lease.leaseId],
    );
  }

  async requeue(jobId: string): Promise<boolean> {
    // OR IGNORE: where a younger job took the key meanwhile, the unique index turns the change into none.
    const rows = await this.#rows(
      `UPDATE OR IGNORE jobs SET state = 'queued', failures = 0, lapses = 0, due_at_ms = ?, finished_at_ms = NULL,
         cancel_asked = 0
       WHERE id = ? AND state IN ('dead', 'cancelled') RETURNING *`,
      [this.#options.nowMs(), jobId],
    );
    if (rows.length > 0) this.#announce();
    return rows.length > 0;
  }

  async reclaim(isGone: (workerId: string) => boolean): Promise<number> {
    const running = await this.#rows(`SELECT * FROM jobs WHERE state = 'running'`, []);
    let count = 0;
    for (const row of running) {
      if (row.lease_id === null || row.worker_id === null || !isGone(row.worker_id)) continue;
      count += await this.#expire('lease_id = ?', [row.lease_id]);
    }
    if (count > 0) this.#announce();
    return count;
  }

  async find(jobId: string): Promise<JobRecord<Jobs> | undefined> {
    const rows = await this.#rows('SELECT * FROM jobs WHERE id = ?', [jobId]);
    return rows[0] === undefined ? undefined : toRecord(rows[0]);
  }

  async findByKey(key: string): Promise<JobRecord<Jobs> | undefined> {
    const rows = await this.#rows(
      `SELECT * FROM jobs WHERE key = ?
       ORDER BY CASE WHEN state IN ('queued', 'running', 'done') THEN 0 ELSE 1 END, added_at_ms DESC LIMIT 1`,
      [key],
    );
    return rows[0] === undefined ? undefined : toRecord(rows[0]);
  }

  async list(filter: { states: readonly JobState[]; limit: number }): Promise<readonly JobRecord<Jobs>[]> {
    const marks = filter.states.map(() => '?').join(', ');
    const rows = await this.#rows(
      `SELECT * FROM jobs WHERE state IN (${marks}) ORDER BY added_at_ms DESC, id LIMIT ?`,
      [...filter.states, filter.limit],
    );
    return rows.map((row) => toRecord(row));
  }

  async counts(): Promise<QueueCounts> {
    const rows: { state: JobState; count: number }[] = await this.#options.db.raw(
      'SELECT state, count(*) AS count FROM jobs GROUP BY state',
    );
    const counts = { queued: 0, running: 0, done: 0, dead: 0, cancelled: 0 };
    for (const row of rows) counts[row.state] = row.count;
    return counts;
  }

  async prune(finishedBeforeMs: number, finishedAfterMs = Number.MAX_SAFE_INTEGER): Promise<number> {
    const rows = await this.#rows(
      `DELETE FROM jobs WHERE state IN ('done', 'cancelled') AND (finished_at_ms < ? OR finished_at_ms > ?) RETURNING *`,
      [finishedBeforeMs, finishedAfterMs],
    );
    return rows.length;
  }

  onAvailable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes running jobs from workers that vanished. A job that outlived too many workers may be what kills them. */
  async #expire(where: string, values: readonly Knex.RawBinding[]): Promise<number> {
    const nowMs = this.#options.nowMs();
    const lapsed: JobFailure = {
      code: 'WORKER_LOST',
      message: 'The worker stopped without a word, again and again.',
      retryable: true,
    };
    const dies = `lapses + 1 >= ${Number(this.#options.maxLapses)}`;
    const rows = await this.#rows(
      `UPDATE jobs SET lapses = lapses + 1, due_at_ms = ?,
         last_failure = CASE WHEN ${dies} THEN ? ELSE last_failure END,
         finished_at_ms = CASE WHEN cancel_asked = 1 OR ${dies} THEN ? END,
         state = CASE WHEN cancel_asked = 1 THEN 'cancelled' WHEN ${dies} THEN 'dead' ELSE 'queued' END, ${FREE}
       WHERE state = 'running' AND ${where} RETURNING *`,
      [nowMs, JSON.stringify(lapsed), nowMs, ...values],
    );
    return rows.length;
  }

  async #rows(sql: string, values: readonly Knex.RawBinding[]): Promise<JobRow[]> {
    return (await this.#options.db.raw(sql, values)) as JobRow[];
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

const FREE = 'worker_id = NULL, lease_id = NULL, lease_until_ms = NULL';

function toRecord<Jobs extends JobMap, Name extends JobName<Jobs> = JobName<Jobs>>(
  row: JobRow,
): JobRecord<Jobs, Name> {
  return {
    id: row.id,
    name: row.name as Name,
    key: row.key,
    payload: JSON.parse(row.payload) as Jobs[Name]['payload'],
    state: row.state,
    priority: row.priority,
    failures: row.failures,
    lapses: row.lapses,
    addedAtMs: row.added_at_ms,
    dueAtMs: row.due_at_ms,
    ...(row.finished_at_ms === null ? {} : { finishedAtMs: row.finished_at_ms }),
    ...(row.result === null ? {} : { result: JSON.parse(row.result) as Jobs[Name]['result'] }),
    ...(row.last_failure === null ? {} : { lastFailure: JSON.parse(row.last_failure) as JobFailure }),
  };
}
