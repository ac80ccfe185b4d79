const URL_PATTERN = /\b(?:https?|wss?|ftp|rtmp|rtsp|mqtts?):\/\/[^\s"'<>\\^`{|}\u0000-\u001f]+/giu;
const HOST_PATTERN =
  /^(?:[\p{L}\d](?:[\p{L}\d_-]*[\p{L}\d])?\.)+[\p{L}\d-]{2,}$|^localhost$|^\d{1,3}(?:\.\d{1,3}){3}$|^\[[\da-f:.]+\]$/iu;
const MAX_URL_CHARS = 1000;
const MAX_URLS_IN_TEXT = 50;

/** Hosts whose addresses name a format or a licence and are not called. */
const NAME_HOSTS: ReadonlySet<string> = new Set([
  'schemas.android.com',
  'schemas.microsoft.com',
  'schemas.xmlsoap.org',
  'schemas.openxmlformats.org',
  'xmlpull.org',
  'xml.org',
  'www.xml.org',
  'java.sun.com',
  'xml.apache.org',
  'javax.xml.xmlconstants',
  'ns.adobe.com',
  'purl.org',
  'www.w3.org',
  'xmlns.com',
  'www.apache.org',
  'opensource.org',
  'www.openssl.org',
  'goo.gle',
  'issuetracker.google.com',
  'youtrack.jetbrains.com',
]);

/** An address in a text, and the host it names, in lower case without port or user. */
export type FoundUrl = { readonly url: string; readonly host: string };

/** The addresses in a text whose host is a whole name or number; those that only name a format are left out. */
export function findUrls(text: string): readonly FoundUrl[] {
  const found: FoundUrl[] = [];
  for (const [match] of text.matchAll(URL_PATTERN)) {
    if (found.length >= MAX_URLS_IN_TEXT) break;
    const url = match.slice(0, MAX_URL_CHARS).replace(/[.,;:!?)\]，。；：！？）】」]+$/u, '');
    const host = findHost(url);
    if (host !== undefined && !NAME_HOSTS.has(host)) found.push({ url, host });
  }
  return found;
}

/** The host of an address, or undefined where it is made up at run time (`https://%s/`) or missing. */
export function findHost(url: string): string | undefined {
  const authority = /^[a-z]+:\/\/([^/?#]*)/iu.exec(url)?.[1] ?? '';
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/u, '')
    .toLowerCase();
  return HOST_PATTERN.test(host) ? host : undefined;
}
