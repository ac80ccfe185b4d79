import { ServerError } from '../../errors.ts';
import { batchChangeBody, batchRow } from '../batch-schemas.ts';
import { readBatch } from '../own-batch.ts';
import { toBatchRowBody } from '../present-batch.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

export const changeBatch = defineRoute({
  method: 'PATCH',
  path: '/batches/:id',
  operation: 'changeBatch',
  summary:
    'Pause a batch, let it go on, or cancel it: what has not begun is then not begun, what runs is stopped',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  params: idParams,
  body: batchChangeBody,
  answers: [
    { status: 200, description: 'Changed', schema: batchRow },
    { status: 409, description: 'It was cancelled before', schema: errorBody },
  ],
  handle: async ({ account, params, body, services }) => {
    const { store, scans, batchRunner } = services;
    const batch = await readBatch(store, account, params.id);
    if (!(await store.batches.setState(batch.id, body.state))) throw new ServerError('BATCH_ENDED');
    if (body.state === 'cancelled')
      for (const id of await store.batches.listLiveSubmissions(batch.id)) {
        const submission = await store.submissions.find(id);
        // It may have ended in between, which is as good.
        if (submission !== undefined)
          await scans.cancel(submission).catch((error: unknown) => {
            if (!(error instanceof ServerError) || error.code !== 'NOT_CANCELLABLE') throw error;
          });
      }
    batchRunner.wake();
    return json(toBatchRowBody({ ...batch, state: body.state }, await store.batches.count(batch.id)));
  },
});
