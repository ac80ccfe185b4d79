import { toCsrfToken } from '../../auth/index.ts';
import { ACCOUNT_ROLES } from '../../store/index.ts';
import { toPerson } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { sessionSchema } from '../schemas.ts';

export const readSession = defineRoute({
  method: 'GET',
  path: '/session',
  operation: 'readSession',
  summary: 'Who is signed in, and the CSRF token of the session',
  tag: 'Session',
  roles: [...ACCOUNT_ROLES],
  answers: [{ status: 200, description: 'Signed in', schema: sessionSchema }],
  handle: async ({ principal, account }) =>
    json({
      account: toPerson(account),
      ...(principal.kind === 'session' ? { csrfToken: toCsrfToken(principal.secret) } : {}),
    }),
});
