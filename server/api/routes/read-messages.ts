import { ROLES } from '../../store/index.ts';
import { readMessagesBody, unreadCount } from '../message-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const readMessages = defineRoute({
  method: 'POST',
  path: '/messages/read',
  operation: 'readMessages',
  summary: 'Mark one of the own messages, or all, as read',
  tag: 'Messages',
  roles: [...ROLES],
  body: readMessagesBody,
  answers: [{ status: 200, description: 'How many are left', schema: unreadCount }],
  handle: async ({ account, body, services }) => {
    const { messages } = services.store;
    await messages.markRead(account.id, body.id, services.nowMs());
    return json({ unread: await messages.countUnread(account.id) });
  },
});
