import { findCookie, OIDC_COOKIE } from '../../auth/index.ts';
import { ServerError, toServerError } from '../../errors.ts';
import { NOBODY, note } from '../audit.ts';
import { BASE_PATH } from '../base-path.ts';
import { definePublicRoute } from '../route.ts';
import type { Reply } from '../route.ts';
import { setSessionCookie } from '../session-cookie.ts';

export const finishOidc = definePublicRoute({
  method: 'GET',
  path: '/session/oidc/callback',
  operation: 'finishOidc',
  summary: 'Where the provider sends the browser back to; sets the session cookie',
  tag: 'Session',
  answers: [
    { status: 302, description: 'To the pages, signed in, or to the sign-in with the code of the refusal' },
  ],
  handle: async ({ request, response, services }) => {
    const { oidc, auth, log } = services;
    response.clearCookie(OIDC_COOKIE, { path: `${BASE_PATH}/session/oidc` });
    const action = 'signInByProvider';
    try {
      if (oidc === undefined) throw new ServerError('NOT_FOUND');
      const query = request.originalUrl.split('?')[1] ?? '';
      const { account, returnTo } = await oidc.finish(query, findCookie(request.headers.cookie, OIDC_COOKIE));
      const { secret } = await auth.openSession(account);
      await note(services, account, action, request.path, 'done');
      setSessionCookie(request, response, secret);
      return redirect(returnTo);
    } catch (thrown) {
      // A person stands before this: they read it on the sign-in page, not as JSON.
      const error = toServerError(thrown);
      log.warn({ err: error }, 'sign-in by the provider failed');
      // What came with a wrong state may be anybody's: only answers to a sign-in begun here are worth a note.
      if (error.code === 'FORBIDDEN') await note(services, NOBODY, action, request.path, error.code);
      return redirect(`/sign-in?error=${error.code}`);
    }
  },
});

function redirect(to: string): Reply {
  return { kind: 'empty', status: 302, headers: { Location: to } };
}
