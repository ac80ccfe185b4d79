import { z } from 'zod';
import { OIDC_COOKIE, OIDC_LIFE_MS } from '../../auth/index.ts';
import { ServerError } from '../../errors.ts';
import { BASE_PATH } from '../base-path.ts';
import { definePublicRoute } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const beginOidc = definePublicRoute({
  method: 'GET',
  path: '/session/oidc',
  operation: 'beginOidc',
  summary: 'Send the browser to the provider of sign-ins',
  tag: 'Session',
  query: z.object({
    returnTo: z
      .string()
      .max(500)
      // Only a path of these pages: a link must not send the person elsewhere after signing in.
      .regex(/^\/(?![/\\])[^\\\p{C}]*$/u)
      .default('/'),
  }),
  answers: [
    { status: 302, description: 'To the provider' },
    { status: 404, description: 'No provider is configured', schema: errorBody },
    { status: 502, description: 'The provider cannot be reached', schema: errorBody },
  ],
  handle: async ({ query, request, response, services }) => {
    if (services.oidc === undefined) throw new ServerError('NOT_FOUND');
    const { url, secret } = await services.oidc.begin(query.returnTo);
    response.cookie(OIDC_COOKIE, secret, {
      httpOnly: true,
      sameSite: 'lax',
      secure: request.secure,
      path: `${BASE_PATH}/session/oidc`,
      maxAge: OIDC_LIFE_MS,
    });
    return { kind: 'empty', status: 302, headers: { Location: url } };
  },
});
