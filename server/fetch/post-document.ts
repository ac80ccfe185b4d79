import { ServerError } from '../errors.ts';
import type { AllowList } from './address-guard.ts';
import { openAddress } from './open-address.ts';

export type PostOptions = {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly allow?: AllowList;
  readonly signal?: AbortSignal;
};

/**
 * Posts bytes, guarded as `openAddress` guards, and waits for the receipt: any answer of 2xx. A redirect is not
 * followed. What the answer says is not read. Throws ServerError ADDRESS_REFUSED, ADDRESS_FAILED, ADDRESS_TIMED_OUT.
 */
export async function postDocument(address: string, body: Uint8Array, options: PostOptions): Promise<void> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const { url, response } = await openAddress(address, {
    redirects: 0,
    allow: options.allow ?? [],
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    timeout,
    headers: { ...options.headers },
    body,
  });
  response.destroy();
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299)
    throw new ServerError('ADDRESS_FAILED', `${url.href} answered with status ${status}.`);
}
