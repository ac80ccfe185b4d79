import { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { openListingSource } from '../../listings/open-source.ts';
import { checkSchedule, toNextRunMs } from '../../listings/schedule.ts';
import type { ListingSourceRecord } from '../../store/index.ts';
import { newSourceBody, sourceChangeBody, sourceId, sourceList, sourceRow } from '../listing-schemas.ts';
import { maySeeSource, readSource } from '../own-source.ts';
import { toSourceBody } from '../present-listing.ts';
import { defineRoute, empty, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

const params = z.object({ id: sourceId });

export const listSources = defineRoute({
  method: 'GET',
  path: '/listing-sources',
  operation: 'listListingSources',
  summary: 'Stores whose listings are watched: when each is read next, and what came of it the last time',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  answers: [{ status: 200, description: 'Sources', schema: sourceList }],
  handle: async ({ account, services }) => {
    const sources = await services.store.listings.listSources();
    return json({ items: sources.filter(({ id }) => maySeeSource(account, id)).map(toSourceBody) });
  },
});

export const createSource = defineRoute({
  method: 'POST',
  path: '/listing-sources',
  operation: 'createListingSource',
  summary: 'Watch a store: an F-Droid repository, a JSON feed, or pages read by a recipe',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  body: newSourceBody,
  answers: [
    { status: 201, description: 'Watched from now on', schema: sourceRow },
    { status: 400, description: 'A recipe, fingerprint or schedule that cannot be right', schema: errorBody },
    { status: 403, description: 'A store operator may have its own store watched alone', schema: errorBody },
    { status: 409, description: 'The id is taken', schema: errorBody },
  ],
  handle: async ({ account, body, services }) => {
    const { store, scans, nowMs } = services;
    if (!maySeeSource(account, body.id)) throw new ServerError('FORBIDDEN');
    scans.checkPacks(body.packs);
    checkSchedule(body.cron, body.timeZone);
    openListingSource(body);
    const { packs, ...given } = body;
    const nextRunMs = toNextRunMs(body, nowMs(), Math.random);
    const source: ListingSourceRecord = {
      ...given,
      ...(packs === undefined ? {} : { packs }),
      accountId: account.id,
      createdAtMs: nowMs(),
      ...(nextRunMs === undefined ? {} : { nextRunMs }),
    };
    if (!(await store.listings.addSource(source))) throw new ServerError('NAME_TAKEN');
    return json(toSourceBody(source), 201);
  },
});

export const changeSource = defineRoute({
  method: 'PATCH',
  path: '/listing-sources/:id',
  operation: 'changeListingSource',
  summary: 'Change when a store is read, or stop and go on',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  params,
  body: sourceChangeBody,
  answers: [
    { status: 200, description: 'Changed', schema: sourceRow },
    { status: 404, description: 'No such source', schema: errorBody },
  ],
  handle: async ({ account, params: { id }, body, services }) => {
    const { store, nowMs } = services;
    const source = await readSource(store, account, id);
    const schedule = {
      cron: body.cron ?? source.cron,
      timeZone: body.timeZone ?? source.timeZone,
      jitterSeconds: body.jitterSeconds ?? source.jitterSeconds,
    };
    checkSchedule(schedule.cron, schedule.timeZone);
    await store.listings.changeSource(id, {
      ...schedule,
      ...(body.enabled === undefined ? {} : { enabled: body.enabled }),
      nextRunMs: toNextRunMs(schedule, nowMs(), Math.random) ?? null,
    });
    return json(toSourceBody(await readSource(store, account, id)));
  },
});

/** Not for store operators: what a store has said of its apps is evidence, and goes with the source. */
export const removeSource = defineRoute({
  method: 'DELETE',
  path: '/listing-sources/:id',
  operation: 'removeListingSource',
  summary: 'Watch a store no more; what was scanned from it stays',
  tag: 'Listings',
  roles: ['admin', 'inspector'],
  params,
  answers: [
    { status: 204, description: 'Removed' },
    { status: 404, description: 'No such source', schema: errorBody },
  ],
  handle: async ({ params: { id }, services }) => {
    if (!(await services.store.listings.removeSource(id))) throw new ServerError('NOT_FOUND');
    return empty();
  },
});

export const runSource = defineRoute({
  method: 'POST',
  path: '/listing-sources/:id/runs',
  operation: 'runListingSource',
  summary: 'Read a store now',
  tag: 'Listings',
  roles: ['admin', 'inspector', 'operator'],
  params,
  answers: [
    { status: 202, description: 'It is being read', schema: sourceRow },
    { status: 404, description: 'No such source', schema: errorBody },
  ],
  handle: async ({ account, params: { id }, services }) => {
    const source = await readSource(services.store, account, id);
    await services.watcher.begin(source);
    return json(toSourceBody({ ...source, lastResult: 'running' }), 202);
  },
});
