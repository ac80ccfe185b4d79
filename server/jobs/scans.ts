import { randomUUID } from 'node:crypto';
import { ServerError } from '../errors.ts';
import type { JobRecord, Queue } from '../queue/index.ts';
import type { Account, PolicyFile, Profile, Purpose, Store, Submission } from '../store/index.ts';
import { isScanJob, toScanKey } from './job-map.ts';
import type { EngineVersions, Jobs, ScanPayload, ScanResult } from './job-map.ts';
import type { ProgressHub } from './progress-hub.ts';

export type ScanRequest = {
  /** Of the submission, where the caller must be able to ask twice for the same one. */
  readonly id?: string;
  readonly account: Account;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly profile: Profile;
  readonly purpose: Purpose;
  readonly appType?: string;
  readonly packs?: readonly string[];
  /** Addresses of policies and lists. */
  readonly policies?: readonly string[];
  readonly policyFiles?: readonly PolicyFile[];
  /** The store that the sample was taken from, and the blob of its listing there. */
  readonly storeId?: string;
  readonly listingSha256?: string;
};

export type ScansServices = {
  readonly store: Store;
  readonly queue: Queue<Jobs>;
  readonly hub: ProgressHub;
  readonly versions: Pick<EngineVersions, 'engineVersion'>;
  /** Rule packs that a submission may name. */
  readonly packIds: ReadonlySet<string>;
  /** Fingerprint of the rules of these packs. */
  readonly rulesVersionOf: (packs: readonly string[] | undefined) => string;
  /** App types that a submission may name. */
  readonly appTypeIds: ReadonlySet<string>;
  /** Whether scans ask the addresses of policies that an app names. */
  readonly followPolicies: boolean;
  readonly nowMs: () => number;
};

/**
 * Keeps submissions and jobs in step. They may live in different databases, so nothing here relies on a transaction
 * over both: the submission's row is written first, and `reconcile` makes or settles whatever a crash left undone.
 * The failure we prefer: a scan done for a submission nobody was told of, over an accepted one that is never scanned.
 */
export class Scans {
  readonly #services: ScansServices;

  constructor(services: ScansServices) {
    this.#services = services;
  }

  /** Throws INVALID_INPUT for an app type that the rules do not know. */
  checkAppType(appType: string | undefined): void {
    if (appType !== undefined && !this.#services.appTypeIds.has(appType))
      throw new ServerError('INVALID_INPUT', 'appType: the rules know no such type of app');
  }

  /** Throws INVALID_INPUT for a rule pack that this server does not have. */
  checkPacks(packs: readonly string[] | undefined): void {
    const unknown = packs?.find((id) => !this.#services.packIds.has(id));
    if (unknown !== undefined)
      throw new ServerError('INVALID_INPUT', 'packs: there is no such pack of rules');
  }

  /** Accepts a request whose bytes are stored. Once it resolves, neither crash nor kill can lose it. */
  async submit(request: ScanRequest): Promise<Submission> {
    const { store, versions, rulesVersionOf, nowMs } = this.#services;
    this.checkAppType(request.appType);
    this.checkPacks(request.packs);
    const payload = toPayload({ ...request, followPolicies: this.#services.followPolicies });
    const scanKey = toScanKey(payload, {
      engineVersion: versions.engineVersion,
      rulesVersion: rulesVersionOf(request.packs),
    });
    const id = request.id ?? randomUUID();
    await store.submissions.add({
      id,
      scanKey,
      accountId: request.account.id,
      sizeBytes: request.sizeBytes,
      purpose: request.purpose,
      createdAtMs: nowMs(),
      ...(request.storeId === undefined ? {} : { storeId: request.storeId }),
      ...payload,
    });
    const job = await this.#enqueue(scanKey, payload, request.purpose);
    await this.#settle(job);
    return this.#read(id);
  }

  /** Cancels one submission; the scan itself goes on as long as another submission waits for it. */
  async cancel(submission: Submission): Promise<Submission> {
    const { store, queue, hub, nowMs } = this.#services;
    if (!(await store.submissions.cancel(submission.id, nowMs()))) throw new ServerError('NOT_CANCELLABLE');
    if ((await store.submissions.listLiveIds(submission.scanKey)).length === 0) {
      const job = await queue.findByKey(submission.scanKey);
      if (job !== undefined) await queue.cancel(job.id);
    }
    hub.tell(submission.scanKey, { kind: 'changed' });
    return this.#read(submission.id);
  }

  async retry(submission: Submission): Promise<Submission> {
    const { store, hub } = this.#services;
    if (!(await store.submissions.retry(submission.id))) throw new ServerError('NOT_RETRYABLE');
    await this.#settle(await this.#enqueueAgain(submission));
    hub.tell(submission.scanKey, { kind: 'changed' });
    return this.#read(submission.id);
  }

  /** Brings a dead job back, and the submissions that failed with it. */
  async requeue(jobId: string): Promise<JobRecord<Jobs>> {
    const { store, queue, hub } = this.#services;
    const before = await queue.find(jobId);
    if (before === undefined) throw new ServerError('NOT_FOUND');
    if (before.state !== 'dead' || !(await queue.requeue(jobId))) throw new ServerError('NOT_DEAD');
    await store.submissions.reviveFailed(before.key);
    hub.tell(before.key, { kind: 'changed' });
    return (await queue.find(jobId)) ?? before;
  }

  /** The worker's words about a job, put into the submissions that wait for it. */
  async began(job: JobRecord<Jobs>): Promise<void> {
    const { store, hub, nowMs } = this.#services;
    await store.submissions.markRunning(job.key, job.failures + job.lapses + 1, nowMs());
    hub.tell(job.key, { kind: 'changed' });
  }

  async done(job: JobRecord<Jobs>, result: ScanResult): Promise<void> {
    const { store, hub, nowMs } = this.#services;
    await store.results.addAttachments(result.summary.evidenceSha256, result.attachments);
    await store.submissions.markDone(job.key, result.summary, nowMs());
    hub.tell(job.key, { kind: 'changed' });
  }

  /** After a job has ended or gone back in line: the submissions follow it. */
  async settleKey(scanKey: string): Promise<void> {
    const job = await this.#services.queue.findByKey(scanKey);
    if (job === undefined || job.state === 'cancelled') return this.#revive(scanKey);
    return this.#settle(job);
  }

  /** Looks at every waiting submission and puts right what a crash left behind. Cheap where nothing is wrong. */
  async reconcile(): Promise<void> {
    for (const scanKey of await this.#services.store.submissions.listLiveKeys())
      await this.settleKey(scanKey);
    await this.#services.store.apps.registerMissing();
  }

  async #settle(job: JobRecord<Jobs>): Promise<void> {
    const { store, hub, nowMs } = this.#services;
    if (!isScanJob(job)) return;
    if (job.state === 'done' && job.result !== undefined) return this.done(job, job.result);
    if (job.state === 'dead') {
      const failure = job.lastFailure ?? { code: 'INTERNAL', message: 'The job died without a reason.' };
      await store.submissions.markFailed(job.key, failure, nowMs());
      hub.tell(job.key, { kind: 'changed' });
    }
    if (job.state === 'queued') await store.submissions.markQueued(job.key);
    if (job.state === 'cancelled') await this.#revive(job.key);
  }

  /** A job is missing, or was cancelled while another submission came to need it: it starts anew. */
  async #revive(scanKey: string): Promise<void> {
    const waiting = await this.#services.store.submissions.findLiveOfKey(scanKey);
    if (waiting !== undefined) await this.#enqueueAgain(waiting);
  }

  #enqueueAgain(submission: Submission): Promise<JobRecord<Jobs, 'scan'>> {
    return this.#enqueue(submission.scanKey, toPayload(submission), submission.purpose);
  }

  #enqueue(
    key: string,
    payload: Jobs['scan']['payload'],
    purpose: Purpose,
  ): Promise<JobRecord<Jobs, 'scan'>> {
    // Re-scans come in masses and nobody waits in front of a page for them.
    return this.#services.queue.add('scan', payload, { key, priority: purpose === 're-scan' ? -10 : 0 });
  }

  async #read(id: string): Promise<Submission> {
    const submission = await this.#services.store.submissions.find(id);
    if (submission === undefined) throw new ServerError('INTERNAL', `Submission ${id} vanished.`);
    return submission;
  }
}

/** Of a request or a submission, what shapes the result. */
function toPayload(from: ScanPayload): ScanPayload {
  return {
    sha256: from.sha256,
    fileName: from.fileName,
    profile: from.profile,
    ...(from.appType === undefined ? {} : { appType: from.appType }),
    ...(from.packs === undefined ? {} : { packs: from.packs }),
    ...(from.policies === undefined ? {} : { policies: from.policies }),
    ...(from.policyFiles === undefined ? {} : { policyFiles: from.policyFiles }),
    ...(from.followPolicies === true ? { followPolicies: true } : {}),
    ...(from.listingSha256 === undefined ? {} : { listingSha256: from.listingSha256 }),
  };
}
