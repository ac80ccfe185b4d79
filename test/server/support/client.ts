import assert from 'node:assert/strict';
import { routes } from '../../../server/api/routes.ts';
import { errorBody } from '../../../server/api/schemas.ts';

export type Called = {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where JSON, else the text. */
  readonly body: unknown;
};

export type Row = {
  readonly id: string;
  readonly status: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly packageName?: string;
  readonly error?: { readonly code: string; readonly message: { readonly en: string } };
  readonly attempts?: number;
  readonly stage?: string;
  readonly score?: { readonly mark: number };
};

/** A caller of the HTTP interface that holds every JSON answer against the schema its route declares. */
export class Client {
  readonly url: string;
  readonly token: string | undefined;
  #cookie: string | undefined;
  csrfToken: string | undefined;

  constructor(url: string, credentials: { token?: string } = {}) {
    this.url = url;
    this.token = credentials.token;
  }

  get cookie(): string | undefined {
    return this.#cookie;
  }

  headers(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
      ...(this.csrfToken === undefined ? {} : { 'x-appgov-csrf': this.csrfToken }),
      ...extra,
    };
  }

  async call(
    method: string,
    path: string,
    options: {
      json?: unknown;
      form?: FormData;
      headers?: Readonly<Record<string, string>>;
      expect?: number;
    } = {},
  ): Promise<Called> {
    const { json, form } = options;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: this.headers({
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      }),
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form === undefined ? {} : { body: form }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : text;
    if (options.expect !== undefined) assert.equal(response.status, options.expect, text.slice(0, 500));
    if (isJson && text !== '') checkAnswer(method, path, response.status, body);
    return { status: response.status, headers: response.headers, body };
  }

  async signIn(name: string, password: string): Promise<void> {
    const { headers, body } = await this.call('POST', '/session', { json: { name, password }, expect: 200 });
    this.#cookie = headers.get('set-cookie')?.split(';')[0];
    this.csrfToken = (body as { csrfToken: string }).csrfToken;
  }

  async submit(
    bytes: Uint8Array,
    fields: { fileName?: string; profile?: string; purpose?: string; appType?: string } = {},
  ): Promise<Called> {
    // Read only, where a test says nothing: what the server does with a scan does not hang on a device.
    const { fileName = 'app.apk', ...rest } = { profile: 'static', ...fields };
    const form = new FormData();
    for (const [name, value] of Object.entries(rest)) form.set(name, value);
    form.set('package', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName);
    return this.call('POST', '/submissions', { form });
  }

  async accepted(bytes: Uint8Array, fields?: Parameters<Client['submit']>[1]): Promise<Row> {
    const { status, body } = await this.submit(bytes, fields);
    assert.equal(status, 202, JSON.stringify(body));
    return body as Row;
  }

  async row(id: string): Promise<Row> {
    return (await this.call('GET', `/submissions/${id}`, { expect: 200 })).body as Row;
  }

  /** Follows the events of a submission until it has ended. */
  async ended(id: string): Promise<{ row: Row; progress: readonly Record<string, unknown>[] }> {
    const progress: Record<string, unknown>[] = [];
    for await (const event of this.events(id)) {
      if (event.name === 'progress') progress.push(event.data);
      if (event.name === 'done') return { row: event.data as unknown as Row, progress };
    }
    throw new Error('The stream ended before the scan.');
  }

  async *events(id: string): AsyncGenerator<{ name: string; data: Record<string, unknown> }> {
    const response = await fetch(`${this.url}/api/v1/submissions/${id}/events`, { headers: this.headers() });
    assert.equal(response.status, 200);
    assert.ok(response.body);
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const name = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (name !== undefined && data !== undefined)
          yield { name, data: JSON.parse(data) as Record<string, unknown> };
      }
    }
  }
}

/** Every JSON answer must be what the route declares for its status; every refusal must be an error body. */
function checkAnswer(method: string, path: string, status: number, body: unknown): void {
  if (status >= 400) {
    errorBody.parse(body);
    return;
  }
  const bare = path.split('?')[0] ?? '';
  const route = routes.find(
    (candidate) =>
      candidate.method === method && new RegExp(`^${candidate.path.replace(/:\w+/g, '[^/]+')}$`).test(bare),
  );
  assert.ok(route, `${method} ${bare} is in the route table`);
  const answer = route.answers.find((candidate) => candidate.status === status);
  assert.ok(answer, `${method} ${bare} declares the status ${status}`);
  answer.schema?.parse(body);
}
