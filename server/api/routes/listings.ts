import { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { isAuthority } from '../../store/index.ts';
import { stableIdParams } from '../app-schemas.ts';
import { listingFile, listingPage, listingQuery } from '../listing-schemas.ts';
import { maySeeScansOf, maySeeSource, readSource } from '../own-source.ts';
import { toListingBody } from '../present-listing.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

const MOST_SNAPSHOTS = 50;

export const listListings = defineRoute({
  method: 'GET',
  path: '/listings',
  operation: 'listListings',
  summary: 'What stores say of apps, what changed last first',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  query: listingQuery,
  answers: [{ status: 200, description: 'One page', schema: listingPage }],
  handle: async ({ account, query, services }) => {
    const { listings } = services.store;
    const { package: packageName, q, taken, page, pageSize } = query;
    const source = query.source ?? (isAuthority(account) ? undefined : (account.storeId ?? ''));
    if (source !== undefined && !maySeeSource(account, source))
      return json({ items: [], total: 0, page, pageSize });
    const [{ items, total }, sources] = await Promise.all([
      listings.findPage({
        ...(source === undefined ? {} : { sourceId: source }),
        ...(packageName ? { packageName } : {}),
        ...(q === undefined ? {} : { text: q }),
        ...(taken === undefined ? {} : { taken }),
        page,
        pageSize,
      }),
      listings.listSources(),
    ]);
    const byId = new Map(sources.map((one) => [one.id, one]));
    return json({
      items: items.map((one) => {
        const its = byId.get(one.sourceId);
        return toListingBody(one, its?.name ?? one.sourceId, maySeeScansOf(account, its));
      }),
      total,
      page,
      pageSize,
    });
  },
});

export const readListing = defineRoute({
  method: 'GET',
  path: '/listings/:id',
  operation: 'readListing',
  summary: 'One listing and its snapshots, the newest first',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  params: stableIdParams,
  answers: [
    { status: 200, description: 'The listing', schema: listingFile },
    { status: 404, description: 'No such listing', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const { listings, submissions } = services.store;
    const listing = await listings.find(params.id);
    if (listing === undefined) throw new ServerError('NOT_FOUND');
    const [source, snapshots, submission] = await Promise.all([
      readSource(services.store, account, listing.sourceId),
      listings.listSnapshots(listing.id, MOST_SNAPSHOTS),
      listing.submissionId === undefined ? undefined : submissions.find(listing.submissionId),
    ]);
    const seesScans = maySeeScansOf(account, source);
    const real = submission?.summary?.packageName;
    return json({
      ...toListingBody(listing, source.name, seesScans),
      ...(submission?.appId === undefined || !seesScans ? {} : { appId: submission.appId }),
      ...(real === undefined || real === '' || real === listing.packageName ? {} : { packageDiffers: real }),
      snapshots: snapshots.map(({ id, atMs, address, contentSha256, fields, screenshotSha256 }) => ({
        id,
        at: toTime(atMs),
        address,
        contentSha256,
        hasScreenshot: screenshotSha256 !== undefined,
        fields,
      })),
    });
  },
});

export const readListingScreenshot = defineRoute({
  method: 'GET',
  path: '/listings/:id/snapshots/:snapshot/screenshot',
  operation: 'readListingScreenshot',
  summary: 'The page of a listing as it looked',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  params: z.object({ id: z.string().max(64), snapshot: z.uuid() }),
  answers: [
    { status: 200, description: 'The picture', mediaTypes: ['image/png'] },
    { status: 404, description: 'No such listing, snapshot or picture', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const { store, blobs } = services;
    const listing = await store.listings.find(params.id);
    if (listing === undefined || !maySeeSource(account, listing.sourceId)) throw new ServerError('NOT_FOUND');
    const snapshot = await store.listings.findSnapshot(params.id, params.snapshot);
    if (snapshot?.screenshotSha256 === undefined) throw new ServerError('NOT_FOUND');
    const sizeBytes = await blobs.findSize(snapshot.screenshotSha256);
    if (sizeBytes === undefined) throw new ServerError('BLOB_MISSING');
    return {
      kind: 'stream',
      mediaType: 'image/png',
      body: await blobs.open(snapshot.screenshotSha256),
      sizeBytes,
    };
  },
});
