import { beginRejudgement } from '../../jobs/rejudge.ts';
import { toRejudgementBody } from '../present-review.ts';
import { newRejudgementBody, rejudgementSchema } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const createRejudgement = defineRoute({
  method: 'POST',
  path: '/rejudgements',
  operation: 'createRejudgement',
  summary: 'Judge stored evidence anew by the rules of now; old reports are kept',
  tag: 'Review',
  roles: ['admin'],
  body: newRejudgementBody,
  answers: [{ status: 202, description: 'Queued', schema: rejudgementSchema }],
  handle: async ({ account, body, services }) => {
    const round = await beginRejudgement(account, body.scope, {
      store: services.store,
      queue: services.queue,
      rulesVersionOf: services.catalogue.rulesVersionOf,
      nowMs: services.nowMs,
    });
    return json(toRejudgementBody({ ...round, done: 0, changed: 0, failed: 0, chunksDone: 0 }), 202);
  },
});
