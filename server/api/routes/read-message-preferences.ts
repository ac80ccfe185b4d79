import { ROLES } from '../../store/index.ts';
import { preferencesSchema } from '../message-schemas.ts';
import { toPreferencesBody } from '../present-messages.ts';
import { defineRoute, json } from '../route.ts';

export const readMessagePreferences = defineRoute({
  method: 'GET',
  path: '/messages/preferences',
  operation: 'readMessagePreferences',
  summary: 'Which events the account hears of, and in which ways',
  tag: 'Messages',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The preferences', schema: preferencesSchema }],
  handle: async ({ account, services }) => {
    const preferences = await services.store.messages.findPreferences(account.id);
    return json(toPreferencesBody(preferences, services.config.mail !== undefined));
  },
});
