import type { z } from 'zod';
import type { ListingRecord, ListingSourceRecord } from '../store/index.ts';
import type { listingRow, sourceRow } from './listing-schemas.ts';
import { toErrorText } from './present-batch.ts';
import { toTime } from './present.ts';

/** Turns sources and listings into what crosses the wire. */

export function toSourceBody(source: ListingSourceRecord): z.input<typeof sourceRow> {
  const { id, name, kind, address, cron, timeZone, jitterSeconds, profile, packs, enabled } = source;
  return {
    id,
    name,
    kind,
    address,
    cron,
    timeZone,
    jitterSeconds,
    profile,
    ...(packs === undefined ? {} : { packs: [...packs] }),
    enabled,
    ...(source.nextRunMs === undefined ? {} : { nextRunAt: toTime(source.nextRunMs) }),
    ...(source.lastRunMs === undefined ? {} : { lastRunAt: toTime(source.lastRunMs) }),
    ...(source.lastResult === undefined ? {} : { lastResult: source.lastResult }),
    ...(source.lastError === undefined ? {} : { lastError: toError(source.lastError) }),
    ...(source.lastCounts === undefined ? {} : { lastCounts: { ...source.lastCounts } }),
  };
}

/** `seesScans`: whether who asks may open what was scanned from there. */
export function toListingBody(
  listing: ListingRecord,
  sourceName: string,
  seesScans: boolean,
): z.input<typeof listingRow> {
  return {
    id: listing.id,
    source: { id: listing.sourceId, name: sourceName },
    packageName: listing.packageName,
    name: listing.name,
    developer: listing.developer,
    versionName: listing.versionName,
    ...(listing.versionCode === undefined ? {} : { versionCode: listing.versionCode }),
    taken: listing.taken,
    ...(listing.submissionId === undefined || !seesScans ? {} : { submissionId: listing.submissionId }),
    ...(listing.error === undefined ? {} : { error: toError(listing.error) }),
    firstSeenAt: toTime(listing.firstSeenMs),
    changedAt: toTime(listing.changedAtMs),
    ...(listing.goneAtMs === undefined ? {} : { goneAt: toTime(listing.goneAtMs) }),
  };
}

function toError({ code, message }: { readonly code: string; readonly message: string }) {
  return { code, message: toErrorText(code), detail: message };
}
