import { ServerError } from '../errors.ts';
import { isAuthority } from '../store/index.ts';
import type { Account, ListingSourceRecord, Store } from '../store/index.ts';

/** Administrators and inspectors see every source; a store operator that of its store, and none without a store. */
export function maySeeSource(account: Account, sourceId: string): boolean {
  return isAuthority(account) || (account.role === 'operator' && account.storeId === sourceId);
}

/** Throws NOT_FOUND also for a source of another store. */
export async function readSource(store: Store, account: Account, id: string): Promise<ListingSourceRecord> {
  const source = maySeeSource(account, id) ? await store.listings.findSource(id) : undefined;
  if (source === undefined) throw new ServerError('NOT_FOUND');
  return source;
}

/** Scans are filed under the account that has the store watched: whether this account may open them. */
export function maySeeScansOf(account: Account, source: ListingSourceRecord | undefined): boolean {
  return isAuthority(account) || source?.accountId === account.id;
}
