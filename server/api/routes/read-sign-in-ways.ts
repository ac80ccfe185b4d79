import { z } from 'zod';
import { definePublicRoute, json } from '../route.ts';
import { named } from '../schemas.ts';

const signInWays = named(
  'SignInWays',
  z.object({ oidc: z.object({ label: z.string() }).optional().describe('A provider beside passwords') }),
);

export const readSignInWays = definePublicRoute({
  method: 'GET',
  path: '/session/ways',
  operation: 'readSignInWays',
  summary: 'Which ways of signing in this server offers beside passwords',
  tag: 'Session',
  answers: [{ status: 200, description: 'The ways', schema: signInWays }],
  handle: ({ services: { oidc } }) =>
    Promise.resolve(json(oidc === undefined ? {} : { oidc: { label: oidc.label } })),
});
