import { ROLES } from '../../store/index.ts';
import { unreadCount } from '../message-schemas.ts';
import { defineRoute, json } from '../route.ts';

export const countUnread = defineRoute({
  method: 'GET',
  path: '/messages/unread',
  operation: 'countUnread',
  summary: 'How many of the own messages are not read',
  tag: 'Messages',
  roles: [...ROLES],
  answers: [{ status: 200, description: 'The count', schema: unreadCount }],
  handle: async ({ account, services }) =>
    json({ unread: await services.store.messages.countUnread(account.id) }),
});
