import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served =
  | {
      readonly body: string | Uint8Array;
      readonly type?: string;
      readonly etag?: string;
      readonly breakAt?: number;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A site on loopback whose pages a test puts and changes, and which remembers what was asked of it. */
export type StoreSite = {
  readonly url: string;
  /** For the allow-list of a server under test. */
  readonly host: string;
  readonly pages: Map<string, Served>;
  /** Paths that were answered with content, in order. */
  readonly served: string[];
  close(): Promise<void>;
};

/** Starts the site. An ETag in a page's entry is honoured; `breakAt` cuts the line there once, and ranges are answered. */
export async function openStoreSite(): Promise<StoreSite> {
  const pages = new Map<string, Served>();
  const served: string[] = [];
  const broken = new Set<string>();
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const page = pages.get(path);
    if (page === undefined) {
      response.writeHead(404).end('nothing here');
      return;
    }
    if (typeof page === 'function') {
      served.push(path);
      page(request, response);
      return;
    }
    const etag = page.etag === undefined ? {} : { etag: page.etag };
    if (page.etag !== undefined && request.headers['if-none-match'] === page.etag) {
      response.writeHead(304, etag).end();
      return;
    }
    const body = Buffer.from(page.body);
    const start = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isRange = start > 0 && request.headers['if-range'] === page.etag;
    served.push(isRange ? `${path} from ${start}` : path);
    const rest = isRange ? body.subarray(start) : body;
    response.writeHead(isRange ? 206 : 200, {
      'content-type': page.type ?? 'application/octet-stream',
      'content-length': rest.length,
      ...(isRange ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
      ...etag,
    });
    if (page.breakAt !== undefined && !broken.has(path)) {
      broken.add(path);
      response.write(rest.subarray(0, page.breakAt), () => response.socket?.destroySoon());
      return;
    }
    response.end(rest);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    pages,
    served,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
