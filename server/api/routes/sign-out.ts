import { SESSION_COOKIE } from '../../auth/index.ts';
import { ACCOUNT_ROLES } from '../../store/index.ts';
import { defineRoute, empty } from '../route.ts';

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/session',
  operation: 'signOut',
  summary: 'End the session',
  tag: 'Session',
  roles: [...ACCOUNT_ROLES],
  answers: [{ status: 204, description: 'Signed out' }],
  handle: async ({ principal, response, services }) => {
    await services.auth.signOut(principal);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
    return empty();
  },
});
