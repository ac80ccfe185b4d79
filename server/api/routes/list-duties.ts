import { ROLES } from '../../store/index.ts';
import { defineRoute, json } from '../route.ts';
import { catalogueList } from '../schemas.ts';

export const listDuties = defineRoute({
  method: 'GET',
  path: '/duties',
  operation: 'listDuties',
  summary: 'Every duty that the catalogue knows',
  tag: 'Catalogue',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The duties', schema: catalogueList }],
  handle: async ({ services }) => json({ items: services.catalogue.duties }),
});
