import type { JavaObject, Machine, StackEntry, Steps } from '../../machine/index.ts';
import { networkOf, type CarriedData, type NetworkAnswer } from '../../system/network.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageAnswer, PageRequest } from '../../web/messages.ts';
import { contentTypeOf, findPageFile } from './page-files.ts';
import type { PageLabels } from './page-labels.ts';
import { onMain, onThread } from './threads.ts';
import { settingOf, webOf } from './web-state.ts';
import { readResponse, type PageRequestState, type WebResponse } from './web-resources.ts';

const web$ = 'Landroid/webkit/WebView;';
const request$ = 'Landroid/webkit/WebResourceRequest;';
const response$ = 'Landroid/webkit/WebResourceResponse;';
const intercept = [
  `shouldInterceptRequest(${web$}${request$})${response$}`,
  `shouldInterceptRequest(${web$}Ljava/lang/String;)${response$}`,
] as const;
const errorCodes = { name: -2, connect: -6, timeout: -8, cancel: -1 } as const;

/** A request to the network, of a page or of the app for one. */
export function sendRequest(
  vm: Machine,
  request: {
    readonly url: string;
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
    readonly carried: readonly CarriedData[];
  },
  stack?: readonly StackEntry[],
): NetworkAnswer {
  const { hostname, port, protocol } = URL.canParse(request.url)
    ? new URL(request.url)
    : { hostname: '', port: '', protocol: 'https:' };
  const body = request.body ?? new Uint8Array();
  return networkOf(vm).send(
    vm,
    {
      transport: 'http',
      method: request.method,
      url: request.url,
      host: hostname,
      port: port === '' ? (/^(https|wss):/.test(protocol) ? 443 : 80) : Number(port),
      headers: Object.entries(request.headers ?? {}).map(([name, value]) => ({ name, value })),
      body,
      bodySizeBytes: body.length,
      carried: request.carried.filter(({ labelSet }) => labelSet !== 0),
    },
    stack,
  );
}

export function toPageRequest(vm: Machine, peer: PageRequestState): JavaObject<PageRequestState> {
  const request = vm.newObject<PageRequestState>('android/webkit/PageRequest');
  request.peer = peer;
  return request;
}

/** May the page go there? The client is asked; without one, Android hands addresses to the browser. */
export function* takesUrl(vm: Machine, web: JavaObject, url: string): Steps<boolean> {
  const { client } = webOf(web);
  if (!client) {
    vm.attached(SYSTEM).postToMain('open browser', function* () {
      vm.attached(SYSTEM).leaveApp({ action: 'android.intent.action.VIEW', data: url, targetPackage: '' });
    });
    return true;
  }
  const request = toPageRequest(vm, { url, method: 'GET', headers: {}, isForMainFrame: true });
  return yield* onMain(vm, 'page link', () =>
    vm.call<boolean>(client, `shouldOverrideUrlLoading(${web$}${request$})Z`, web, request),
  );
}

/** Answers a request of a page: by the app's client, from the app's files, or from the network's script. */
export function* answerPageRequest(
  vm: Machine,
  web: JavaObject,
  labels: PageLabels,
  ask: PageRequest,
): Steps<PageAnswer> {
  if (ask.isByPage && ask.method === 'GET' && (yield* takesUrl(vm, web, ask.url)))
    return { kind: 'refuse', why: 'cancel' };
  const own = yield* askClient(vm, web, ask);
  if (own) return toRespond(own.status, own.headers, own.body);
  if (!/^(https?|wss?):/i.test(ask.url)) {
    const bytes = findPageFile(vm, web, ask.url);
    return bytes
      ? toRespond(200, [['Content-Type', contentTypeOf(ask.url)]], bytes)
      : refuse(vm, web, ask, 'connect');
  }
  if (settingOf(web, 'BlockNetworkLoads') === true) return refuse(vm, web, ask, 'connect');
  const { page } = webOf(web);
  const body = Buffer.from(ask.bodyBase64, 'base64');
  const ofPage = ask.isMainFrame && page ? page.label : 0;
  const answer = sendRequest(
    vm,
    {
      url: ask.url,
      method: ask.method,
      headers: ask.headers,
      body,
      carried: [
        { where: 'url', labelSet: vm.labels.union(ofPage, labels.labelsIn(vm, ask.url)) },
        { where: 'body', labelSet: labels.labelsIn(vm, body.toString('utf8')) },
      ],
    },
    page?.stack,
  );
  if (answer.kind === 'refused') {
    const why = answer.why === 'unknown-host' ? 'name' : answer.why === 'timeout' ? 'timeout' : 'connect';
    return refuse(vm, web, ask, why);
  }
  const headers = answer.headers.map(({ name, value }) => [name, value] as const);
  // What stands in for a server's page is not shown as if it were one.
  const isPage =
    !ask.isMainFrame || headers.some(([name, value]) => /^content-type$/i.test(name) && /html/.test(value));
  return isPage
    ? toRespond(answer.status, headers, answer.body)
    : toRespond(answer.status, [['Content-Type', 'text/html']], new Uint8Array());
}

function toRespond(
  status: number,
  headers: readonly (readonly [string, string])[],
  body: Uint8Array,
): PageAnswer {
  return {
    kind: 'respond',
    status,
    headers: headers.filter(([name]) => !/^(content-length|content-encoding|transfer-encoding)$/i.test(name)),
    bodyBase64: Buffer.from(body).toString('base64'),
  };
}

/** The client's own answer, asked on a thread that is not the screen's. */
function* askClient(vm: Machine, web: JavaObject, ask: PageRequest): Steps<WebResponse | undefined> {
  const { client } = webOf(web);
  if (!client || !intercept.some((selector) => vm.virtualMethod(client, selector).owner.origin === 'app'))
    return undefined;
  const request = toPageRequest(vm, {
    url: ask.url,
    method: ask.method,
    headers: ask.headers,
    isForMainFrame: ask.isMainFrame,
  });
  const result = yield* onThread(
    vm,
    'ThreadPoolForeg',
    (function* (): Steps<WebResponse | undefined> {
      const response = yield* vm.call<JavaObject | null>(client, intercept[0], web, request);
      return response ? yield* readResponse(vm, response) : undefined;
    })(),
  );
  return result.kind === 'returned' ? result.value : undefined;
}

function refuse(
  vm: Machine,
  web: JavaObject,
  ask: PageRequest,
  why: 'name' | 'connect' | 'timeout',
): PageAnswer {
  const { client } = webOf(web);
  if (client && ask.isMainFrame)
    vm.attached(SYSTEM).postToMain('page error', function* () {
      const error = vm.newObject<number>('android/webkit/PageError');
      error.peer = errorCodes[why];
      const request = toPageRequest(vm, {
        url: ask.url,
        method: ask.method,
        headers: ask.headers,
        isForMainFrame: true,
      });
      yield* vm.call(
        client,
        `onReceivedError(${web$}${request$}Landroid/webkit/WebResourceError;)V`,
        web,
        request,
        error,
      );
    });
  return { kind: 'refuse', why };
}
