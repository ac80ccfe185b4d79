import { ServerError } from '../../errors.ts';
import { ROLES } from '../../store/index.ts';
import { defineRoute, empty } from '../route.ts';
import { idParams } from '../schemas.ts';

export const removeToken = defineRoute({
  method: 'DELETE',
  path: '/tokens/:id',
  operation: 'removeToken',
  summary: 'Withdraw one of the own tokens',
  tag: 'Tokens',
  roles: [...ROLES],
  params: idParams,
  answers: [{ status: 204, description: 'Withdrawn' }],
  handle: async ({ account, params, services }) => {
    if (!(await services.store.tokens.remove(params.id, account.id))) throw new ServerError('NOT_FOUND');
    return empty();
  },
});
