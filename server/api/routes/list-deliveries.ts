import { z } from 'zod';
import { ROLES } from '../../store/index.ts';
import { deliveryPage, pageQuery } from '../message-schemas.ts';
import { toDeliveryBody } from '../present-messages.ts';
import { defineRoute, json } from '../route.ts';

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/deliveries',
  operation: 'listDeliveries',
  summary: 'What was sent on by mail and webhook, with every attempt: the own ones; all for administrators',
  tag: 'Messages',
  roles: [...ROLES],
  query: z.object({ ...pageQuery, state: z.enum(['waiting', 'sent', 'given-up']).optional() }),
  answers: [{ status: 200, description: 'One page', schema: deliveryPage }],
  handle: async ({ account, query, services }) => {
    const { state, page, pageSize } = query;
    const { items, total } = await services.store.messages.findDeliveries({
      ...(account.role !== 'admin' && { accountId: account.id }),
      ...(state !== undefined && { state }),
      page,
      pageSize,
    });
    return json({ items: items.map(toDeliveryBody), total, page, pageSize });
  },
});
