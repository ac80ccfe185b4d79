import { z } from 'zod';
import { problemList } from '../app-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const listProblems = defineRoute({
  method: 'GET',
  path: '/problems',
  operation: 'listProblems',
  summary: 'What most apps have open now, the most frequent first',
  tag: 'Apps',
  roles: ['admin', 'inspector'],
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
  answers: [{ status: 200, description: 'Problems', schema: problemList }],
  handle: async ({ query, services }) =>
    json({ items: await services.store.appProblems.listCommon(query.limit) }),
});
