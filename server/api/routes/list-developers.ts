import { developerList } from '../case-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const listDevelopers = defineRoute({
  method: 'GET',
  path: '/developers',
  operation: 'listDevelopers',
  summary: 'Accounts that a notice can be addressed to',
  tag: 'Cases',
  roles: ['admin', 'inspector'],
  answers: [{ status: 200, description: 'Those that may sign in, by name', schema: developerList }],
  handle: async ({ services }) => {
    const accounts = await services.store.accounts.list();
    const items = accounts
      .filter(({ role, disabled }) => role === 'developer' && !disabled)
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return json({ items });
  },
});
