import { ROLES } from '../../store/index.ts';
import { defineRoute, json } from '../route.ts';
import { catalogueList } from '../schemas.ts';

export const listPacks = defineRoute({
  method: 'GET',
  path: '/packs',
  operation: 'listPacks',
  summary: 'Every rule pack that a submission may name, with its thresholds and their source',
  tag: 'Catalogue',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The packs', schema: catalogueList }],
  handle: async ({ services }) => json({ items: services.catalogue.packs }),
});
