import { ServerError } from '../errors.ts';
import type { Account, Batch, Store } from '../store/index.ts';

/** Throws NOT_FOUND where there is no such batch. Batches are the work of authorities, who see each other's. */
export async function readBatch(store: Store, _account: Account, id: string): Promise<Batch> {
  const batch = await store.batches.find(id);
  if (batch === undefined) throw new ServerError('NOT_FOUND');
  return batch;
}
