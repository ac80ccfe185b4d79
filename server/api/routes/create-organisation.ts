import { randomUUID } from 'node:crypto';
import { ServerError } from '../../errors.ts';
import { organisationBody, organisationSchema } from '../audit-schemas.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const createOrganisation = defineRoute({
  method: 'POST',
  path: '/organisations',
  operation: 'createOrganisation',
  summary: 'Make an organisation; its inspectors share their cases',
  tag: 'Accounts',
  roles: ['admin'],
  body: organisationBody,
  answers: [
    { status: 201, description: 'Made', schema: organisationSchema },
    { status: 409, description: 'The name is taken', schema: errorBody },
  ],
  handle: async ({ body, services }) => {
    const made = { id: randomUUID(), name: body.name, createdAtMs: services.nowMs() };
    if (!(await services.store.organisations.add(made))) throw new ServerError('NAME_TAKEN');
    return json({ id: made.id, name: made.name, accounts: 0, createdAt: toTime(made.createdAtMs) }, 201);
  },
});
