import { ServerError } from '../errors.ts';
import type { Account, Case, Store } from '../store/index.ts';

/** Throws NOT_FOUND also for what the account may not see: developers see the cases addressed to them alone. */
export async function readCase(store: Store, account: Account, id: string): Promise<Case> {
  const found = await store.cases.find(id);
  if (found === undefined || (account.role === 'developer' && found.addressedTo !== account.id))
    throw new ServerError('NOT_FOUND');
  return found;
}
