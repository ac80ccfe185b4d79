import { toPerson } from '../present.ts';
import { definePublicRoute, json } from '../route.ts';
import { errorBody, sessionSchema, signInBody } from '../schemas.ts';
import { setSessionCookie } from '../session-cookie.ts';

export const signIn = definePublicRoute({
  method: 'POST',
  path: '/session',
  operation: 'signIn',
  summary: 'Sign in with a name and a password; sets the session cookie',
  tag: 'Session',
  body: signInBody,
  answers: [
    { status: 200, description: 'Signed in', schema: sessionSchema },
    { status: 401, description: 'Wrong name or password', schema: errorBody },
    { status: 429, description: 'Too many failures; see Retry-After', schema: errorBody },
  ],
  handle: async ({ body, request, response, services }) => {
    const address = request.ip ?? '';
    const { account, secret, csrfToken } = await services.auth.signIn(body.name, body.password, address);
    setSessionCookie(request, response, secret);
    return json({ account: toPerson(account), csrfToken });
  },
});
