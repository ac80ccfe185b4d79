import { randomUUID } from 'node:crypto';
import { ServerError } from '../../errors.ts';
import { batchRow } from '../batch-schemas.ts';
import { toFileName } from '../file-name.ts';
import { readBatch } from '../own-batch.ts';
import { toBatchRowBody } from '../present-batch.ts';
import { receiveForm } from '../receive-form.ts';
import { defineRoute, json, parse } from '../route.ts';
import { appTypeSchema, errorBody, idParams, submissionForm } from '../schemas.ts';

export const addToBatch = defineRoute({
  method: 'POST',
  path: '/batches/:id/items',
  operation: 'addToBatch',
  summary: 'Send an app of a batch; a form as for a single scan, of which only file and app type count',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  params: idParams,
  rawBody: { mediaType: 'multipart/form-data', schema: submissionForm },
  answers: [
    { status: 202, description: 'Accepted: from here on it cannot be lost', schema: batchRow },
    { status: 409, description: 'The batch was cancelled', schema: errorBody },
  ],
  handle: async ({ account, params, request, services }) => {
    const { store, blobs, config, scans, batchRunner } = services;
    const batch = await readBatch(store, account, params.id);
    if (batch.state === 'cancelled') throw new ServerError('BATCH_ENDED');
    const { blob, fileName, fields } = await receiveForm(request, blobs, {
      maxBytes: config.limits.uploadBytes,
    });
    try {
      const appType = fields['appType'] ? parse(appTypeSchema, fields['appType'], 'form') : undefined;
      scans.checkAppType(appType);
      await blob.commit();
      await store.batches.addItem(batch.id, {
        kind: 'upload',
        source: toFileName(fileName),
        fileName: toFileName(fileName),
        ...(appType === undefined ? {} : { appType }),
        state: 'held',
        sha256: blob.sha256,
        sizeBytes: blob.sizeBytes,
        submissionId: randomUUID(),
      });
    } finally {
      await blob.discard();
    }
    batchRunner.wake();
    return json(toBatchRowBody(batch, await store.batches.count(batch.id)), 202);
  },
});
