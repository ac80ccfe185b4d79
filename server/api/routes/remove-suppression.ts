import { ServerError } from '../../errors.ts';
import { defineRoute, empty } from '../route.ts';
import { idParams } from '../schemas.ts';

export const removeSuppression = defineRoute({
  method: 'DELETE',
  path: '/suppressions/:id',
  operation: 'removeSuppression',
  summary: 'End one of the own suppressions',
  tag: 'Review',
  roles: ['developer'],
  params: idParams,
  answers: [{ status: 204, description: 'Ended' }],
  handle: async ({ account, params, services }) => {
    if (!(await services.store.suppressions.remove(params.id, account.id)))
      throw new ServerError('NOT_FOUND');
    return empty();
  },
});
