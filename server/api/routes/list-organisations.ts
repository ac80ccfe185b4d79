import { organisationList } from '../audit-schemas.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';

export const listOrganisations = defineRoute({
  method: 'GET',
  path: '/organisations',
  operation: 'listOrganisations',
  summary: 'Organisations, with how many accounts each has',
  tag: 'Accounts',
  roles: ['admin'],
  answers: [{ status: 200, description: 'By name', schema: organisationList }],
  handle: async ({ services }) => {
    const all = await services.store.organisations.list();
    return json({
      items: all.map(({ createdAtMs, ...rest }) => ({ ...rest, createdAt: toTime(createdAtMs) })),
    });
  },
});
