import { createHash } from 'node:crypto';
import type {
  ChunkCounts,
  PolicyFile,
  Profile,
  ScanSummary,
  StoredAttachment,
  StoredResult,
} from '../store/index.ts';
import type { JobRecord, Lease } from '../queue/index.ts';

/** Everything that shapes the result of a scan. */
export type ScanPayload = {
  readonly sha256: string;
  readonly fileName: string;
  readonly profile: Profile;
  readonly appType?: string;
  readonly packs?: readonly string[];
  /** Addresses of policies and lists that the submitter gave. */
  readonly policies?: readonly string[];
  readonly policyFiles?: readonly PolicyFile[];
  /** Whether addresses of policies found in the app are asked. */
  readonly followPolicies?: boolean;
  /** Blob of the store listing that the sample was taken from. */
  readonly listingSha256?: string;
};

export type ScanResult = {
  readonly summary: ScanSummary;
  readonly attachments: readonly StoredAttachment[];
};

/** Stored results to judge anew: a part of one round. */
export type RejudgePayload = {
  readonly rejudgementId: string;
  /** Number of the part, from 0. */
  readonly chunk: number;
  readonly results: readonly StoredResult[];
};

/** The jobs of this server. A new one is a line here and a handler. */
export type Jobs = {
  readonly scan: { readonly payload: ScanPayload; readonly result: ScanResult };
  readonly rejudge: { readonly payload: RejudgePayload; readonly result: ChunkCounts };
  /** One attempt to send a message on. */
  readonly deliver: { readonly payload: { readonly deliveryId: string }; readonly result: object };
  /** Reminders of a day, YYYY-MM-DD where the authority sits. */
  readonly remind: { readonly payload: { readonly day: string }; readonly result: object };
};

export function isScanJob(job: JobRecord<Jobs>): job is JobRecord<Jobs, 'scan'> {
  return job.name === 'scan';
}

/** Whatever else a worker does with a job, by its name; the result is kept with the job. */
export type JobRunners = {
  readonly [Name in Exclude<keyof Jobs, 'scan'>]?: (
    lease: Lease<Jobs, Name>,
    signal: AbortSignal,
  ) => Promise<Jobs[Name]['result']>;
};

/** Versions of what collects and what judges. */
export type EngineVersions = { readonly engineVersion: string; readonly rulesVersion: string };

/**
 * The idempotency key: sample, profile and versions, and also file name, app type, packs and policies, because they
 * shape the report. Equal keys give equal reports, so the work is done once.
 */
export function toScanKey(payload: ScanPayload, versions: EngineVersions): string {
  const parts = [
    payload.sha256,
    payload.profile,
    versions.engineVersion,
    versions.rulesVersion,
    payload.fileName,
    payload.appType ?? '',
    payload.packs?.join(',') ?? '',
    ...(payload.listingSha256 === undefined ? [] : [payload.listingSha256]),
    ...(payload.policies ?? []).map((address) => `policy ${address}`),
    ...(payload.policyFiles ?? []).map((file) => `policy file ${file.sha256} ${file.fileName}`),
    ...(payload.followPolicies === true ? ['links of policies'] : []),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
