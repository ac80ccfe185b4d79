import { maySeeCase } from '../cases/case-scope.ts';
import { ServerError } from '../errors.ts';
import type { Account, Case, Store } from '../store/index.ts';

/** Throws NOT_FOUND also for what the account may not see: whether it exists is none of its business. */
export async function readCase(store: Store, account: Account, id: string): Promise<Case> {
  const found = await store.cases.find(id);
  if (found === undefined || !maySeeCase(account, found)) throw new ServerError('NOT_FOUND');
  return found;
}
