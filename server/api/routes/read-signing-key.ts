import { signingKeySchema } from '../audit-schemas.ts';
import { definePublicRoute, json } from '../route.ts';

export const readSigningKey = definePublicRoute({
  method: 'GET',
  path: '/signing-key',
  operation: 'readSigningKey',
  summary: 'The public key by which evidence packages of this server can be checked',
  tag: 'Audit',
  answers: [{ status: 200, description: 'As JWK and as PEM', schema: signingKeySchema }],
  handle: ({ services }) => {
    const { keyId, publicJwk, publicPem } = services.signingKey;
    return Promise.resolve(json({ kid: keyId, alg: 'EdDSA', jwk: publicJwk, pem: publicPem }));
  },
});
