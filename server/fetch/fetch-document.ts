import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ServerError } from '../errors.ts';
import type { AllowList } from './address-guard.ts';
import type { HostTurns } from './host-turns.ts';
import { openAddress, toFetchError } from './open-address.ts';

export type FetchLimits = {
  readonly sizeBytes: number;
  /** Over all redirects and the whole body. */
  readonly timeoutMs: number;
  readonly redirects: number;
};

export const FETCH_LIMITS: FetchLimits = { sizeBytes: 8 * 1024 * 1024, timeoutMs: 20_000, redirects: 5 };

export type FetchedDocument = {
  /** Where the bytes came from in the end. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
  readonly charset?: string;
  /** What to ask by whether it has changed. */
  readonly etag?: string;
  readonly lastModified?: string;
};

export type FetchOptions = {
  readonly limits?: Partial<FetchLimits>;
  /** Hosts outside the public internet that may be reached: tests and intranets. */
  readonly allow?: AllowList;
  readonly signal?: AbortSignal;
  readonly turns?: HostTurns;
};

const HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5',
  'accept-encoding': 'gzip, deflate, br',
};

/**
 * Fetches one document, guarded as `openAddress` guards. Throws ServerError ADDRESS_REFUSED, ADDRESS_TOO_LARGE,
 * ADDRESS_FAILED, ADDRESS_TIMED_OUT.
 */
export async function fetchDocument(address: string, options: FetchOptions = {}): Promise<FetchedDocument> {
  const document = await fetchChanged(address, undefined, options);
  if (document === 'unchanged')
    throw new ServerError('ADDRESS_FAILED', `${address} answered with status 304.`);
  return document;
}

/** As fetchDocument, but `unchanged` where the server says that the document is still the one with these marks. */
export async function fetchChanged(
  address: string,
  known: { readonly etag?: string; readonly lastModified?: string } | undefined,
  options: FetchOptions = {},
): Promise<FetchedDocument | 'unchanged'> {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const { url, response } = await openAddress(address, {
    redirects: limits.redirects,
    allow: options.allow ?? [],
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    timeout,
    headers: {
      ...HEADERS,
      ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
      ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    },
    ...(options.turns === undefined ? {} : { turns: options.turns }),
  });
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    if (status === 304 && known !== undefined) return 'unchanged';
    throw new ServerError('ADDRESS_FAILED', `${url.href} answered with status ${status}.`);
  }
  const bytes = await readBody(response, limits.sizeBytes, url, timeout);
  const [mediaType = '', ...parameters] = (response.headers['content-type'] ?? '').split(';');
  const charset = /charset\s*=\s*"?([\w.:-]+)/iu.exec(parameters.join(';'))?.[1];
  const { etag, 'last-modified': lastModified } = response.headers;
  return {
    url: url.href,
    bytes,
    ...(mediaType.trim() !== '' && { mediaType: mediaType.trim().toLowerCase() }),
    ...(charset !== undefined && { charset }),
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

async function readBody(
  response: IncomingMessage,
  limitBytes: number,
  url: URL,
  timeout: AbortSignal,
): Promise<Uint8Array> {
  const tooLarge = (): ServerError =>
    new ServerError('ADDRESS_TOO_LARGE', `${url.href} gives more than ${limitBytes} bytes.`);
  if (Number(response.headers['content-length'] ?? 0) > limitBytes) {
    response.destroy();
    throw tooLarge();
  }
  const encoding = response.headers['content-encoding'] ?? 'identity';
  const unpack =
    encoding === 'gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : undefined;
  const body = unpack ? response.pipe(unpack) : response;
  // An error of the connection does not travel down a pipe by itself.
  if (unpack) response.on('error', (error) => unpack.destroy(error));
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limitBytes) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    throw toFetchError(error, url, timeout);
  } finally {
    response.destroy();
  }
  return Buffer.concat(parts);
}
