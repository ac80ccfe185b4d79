import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { required, throwIo } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { openFileInput } from '../io/file-streams.ts';
import { stringHash } from '../lang/string.ts';
import { methods } from '../signature.ts';
import { newConnection } from './http-connection.ts';
import { defaultPortOf, fileOf, parseUrl, renderUrl } from './url-parts.ts';
import type { UrlParts } from './url-parts.ts';

export type Url = JavaObject<UrlParts>;

function init(vm: Machine, self: Url, spec: string, context: UrlParts | null): void {
  const parts = parseUrl(spec, context);
  self.peer = typeof parts === 'string' ? vm.throwNew('java/net/MalformedURLException', parts) : parts;
}

function fromParts(vm: Machine, self: Url, protocol: string, host: string, port: number, file: string): void {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  init(
    vm,
    self,
    `${protocol}://${name}${port < 0 ? '' : `:${port}`}${file.startsWith('/') || file === '' ? file : `/${file}`}`,
    null,
  );
}

function* open(vm: Machine, self: Url): Steps<HeapObject> {
  if (self.peer.protocol === 'http' || self.peer.protocol === 'https')
    return newConnection(vm, self, self.peer);
  return throwIo(vm, `No handler for ${self.peer.protocol}`);
}

function same(a: UrlParts, b: UrlParts): boolean {
  return sameFile(a, b) && a.ref === b.ref;
}

function sameFile(a: UrlParts, b: UrlParts): boolean {
  const port = (parts: UrlParts): number => (parts.port < 0 ? defaultPortOf(parts.protocol) : parts.port);
  return (
    a.protocol === b.protocol &&
    a.host.toLowerCase() === b.host.toLowerCase() &&
    port(a) === port(b) &&
    fileOf(a) === fileOf(b)
  );
}

const url = defineClass({
  name: 'java/net/URL',
  flags: 'final',
  interfaces: ['java/io/Serializable'],
  methods: methods({
    'new(String)': (vm, self: Url, spec: JavaString | null) =>
      init(vm, self, spec === null ? 'null' : spec.value, null),
    'new(URL, String)': (vm, self: Url, context: Url | null, spec: JavaString | null) =>
      init(vm, self, vm.text(spec), context?.peer ?? null),
    'new(URL, String, java/net/URLStreamHandler)': (
      vm,
      self: Url,
      context: Url | null,
      spec: JavaString | null,
      _handler: Ref,
    ) => init(vm, self, vm.text(spec), context?.peer ?? null),
    'new(String, String, String)': (
      vm,
      self: Url,
      protocol: JavaString | null,
      host: JavaString | null,
      file: JavaString | null,
    ) => fromParts(vm, self, vm.text(protocol), vm.text(host), -1, vm.text(file)),
    'new(String, String, int, String)': (
      vm,
      self: Url,
      protocol: JavaString | null,
      host: JavaString | null,
      port: number,
      file: JavaString | null,
    ) => fromParts(vm, self, vm.text(protocol), vm.text(host), port, vm.text(file)),
    'String getProtocol()': (_vm, self: Url) => self.peer.protocol,
    'String getHost()': (_vm, self: Url) => self.peer.host,
    'int getPort()': (_vm, self: Url) => self.peer.port,
    'int getDefaultPort()': (_vm, self: Url) => defaultPortOf(self.peer.protocol),
    'String getPath()': (_vm, self: Url) => self.peer.path,
    'String getQuery()': (_vm, self: Url) => self.peer.query,
    'String getFile()': (_vm, self: Url) => fileOf(self.peer),
    'String getRef()': (_vm, self: Url) => self.peer.ref,
    'String getAuthority()': (_vm, self: Url) => self.peer.authority,
    'String getUserInfo()': (_vm, self: Url) => self.peer.userInfo,
    'String toString()': (_vm, self: Url) => renderUrl(self.peer),
    'String toExternalForm()': (_vm, self: Url) => renderUrl(self.peer),
    'URI toURI()': (vm, self: Url) =>
      vm.construct(
        'java/net/URI',
        '(Ljava/lang/String;)V',
        vm.string(renderUrl(self.peer), vm.labelOf(self)),
      ),
    'boolean equals(Object)': (_vm, self: Url, other: Ref) =>
      other instanceof JavaObject && other.cls === self.cls && same(self.peer, (other as Url).peer),
    'boolean sameFile(URL)': (vm, self: Url, other: Url | null) =>
      sameFile(self.peer, required(vm, other).peer),
    'int hashCode()': (vm, self: Url) => stringHash(vm.string(renderUrl(self.peer))),
    'URLConnection openConnection()': (vm, self: Url) => open(vm, self),
    'URLConnection openConnection(Proxy)': (vm, self: Url, _proxy: Ref) => open(vm, self),
    'final InputStream openStream()': function* (vm, self: Url) {
      if (self.peer.protocol === 'file') {
        const stream = vm.newObject('java/io/FileInputStream');
        openFileInput(vm, stream, decodeURIComponentSafely(self.peer.path));
        return stream;
      }
      return yield* vm.call<HeapObject>(yield* open(vm, self), 'getInputStream()Ljava/io/InputStream;');
    },
  }),
});

function decodeURIComponentSafely(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (part) =>
    Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

export const urls: readonly ClassModel[] = [
  url,
  defineClass({
    name: 'java/net/URLStreamHandler',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
  defineClass({ name: 'java/net/URLStreamHandlerFactory', flags: 'interface' }),
];
