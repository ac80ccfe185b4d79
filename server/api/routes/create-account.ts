import { randomUUID } from 'node:crypto';
import { ServerError } from '../../errors.ts';
import { checkOrganisation } from '../check-organisation.ts';
import { toAccountBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { accountSchema, errorBody, newAccountBody } from '../schemas.ts';

export const createAccount = defineRoute({
  method: 'POST',
  path: '/accounts',
  operation: 'createAccount',
  summary: 'Make an account',
  tag: 'Accounts',
  roles: ['admin'],
  body: newAccountBody,
  answers: [
    { status: 201, description: 'Made', schema: accountSchema },
    { status: 409, description: 'The name is taken', schema: errorBody },
  ],
  handle: async ({ body, services }) => {
    const account = {
      id: randomUUID(),
      name: body.name,
      role: body.role,
      disabled: false,
      createdAtMs: services.nowMs(),
      ...(body.organisationId !== undefined && { organisationId: body.organisationId }),
      ...(body.storeId !== undefined && { storeId: body.storeId }),
    };
    await checkOrganisation(services.store, body.organisationId);
    const passwordHash = await services.auth.passwords.hash(body.password);
    if (!(await services.store.accounts.add(account, passwordHash))) throw new ServerError('NAME_TAKEN');
    return json(toAccountBody(account), 201);
  },
});
