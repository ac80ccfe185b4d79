import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { networkOf } from '../../system/network.ts';
import type { CarriedData, NetworkAnswer } from '../../system/network.ts';
import { ByteSink, labelOfArray, rangeOf, required, throwIo } from '../io/support.ts';
import type { MemoryStreamPeer } from '../io/input-stream.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { parseHttpDate } from './http-date.ts';
import { defaultPortOf, parseUrl, renderUrl } from './url-parts.ts';
import type { UrlParts } from './url-parts.ts';

type Header = { name: string; value: string; label: number };
type Response = Extract<NetworkAnswer, { kind: 'response' }>;

/** What an HttpURLConnection of ours knows. */
export type ConnectionPeer = {
  url: UrlParts;
  urlObject: JavaObject<UrlParts>;
  method: string;
  headers: Header[];
  doInput: boolean;
  doOutput: boolean;
  follow: boolean;
  useCaches: boolean;
  connectTimeoutMs: number;
  readTimeoutMs: number;
  connected: boolean;
  output: JavaObject<ByteSink> | null;
  response: Response | null;
  input: HeapObject | null;
  verifier: Ref;
  socketFactory: Ref;
};
type Connection = JavaObject<ConnectionPeer>;

const METHODS = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PATCH']);
const MAX_REDIRECTS = 20;

/** A connection to an http or https URL. */
export function newConnection(vm: Machine, urlObject: JavaObject<UrlParts>, url: UrlParts): HeapObject {
  const made = vm.newObject<ConnectionPeer>(
    `com/android/okhttp/internal/huc/Http${url.protocol === 'https' ? 's' : ''}URLConnectionImpl`,
  );
  made.peer = {
    url,
    urlObject,
    method: 'GET',
    headers: [],
    doInput: true,
    doOutput: false,
    follow: true,
    useCaches: true,
    connectTimeoutMs: 0,
    readTimeoutMs: 0,
    connected: false,
    output: null,
    response: null,
    input: null,
    verifier: null,
    socketFactory: null,
  };
  vm.setField(made, 'url:Ljava/net/URL;', urlObject);
  vm.setField(made, 'method:Ljava/lang/String;', 'GET');
  return made;
}

function setHeader(
  vm: Machine,
  self: Connection,
  name: JavaString | null,
  value: JavaString | null,
  replace: boolean,
): void {
  if (self.peer.connected)
    vm.throwNew('java/lang/IllegalStateException', 'Cannot set request property after connection is made');
  if (name === null) vm.throwNew('java/lang/NullPointerException', 'field == null');
  if (value === null) return;
  const { headers } = self.peer;
  const header = {
    name: name.value,
    value: value.value,
    label: vm.labels.union(vm.labelOf(name), vm.labelOf(value)),
  };
  if (replace)
    self.peer.headers = headers.filter((known) => known.name.toLowerCase() !== name.value.toLowerCase());
  self.peer.headers.push(header);
}

/** Makes the request, following redirects, unless it was made. */
function* exchange(vm: Machine, self: Connection): Steps<Response> {
  const { peer } = self;
  if (peer.response !== null) return peer.response;
  peer.connected = true;
  vm.setField(self, 'connected:Z', true);
  let { url, method } = peer;
  let urlLabel = vm.labelOf(peer.urlObject);
  for (let hop = 0; ; hop++) {
    const answer = yield* sendOnce(vm, peer, url, method, urlLabel);
    const location = answer.headers.find(({ name }) => name.toLowerCase() === 'location');
    if (!peer.follow || location === undefined || answer.status < 300 || answer.status > 307) {
      peer.response = answer;
      vm.setField(self, 'responseCode:I', answer.status);
      return answer;
    }
    const next = parseUrl(location.value, url);
    if (hop >= MAX_REDIRECTS)
      vm.throwNew('java/net/ProtocolException', `Too many follow-up requests: ${hop + 1}`);
    // Android does not follow from http to https, or back.
    if (typeof next === 'string' || next.protocol !== url.protocol) return (peer.response = answer);
    if (answer.status !== 307) method = method === 'HEAD' ? 'HEAD' : 'GET';
    url = next;
    urlLabel = 0;
  }
}

function* sendOnce(
  vm: Machine,
  peer: ConnectionPeer,
  url: UrlParts,
  method: string,
  urlLabel: number,
): Steps<Response> {
  const sink = method === 'GET' || method === 'HEAD' ? null : peer.output;
  const body = sink === null ? new Uint8Array(0) : sink.peer.view();
  const carried: CarriedData[] = [];
  if (urlLabel !== 0) carried.push({ where: 'url', labelSet: urlLabel });
  for (const { name, label } of peer.headers)
    if (label !== 0) carried.push({ where: 'header', name, labelSet: label });
  const bodyLabel = sink === null ? 0 : vm.labels.union(sink.peer.label, vm.labelOf(sink));
  if (bodyLabel !== 0) carried.push({ where: 'body', labelSet: bodyLabel });
  const answer = networkOf(vm).send(vm, {
    transport: 'http',
    method,
    url: renderUrl(url),
    host: url.host,
    port: url.port < 0 ? defaultPortOf(url.protocol) : url.port,
    headers: peer.headers.map(({ name, value }) => ({ name, value })),
    body,
    bodySizeBytes: body.length,
    carried,
  });
  if (answer.kind === 'refused') return yield* refuse(vm, peer, url, answer.why);
  yield* pass(vm, answer.delayMs);
  return answer;
}

function* refuse(vm: Machine, peer: ConnectionPeer, url: UrlParts, why: string): Steps<never> {
  switch (why) {
    case 'unknown-host':
      return vm.throwNew(
        'java/net/UnknownHostException',
        `Unable to resolve host "${url.host}": No address associated with hostname`,
      );
    case 'timeout':
      yield* pass(vm, peer.connectTimeoutMs || 60_000);
      return vm.throwNew('java/net/SocketTimeoutException', 'timeout');
    case 'tls':
      return vm.throwNew('javax/net/ssl/SSLHandshakeException', 'Chain validation failed');
    default:
      return vm.throwNew(
        'java/net/ConnectException',
        `Failed to connect to ${url.host}/${networkOf(vm).addressOf(url.host).join('.')}:${url.port < 0 ? defaultPortOf(url.protocol) : url.port}`,
      );
  }
}

/** Lets virtual time go by for this thread. */
export function* pass(vm: Machine, delayMs: number): Steps<void> {
  const until = vm.nowMs + delayMs;
  while (vm.nowMs < until) yield* vm.park(until);
}

/** An InputStream over bytes that came from outside. */
export function memoryStream(vm: Machine, bytes: Uint8Array): HeapObject {
  const made = vm.newObject<MemoryStreamPeer>('libcore/io/MemoryInputStream');
  made.peer = { bytes, at: 0, mark: 0, closed: false };
  return made;
}

function* headerField(vm: Machine, self: Connection, name: string): Steps<string | null> {
  const response = yield* exchange(vm, self);
  const found = response.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).at(-1);
  return found?.value ?? null;
}

/** The header list as Android numbers it: the status line first. */
function* headerAt(
  vm: Machine,
  self: Connection,
  at: number,
): Steps<{ name: string | null; value: string } | undefined> {
  const response = yield* exchange(vm, self);
  if (at === 0) return { name: null, value: `HTTP/1.1 ${response.status} ${response.reason}` };
  return response.headers[at - 1];
}

/** A Map of header names to Lists of values. */
function* hashMapOf(
  vm: Machine,
  headers: readonly { name: string | null; value: string }[],
): Steps<HeapObject> {
  const map = yield* vm.construct('java/util/LinkedHashMap', '()V');
  const names = [...new Set(headers.map(({ name }) => name))];
  for (const name of names) {
    const list = yield* vm.construct('java/util/ArrayList', '()V');
    for (const header of headers)
      if (header.name === name) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', header.value);
    yield* vm.call(map, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', name, list);
  }
  return map;
}

const requestStream = defineClass({
  name: 'libcore/net/RequestStream',
  super: 'java/io/OutputStream',
  flags: 'final',
  methods: methods({
    'void write(int)': (_vm, self: JavaObject<ByteSink>, byte: number) => self.peer.addByte(byte),
    'void write(byte[], int, int)': (
      vm,
      self: JavaObject<ByteSink>,
      source: JavaArray | null,
      at: number,
      count: number,
    ) => {
      vm.charge(count);
      self.peer.add(rangeOf(vm, source, at, count));
      self.peer.label = vm.labels.union(self.peer.label, labelOfArray(vm, required(vm, source), at, count));
    },
  }),
});

const table: Record<string, NativeMethod | null> = methods({
  'void connect()': function* (vm, self: Connection) {
    if (self.peer.connected) return;
    self.peer.connected = true;
    vm.setField(self, 'connected:Z', true);
    if (!networkOf(vm).resolves(self.peer.url.host))
      yield* refuse(vm, self.peer, self.peer.url, 'unknown-host');
    yield* pass(vm, 20);
  },
  'void disconnect()': () => undefined,
  'boolean usingProxy()': () => false,
  'URL getURL()': (_vm, self: Connection) => self.peer.urlObject,
  'String toString()': (_vm, self: Connection) => `${self.cls.javaName}:${renderUrl(self.peer.url)}`,
  'void setRequestMethod(String)': (vm, self: Connection, method: JavaString | null) => {
    const name = vm.text(method);
    if (self.peer.connected) vm.throwNew('java/net/ProtocolException', 'Connection already established');
    if (!METHODS.has(name))
      vm.throwNew(
        'java/net/ProtocolException',
        `Expected one of [OPTIONS, GET, HEAD, POST, PUT, DELETE, TRACE, PATCH] but was ${name}`,
      );
    self.peer.method = name;
    vm.setField(self, 'method:Ljava/lang/String;', name);
  },
  'String getRequestMethod()': (_vm, self: Connection) => self.peer.method,
  'void setRequestProperty(String, String)': (
    vm,
    self: Connection,
    name: JavaString | null,
    value: JavaString | null,
  ) => setHeader(vm, self, name, value, true),
  'void addRequestProperty(String, String)': (
    vm,
    self: Connection,
    name: JavaString | null,
    value: JavaString | null,
  ) => setHeader(vm, self, name, value, false),
  'String getRequestProperty(String)': (_vm, self: Connection, name: JavaString | null) =>
    self.peer.headers.findLast((header) => header.name.toLowerCase() === name?.value.toLowerCase())?.value ??
    null,
  'Map getRequestProperties()': (vm, self: Connection) => hashMapOf(vm, self.peer.headers),
  'void setDoInput(boolean)': (_vm, self: Connection, on: boolean) => {
    self.peer.doInput = on;
  },
  'void setDoOutput(boolean)': (_vm, self: Connection, on: boolean) => {
    self.peer.doOutput = on;
  },
  'boolean getDoInput()': (_vm, self: Connection) => self.peer.doInput,
  'boolean getDoOutput()': (_vm, self: Connection) => self.peer.doOutput,
  'void setUseCaches(boolean)': (_vm, self: Connection, on: boolean) => {
    self.peer.useCaches = on;
  },
  'boolean getUseCaches()': (_vm, self: Connection) => self.peer.useCaches,
  'void setConnectTimeout(int)': (_vm, self: Connection, ms: number) => {
    self.peer.connectTimeoutMs = ms;
  },
  'void setReadTimeout(int)': (_vm, self: Connection, ms: number) => {
    self.peer.readTimeoutMs = ms;
  },
  'int getConnectTimeout()': (_vm, self: Connection) => self.peer.connectTimeoutMs,
  'int getReadTimeout()': (_vm, self: Connection) => self.peer.readTimeoutMs,
  'void setInstanceFollowRedirects(boolean)': (_vm, self: Connection, on: boolean) => {
    self.peer.follow = on;
  },
  'boolean getInstanceFollowRedirects()': (_vm, self: Connection) => self.peer.follow,
  'void setFixedLengthStreamingMode(int)': () => undefined,
  'void setFixedLengthStreamingMode(long)': () => undefined,
  'void setChunkedStreamingMode(int)': () => undefined,
  'void setIfModifiedSince(long)': () => undefined,
  'void setAllowUserInteraction(boolean)': () => undefined,
  'void setDefaultUseCaches(boolean)': () => undefined,
  'OutputStream getOutputStream()': (vm, self: Connection) => {
    const { peer } = self;
    if (!peer.doOutput)
      vm.throwNew(
        'java/net/ProtocolException',
        'cannot write to a URLConnection if doOutput=false - call setDoOutput(true)',
      );
    if (peer.response !== null) throwIo(vm, 'Cannot write output after reading input.');
    if (peer.method === 'GET') {
      peer.method = 'POST';
      vm.setField(self, 'method:Ljava/lang/String;', 'POST');
    }
    if (peer.output === null) {
      peer.output = vm.newObject<ByteSink>('libcore/net/RequestStream');
      peer.output.peer = new ByteSink();
    }
    return peer.output;
  },
  'InputStream getInputStream()': function* (vm, self: Connection) {
    const response = yield* exchange(vm, self);
    if (response.status >= 400) vm.throwNew('java/io/FileNotFoundException', renderUrl(self.peer.url));
    self.peer.input ??= memoryStream(vm, response.body);
    return self.peer.input;
  },
  'InputStream getErrorStream()': (vm, self: Connection) => {
    const { response } = self.peer;
    if (response === null || response.status < 400) return null;
    self.peer.input ??= memoryStream(vm, response.body);
    return self.peer.input;
  },
  'int getResponseCode()': function* (vm, self: Connection) {
    return (yield* exchange(vm, self)).status;
  },
  'String getResponseMessage()': function* (vm, self: Connection) {
    return (yield* exchange(vm, self)).reason;
  },
  'String getHeaderField(String)': function* (vm, self: Connection, name: JavaString | null) {
    if (name === null) return (yield* headerAt(vm, self, 0))?.value ?? null;
    return yield* headerField(vm, self, name.value);
  },
  'String getHeaderField(int)': function* (vm, self: Connection, at: number) {
    return (yield* headerAt(vm, self, at))?.value ?? null;
  },
  'String getHeaderFieldKey(int)': function* (vm, self: Connection, at: number) {
    return (yield* headerAt(vm, self, at))?.name ?? null;
  },
  'int getHeaderFieldInt(String, int)': function* (
    vm,
    self: Connection,
    name: JavaString | null,
    otherwise: number,
  ) {
    const value = yield* headerField(vm, self, vm.text(name));
    return value !== null && /^-?\d{1,9}$/.test(value) ? Number(value) : otherwise;
  },
  'long getHeaderFieldLong(String, long)': function* (
    vm,
    self: Connection,
    name: JavaString | null,
    otherwise: bigint,
  ) {
    const value = yield* headerField(vm, self, vm.text(name));
    return value !== null && /^-?\d{1,18}$/.test(value) ? BigInt(value) : otherwise;
  },
  'long getHeaderFieldDate(String, long)': function* (
    vm,
    self: Connection,
    name: JavaString | null,
    otherwise: bigint,
  ) {
    const value = yield* headerField(vm, self, vm.text(name));
    const ms = value === null ? undefined : parseHttpDate(value);
    return ms === undefined ? otherwise : BigInt(ms);
  },
  'Map getHeaderFields()': function* (vm, self: Connection) {
    const response = yield* exchange(vm, self);
    const status = { name: null, value: `HTTP/1.1 ${response.status} ${response.reason}` };
    return yield* hashMapOf(vm, [status, ...response.headers]);
  },
  'String getContentType()': (vm, self: Connection) => headerField(vm, self, 'Content-Type'),
  'String getContentEncoding()': (vm, self: Connection) => headerField(vm, self, 'Content-Encoding'),
  'int getContentLength()': function* (vm, self: Connection) {
    return Number((yield* headerField(vm, self, 'Content-Length')) ?? -1);
  },
  'long getContentLengthLong()': function* (vm, self: Connection) {
    return BigInt((yield* headerField(vm, self, 'Content-Length')) ?? -1);
  },
  'long getDate()': function* (vm, self: Connection) {
    return BigInt(parseHttpDate((yield* headerField(vm, self, 'Date')) ?? '') ?? 0);
  },
  'long getLastModified()': function* (vm, self: Connection) {
    return BigInt(parseHttpDate((yield* headerField(vm, self, 'Last-Modified')) ?? '') ?? 0);
  },
  'long getExpiration()': function* (vm, self: Connection) {
    return BigInt(parseHttpDate((yield* headerField(vm, self, 'Expires')) ?? '') ?? 0);
  },
});

const secure: Record<string, NativeMethod | null> = methods({
  'void setHostnameVerifier(javax/net/ssl/HostnameVerifier)': (_vm, self: Connection, verifier: Ref) => {
    self.peer.verifier = verifier;
  },
  'javax/net/ssl/HostnameVerifier getHostnameVerifier()': (_vm, self: Connection) => self.peer.verifier,
  'void setSSLSocketFactory(javax/net/ssl/SSLSocketFactory)': (_vm, self: Connection, factory: Ref) => {
    self.peer.socketFactory = factory;
  },
  'javax/net/ssl/SSLSocketFactory getSSLSocketFactory()': (_vm, self: Connection) => self.peer.socketFactory,
  'String getCipherSuite()': () => 'TLS_AES_128_GCM_SHA256',
});

const urlConnection = defineClass({
  name: 'java/net/URLConnection',
  flags: 'abstract',
  fields: {
    'protected url:Ljava/net/URL;': null,
    'protected connected:Z': false,
    'protected doInput:Z': true,
    'protected doOutput:Z': false,
    'protected useCaches:Z': true,
  },
  methods: methods({
    'protected new(URL)': (vm, self: JavaObject, url: Ref) => vm.setField(self, 'url:Ljava/net/URL;', url),
    'abstract void connect()': null,
    'URL getURL()': (vm, self: JavaObject) => vm.getField(self, 'url:Ljava/net/URL;'),
    'void setDoInput(boolean)': (vm, self: JavaObject, on: boolean) => vm.setField(self, 'doInput:Z', on),
    'void setDoOutput(boolean)': (vm, self: JavaObject, on: boolean) => vm.setField(self, 'doOutput:Z', on),
    'static String guessContentTypeFromName(String)': (_vm, name: JavaString | null) =>
      CONTENT_TYPES.get((name?.value.split('.').at(-1) ?? '').toLowerCase()) ?? null,
  }),
});

const CONTENT_TYPES = new Map([
  ['html', 'text/html'],
  ['txt', 'text/plain'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['json', 'application/json'],
  ['xml', 'application/xml'],
  ['zip', 'application/zip'],
  ['pdf', 'application/pdf'],
]);

const CODES: readonly (readonly [string, number])[] = [
  ['OK', 200],
  ['CREATED', 201],
  ['ACCEPTED', 202],
  ['NO_CONTENT', 204],
  ['PARTIAL', 206],
  ['MULT_CHOICE', 300],
  ['MOVED_PERM', 301],
  ['MOVED_TEMP', 302],
  ['SEE_OTHER', 303],
  ['NOT_MODIFIED', 304],
  ['BAD_REQUEST', 400],
  ['UNAUTHORIZED', 401],
  ['FORBIDDEN', 403],
  ['NOT_FOUND', 404],
  ['BAD_METHOD', 405],
  ['CONFLICT', 409],
  ['GONE', 410],
  ['INTERNAL_ERROR', 500],
  ['NOT_IMPLEMENTED', 501],
  ['BAD_GATEWAY', 502],
  ['UNAVAILABLE', 503],
  ['GATEWAY_TIMEOUT', 504],
];

const httpUrlConnection = defineClass({
  name: 'java/net/HttpURLConnection',
  super: 'java/net/URLConnection',
  flags: 'abstract',
  fields: {
    ...Object.fromEntries(CODES.map(([name, code]) => [`static final HTTP_${name}:I`, code])),
    'protected method:Ljava/lang/String;': null,
    'protected responseCode:I': -1,
    'protected responseMessage:Ljava/lang/String;': null,
    'protected instanceFollowRedirects:Z': true,
  },
  methods: methods({
    'protected new(URL)': (vm, self: JavaObject, url: Ref) => vm.setField(self, 'url:Ljava/net/URL;', url),
    'abstract void disconnect()': null,
    'abstract boolean usingProxy()': null,
    'static void setFollowRedirects(boolean)': () => undefined,
    'static boolean getFollowRedirects()': () => true,
  }),
});

const DEFAULT_VERIFIER = 'https default verifier';
const DEFAULT_FACTORY = 'https default factory';

const httpsUrlConnection = defineClass({
  name: 'javax/net/ssl/HttpsURLConnection',
  super: 'java/net/HttpURLConnection',
  flags: 'abstract',
  methods: methods({
    'protected new(URL)': (vm, self: JavaObject, url: Ref) => vm.setField(self, 'url:Ljava/net/URL;', url),
    'static void setDefaultHostnameVerifier(javax/net/ssl/HostnameVerifier)': (vm, verifier: Ref) => {
      vm.shared.set(DEFAULT_VERIFIER, required(vm, verifier));
    },
    'static javax/net/ssl/HostnameVerifier getDefaultHostnameVerifier()': (vm) => {
      const made = vm.shared.get(DEFAULT_VERIFIER) ?? vm.newObject('libcore/net/StrictVerifier');
      vm.shared.set(DEFAULT_VERIFIER, made);
      return made;
    },
    'static void setDefaultSSLSocketFactory(javax/net/ssl/SSLSocketFactory)': (vm, factory: Ref) => {
      vm.shared.set(DEFAULT_FACTORY, required(vm, factory));
    },
    'static javax/net/ssl/SSLSocketFactory getDefaultSSLSocketFactory()': (vm) => {
      const made = vm.shared.get(DEFAULT_FACTORY) ?? vm.newObject('libcore/net/TlsSocketFactory');
      vm.shared.set(DEFAULT_FACTORY, made);
      return made;
    },
  }),
});

export const connections: readonly ClassModel[] = [
  requestStream,
  urlConnection,
  httpUrlConnection,
  httpsUrlConnection,
  defineClass({
    name: 'com/android/okhttp/internal/huc/HttpURLConnectionImpl',
    super: 'java/net/HttpURLConnection',
    methods: table,
  }),
  defineClass({
    name: 'com/android/okhttp/internal/huc/HttpsURLConnectionImpl',
    super: 'javax/net/ssl/HttpsURLConnection',
    methods: { ...table, ...secure },
  }),
];
