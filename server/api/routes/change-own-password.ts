import { ACCOUNT_ROLES } from '../../store/index.ts';
import { defineRoute, empty } from '../route.ts';
import { errorBody, passwordChangeBody } from '../schemas.ts';

export const changeOwnPassword = defineRoute({
  method: 'POST',
  path: '/accounts/me/password',
  operation: 'changeOwnPassword',
  summary: 'Change the own password; other sessions of the account end',
  tag: 'Accounts',
  roles: [...ACCOUNT_ROLES],
  body: passwordChangeBody,
  answers: [
    { status: 204, description: 'Changed' },
    { status: 429, description: 'Too many failures; see Retry-After', schema: errorBody },
  ],
  handle: async ({ principal, body, services }) => {
    await services.auth.changeOwnPassword(principal, body.current, body.next);
    return empty();
  },
});
