import { newSecret } from '../../auth/index.ts';
import { ROLES } from '../../store/index.ts';
import type { MessagePreferences } from '../../store/index.ts';
import { preferencesBody, preferencesSchema } from '../message-schemas.ts';
import { toPreferencesBody } from '../present-messages.ts';
import { defineRoute, json } from '../route.ts';

export const changeMessagePreferences = defineRoute({
  method: 'PATCH',
  path: '/messages/preferences',
  operation: 'changeMessagePreferences',
  summary: 'Choose events and ways; a webhook set for the first time gets a secret, shown this once',
  tag: 'Messages',
  roles: [...ROLES],
  body: preferencesBody,
  answers: [{ status: 200, description: 'As they are now', schema: preferencesSchema }],
  handle: async ({ account, body, services }) => {
    const { messages } = services.store;
    const before = await messages.findPreferences(account.id);
    const email = body.email === undefined ? before?.email : (body.email ?? undefined);
    const webhookUrl = body.webhookUrl === undefined ? before?.webhookUrl : (body.webhookUrl ?? undefined);
    const needsSecret =
      webhookUrl !== undefined && (body.newWebhookSecret === true || before?.webhookSecret === undefined);
    const made = needsSecret ? newSecret('webhook') : undefined;
    const webhookSecret = webhookUrl === undefined ? undefined : (made ?? before?.webhookSecret);
    const preferences: MessagePreferences = {
      ...(email !== undefined && { email }),
      ...(webhookUrl !== undefined && { webhookUrl }),
      ...(webhookSecret !== undefined && { webhookSecret }),
      language: body.language ?? before?.language ?? 'zh-CN',
      channels: { ...before?.channels, ...body.channels },
    };
    await messages.setPreferences(account.id, preferences);
    return json(toPreferencesBody(preferences, services.config.mail !== undefined, made));
  },
});
