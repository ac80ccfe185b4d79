import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { ServerError } from '../../errors.ts';
import { listPackages } from '../../jobs/batch-folder.ts';
import type { Account, NewBatchItem } from '../../store/index.ts';
import { batchRow, newBatchBody } from '../batch-schemas.ts';
import { toFileName } from '../file-name.ts';
import { toBatchRowBody } from '../present-batch.ts';
import { readAddresses } from '../read-addresses.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';
import type { Services } from '../services.ts';

export const createBatch = defineRoute({
  method: 'POST',
  path: '/batches',
  operation: 'createBatch',
  summary: 'Begin a batch: for uploads to come, from a folder of the server, or from a list of addresses',
  tag: 'Batches',
  roles: ['admin', 'inspector'],
  body: newBatchBody,
  mostBodyBytes: 5 * 1024 * 1024,
  answers: [
    { status: 201, description: 'Begun', schema: batchRow },
    { status: 400, description: 'A line or folder that cannot be right', schema: errorBody },
  ],
  handle: async ({ account, body, services }) => {
    const { store, scans, batchRunner, nowMs } = services;
    scans.checkAppType(body.appType);
    scans.checkPacks(body.packs);
    const items = await toItems(services, account, body.source);
    for (const { appType } of items) scans.checkAppType(appType);
    const id = randomUUID();
    await store.batches.add(
      {
        id,
        name: body.name,
        accountId: account.id,
        profile: body.profile,
        purpose: body.purpose,
        ...(body.packs === undefined ? {} : { packs: body.packs }),
        ...(body.appType === undefined ? {} : { appType: body.appType }),
        state: 'open',
        createdAtMs: nowMs(),
      },
      items,
    );
    batchRunner.wake();
    const batch = await store.batches.find(id);
    if (batch === undefined) throw new ServerError('INTERNAL', `Batch ${id} vanished.`);
    return json(toBatchRowBody(batch, await store.batches.count(id)), 201);
  },
});

async function toItems(
  { config }: Services,
  account: Account,
  source: z.output<typeof newBatchBody>['source'],
): Promise<readonly NewBatchItem[]> {
  if (source.kind === 'uploads') return [];
  if (source.kind === 'addresses')
    return readAddresses(source.csv).map(({ address, appType }) => ({
      kind: 'address',
      source: address,
      fileName: toFileName(new URL(address).pathname),
      ...(appType === undefined ? {} : { appType }),
      state: 'waiting',
      submissionId: randomUUID(),
    }));
  // What lies on the server's disk is the business of those who run it.
  if (account.role !== 'admin') throw new ServerError('FORBIDDEN');
  const paths = await listPackages(config.batchFolder, source.path);
  return paths.map((path) => ({
    kind: 'folder',
    source: path,
    fileName: toFileName(path),
    state: 'waiting',
    submissionId: randomUUID(),
  }));
}
