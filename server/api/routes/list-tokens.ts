import { ROLES } from '../../store/index.ts';
import { toTokenBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { tokenList } from '../schemas.ts';

export const listTokens = defineRoute({
  method: 'GET',
  path: '/tokens',
  operation: 'listTokens',
  summary: 'The own tokens, without their secrets',
  tag: 'Tokens',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The tokens, oldest first', schema: tokenList }],
  handle: async ({ account, services }) =>
    json({ items: (await services.store.tokens.listOfAccount(account.id)).map(toTokenBody) }),
});
