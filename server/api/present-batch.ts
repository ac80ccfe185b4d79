import type { z } from 'zod';
import { SERVER_ERRORS } from '../errors.ts';
import type { ErrorText } from '../errors.ts';
import { findFailure } from '../jobs/scan-failure.ts';
import type { Batch, BatchCounts, BatchResult } from '../store/index.ts';
import type { batchItem, batchRow } from './batch-schemas.ts';
import { toTime } from './present.ts';

/** Turns batches into what crosses the wire. */

export function toBatchRowBody(batch: Batch, counts: BatchCounts): z.input<typeof batchRow> {
  return {
    id: batch.id,
    name: batch.name,
    state: batch.state,
    profile: batch.profile,
    purpose: batch.purpose,
    ...(batch.packs === undefined ? {} : { packs: [...batch.packs] }),
    ...(batch.appType === undefined ? {} : { appType: batch.appType }),
    createdAt: toTime(batch.createdAtMs),
    createdBy: batch.accountName,
    counts,
  };
}

export function toBatchItemBody(result: BatchResult): z.input<typeof batchItem> {
  const { number, kind, source, fileName, state, error, mark, band } = result;
  const appType = result.appType ?? result.guessedType;
  return {
    number,
    kind,
    source,
    fileName,
    state,
    ...(result.status === undefined ? {} : { status: result.status, submissionId: result.submissionId }),
    ...(result.appId === undefined ? {} : { appId: result.appId }),
    ...(result.packageName === undefined ? {} : { packageName: result.packageName }),
    ...(result.label === undefined ? {} : { label: result.label }),
    ...(result.versionName === undefined ? {} : { versionName: result.versionName }),
    ...(result.company === undefined ? {} : { company: result.company }),
    ...(result.storeName === undefined ? {} : { store: result.storeName }),
    ...(appType === undefined ? {} : { appType }),
    ...(mark === undefined || band === undefined ? {} : { score: { mark, band } }),
    ...(result.violations === undefined ? {} : { violations: result.violations }),
    ...(result.suspected === undefined ? {} : { suspected: result.suspected }),
    ...(result.coverageShare === undefined ? {} : { coverageShare: result.coverageShare }),
    ...(error === undefined ? {} : { error: { code: error.code, message: toErrorText(error.code) } }),
  };
}

/** What a code of the server or of a scan means, in both languages. */
export function toErrorText(code: string): ErrorText {
  return Object.hasOwn(SERVER_ERRORS, code)
    ? SERVER_ERRORS[code as keyof typeof SERVER_ERRORS].text
    : findFailure(code).text;
}
