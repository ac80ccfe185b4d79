import { z } from 'zod';
import { MESSAGE_CHANNELS, MESSAGE_EVENTS } from '../store/index.ts';
import { count, named, text, time } from './schemas.ts';

/** What crosses the wire about messages, their sending on, and what accounts want to hear. */

const pageParts = { total: count, page: z.number().int().min(1), pageSize: z.number().int().min(1) };
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
};

export const messagePage = named(
  'MessagePage',
  z.object({
    items: z.array(
      z.object({
        id: z.string(),
        event: z.enum(MESSAGE_EVENTS),
        title: text,
        link: z.string().describe('A path of the pages'),
        at: time,
        read: z.boolean(),
      }),
    ),
    unread: count,
    ...pageParts,
  }),
);
export const unreadCount = named('UnreadCount', z.object({ unread: count }));
export const readMessagesBody = named(
  'ReadMessages',
  z.object({ id: z.uuid().optional().describe('Absent for all of the own messages') }),
);

export const deliveryPage = named(
  'DeliveryPage',
  z.object({
    items: z.array(
      z.object({
        id: z.string(),
        account: z.string(),
        title: text,
        channel: z.enum(['email', 'webhook']),
        target: z.string(),
        state: z.enum(['waiting', 'sent', 'given-up']),
        attempts: count,
        lastError: z.string().optional(),
        createdAt: time,
        nextAt: time.optional(),
        sentAt: time.optional(),
      }),
    ),
    ...pageParts,
  }),
);

const channels = z.array(z.enum(MESSAGE_CHANNELS)).max(MESSAGE_CHANNELS.length);
export const preferencesSchema = named(
  'MessagePreferences',
  z.object({
    email: z.string().optional(),
    webhookUrl: z.string().optional(),
    webhookSecret: z.string().optional().describe('Shown once, when it was made'),
    language: z.enum(['zh-CN', 'en']),
    channels: z.record(z.enum(MESSAGE_EVENTS), channels),
    mailAvailable: z.boolean().describe('Whether this server sends mail'),
  }),
);
export const preferencesBody = named(
  'MessagePreferencesChange',
  z.object({
    email: z.email().max(320).nullable().optional().describe('Null for none'),
    webhookUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .refine((address) => URL.canParse(address) && new URL(address).username === '', 'without a user name')
      .nullable()
      .optional()
      .describe('Null for none'),
    newWebhookSecret: z.boolean().optional(),
    language: z.enum(['zh-CN', 'en']).optional(),
    channels: z.partialRecord(z.enum(MESSAGE_EVENTS), channels).optional(),
  }),
);
