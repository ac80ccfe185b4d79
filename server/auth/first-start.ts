import { randomUUID } from 'node:crypto';
import type { ServerConfig } from '../config.ts';
import type { Store } from '../store/index.ts';
import type { Passwords } from './passwords.ts';
import { hashSecret, newPassword, newSecret } from './secrets.ts';

export const FIRST_ADMIN_NAME = 'admin';

/** Secrets that were made up and must be shown to the operator, once. */
export type FirstStart = { readonly password?: string; readonly token?: string };

/**
 * Makes the first administrator where there is no account yet, with the given password or a made-up one, and keeps
 * the token of the environment in step with the environment: it lives exactly as long as the variable names it.
 */
export async function prepareAccounts(
  store: Store,
  passwords: Passwords,
  admin: ServerConfig['admin'],
  nowMs: number,
): Promise<FirstStart> {
  const isFirst = (await store.accounts.count()) === 0;
  const password = admin.password ?? newPassword();
  const made =
    isFirst &&
    (await store.accounts.add(
      { id: randomUUID(), name: FIRST_ADMIN_NAME, role: 'admin', disabled: false, createdAtMs: nowMs },
      await passwords.hash(password),
    ));
  await store.tokens.removeByOrigin('environment');
  if (admin.token !== undefined) await addAdminToken(store, admin.token, 'environment', nowMs);
  if (!made) return {};
  const token = admin.token === undefined ? newSecret('appgov') : undefined;
  if (token !== undefined) await addAdminToken(store, token, 'first-start', nowMs);
  return {
    ...(admin.password === undefined ? { password } : {}),
    ...(token === undefined ? {} : { token }),
  };
}

async function addAdminToken(
  store: Store,
  secret: string,
  origin: 'environment' | 'first-start',
  nowMs: number,
): Promise<void> {
  const account = await store.accounts.findFirstAdmin();
  if (account === undefined) return;
  const token = { id: randomUUID(), accountId: account.id, name: origin, origin, createdAtMs: nowMs };
  await store.tokens.add(token, hashSecret(secret));
}
