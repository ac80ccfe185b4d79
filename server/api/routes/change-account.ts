import { ServerError } from '../../errors.ts';
import { checkOrganisation } from '../check-organisation.ts';
import { toAccountBody } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { accountChangeBody, accountSchema, errorBody, idParams } from '../schemas.ts';

export const changeAccount = defineRoute({
  method: 'PATCH',
  path: '/accounts/:id',
  operation: 'changeAccount',
  summary: 'Change role, organisation or store of an account, disable or enable it, or set its password',
  tag: 'Accounts',
  roles: ['admin'],
  params: idParams,
  body: accountChangeBody,
  answers: [
    { status: 200, description: 'Changed', schema: accountSchema },
    { status: 409, description: 'No active administrator would remain', schema: errorBody },
  ],
  handle: async ({ params, body, services }) => {
    const { accounts, sessions } = services.store;
    const { password, ...change } = body;
    await checkOrganisation(services.store, body.organisationId);
    const passwordHash = password === undefined ? undefined : await services.auth.passwords.hash(password);
    if (Object.keys(body).length > 0) {
      const outcome = await accounts.change(params.id, {
        ...change,
        ...(passwordHash === undefined ? {} : { passwordHash }),
      });
      if (outcome === 'unknown') throw new ServerError('NOT_FOUND');
      if (outcome === 'last-admin') throw new ServerError('LAST_ADMIN');
    }
    // Who lost the account, or its password to someone else, must not stay signed in.
    if (body.disabled === true || passwordHash !== undefined) await sessions.removeOfAccount(params.id);
    const account = await accounts.find(params.id);
    if (account === undefined) throw new ServerError('NOT_FOUND');
    return json(toAccountBody(account));
  },
});
