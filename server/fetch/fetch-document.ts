import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ServerError } from '../errors.ts';
import { isAllowedHost, isPublicAddress } from './address-guard.ts';
import type { AllowList } from './address-guard.ts';

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
};

export type FetchOptions = {
  readonly limits?: Partial<FetchLimits>;
  /** Hosts outside the public internet that may be reached: tests and intranets. */
  readonly allow?: AllowList;
  readonly signal?: AbortSignal;
};

/**
 * Fetches one document over http or https. The address is judged after its name is resolved, and the connection is made
 * to the very address that was judged, so that a name cannot be answered differently the second time; every redirect
 * is judged anew. Nothing of the caller is sent along: no cookies, no credentials.
 *
 * Throws ServerError ADDRESS_REFUSED, ADDRESS_TOO_LARGE, ADDRESS_FAILED, ADDRESS_TIMED_OUT.
 */
export async function fetchDocument(address: string, options: FetchOptions = {}): Promise<FetchedDocument> {
  const limits = { ...FETCH_LIMITS, ...options.limits };
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let url = toUrl(address);
  for (let hop = 0; hop <= limits.redirects; hop++) {
    const response = await send(url, options.allow ?? [], signal, timeout);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy();
      url = toUrl(location, url);
      continue;
    }
    if (status !== 200) {
      response.destroy();
      throw new ServerError('ADDRESS_FAILED', `${url.href} answered with status ${status}.`);
    }
    const bytes = await readBody(response, limits.sizeBytes, url, timeout);
    const [mediaType = '', ...parameters] = (response.headers['content-type'] ?? '').split(';');
    const charset = /charset\s*=\s*"?([\w.:-]+)/iu.exec(parameters.join(';'))?.[1];
    return {
      url: url.href,
      bytes,
      ...(mediaType.trim() !== '' && { mediaType: mediaType.trim().toLowerCase() }),
      ...(charset !== undefined && { charset }),
    };
  }
  throw new ServerError('ADDRESS_FAILED', `${address} redirects more than ${limits.redirects} times.`);
}

function toUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (!url) throw new ServerError('ADDRESS_REFUSED', `${address.slice(0, 200)} is no address.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ServerError('ADDRESS_REFUSED', `${url.protocol} is not fetched, only http: and https: are.`);
  if (url.username !== '' || url.password !== '')
    throw new ServerError('ADDRESS_REFUSED', 'An address with a user name or password is not fetched.');
  return url;
}

function send(
  url: URL,
  allow: AllowList,
  signal: AbortSignal,
  timeout: AbortSignal,
): Promise<IncomingMessage> {
  const isHttps = url.protocol === 'https:';
  const port = url.port === '' ? (isHttps ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const isAllowed = isAllowedHost(host, port, allow);
  if (isIP(host) !== 0 && !isAllowed && !isPublicAddress(host)) throw refusal(url, host);
  return new Promise((resolve, reject) => {
    const request = (isHttps ? requestHttps : requestHttp)(
      {
        host,
        port,
        path: `${url.pathname}${url.search}`,
        servername: isIP(host) === 0 ? host : undefined,
        headers: {
          host: url.host,
          accept: 'text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5',
          'accept-encoding': 'gzip, deflate, br',
          'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
          'user-agent': 'appgov policy reader',
        },
        agent: false,
        signal,
        lookup: guardedLookup(url, isAllowed),
      },
      resolve,
    );
    request.on('error', (error) => reject(toFetchError(error, url, timeout)));
    request.end();
  });
}

/** Name resolution that gives the connection only addresses that may be reached, and refuses the rest. */
function guardedLookup(url: URL, isAllowed: boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const open = isAllowed ? addresses : addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      // One closed address among several is a name made to slip through.
      if (!first || (!isAllowed && open.length < addresses.length)) {
        callback(refusal(url, addresses.map(({ address }) => address).join(', ')), '', 0);
        return;
      }
      if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
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

function refusal(url: URL, address: string): ServerError {
  return new ServerError(
    'ADDRESS_REFUSED',
    `${url.hostname}${address === url.hostname ? '' : ` (${address})`} is not on the public internet; name it in the allow-list to fetch it.`,
  );
}

function toFetchError(error: unknown, url: URL, timeout: AbortSignal): ServerError {
  if (error instanceof ServerError) return error;
  if (timeout.aborted)
    return new ServerError('ADDRESS_TIMED_OUT', `${url.href} took too long.`, { cause: error });
  const reason = error instanceof Error ? error.message : 'no answer';
  return new ServerError('ADDRESS_FAILED', `${url.href} gave no content: ${reason}.`, { cause: error });
}
