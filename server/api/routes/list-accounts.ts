import { toAccountBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { accountList } from '../schemas.ts';

export const listAccounts = defineRoute({
  method: 'GET',
  path: '/accounts',
  operation: 'listAccounts',
  summary: 'All accounts',
  tag: 'Accounts',
  roles: ['admin'],
  answers: [{ status: 200, description: 'The accounts, oldest first', schema: accountList }],
  handle: async ({ services }) => json({ items: (await services.store.accounts.list()).map(toAccountBody) }),
});
