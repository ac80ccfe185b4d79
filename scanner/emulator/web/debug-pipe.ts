import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** An event of the DevTools protocol, as far as it is read here. */
export type DebugEvent = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId: string | undefined;
};

type Waiting = { readonly resolve: (value: Result) => void; readonly reject: (error: Error) => void };
type Result = Readonly<Record<string, unknown>>;

const longestMessageBytes = 256 * 2 ** 20;

/** Chromium's DevTools protocol over the two pipes of `--remote-debugging-pipe`: JSON, each message ended by a zero. */
export class DebugPipe {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: DebugEvent) => void>();
  #lastId = 0;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #ended: Error | undefined;

  constructor(child: ChildProcess) {
    this.#out = child.stdio[3] as Writable;
    const input = child.stdio[4] as Readable;
    input.on('data', (chunk: Buffer) => this.#read(chunk));
    const end = () => this.#end(new Error('The browser is gone.'));
    this.#out.on('error', end);
    input.on('error', end);
    child.on('error', end);
    child.on('exit', end);
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Answers what takes the listener off again. */
  listen(listener: (event: DebugEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#parts, rest.subarray(0, end)]).toString('utf8');
      this.#parts = [];
      this.#partBytes = 0;
      rest = rest.subarray(end + 1);
      this.#takeText(text);
    }
    this.#partBytes += rest.length;
    if (this.#partBytes > longestMessageBytes) this.#end(new Error('A message of the browser is too long.'));
    else if (rest.length > 0) this.#parts.push(rest);
  }

  /** What is no message, or one that nobody can read, ends the conversation. */
  #takeText(text: string): void {
    try {
      this.#take(JSON.parse(text) as Message);
    } catch (cause) {
      this.#end(new Error('The browser says what cannot be read.', { cause }));
    }
  }

  #take({ id, method, params, sessionId, result, error }: Message): void {
    if (id === undefined) {
      if (method !== undefined)
        for (const listener of [...this.#listeners]) listener({ method, params: params ?? {}, sessionId });
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Result;
  readonly sessionId?: string;
  readonly result?: Result;
  readonly error?: { readonly message: string };
};
