import { z } from 'zod';
import { ROLES } from '../../store/index.ts';
import { messagePage, pageQuery } from '../message-schemas.ts';
import { toMessageBody } from '../present-messages.ts';
import { defineRoute, json } from '../route.ts';

export const listMessages = defineRoute({
  method: 'GET',
  path: '/messages',
  operation: 'listMessages',
  summary: 'The own messages, the newest first',
  tag: 'Messages',
  roles: [...ROLES],
  query: z.object(pageQuery),
  answers: [{ status: 200, description: 'One page', schema: messagePage }],
  handle: async ({ account, query, services }) => {
    const { messages } = services.store;
    const [{ items, total }, unread] = await Promise.all([
      messages.findPage(account.id, query.page, query.pageSize),
      messages.countUnread(account.id),
    ]);
    return json({
      items: items.map(toMessageBody),
      unread,
      total,
      page: query.page,
      pageSize: query.pageSize,
    });
  },
});
