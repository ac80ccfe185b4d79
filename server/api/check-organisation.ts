import { ServerError } from '../errors.ts';
import type { Store } from '../store/index.ts';

/** Throws INVALID_INPUT for an organisation that does not exist. */
export async function checkOrganisation(store: Store, id: string | null | undefined): Promise<void> {
  if (typeof id === 'string' && (await store.organisations.find(id)) === undefined)
    throw new ServerError('INVALID_INPUT', 'organisationId: there is no such organisation');
}
