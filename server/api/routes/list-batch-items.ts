import { z } from 'zod';
import { pageQuery } from '../app-schemas.ts';
import { batchItems } from '../batch-schemas.ts';
import { readBatch } from '../own-batch.ts';
import { toBatchItemBody } from '../present-batch.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

export const listBatchItems = defineRoute({
  method: 'GET',
  path: '/batches/:id/items',
  operation: 'listBatchItems',
  summary: 'The apps of a batch with what their scans came to',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  params: idParams,
  query: z.object(pageQuery),
  answers: [
    { status: 200, description: 'One page', schema: batchItems },
    { status: 404, description: 'No such batch', schema: errorBody },
  ],
  handle: async ({ account, params, query: { page, pageSize }, services }) => {
    const { batches } = services.store;
    const batch = await readBatch(services.store, account, params.id);
    const [{ total }, results] = await Promise.all([
      batches.count(batch.id),
      batches.listResults(batch.id, { limit: pageSize, offset: (page - 1) * pageSize }),
    ]);
    return json({ items: results.map(toBatchItemBody), total, page, pageSize });
  },
});
