import { ServerError } from '../errors.ts';
import type { Account, App, Store } from '../store/index.ts';

/** The account whose submissions alone count for it; undefined for authorities, who see what everybody sent in. */
export function ownerOf(account: Account): string | undefined {
  return account.role === 'admin' || account.role === 'inspector' ? undefined : account.id;
}

/** Throws NOT_FOUND also for an app that the account sent no sample of. */
export async function readOwnApp(store: Store, account: Account, id: string): Promise<App> {
  const app = await store.apps.find(id);
  const ownerId = ownerOf(account);
  if (app === undefined) throw new ServerError('NOT_FOUND');
  if (ownerId !== undefined && (await store.appHistory.listScans(id, 1, ownerId)).length === 0)
    throw new ServerError('NOT_FOUND');
  return app;
}
