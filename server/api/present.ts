import type { z } from 'zod';
import { findFailure } from '../jobs/scan-failure.ts';
import { isScanJob } from '../jobs/job-map.ts';
import type { Jobs } from '../jobs/job-map.ts';
import type { JobRecord } from '../queue/index.ts';
import type { Account, Submission, Token } from '../store/index.ts';
import type { accountSchema, jobSchema, person, submissionRow, tokenSchema } from './schemas.ts';

/** Turns records of the store into what crosses the wire. */

export function toPerson(account: Account): z.input<typeof person> {
  const { id, name, role, storeId } = account;
  return { id, name, role, ...(storeId !== undefined && { storeId }) };
}

export function toAccountBody(account: Account): z.input<typeof accountSchema> {
  const { disabled, createdAtMs, organisationId, oidc } = account;
  return {
    ...toPerson(account),
    disabled,
    createdAt: toTime(createdAtMs),
    ...(organisationId !== undefined && { organisationId }),
    ...(oidc !== undefined && { oidcIssuer: oidc.issuer }),
  };
}

export function toTokenBody(token: Token): z.input<typeof tokenSchema> {
  return { id: token.id, name: token.name, createdAt: toTime(token.createdAtMs) };
}

export function toSubmissionRow(submission: Submission): z.input<typeof submissionRow> {
  const { summary, error } = submission;
  const isDone = submission.status === 'done' && summary !== undefined;
  return {
    id: submission.id,
    status: submission.status,
    profile: submission.profile,
    purpose: submission.purpose,
    ...(submission.appType === undefined ? {} : { appType: submission.appType }),
    ...(submission.packs === undefined ? {} : { packs: [...submission.packs] }),
    fileName: submission.fileName,
    sizeBytes: submission.sizeBytes,
    sha256: submission.sha256,
    ...(isDone
      ? {
          packageName: summary.packageName,
          label: summary.label,
          versionName: summary.versionName,
          versionCode: summary.versionCode,
          score: { mark: summary.mark, band: summary.band },
          violations: { ...summary.violations },
          suspected: summary.suspected,
          coverageShare: summary.coverageShare,
        }
      : {}),
    createdAt: toTime(submission.createdAtMs),
    ...(submission.startedAtMs === undefined ? {} : { startedAt: toTime(submission.startedAtMs) }),
    ...(submission.finishedAtMs === undefined ? {} : { finishedAt: toTime(submission.finishedAtMs) }),
    ...(submission.stage === undefined ? {} : { stage: submission.stage }),
    ...(submission.fraction === undefined ? {} : { fraction: submission.fraction }),
    submittedBy: { id: submission.accountId, name: submission.accountName },
    ...(error === undefined ? {} : { error: { code: error.code, message: findFailure(error.code).text } }),
  };
}

export function toJobBody(job: JobRecord<Jobs>): z.input<typeof jobSchema> {
  const { lastFailure } = job;
  return {
    id: job.id,
    name: job.name,
    state: job.state,
    ...toJobSubject(job),
    priority: job.priority,
    failures: job.failures,
    lapses: job.lapses,
    addedAt: toTime(job.addedAtMs),
    dueAt: toTime(job.dueAtMs),
    ...(job.finishedAtMs === undefined ? {} : { finishedAt: toTime(job.finishedAtMs) }),
    ...(lastFailure === undefined
      ? {}
      : {
          lastFailure: {
            code: lastFailure.code,
            message: findFailure(lastFailure.code).text,
            detail: lastFailure.message,
          },
        }),
  };
}

function toJobSubject(job: JobRecord<Jobs>): Partial<z.input<typeof jobSchema>> {
  if (isScanJob(job)) {
    const { sha256, fileName, profile } = job.payload;
    return { sha256, fileName, profile };
  }
  return 'results' in job.payload ? { results: job.payload.results.length } : {};
}

export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
