import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine } from '../../machine/index.ts';

/** A URI reference as RFC 2396 splits it; every part as written (percent-encoded). */
export type UriParts = {
  readonly text: string;
  readonly scheme: string | null;
  readonly schemeSpecificPart: string;
  readonly authority: string | null;
  readonly path: string | null;
  readonly query: string | null;
  readonly fragment: string | null;
};

export type Uri = JavaObject<UriParts>;

/** Splits as android.net.Uri does: anything is a URI, parts that are not there are null. */
export function parseUri(text: string): UriParts {
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? null : text.slice(hash + 1);
  const beforeFragment = hash < 0 ? text : text.slice(0, hash);
  const schemeMatch = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment);
  const scheme = schemeMatch?.[1] ?? null;
  const schemeSpecificPart = scheme === null ? beforeFragment : beforeFragment.slice(scheme.length + 1);
  const isOpaque = scheme !== null && !schemeSpecificPart.startsWith('/');
  if (isOpaque)
    return { text, scheme, schemeSpecificPart, authority: null, path: null, query: null, fragment };
  const question = schemeSpecificPart.indexOf('?');
  const query = question < 0 ? null : schemeSpecificPart.slice(question + 1);
  const hierarchy = question < 0 ? schemeSpecificPart : schemeSpecificPart.slice(0, question);
  const hasAuthority = hierarchy.startsWith('//');
  const slash = hasAuthority ? hierarchy.indexOf('/', 2) : 0;
  const authority = hasAuthority ? hierarchy.slice(2, slash < 0 ? undefined : slash) : null;
  const path = hasAuthority ? (slash < 0 ? '' : hierarchy.slice(slash)) : hierarchy;
  return { text, scheme, schemeSpecificPart, authority, path, query, fragment };
}

export function makeUri(vm: Machine, text: string): Uri {
  const uri = vm.newObject<UriParts>('android/net/Uri');
  uri.peer = parseUri(text);
  return uri;
}

function decode(text: string | null): string | null {
  if (text === null) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // android.net.Uri replaces what cannot be decoded; the raw text says more.
    return text;
  }
}

function segmentsOf(parts: UriParts): string[] {
  return (parts.path ?? '').split('/').filter((segment) => segment !== '');
}

function hostOf(parts: UriParts): string | null {
  return parts.authority?.replace(/^.*@/, '').replace(/:\d*$/, '') ?? null;
}

function portOf(parts: UriParts): number {
  const match = /:(\d+)$/.exec(parts.authority ?? '');
  return match ? Number(match[1]) : -1;
}

function queryPairs(parts: UriParts): [string, string][] {
  if (parts.query === null || parts.query === '') return [];
  return parts.query.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return [decode(name) ?? '', decode(value.replaceAll('+', ' ')) ?? ''];
  });
}

export const uri = defineClass({
  name: 'android/net/Uri',
  flags: 'abstract',
  interfaces: ['android/os/Parcelable', 'java/lang/Comparable'],
  fields: { 'static final EMPTY:Landroid/net/Uri;': (vm) => makeUri(vm, '') },
  methods: {
    'static parse(Ljava/lang/String;)Landroid/net/Uri;': (vm, text: JavaString) => makeUri(vm, vm.text(text)),
    'static fromFile(Ljava/io/File;)Landroid/net/Uri;': function* (vm, file: HeapObject) {
      const path = yield* vm.call<JavaString>(file, 'getAbsolutePath()Ljava/lang/String;');
      return makeUri(vm, `file://${encodeURI(vm.text(path))}`);
    },
    'static fromParts(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Landroid/net/Uri;': (
      vm,
      scheme: JavaString,
      ssp: JavaString,
      fragment: JavaString | null,
    ) =>
      makeUri(
        vm,
        `${vm.text(scheme)}:${encodeURIComponent(vm.text(ssp))}${fragment ? `#${encodeURIComponent(fragment.value)}` : ''}`,
      ),
    'static withAppendedPath(Landroid/net/Uri;Ljava/lang/String;)Landroid/net/Uri;': (
      vm,
      base: Uri,
      segment: JavaString,
    ) => makeUri(vm, `${base.peer.text.replace(/\/$/, '')}/${encodeURIComponent(vm.text(segment))}`),
    'static encode(Ljava/lang/String;)Ljava/lang/String;': (_vm, text: JavaString | null) =>
      text === null ? null : encodeURIComponent(text.value),
    'static decode(Ljava/lang/String;)Ljava/lang/String;': (_vm, text: JavaString | null) =>
      text === null ? null : decode(text.value),
    'getScheme()Ljava/lang/String;': (_vm, self: Uri) => self.peer.scheme,
    'getSchemeSpecificPart()Ljava/lang/String;': (_vm, self: Uri) => decode(self.peer.schemeSpecificPart),
    'getAuthority()Ljava/lang/String;': (_vm, self: Uri) => decode(self.peer.authority),
    'getHost()Ljava/lang/String;': (_vm, self: Uri) => hostOf(self.peer),
    'getPort()I': (_vm, self: Uri) => portOf(self.peer),
    'getPath()Ljava/lang/String;': (_vm, self: Uri) => decode(self.peer.path),
    'getEncodedPath()Ljava/lang/String;': (_vm, self: Uri) => self.peer.path,
    'getQuery()Ljava/lang/String;': (_vm, self: Uri) => decode(self.peer.query),
    'getEncodedQuery()Ljava/lang/String;': (_vm, self: Uri) => self.peer.query,
    'getFragment()Ljava/lang/String;': (_vm, self: Uri) => decode(self.peer.fragment),
    'getLastPathSegment()Ljava/lang/String;': (_vm, self: Uri) =>
      decode(segmentsOf(self.peer).at(-1) ?? null),
    'getPathSegments()Ljava/util/List;': function* (vm, self: Uri) {
      const list = yield* vm.construct('java/util/ArrayList', '()V');
      for (const segment of segmentsOf(self.peer))
        yield* vm.call(list, 'add(Ljava/lang/Object;)Z', decode(segment));
      return list;
    },
    'getQueryParameter(Ljava/lang/String;)Ljava/lang/String;': (vm, self: Uri, name: JavaString) =>
      queryPairs(self.peer).find(([key]) => key === vm.text(name))?.[1] ?? null,
    'isAbsolute()Z': (_vm, self: Uri) => self.peer.scheme !== null,
    'isRelative()Z': (_vm, self: Uri) => self.peer.scheme === null,
    'isHierarchical()Z': (_vm, self: Uri) => self.peer.path !== null,
    'isOpaque()Z': (_vm, self: Uri) => self.peer.path === null,
    'toString()Ljava/lang/String;': (_vm, self: Uri) => self.peer.text,
    'equals(Ljava/lang/Object;)Z': (_vm, self: Uri, other: HeapObject | null) =>
      other?.cls === self.cls && (other as Uri).peer.text === self.peer.text,
    'hashCode()I': (_vm, self: Uri) => {
      let hash = 0;
      for (let index = 0; index < self.peer.text.length; index++)
        hash = (Math.imul(hash, 31) + self.peer.text.charCodeAt(index)) | 0;
      return hash;
    },
    'buildUpon()Landroid/net/Uri$Builder;': (vm, self: Uri) => {
      const builder = vm.newObject<BuilderState>('android/net/Uri$Builder');
      const { scheme, authority, path, query, fragment } = self.peer;
      builder.peer = { scheme, authority, path: path ?? '', query, fragment };
      return builder;
    },
  },
});

type BuilderState = {
  scheme: string | null;
  authority: string | null;
  path: string;
  query: string | null;
  fragment: string | null;
};
type Builder = JavaObject<BuilderState>;

function change(part: keyof BuilderState, encode: boolean) {
  return (_vm: Machine, self: Builder, text: JavaString | null) => {
    const value = text === null ? null : encode ? encodeURI(text.value) : text.value;
    self.peer = { ...self.peer, [part]: part === 'path' ? (value ?? '') : value };
    return self;
  };
}

export const uriBuilder = defineClass({
  name: 'android/net/Uri$Builder',
  flags: 'final',
  methods: {
    '<init>()V': (_vm, self: Builder) => {
      self.peer = { scheme: null, authority: null, path: '', query: null, fragment: null };
    },
    'scheme(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('scheme', false),
    'authority(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('authority', true),
    'encodedAuthority(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('authority', false),
    'path(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('path', true),
    'encodedPath(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('path', false),
    'query(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('query', true),
    'encodedQuery(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('query', false),
    'fragment(Ljava/lang/String;)Landroid/net/Uri$Builder;': change('fragment', true),
    'appendPath(Ljava/lang/String;)Landroid/net/Uri$Builder;': (vm, self: Builder, segment: JavaString) => {
      self.peer.path = `${self.peer.path.replace(/\/$/, '')}/${encodeURIComponent(vm.text(segment))}`;
      return self;
    },
    'appendEncodedPath(Ljava/lang/String;)Landroid/net/Uri$Builder;': (
      vm,
      self: Builder,
      segment: JavaString,
    ) => {
      self.peer.path = `${self.peer.path.replace(/\/$/, '')}/${vm.text(segment)}`;
      return self;
    },
    'appendQueryParameter(Ljava/lang/String;Ljava/lang/String;)Landroid/net/Uri$Builder;': (
      vm,
      self: Builder,
      name: JavaString,
      value: JavaString | null,
    ) => {
      const pair = `${encodeURIComponent(vm.text(name))}=${encodeURIComponent(value?.value ?? 'null')}`;
      self.peer.query = self.peer.query === null ? pair : `${self.peer.query}&${pair}`;
      return self;
    },
    'clearQuery()Landroid/net/Uri$Builder;': (_vm, self: Builder) => {
      self.peer.query = null;
      return self;
    },
    'build()Landroid/net/Uri;': (vm, self: Builder) => makeUri(vm, renderUri(self.peer)),
    'toString()Ljava/lang/String;': (_vm, self: Builder) => renderUri(self.peer),
  },
});

function renderUri({ scheme, authority, path, query, fragment }: BuilderState): string {
  const absolutePath = authority !== null && path !== '' && !path.startsWith('/') ? `/${path}` : path;
  return [
    scheme === null ? '' : `${scheme}:`,
    authority === null ? '' : `//${authority}`,
    absolutePath,
    query === null ? '' : `?${query}`,
    fragment === null ? '' : `#${fragment}`,
  ].join('');
}
