import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { JobFailure, Queue } from '../../../server/queue/index.ts';

export type ContractJobs = {
  readonly add: { readonly payload: { readonly a: number; readonly b: number }; readonly result: number };
};

/** What a backend gives to be proved: a queue on an empty store whose clock the suite turns. */
export type QueueUnderTest = {
  readonly queue: Queue<ContractJobs>;
  /** The same store through another connection, as another process would see it. */
  readonly other: Queue<ContractJobs>;
  readonly close: () => Promise<void>;
};
export type QueueSettings = {
  readonly nowMs: () => number;
  readonly maxFailures: number;
  readonly maxLapses: number;
  /** Delay after the nth failure. */
  readonly backoffMs: (failures: number) => number;
};

const LEASE_MS = 1000;
const broken: JobFailure = { code: 'BROKEN', message: 'It broke.', retryable: true };
const hopeless: JobFailure = { code: 'HOPELESS', message: 'It cannot work.', retryable: false };

/** The suite that every backend of the queue must pass. */
export function queueContract(
  backend: string,
  open: (settings: QueueSettings) => Promise<QueueUnderTest>,
): void {
  describe(`queue contract on ${backend}`, () => {
    let now = 0;
    let queue: Queue<ContractJobs>;
    let other: Queue<ContractJobs>;
    let close: () => Promise<void>;

    beforeEach(async () => {
      now = 1_000_000;
      const settings = {
        nowMs: () => now,
        maxFailures: 3,
        maxLapses: 4,
        backoffMs: (failures: number) => 100 * failures,
      };
      ({ queue, other, close } = await open(settings));
    });
    afterEach(() => close());

    async function take(from = queue): Promise<NonNullable<Awaited<ReturnType<typeof queue.lease>>>> {
      const lease = await from.lease('worker', LEASE_MS);
      assert.ok(lease, 'a job is due');
      return lease;
    }

    it('hands out an added job with its payload, once', async () => {
      const added = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(added.state, 'queued');
      const lease = await take();
      assert.equal(lease.job.id, added.id);
      assert.deepEqual(lease.job.payload, { a: 1, b: 2 });
      assert.equal(lease.untilMs, now + LEASE_MS);
      assert.equal(await queue.lease('second', LEASE_MS), undefined);
    });

    it('keeps the result of a completed job', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      const lease = await take();
      now += 5;
      assert.equal(await queue.complete(lease, 3), true);
      const job = await queue.find(lease.job.id);
      assert.equal(job?.state, 'done');
      assert.equal(job?.result, 3);
      assert.equal(job?.finishedAtMs, now);
    });

    it('makes one job of two with the same key while the first is queued, running or done', async () => {
      const first = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal((await other.add('add', { a: 1, b: 2 }, { key: 'k' })).id, first.id);
      const lease = await take();
      assert.equal((await other.add('add', { a: 1, b: 2 }, { key: 'k' })).state, 'running');
      await queue.complete(lease, 3);
      const again = await other.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(again.id, first.id);
      assert.equal(again.result, 3);
      assert.equal((await queue.counts()).done, 1);
    });

    it('makes one job of many added with one key at the same time', async () => {
      const added = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 === 0 ? queue : other).add('add', { a: i, b: 0 }, { key: 'same' }),
        ),
      );
      assert.equal(new Set(added.map((job) => job.id)).size, 1);
      assert.equal((await queue.counts()).queued, 1);
    });

    it('frees the key of a dead job', async () => {
      const first = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      await queue.fail(await take(), hopeless);
      const second = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.notEqual(second.id, first.id);
      assert.equal((await queue.findByKey('k'))?.id, second.id);
    });

    it('gives the higher priority first, then the one that is due longer', async () => {
      await queue.add('add', { a: 1, b: 0 }, { key: 'low', priority: -1 });
      await queue.add('add', { a: 2, b: 0 }, { key: 'first' });
      now += 1;
      await queue.add('add', { a: 3, b: 0 }, { key: 'second' });
      await queue.add('add', { a: 4, b: 0 }, { key: 'high', priority: 5 });
      const order = [];
      for (let i = 0; i < 4; i += 1) order.push((await take()).job.key);
      assert.deepEqual(order, ['high', 'first', 'second', 'low']);
    });

    it('does not hand out a delayed job before its time', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k', delayMs: 50 });
      assert.equal(await queue.lease('worker', LEASE_MS), undefined);
      now += 50;
      assert.equal((await take()).job.key, 'k');
    });

    it('never hands one job to two workers that ask at once', async () => {
      for (let i = 0; i < 10; i += 1) await queue.add('add', { a: i, b: 0 }, { key: `k${i}` });
      const leases = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? queue : other).lease(`w${i}`, LEASE_MS)),
      );
      const ids = leases.flatMap((lease) => (lease === undefined ? [] : [lease.job.id]));
      assert.equal(ids.length, 10);
      assert.equal(new Set(ids).size, 10);
    });

    it('retries a failed job after the backoff and then buries it with its last failure', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      for (const failures of [1, 2]) {
        assert.equal(await queue.fail(await take(), broken), 'queued');
        assert.equal(await queue.lease('worker', LEASE_MS), undefined, 'not before the backoff');
        now += 100 * failures;
      }
      assert.equal(await queue.fail(await take(), broken), 'dead');
      const job = await queue.find(id);
      assert.equal(job?.failures, 3);
      assert.deepEqual(job?.lastFailure, broken);
      assert.deepEqual(
        (await queue.list({ states: ['dead'], limit: 10 })).map((dead) => dead.id),
        [id],
      );
    });

    it('buries at once what another try would not mend', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(await queue.fail(await take(), hopeless), 'dead');
    });

    it('gives the job of a silent worker to another, and keeps nothing of the first', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      const lost = await take();
      now += LEASE_MS + 1;
      const found = await take(other);
      assert.equal(found.job.id, lost.job.id);
      assert.equal(found.job.lapses, 1);
      assert.equal(found.job.failures, 0);
      assert.equal(await queue.heartbeat(lost, LEASE_MS), 'lost');
      assert.equal(await queue.complete(lost, 99), false);
      assert.equal(await queue.fail(lost, broken), undefined);
      assert.equal(await other.complete(found, 3), true);
      assert.equal((await queue.find(found.job.id))?.result, 3);
    });

    it('leaves the job with a worker that sends heartbeats', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      const lease = await take();
      for (let i = 0; i < 5; i += 1) {
        now += LEASE_MS - 1;
        assert.equal(await queue.heartbeat(lease, LEASE_MS), 'held');
        assert.equal(await other.lease('thief', LEASE_MS), undefined);
      }
    });

    it('buries a job that too many workers did not survive', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      for (let lapse = 1; lapse <= 4; lapse += 1) {
        await take();
        now += LEASE_MS + 1;
      }
      assert.equal(await queue.lease('worker', LEASE_MS), undefined);
      const job = await queue.find(id);
      assert.equal(job?.state, 'dead');
      assert.equal(job?.lastFailure?.code, 'WORKER_LOST');
    });

    it('ends the leases of workers known to be gone without waiting', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k1' });
      await queue.add('add', { a: 1, b: 2 }, { key: 'k2' });
      await queue.lease('gone', LEASE_MS);
      await queue.lease('alive', LEASE_MS);
      assert.equal(await other.reclaim((workerId) => workerId === 'gone'), 1);
      assert.deepEqual(await queue.counts(), { queued: 1, running: 1, done: 0, dead: 0, cancelled: 0 });
    });

    it('takes a released job back without counting anything against it', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      await queue.release(await take());
      const { job } = await take();
      assert.equal(job.failures + job.lapses, 0);
    });

    it('cancels a queued job at once', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(await queue.cancel(id), 'cancelled');
      assert.equal(await queue.lease('worker', LEASE_MS), undefined);
    });

    it('tells the worker of a running job that it is cancelled', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      const lease = await take();
      assert.equal(await other.cancel(id), 'running');
      assert.equal(await queue.heartbeat(lease, LEASE_MS), 'cancelled');
      await queue.cancelled(lease);
      assert.equal((await queue.find(id))?.state, 'cancelled');
    });

    for (const [how, end] of [
      ['fails', (lease) => queue.fail(lease, broken)],
      ['is released', (lease) => queue.release(lease)],
    ] as const satisfies readonly [string, (lease: Awaited<ReturnType<typeof take>>) => Promise<unknown>][]) {
      it(`does not run a cancelled job again that ${how} before its worker learns of it`, async () => {
        const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
        const lease = await take();
        await queue.cancel(id);
        await end(lease);
        assert.equal((await queue.find(id))?.state, 'cancelled');
      });
    }

    it('knows no job by an unknown id', async () => {
      assert.equal(await queue.find('nobody'), undefined);
      assert.equal(await queue.findByKey('nobody'), undefined);
      assert.equal(await queue.cancel('nobody'), undefined);
      assert.equal(await queue.requeue('nobody'), false);
    });

    it('brings a dead job back with its counters at nought', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      await queue.fail(await take(), hopeless);
      assert.equal(await queue.requeue(id), true);
      const { job } = await take();
      assert.equal(job.id, id);
      assert.equal(job.failures, 0);
      assert.equal(await queue.requeue(id), false, 'a running job is not dead');
    });

    it('does not bring a dead job back whose key a younger one holds', async () => {
      const { id } = await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      await queue.fail(await take(), hopeless);
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(await queue.requeue(id), false);
      assert.equal((await queue.find(id))?.state, 'dead');
    });

    it('forgets old done and cancelled jobs, and keeps the dead', async () => {
      for (const key of ['done', 'dead', 'fresh']) await queue.add('add', { a: 1, b: 2 }, { key });
      await queue.complete(await take(), 1);
      await queue.fail(await take(), hopeless);
      now += 10_000;
      await queue.complete(await take(), 1);
      assert.equal(await queue.prune(now - 1), 1);
      assert.deepEqual(await queue.counts(), { queued: 0, running: 0, done: 1, dead: 1, cancelled: 0 });
    });

    it('forgets what ended in a future that has not come, so that its key is free by then', async () => {
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      now += 1_000_000;
      await queue.complete(await take(), 1);
      now -= 1_000_000;
      assert.equal(await queue.prune(0, now + 2_000_000), 0);
      assert.equal(await queue.prune(0, now + 1000), 1);
    });

    it('hints at new work until told to stop', async () => {
      let hints = 0;
      const stop = queue.onAvailable(() => {
        hints += 1;
      });
      await queue.add('add', { a: 1, b: 2 }, { key: 'k' });
      assert.equal(hints, 1);
      stop();
      await queue.add('add', { a: 1, b: 2 }, { key: 'other' });
      assert.equal(hints, 1);
    });
  });
}
