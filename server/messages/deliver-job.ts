import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { ServerError } from '../errors.ts';
import type { Jobs } from '../jobs/job-map.ts';
import { exponentialBackoff } from '../queue/index.ts';
import type { JobRecord, Queue } from '../queue/index.ts';
import type { Delivery, Message, MessagePreferences, Store } from '../store/index.ts';
import { toJobKey } from './messenger.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

export type DeliverServices = {
  readonly store: Store;
  readonly queue: Queue<Jobs>;
  readonly config: Pick<ServerConfig, 'mail' | 'publicUrl' | 'messageAllow'>;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly log: Logger;
};

/** Attempts in all: with pauses that double from a quarter of a minute up to two hours, about half a day. */
const MOST_ATTEMPTS = 12;
const pause = exponentialBackoff(15_000, 7_200_000);

/**
 * One attempt to send a message on. A failure is no failure of the job: it is noted beside the delivery, with the time
 * of the next attempt, until it is given up. May run twice; the message carries its delivery's id for the receiver to see.
 */
export async function runDeliverJob(
  job: JobRecord<Jobs, 'deliver'>,
  signal: AbortSignal,
  services: DeliverServices,
): Promise<{ readonly state: Delivery['state'] }> {
  const { store, queue, nowMs, random, log } = services;
  const { deliveryId } = job.payload;
  const delivery = await store.messages.findDelivery(deliveryId);
  if (delivery?.state !== 'waiting') return { state: delivery?.state ?? 'given-up' };
  const message = await store.messages.find(delivery.messageId);
  if (message === undefined) return { state: 'given-up' };
  const preferences = await store.messages.findPreferences(message.accountId);
  try {
    await send(delivery, message, preferences, signal, services);
    await store.messages.noteAttempt(deliveryId, { state: 'sent', atMs: nowMs() });
    return { state: 'sent' };
  } catch (error) {
    // A stop of the server is no attempt of the receiver's.
    if (signal.aborted) throw error;
    const attempts = delivery.attempts + 1;
    const text = error instanceof Error ? error.message : String(error);
    log.warn(
      { deliveryId, channel: delivery.channel, attempts, reason: text },
      'a message could not be sent on',
    );
    // An address that may not be reached will not be reached later either.
    if (attempts >= MOST_ATTEMPTS || (error instanceof ServerError && error.code === 'ADDRESS_REFUSED')) {
      await store.messages.noteAttempt(deliveryId, { state: 'given-up', error: text });
      return { state: 'given-up' };
    }
    const delayMs = pause(attempts, random);
    await store.messages.noteAttempt(deliveryId, {
      state: 'waiting',
      nextAtMs: nowMs() + delayMs,
      error: text,
    });
    await queue.add('deliver', { deliveryId }, { key: toJobKey(deliveryId, attempts), delayMs });
    return { state: 'waiting' };
  }
}

async function send(
  delivery: Delivery,
  message: Message,
  preferences: MessagePreferences | undefined,
  signal: AbortSignal,
  { config, nowMs }: DeliverServices,
): Promise<void> {
  const url = config.publicUrl === undefined ? undefined : config.publicUrl + message.link;
  if (delivery.channel === 'webhook') {
    await sendWebhook({
      target: delivery.target,
      secret: preferences?.webhookSecret ?? '',
      deliveryId: delivery.id,
      atMs: nowMs(),
      body: {
        id: message.id,
        event: message.event,
        at: new Date(message.createdAtMs).toISOString(),
        title: message.title,
        path: message.link,
        ...(url !== undefined && { url }),
      },
      allow: config.messageAllow,
      signal,
    });
    return;
  }
  if (config.mail === undefined) throw new ServerError('INVALID_INPUT', 'No mail server is configured.');
  const isEnglish = preferences?.language === 'en';
  const title = isEnglish ? message.title.en : message.title.zh;
  const closing = isEnglish
    ? 'You can choose under "My account" which messages come by mail.'
    : '可在“我的账号”中选择哪些消息通过邮件发送。';
  await sendMail(config.mail, {
    to: delivery.target,
    subject: `[appgov] ${title}`,
    text: `${title}\n\n${url ?? message.link}\n\n${closing}\n`,
    messageId: `<${delivery.id}@appgov>`,
    signal,
  });
}
