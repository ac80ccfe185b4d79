import { ROLES } from '../../store/index.ts';
import { defineRoute, json } from '../route.ts';
import { catalogueList } from '../schemas.ts';

export const listRules = defineRoute({
  method: 'GET',
  path: '/rules',
  operation: 'listRules',
  summary: 'Every rule of the pack in use',
  tag: 'Catalogue',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The rules', schema: catalogueList }],
  handle: async ({ services }) => json({ items: services.catalogue.rules }),
});
