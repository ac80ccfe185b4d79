import { randomUUID } from 'node:crypto';
import { hashSecret, newSecret } from '../../auth/index.ts';
import { ROLES } from '../../store/index.ts';
import { toTokenBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { createdToken, newTokenBody } from '../schemas.ts';

export const createToken = defineRoute({
  method: 'POST',
  path: '/tokens',
  operation: 'createToken',
  summary: 'Make a token for a program; it acts with the rights of the account',
  tag: 'Tokens',
  roles: [...ROLES],
  body: newTokenBody,
  answers: [{ status: 201, description: 'Made; the secret is shown this once', schema: createdToken }],
  handle: async ({ account, body, services }) => {
    const secret = newSecret('appgov');
    const token = {
      id: randomUUID(),
      accountId: account.id,
      name: body.name,
      origin: 'person' as const,
      createdAtMs: services.nowMs(),
    };
    await services.store.tokens.add(token, hashSecret(secret));
    return json({ ...toTokenBody(token), token: secret }, 201);
  },
});
