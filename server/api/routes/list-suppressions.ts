import { toSuppressionBody } from '../present-review.ts';
import { suppressionList } from '../review-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const listSuppressions = defineRoute({
  method: 'GET',
  path: '/suppressions',
  operation: 'listSuppressions',
  summary: 'The own suppressions, expired ones too',
  tag: 'Review',
  roles: ['developer'],
  answers: [{ status: 200, description: 'Suppressions', schema: suppressionList }],
  handle: async ({ account, services: { store, nowMs } }) => {
    const items = await store.suppressions.listOfAccount(account.id);
    return json({ items: items.map((item) => toSuppressionBody(item, nowMs())) });
  },
});
