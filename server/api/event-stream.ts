import type { ServerResponse } from 'node:http';

/** Keeps proxies from taking a quiet line for a dead one. */
const BREATH_MS = 15_000;
/** A reader that takes nothing in must not make the server hold its events. */
const MOST_WAITING_BYTES = 1024 ** 2;

/** A stream of server-sent events (HTML standard, section 9.2). Ends when the reader goes or the server stops. */
export class EventStream {
  readonly closed: Promise<void>;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, stopping: AbortSignal) {
    this.#response = response;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // For nginx, which else collects the events before it passes them on.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const breath = setInterval(() => response.write(': still here\n\n'), BREATH_MS);
    const onStop = (): void => this.close();
    stopping.addEventListener('abort', onStop, { once: true });
    this.closed = new Promise((resolve) => {
      response.once('close', () => {
        clearInterval(breath);
        stopping.removeEventListener('abort', onStop);
        resolve();
      });
    });
  }

  get isClosed(): boolean {
    return this.#response.writableEnded || this.#response.destroyed;
  }

  send(event: string, data: unknown): void {
    if (this.isClosed) return;
    // JSON has no raw line breaks, so one data line always holds it.
    this.#response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (this.#response.writableLength > MOST_WAITING_BYTES) this.#response.destroy();
  }

  close(): void {
    if (!this.isClosed) this.#response.end();
  }
}
