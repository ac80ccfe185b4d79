import { lookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { ServerError } from '../errors.ts';
import { isAllowedHost, isPublicAddress } from './address-guard.ts';
import type { AllowList } from './address-guard.ts';
import type { HostTurns } from './host-turns.ts';

/** Every address of a name. */
export type ResolveName = (
  host: string,
  options: LookupAllOptions,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export type OpenOptions = {
  readonly redirects: number;
  /** Hosts outside the public internet that may be reached: tests and intranets. */
  readonly allow: AllowList;
  readonly signal: AbortSignal;
  /** The signal that says that time is up; the error then says so. */
  readonly timeout: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  readonly body?: Uint8Array;
  /** Holds requests to one host apart; none where nothing is read in masses. */
  readonly turns?: HostTurns;
  /** The system's resolver where absent. */
  readonly resolve?: ResolveName;
};

export type OpenAnswer = { readonly url: URL; readonly response: IncomingMessage };

/**
 * Opens an address over http or https and follows redirects. Each address is judged after its name is resolved, and the
 * connection is made to the very address that was judged, so that a name cannot be answered differently the second
 * time. Nothing of the caller is sent along: no cookies, no credentials. The caller reads or destroys the response.
 *
 * Throws ServerError ADDRESS_REFUSED, ADDRESS_FAILED, ADDRESS_TIMED_OUT.
 */
export async function openAddress(address: string, options: OpenOptions): Promise<OpenAnswer> {
  let url = toUrl(address);
  const seen = new Set<string>();
  for (let hop = 0; hop <= options.redirects; hop++) {
    seen.add(url.href);
    await options.turns?.wait(url.host, options.signal);
    const response = await send(url, options);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status < 300 || status >= 400 || status === 304 || location === undefined) return { url, response };
    response.destroy();
    url = toUrl(location, url);
    if (seen.has(url.href)) throw new ServerError('ADDRESS_FAILED', `${address} redirects in a circle.`);
  }
  throw new ServerError('ADDRESS_FAILED', `${address} redirects more than ${options.redirects} times.`);
}

export function toUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (!url) throw new ServerError('ADDRESS_REFUSED', `${address.slice(0, 200)} is no address.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ServerError('ADDRESS_REFUSED', `${url.protocol} is not fetched, only http: and https: are.`);
  if (url.username !== '' || url.password !== '')
    throw new ServerError('ADDRESS_REFUSED', 'An address with a user name or password is not fetched.');
  return url;
}

/** The coded error that a failure of a connection means. */
export function toFetchError(error: unknown, url: URL, timeout: AbortSignal): ServerError {
  if (error instanceof ServerError) return error;
  if (timeout.aborted)
    return new ServerError('ADDRESS_TIMED_OUT', `${url.href} took too long.`, { cause: error });
  const reason = error instanceof Error ? error.message : 'no answer';
  return new ServerError('ADDRESS_FAILED', `${url.href} gave no content: ${reason}.`, { cause: error });
}

function send(
  url: URL,
  { allow, signal, timeout, headers, body, resolve: resolveName = lookup }: OpenOptions,
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
        method: body === undefined ? 'GET' : 'POST',
        path: `${url.pathname}${url.search}`,
        servername: isIP(host) === 0 ? host : undefined,
        headers: {
          host: url.host,
          'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
          'user-agent': 'appgov policy reader',
          ...(body === undefined ? {} : { 'content-length': body.byteLength }),
          ...headers,
        },
        agent: false,
        signal,
        lookup: guardedLookup(url, isAllowed, resolveName),
      },
      resolve,
    );
    request.on('error', (error) => reject(toFetchError(error, url, timeout)));
    request.end(body);
  });
}

/** Name resolution that gives the connection only addresses that may be reached, and refuses the rest. */
function guardedLookup(url: URL, isAllowed: boolean, resolveName: ResolveName): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, addresses) => {
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
      if (options.all === true) callback(null, [...open]);
      else callback(null, first.address, first.family);
    });
  };
}

function refusal(url: URL, address: string): ServerError {
  return new ServerError(
    'ADDRESS_REFUSED',
    `${url.hostname}${address === url.hostname ? '' : ` (${address})`} is not on the public internet; name it in the allow-list to fetch it.`,
  );
}
