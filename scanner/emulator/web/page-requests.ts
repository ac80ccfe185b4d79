import type { PageAnswer, PageAsk } from './messages.ts';

/** Fetch.requestPaused of the DevTools protocol, as far as it is read. */
export type PausedRequest = Readonly<Record<string, unknown>> & {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
};

/** Is a page of this address asked for by a request? Other addresses belong to other apps. */
export function isBrowsed(url: string): boolean {
  return /^(https?|file|content|about|data|blob|javascript):/i.test(url);
}

/** What the device is asked for a request: a call of one of the app's objects, or what to answer. */
export function toRequest(
  { request }: PausedRequest,
  isMainFrame: boolean,
  isByPage: boolean,
  isCall: boolean,
): PageAsk {
  const { url, method, headers } = request;
  const bodyBase64 =
    request.postDataEntries?.[0]?.bytes !== undefined
      ? Buffer.concat(request.postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64'))).toString(
          'base64',
        )
      : Buffer.from(request.postData ?? '').toString('base64');
  if (isCall) return toCall(Buffer.from(bodyBase64, 'base64').toString('utf8'));
  return { kind: 'request', url, method, headers, bodyBase64, isMainFrame, isByPage };
}

/** The page may have written the body itself, so it can be anything. */
function toCall(body: string): PageAsk {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    read = undefined;
  }
  const { target, method, args, url } = (typeof read === 'object' && read !== null ? read : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    kind: 'call',
    target: typeof target === 'string' ? target : '',
    method: typeof method === 'string' ? method : '',
    args: Array.isArray(args) ? (args as readonly unknown[]) : [],
    pageUrl: typeof url === 'string' ? url : '',
  };
}

const open = { name: 'Access-Control-Allow-Origin', value: '*' };
const failures = {
  name: 'NameNotResolved',
  connect: 'ConnectionRefused',
  timeout: 'TimedOut',
  cancel: 'Aborted',
} as const;

type Send = (method: string, params: object) => Promise<unknown>;

/** Answers a paused request with what the device says. The page may be gone by then, which is no matter. */
export async function answerRequest(
  send: Send,
  { requestId }: PausedRequest,
  ask: () => Promise<PageAnswer>,
): Promise<void> {
  const respond = (status: number, headers: readonly (typeof open)[], body: string) =>
    send('Fetch.fulfillRequest', { requestId, responseCode: status, responseHeaders: headers, body });
  const json = (value: object) =>
    respond(
      200,
      [open, { name: 'Content-Type', value: 'application/json' }],
      toBase64(JSON.stringify(value)),
    );
  try {
    const answer = await ask();
    switch (answer.kind) {
      case 'respond':
        await respond(
          answer.status,
          [...answer.headers.map(([name, value]) => ({ name, value })), ...openTo(answer.headers)],
          answer.bodyBase64,
        );
        break;
      case 'value':
        await json(answer.json === undefined ? {} : (JSON.parse(answer.json) as object));
        break;
      case 'threw':
        await json({ threw: true });
        break;
      default:
        await send('Fetch.failRequest', {
          requestId,
          errorReason: answer.kind === 'refuse' ? failures[answer.why] : 'Failed',
        });
    }
  } catch {
    await send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(() => undefined);
  }
}

/** What comes from a script instead of a server says for itself that any page may read it. */
function openTo(headers: readonly (readonly [string, string])[]): readonly (typeof open)[] {
  return headers.some(([name]) => name.toLowerCase() === 'access-control-allow-origin') ? [] : [open];
}

const toBase64 = (text: string): string => Buffer.from(text).toString('base64');
