import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { readStream } from '../graphics/bitmap-factory.ts';
import { readCollection } from '../support/java-values.ts';

/** A request of a page, for the client to judge. */
export type PageRequestState = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isForMainFrame: boolean;
};
type PageRequest = JavaObject<PageRequestState>;

/** android.webkit.WebResourceResponse: what the app answers in place of a server. */
type ResponseState = {
  type: string | null;
  encoding: string | null;
  status: number;
  reason: string;
  headers: HeapObject | null;
  data: HeapObject | null;
};
type Response = JavaObject<ResponseState>;

export type WebResponse = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
};

const text$ = 'Ljava/lang/String;';
const stream$ = 'Ljava/io/InputStream;';
const map$ = 'Ljava/util/Map;';

/** Reads a response, its stream to the end. */
export function* readResponse(vm: Machine, response: JavaObject): Steps<WebResponse> {
  const { type, encoding, status, headers, data } = (response as Response).peer;
  const read: (readonly [string, string])[] = [];
  if (type !== null)
    read.push(['Content-Type', encoding === null || encoding === '' ? type : `${type}; charset=${encoding}`]);
  if (headers) {
    const entries = yield* vm.call<HeapObject>(headers, 'entrySet()Ljava/util/Set;');
    for (const entry of yield* readCollection(vm, entries)) {
      const key = yield* vm.call<HeapObject | null>(entry, 'getKey()Ljava/lang/Object;');
      const value = yield* vm.call<HeapObject | null>(entry, 'getValue()Ljava/lang/Object;');
      read.push([yield* vm.textOf(key), yield* vm.textOf(value)]);
    }
  }
  return { status, headers: read, body: data ? yield* readStream(vm, data) : new Uint8Array() };
}

function init(
  self: Response,
  type: JavaString | null,
  encoding: JavaString | null,
  data: HeapObject | null,
): void {
  self.peer = {
    type: type?.value ?? null,
    encoding: encoding?.value ?? null,
    status: 200,
    reason: 'OK',
    headers: null,
    data,
  };
}

const errorTexts: Readonly<Record<number, string>> = {
  [-1]: 'net::ERR_FAILED',
  [-2]: 'net::ERR_NAME_NOT_RESOLVED',
  [-6]: 'net::ERR_CONNECTION_REFUSED',
  [-8]: 'net::ERR_CONNECTION_TIMED_OUT',
};

export const webResourceClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/webkit/PageRequest',
    interfaces: ['android/webkit/WebResourceRequest'],
    labels: 'container',
    methods: {
      'getUrl()Landroid/net/Uri;': (vm, self: PageRequest) =>
        vm.callStatic('android/net/Uri', `parse(${text$})Landroid/net/Uri;`, vm.string(self.peer.url)),
      [`getMethod()${text$}`]: (_vm: Machine, self: PageRequest) => self.peer.method,
      'isForMainFrame()Z': (_vm, self: PageRequest) => self.peer.isForMainFrame,
      'isRedirect()Z': () => false,
      'hasGesture()Z': () => true,
      [`getRequestHeaders()${map$}`]: function* (vm: Machine, self: PageRequest) {
        const map = yield* vm.construct('java/util/HashMap', '()V');
        for (const [name, value] of Object.entries(self.peer.headers))
          yield* vm.call(
            map,
            'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
            vm.string(name),
            vm.string(value),
          );
        return map;
      },
    },
  }),
  defineClass({
    name: 'android/webkit/WebResourceResponse',
    labels: 'container',
    methods: {
      [`<init>(${text$}${text$}${stream$})V`]: (
        _vm: Machine,
        self: Response,
        type: JavaString | null,
        encoding: JavaString | null,
        data: HeapObject | null,
      ) => init(self, type, encoding, data),
      [`<init>(${text$}${text$}I${text$}${map$}${stream$})V`]: (
        _vm: Machine,
        self: Response,
        type: JavaString | null,
        encoding: JavaString | null,
        status: number,
        reason: JavaString | null,
        headers: HeapObject | null,
        data: HeapObject | null,
      ) => {
        init(self, type, encoding, data);
        Object.assign(self.peer, { status, reason: reason?.value ?? '', headers });
      },
      [`getMimeType()${text$}`]: (_vm: Machine, self: Response) => self.peer.type,
      [`getEncoding()${text$}`]: (_vm: Machine, self: Response) => self.peer.encoding,
      'getStatusCode()I': (_vm, self: Response) => self.peer.status,
      [`getReasonPhrase()${text$}`]: (_vm: Machine, self: Response) => self.peer.reason,
      [`getResponseHeaders()${map$}`]: (_vm: Machine, self: Response) => self.peer.headers,
      [`getData()${stream$}`]: (_vm: Machine, self: Response) => self.peer.data,
      [`setMimeType(${text$})V`]: (_vm: Machine, self: Response, type: JavaString | null) => {
        self.peer.type = type?.value ?? null;
      },
      [`setEncoding(${text$})V`]: (_vm: Machine, self: Response, encoding: JavaString | null) => {
        self.peer.encoding = encoding?.value ?? null;
      },
      [`setStatusCodeAndReasonPhrase(I${text$})V`]: (
        _vm: Machine,
        self: Response,
        status: number,
        reason: JavaString | null,
      ) => {
        Object.assign(self.peer, { status, reason: reason?.value ?? '' });
      },
      [`setResponseHeaders(${map$})V`]: (_vm: Machine, self: Response, headers: HeapObject | null) => {
        self.peer.headers = headers;
      },
      [`setData(${stream$})V`]: (_vm: Machine, self: Response, data: HeapObject | null) => {
        self.peer.data = data;
      },
    },
  }),
  defineClass({
    name: 'android/webkit/PageError',
    super: 'android/webkit/WebResourceError',
    methods: {
      'getErrorCode()I': (_vm, self: JavaObject<number>) => self.peer,
      'getDescription()Ljava/lang/CharSequence;': (_vm, self: JavaObject<number>) =>
        errorTexts[self.peer] ?? 'net::ERR_FAILED',
    },
  }),
  defineClass({
    name: 'android/webkit/WebResourceError',
    flags: 'abstract',
    methods: {
      'abstract getErrorCode()I': null,
      'abstract getDescription()Ljava/lang/CharSequence;': null,
    },
  }),
  defineClass({ name: 'android/webkit/WebResourceRequest', flags: 'interface' }),
];
