/** A URL taken apart as java.net.URL does: nothing is decoded or checked but the protocol and the port. */
export type UrlParts = {
  readonly protocol: string;
  readonly authority: string;
  readonly userInfo: string | null;
  readonly host: string;
  /** -1 where none is written. */
  readonly port: number;
  readonly path: string;
  readonly query: string | null;
  readonly ref: string | null;
};

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };
const PROTOCOLS = new Set(['http', 'https', 'file', 'jar', 'ftp']);

export function defaultPortOf(protocol: string): number {
  return DEFAULT_PORTS[protocol] ?? -1;
}

/** Parts of a spec, resolved against a context if there is one; a text where it is malformed: MalformedURLException's. */
export function parseUrl(spec: string, context: UrlParts | null = null): UrlParts | string {
  let rest = spec.trim();
  if (/^url:/i.test(rest)) rest = rest.slice(4);
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  let protocol = scheme?.[1]?.toLowerCase();
  if (scheme) rest = rest.slice(scheme[0].length);
  const base =
    context !== null && (protocol === undefined || (protocol === context.protocol && !rest.startsWith('/')))
      ? context
      : null;
  protocol ??= base?.protocol;
  if (protocol === undefined) return `no protocol: ${spec}`;
  if (!PROTOCOLS.has(protocol)) return `unknown protocol: ${protocol}`;
  let ref: string | null = null;
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    ref = rest.slice(hash + 1);
    rest = rest.slice(0, hash);
  }
  let query: string | null = null;
  const mark = rest.indexOf('?');
  if (mark >= 0) {
    query = rest.slice(mark + 1);
    rest = rest.slice(0, mark);
  }
  if (base !== null && !rest.startsWith('//')) {
    if (rest === '' && query === null) return { ...base, ref };
    const path =
      rest === ''
        ? base.path
        : rest.startsWith('/')
          ? rest
          : base.path.slice(0, base.path.lastIndexOf('/') + 1) + rest;
    return {
      ...base,
      path: removeDots(path.startsWith('/') || base.authority === '' ? path : `/${path}`),
      query,
      ref,
    };
  }
  let authority = '';
  if (rest.startsWith('//')) {
    const end = rest.indexOf('/', 2);
    authority = rest.slice(2, end < 0 ? undefined : end);
    rest = end < 0 ? '' : rest.slice(end);
  }
  const at = authority.lastIndexOf('@');
  const userInfo = at < 0 ? null : authority.slice(0, at);
  const hostPort = authority.slice(at + 1);
  const split = /^(\[[^\]]*\]|[^:]*)(?::(-?\d*))?$/.exec(hostPort);
  if (!split) return `Invalid host or port: ${hostPort}`;
  const port = split[2] === undefined || split[2] === '' ? -1 : Number(split[2]);
  if (port < -1) return `Invalid port number :${port}`;
  return { protocol, authority, userInfo, host: split[1] ?? '', port, path: rest, query, ref };
}

/** Takes `.` and `..` out of a path. */
export function removeDots(path: string): string {
  const out: string[] = [];
  const parts = path.split('/');
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === '.') {
      if (last) out.push('');
    } else if (part === '..') {
      if (out.length > 1) out.pop();
      if (last) out.push('');
    } else out.push(part);
  });
  return out.join('/');
}

export function fileOf(parts: UrlParts): string {
  return parts.path + (parts.query === null ? '' : `?${parts.query}`);
}

export function renderUrl(parts: UrlParts): string {
  const authority = parts.authority === '' ? '' : `//${parts.authority}`;
  return `${parts.protocol}:${authority}${fileOf(parts)}${parts.ref === null ? '' : `#${parts.ref}`}`;
}
