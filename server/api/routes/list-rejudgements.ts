import { toRejudgementBody } from '../present-review.ts';
import { rejudgementList } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const listRejudgements = defineRoute({
  method: 'GET',
  path: '/rejudgements',
  operation: 'listRejudgements',
  summary: 'The newest rounds of judging stored evidence anew, and how far they are',
  tag: 'Review',
  roles: ['admin', 'inspector'],
  answers: [{ status: 200, description: 'Rounds, the newest first', schema: rejudgementList }],
  handle: async ({ services }) =>
    json({ items: (await services.store.rejudgements.list()).map(toRejudgementBody) }),
});
