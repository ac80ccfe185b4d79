import { ServerError } from '../../errors.ts';
import { organisationBody } from '../audit-schemas.ts';
import { defineRoute, empty } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

export const renameOrganisation = defineRoute({
  method: 'PATCH',
  path: '/organisations/:id',
  operation: 'renameOrganisation',
  summary: 'Give an organisation another name',
  tag: 'Accounts',
  roles: ['admin'],
  params: idParams,
  body: organisationBody,
  answers: [
    { status: 204, description: 'Renamed' },
    { status: 404, description: 'No such organisation', schema: errorBody },
    { status: 409, description: 'The name is taken', schema: errorBody },
  ],
  handle: async ({ params, body, services }) => {
    const outcome = await services.store.organisations.rename(params.id, body.name);
    if (outcome === 'unknown') throw new ServerError('NOT_FOUND');
    if (outcome === 'taken') throw new ServerError('NAME_TAKEN');
    return empty();
  },
});
