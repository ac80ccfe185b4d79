import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A receiver of webhooks on loopback. `answer` decides what it says; 204 at first. */
export async function openWebhookReceiver(): Promise<{
  readonly url: string;
  readonly host: string;
  readonly received: readonly Received[];
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  let status = 204;
  let extra: Readonly<Record<string, string>> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status, extra).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/hook`,
    host,
    received,
    answer: (next, headers = {}) => {
      status = next;
      extra = headers;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
