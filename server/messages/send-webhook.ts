import { createHmac, timingSafeEqual } from 'node:crypto';
import { postDocument } from '../fetch/index.ts';
import type { AllowList } from '../fetch/index.ts';

export type Webhook = {
  readonly target: string;
  /** Key of the signature. */
  readonly secret: string;
  readonly deliveryId: string;
  readonly atMs: number;
  readonly body: object;
  readonly allow: AllowList;
  readonly signal: AbortSignal;
};

export const TIMESTAMP_HEADER = 'x-appgov-timestamp';
export const SIGNATURE_HEADER = 'x-appgov-signature';
export const DELIVERY_HEADER = 'x-appgov-delivery';

const TIMEOUT_MS = 15_000;

/** Posts the message as JSON. Any answer of 2xx is a receipt; a redirect is not followed. Throws ServerError ADDRESS_*. */
export async function sendWebhook(webhook: Webhook): Promise<void> {
  const body = JSON.stringify(webhook.body);
  const timestamp = String(Math.floor(webhook.atMs / 1000));
  await postDocument(webhook.target, Buffer.from(body), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: `v1=${signWebhook(webhook.secret, timestamp, body)}`,
      [DELIVERY_HEADER]: webhook.deliveryId,
    },
    timeoutMs: TIMEOUT_MS,
    allow: webhook.allow,
    signal: webhook.signal,
  });
}

/** HMAC-SHA256 in hex over timestamp, a full stop and the body. */
export function signWebhook(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/** What a receiver does: is the signature right and the time no further off than this? */
export function isWebhookGenuine(
  secret: string,
  given: { readonly timestamp: string; readonly signature: string; readonly body: string },
  nowMs: number,
  toleranceMs = 300_000,
): boolean {
  const right = Buffer.from(`v1=${signWebhook(secret, given.timestamp, given.body)}`);
  const shown = Buffer.from(given.signature);
  const isFresh = Math.abs(nowMs - Number(given.timestamp) * 1000) <= toleranceMs;
  return isFresh && shown.length === right.length && timingSafeEqual(shown, right);
}
