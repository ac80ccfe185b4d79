import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, JavaString, Machine, ThrowablePeer } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { stringHash } from '../lang/string.ts';
import { compareText } from '../util/equality.ts';
import { methods } from '../signature.ts';
import { removeDots } from './url-parts.ts';

/** A URI reference in its parts, as written (RFC 2396, as java.net.URI reads it). */
export type UriParts = {
  readonly text: string;
  readonly scheme: string | null;
  /** Everything between the scheme and the fragment. */
  readonly specific: string;
  readonly authority: string | null;
  readonly userInfo: string | null;
  readonly host: string | null;
  readonly port: number;
  /** Null in an opaque URI such as mailto:a@b. */
  readonly path: string | null;
  readonly query: string | null;
  readonly fragment: string | null;
};
export type Uri = JavaObject<UriParts>;

const SHAPE = /^(?:([^:/?#]+):)?((?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?)(?:#(.*))?$/s;
const BAD_CHAR = /[\x00-\x20"<>\\^`{|}\x7f]|%(?![0-9a-fA-F]{2})/;

/** Parts of a text; where it is no URI, the reason and the index. */
export function parseUri(text: string): UriParts | { readonly reason: string; readonly index: number } {
  const bad = BAD_CHAR.exec(text);
  if (bad)
    return bad[0] === '%' ? { reason: 'Malformed escape pair', index: bad.index } : badChar(text, bad.index);
  const match = SHAPE.exec(text);
  if (!match) return { reason: 'Illegal character', index: 0 };
  const scheme = match[1] ?? null;
  if (scheme !== null && !/^[a-zA-Z][a-zA-Z0-9+.-]*$/.test(scheme))
    return { reason: 'Illegal character in scheme name', index: 0 };
  const specific = match[2] ?? '';
  const fragment = match[6] ?? null;
  if (scheme !== null && specific === '')
    return { reason: 'Expected scheme-specific part', index: text.length };
  if (scheme === null && text.startsWith(':')) return { reason: 'Expected scheme name', index: 0 };
  const none = { authority: null, userInfo: null, host: null, port: -1 };
  if (scheme !== null && !specific.startsWith('/'))
    return { text, scheme, specific, ...none, path: null, query: null, fragment };
  const authority = match[3] === undefined || match[3] === '' ? null : match[3];
  const server =
    authority === null ? null : /^(?:([^@]*)@)?(\[[^\]]*\]|[a-zA-Z0-9.-]+)(?::(\d*))?$/.exec(authority);
  return {
    text,
    scheme,
    specific,
    authority,
    userInfo: server?.[1] ?? null,
    host: server?.[2] ?? null,
    port: server?.[3] ? Number(server[3]) : -1,
    path: match[4] ?? '',
    query: match[5] ?? null,
    fragment,
  };
}

/** The part of a URI in which a character is wrong, in Java's words; in an authority it is the authority's start that counts. */
function badChar(text: string, index: number): { readonly reason: string; readonly index: number } {
  const before = text.slice(0, index);
  const authority = /^(?:[^:/?#]+:)?\/\/(?=[^/?#]*$)/.exec(before);
  if (authority) return { reason: 'Illegal character in authority', index: authority[0].length };
  const part = before.includes('#')
    ? 'fragment'
    : before.includes('?')
      ? 'query'
      : /^[^:/?#]+:[^/]/.test(`${before}x`)
        ? 'opaque part'
        : 'path';
  return { reason: `Illegal character in ${part}`, index };
}

function render(parts: Omit<UriParts, 'text' | 'specific'>): string {
  return (
    (parts.scheme === null ? '' : `${parts.scheme}:`) +
    (parts.authority === null ? '' : `//${parts.authority}`) +
    (parts.path ?? '') +
    (parts.query === null ? '' : `?${parts.query}`) +
    (parts.fragment === null ? '' : `#${parts.fragment}`)
  );
}

function throwSyntax(vm: Machine, input: string, reason: string, index: number): never {
  return vm.throwNew('java/net/URISyntaxException', `${reason} at index ${index}: ${input}`);
}

function init(vm: Machine, self: Uri, text: string): void {
  const parts = parseUri(text);
  if ('reason' in parts) throwSyntax(vm, text, parts.reason, parts.index);
  else self.peer = parts;
}

function newUri(vm: Machine, text: string, label: number): Uri {
  const made = vm.newObject<UriParts>('java/net/URI');
  init(vm, made, text);
  vm.addLabel(made, label);
  return made;
}

/** Escapes what may not stand in a URI; non-ASCII letters stay, as Java lets them. */
function quote(text: string, extra: string): string {
  return text.replace(
    new RegExp(`[\\x00-\\x20"<>\\\\^\`{|}\\x7f${extra}]|%(?![0-9a-fA-F]{2})`, 'g'),
    (char) =>
      [...Buffer.from(char, 'utf8')]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
  );
}

function unquote(text: string | null): string | null {
  return text === null
    ? null
    : text.replace(/(%[0-9a-fA-F]{2})+/g, (run) =>
        Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
      );
}

function compose(
  vm: Machine,
  self: Uri,
  scheme: JavaString | null,
  authority: string | null,
  path: JavaString | null,
  query: JavaString | null,
  fragment: JavaString | null,
): void {
  const text =
    (scheme === null ? '' : `${scheme.value}:`) +
    (authority === null ? '' : `//${quote(authority, '/?#')}`) +
    (path === null ? '' : quote(path.value, '?#')) +
    (query === null ? '' : `?${quote(query.value, '#')}`) +
    (fragment === null ? '' : `#${quote(fragment.value, '')}`);
  init(vm, self, text);
}

function resolve(base: UriParts, given: UriParts): string {
  if (given.path === null || base.path === null || given.scheme !== null) return given.text;
  if (given.authority !== null) return render({ ...given, scheme: base.scheme });
  if (given.path === '' && given.query === null && given.fragment !== null)
    return render({ ...base, fragment: given.fragment });
  const folder = base.path.slice(0, base.path.lastIndexOf('/') + 1);
  const path = given.path.startsWith('/') ? given.path : normalPath(folder + given.path);
  return render({ ...base, path, query: given.query, fragment: given.fragment });
}

function normalPath(path: string): string {
  return path.startsWith('/') ? removeDots(path) : path.replace(/(^|\/)(\.\/)+/g, '$1');
}

function same(a: UriParts, b: UriParts): boolean {
  return key(a) === key(b);
}

/** Scheme and host compare without case, escapes too. */
function key(parts: UriParts): string {
  const lower = (text: string | null): string | null => text?.toLowerCase() ?? null;
  if (parts.path === null) return JSON.stringify([lower(parts.scheme), parts.specific, parts.fragment]);
  return JSON.stringify([
    lower(parts.scheme),
    parts.host === null ? parts.authority : [parts.userInfo, lower(parts.host), parts.port],
    parts.path,
    parts.query,
    parts.fragment,
  ]);
}

const uri = defineClass({
  name: 'java/net/URI',
  flags: 'final',
  interfaces: ['java/lang/Comparable', 'java/io/Serializable'],
  methods: methods({
    'new(String)': (vm, self: Uri, text: JavaString | null) => init(vm, self, vm.text(text)),
    'new(String, String, String)': (
      vm,
      self: Uri,
      scheme: JavaString | null,
      specific: JavaString | null,
      fragment: JavaString | null,
    ) => compose(vm, self, scheme, null, specific, null, fragment),
    'new(String, String, String, String)': (
      vm,
      self: Uri,
      scheme: JavaString | null,
      host: JavaString | null,
      path: JavaString | null,
      fragment: JavaString | null,
    ) => compose(vm, self, scheme, host?.value ?? null, path, null, fragment),
    'new(String, String, String, String, String)': (
      vm,
      self: Uri,
      scheme: JavaString | null,
      authority: JavaString | null,
      path: JavaString | null,
      query: JavaString | null,
      fragment: JavaString | null,
    ) => compose(vm, self, scheme, authority?.value ?? null, path, query, fragment),
    'new(String, String, String, int, String, String, String)': (
      vm,
      self: Uri,
      scheme: JavaString | null,
      user: JavaString | null,
      host: JavaString | null,
      port: number,
      path: JavaString | null,
      query: JavaString | null,
      fragment: JavaString | null,
    ) =>
      compose(
        vm,
        self,
        scheme,
        host === null
          ? null
          : `${user === null ? '' : `${user.value}@`}${host.value}${port < 0 ? '' : `:${port}`}`,
        path,
        query,
        fragment,
      ),
    'static URI create(String)': (vm, text: JavaString | null) => {
      const value = vm.text(text);
      const parts = parseUri(value);
      if ('reason' in parts)
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          `${parts.reason} at index ${parts.index}: ${value}`,
        );
      return newUri(vm, value, vm.labelOf(text));
    },
    'String getScheme()': (_vm, self: Uri) => self.peer.scheme,
    'String getSchemeSpecificPart()': (_vm, self: Uri) => unquote(self.peer.specific),
    'String getRawSchemeSpecificPart()': (_vm, self: Uri) => self.peer.specific,
    'String getAuthority()': (_vm, self: Uri) => unquote(self.peer.authority),
    'String getRawAuthority()': (_vm, self: Uri) => self.peer.authority,
    'String getUserInfo()': (_vm, self: Uri) => unquote(self.peer.userInfo),
    'String getRawUserInfo()': (_vm, self: Uri) => self.peer.userInfo,
    'String getHost()': (_vm, self: Uri) => self.peer.host,
    'int getPort()': (_vm, self: Uri) => self.peer.port,
    'String getPath()': (_vm, self: Uri) => unquote(self.peer.path),
    'String getRawPath()': (_vm, self: Uri) => self.peer.path,
    'String getQuery()': (_vm, self: Uri) => unquote(self.peer.query),
    'String getRawQuery()': (_vm, self: Uri) => self.peer.query,
    'String getFragment()': (_vm, self: Uri) => unquote(self.peer.fragment),
    'String getRawFragment()': (_vm, self: Uri) => self.peer.fragment,
    'boolean isAbsolute()': (_vm, self: Uri) => self.peer.scheme !== null,
    'boolean isOpaque()': (_vm, self: Uri) => self.peer.path === null,
    'String toString()': (_vm, self: Uri) => self.peer.text,
    'String toASCIIString()': (_vm, self: Uri) =>
      self.peer.text.replace(/[^\x00-\x7f]+/gu, (run) => encodeURIComponent(run.normalize('NFC'))),
    'URI resolve(URI)': (vm, self: Uri, given: Uri | null) =>
      newUri(
        vm,
        resolve(self.peer, required(vm, given).peer),
        vm.labels.union(vm.labelOf(self), vm.labelOf(given)),
      ),
    'URI resolve(String)': (vm, self: Uri, given: JavaString | null) =>
      newUri(
        vm,
        resolve(self.peer, newUri(vm, vm.text(given), 0).peer),
        vm.labels.union(vm.labelOf(self), vm.labelOf(given)),
      ),
    'URI normalize()': (vm, self: Uri) =>
      self.peer.path === null
        ? self
        : newUri(vm, render({ ...self.peer, path: normalPath(self.peer.path) }), vm.labelOf(self)),
    'URI relativize(URI)': (vm, self: Uri, given: Uri | null) => {
      const base = self.peer;
      const other = required(vm, given).peer;
      const folder = base.path === null || base.path.endsWith('/') ? base.path : `${base.path}/`;
      if (
        folder === null ||
        other.path === null ||
        base.scheme !== other.scheme ||
        base.authority !== other.authority ||
        !other.path.startsWith(folder)
      )
        return given;
      return newUri(
        vm,
        render({ ...other, scheme: null, authority: null, path: other.path.slice(folder.length) }),
        vm.labelOf(given),
      );
    },
    'URL toURL()': (vm, self: Uri) => {
      if (self.peer.scheme === null) vm.throwNew('java/lang/IllegalArgumentException', 'URI is not absolute');
      return vm.construct(
        'java/net/URL',
        '(Ljava/lang/String;)V',
        vm.string(self.peer.text, vm.labelOf(self)),
      );
    },
    'boolean equals(Object)': (_vm, self: Uri, other: Ref) =>
      other instanceof JavaObject && other.cls === self.cls && same(self.peer, (other as Uri).peer),
    'int hashCode()': (vm, self: Uri) => stringHash(vm.string(key(self.peer))),
    'int compareTo(URI)': (vm, self: Uri, other: Uri | null) =>
      compareText(self.peer.text, required(vm, other).peer.text),
    'int compareTo(Object)': (vm, self: Uri, other: Uri | null) =>
      compareText(self.peer.text, required(vm, other).peer.text),
  }),
});

const syntaxException = defineClass({
  name: 'java/net/URISyntaxException',
  super: 'java/lang/Exception',
  methods: methods({
    'new(String, String)': (
      vm,
      self: JavaObject<ThrowablePeer>,
      input: JavaString | null,
      reason: JavaString | null,
    ) =>
      vm.callSpecial(
        'java/lang/Exception',
        '<init>(Ljava/lang/String;)V',
        self,
        `${vm.text(reason)}: ${vm.text(input)}`,
      ),
    'new(String, String, int)': (
      vm,
      self: JavaObject<ThrowablePeer>,
      input: JavaString | null,
      reason: JavaString | null,
      index: number,
    ) =>
      vm.callSpecial(
        'java/lang/Exception',
        '<init>(Ljava/lang/String;)V',
        self,
        `${vm.text(reason)}${index < 0 ? '' : ` at index ${index}`}: ${vm.text(input)}`,
      ),
    'String getInput()': (_vm, self: JavaObject<ThrowablePeer>) =>
      self.peer.message?.value.replace(/^.*?: /s, '') ?? null,
    'String getReason()': (_vm, self: JavaObject<ThrowablePeer>) =>
      self.peer.message?.value.replace(/( at index \d+)?: .*$/s, '') ?? null,
    'int getIndex()': (_vm, self: JavaObject<ThrowablePeer>) =>
      Number(/ at index (\d+): /.exec(self.peer.message?.value ?? '')?.[1] ?? -1),
  }),
});

export const uris: readonly ClassModel[] = [uri, syntaxException];
