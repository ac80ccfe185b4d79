import { z } from 'zod';
import { pageQuery } from '../app-schemas.ts';
import { batchPage } from '../batch-schemas.ts';
import { toBatchRowBody } from '../present-batch.ts';
import { defineRoute, json } from '../route.ts';

export const listBatches = defineRoute({
  method: 'GET',
  path: '/batches',
  operation: 'listBatches',
  summary: 'Batches, the newest first, each with how far it is',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  query: z.object(pageQuery),
  answers: [{ status: 200, description: 'One page', schema: batchPage }],
  handle: async ({ query: { page, pageSize }, services }) => {
    const { items, total } = await services.store.batches.findPage({ page, pageSize });
    return json({
      items: items.map(({ counts, ...batch }) => toBatchRowBody(batch, counts)),
      total,
      page,
      pageSize,
    });
  },
});
