import { batchFile } from '../batch-schemas.ts';
import { readBatch } from '../own-batch.ts';
import { toBatchRowBody } from '../present-batch.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

export const readBatchRoute = defineRoute({
  method: 'GET',
  path: '/batches/:id',
  operation: 'readBatch',
  summary: 'One batch: how far it is, and its results by problem, type of app, store and company',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  params: idParams,
  answers: [
    { status: 200, description: 'The batch', schema: batchFile },
    { status: 404, description: 'No such batch', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const { batches } = services.store;
    const batch = await readBatch(services.store, account, params.id);
    const [counts, charts] = await Promise.all([batches.count(batch.id), batches.charts(batch.id)]);
    return json({ ...toBatchRowBody(batch, counts), charts });
  },
});
