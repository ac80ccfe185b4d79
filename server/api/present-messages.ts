import type { z } from 'zod';
import { toChannels } from '../messages/index.ts';
import type { Delivery, Message, MessagePreferences } from '../store/index.ts';
import type { deliveryPage, messagePage, preferencesSchema } from './message-schemas.ts';
import { toTime } from './present.ts';

export function toMessageBody({
  id,
  event,
  title,
  link,
  createdAtMs,
  readAtMs,
}: Message): z.input<typeof messagePage>['items'][number] {
  return { id, event, title, link, at: toTime(createdAtMs), read: readAtMs !== undefined };
}

export function toDeliveryBody(
  delivery: Delivery & { readonly accountName: string; readonly title: Message['title'] },
): z.input<typeof deliveryPage>['items'][number] {
  const { id, accountName, title, channel, target, state, attempts, lastError } = delivery;
  return {
    id,
    account: accountName,
    title,
    channel,
    target,
    state,
    attempts,
    ...(lastError !== undefined && { lastError }),
    createdAt: toTime(delivery.createdAtMs),
    ...(state === 'waiting' && { nextAt: toTime(delivery.nextAtMs) }),
    ...(delivery.sentAtMs !== undefined && { sentAt: toTime(delivery.sentAtMs) }),
  };
}

/** `newSecret` is shown this once. */
export function toPreferencesBody(
  preferences: MessagePreferences | undefined,
  mailAvailable: boolean,
  newSecret?: string,
): z.input<typeof preferencesSchema> {
  const { email, webhookUrl, language = 'zh-CN', channels = {} } = preferences ?? {};
  return {
    ...(email !== undefined && { email }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(newSecret !== undefined && { webhookSecret: newSecret }),
    language,
    channels: toMutable(toChannels(channels)),
    mailAvailable,
  };
}

function toMutable(channels: ReturnType<typeof toChannels>): z.input<typeof preferencesSchema>['channels'] {
  return Object.fromEntries(Object.entries(channels).map(([event, list]) => [event, [...list]])) as z.input<
    typeof preferencesSchema
  >['channels'];
}
