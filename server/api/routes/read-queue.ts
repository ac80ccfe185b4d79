import { toJobBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { queueState } from '../schemas.ts';

const MOST_ITEMS = 200;

export const readQueue = defineRoute({
  method: 'GET',
  path: '/queue',
  operation: 'readQueue',
  summary: 'Jobs that wait, run, or were given up',
  tag: 'Queue',
  roles: ['admin', 'inspector'],
  answers: [{ status: 200, description: 'Counts, and the newest jobs', schema: queueState }],
  handle: async ({ services }) => {
    const { queued, running, dead } = await services.queue.counts();
    const jobs = await services.queue.list({ states: ['running', 'queued', 'dead'], limit: MOST_ITEMS });
    return json({ queued, running, dead, items: jobs.map(toJobBody) });
  },
});
