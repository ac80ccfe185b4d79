import type { Machine } from '../../machine/index.ts';
import { networkOf } from '../../system/network.ts';
import type { CarriedData, NetworkHeader } from '../../system/network.ts';
import { ByteSink, concat } from '../io/support.ts';

type Head = { method: string; target: string; headers: readonly NetworkHeader[]; bodyStart: number };

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const MAX_HEAD_BYTES = 256 * 1024;

function readHead(bytes: Uint8Array): Head | 'more' | 'not-http' {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = buffer.toString('latin1', 0, Math.min(8, buffer.length));
  if (!/^[A-Z]/.test(start) && start !== '') return 'not-http';
  const end = buffer.indexOf(END_OF_HEAD);
  if (end < 0) return buffer.length > MAX_HEAD_BYTES ? 'not-http' : 'more';
  const [first = '', ...lines] = buffer.toString('utf8', 0, end).split('\r\n');
  const request = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(first);
  if (!request) return 'not-http';
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
  return { method: request[1] ?? '', target: request[2] ?? '', headers, bodyStart: end + 4 };
}

/** The body of a request and how many bytes it takes on the line; undefined where it is not all there yet. */
function readBody(head: Head, bytes: Uint8Array): { body: Uint8Array; endAt: number } | undefined {
  const header = (name: string): string | undefined =>
    head.headers.find((known) => known.name.toLowerCase() === name)?.value;
  if (header('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(bytes, head.bodyStart);
  const length = Number(header('content-length') ?? 0);
  const endAt = head.bodyStart + (Number.isSafeInteger(length) && length > 0 ? length : 0);
  return bytes.length < endAt ? undefined : { body: bytes.slice(head.bodyStart, endAt), endAt };
}

function readChunks(bytes: Uint8Array, start: number): { body: Uint8Array; endAt: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Uint8Array[] = [];
  for (let at = start; ;) {
    const lineEnd = buffer.indexOf('\r\n', at, 'latin1');
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(buffer.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) return { body: concat(parts), endAt: bytes.length };
    const dataAt = lineEnd + 2;
    if (buffer.length < dataAt + size + 2) return undefined;
    if (size === 0) return { body: concat(parts), endAt: dataAt + 2 };
    parts.push(bytes.slice(dataAt, dataAt + size));
    at = dataAt + size + 2;
  }
}

/**
 * The far end of a socket. HTTP/1.x requests are recorded and answered one by one; what is not HTTP is recorded as
 * bytes, once the app waits for an answer or closes, and the far end hangs up.
 */
export class Conversation {
  readonly host: string;
  readonly port: number;
  /** The app speaks TLS; its plain text is what arrives here. */
  secure = false;
  private readonly sink = new ByteSink();
  private answers: Uint8Array = new Uint8Array(0);
  private answerAtMs = 0;
  private isHttp = true;
  private hangsUp = false;

  constructor(host: string, port: number) {
    this.host = host;
    this.port = port;
  }

  /** Bytes from the app. */
  write(vm: Machine, bytes: Uint8Array, label: number): void {
    vm.charge(bytes.length);
    this.sink.add(bytes);
    this.sink.label = vm.labels.union(this.sink.label, label);
    while (this.isHttp && this.sink.size > 0) {
      const head = readHead(this.sink.view());
      if (head === 'not-http') this.isHttp = false;
      if (typeof head === 'string') return;
      const body = readBody(head, this.sink.view());
      if (body === undefined) return;
      this.answerRequest(vm, head, body.body);
      const rest = this.sink.view().slice(body.endAt);
      this.sink.clear();
      this.sink.add(rest);
      if (rest.length === 0) this.sink.label = 0;
    }
  }

  /** What is there to read now: bytes, the time when some will be, the end, or nothing for ever. */
  peek(
    vm: Machine,
  ): { kind: 'bytes' } | { kind: 'later'; atMs: number } | { kind: 'end' } | { kind: 'silent' } {
    if (this.answers.length > 0)
      return vm.nowMs >= this.answerAtMs ? { kind: 'bytes' } : { kind: 'later', atMs: this.answerAtMs };
    if (!this.isHttp) {
      this.recordRaw(vm);
      return { kind: 'end' };
    }
    return this.hangsUp ? { kind: 'end' } : { kind: 'silent' };
  }

  take(count: number): Uint8Array {
    const taken = this.answers.slice(0, count);
    this.answers = this.answers.slice(count);
    return taken;
  }

  get available(): number {
    return this.answers.length;
  }

  close(vm: Machine): void {
    this.recordRaw(vm);
    this.hangsUp = true;
  }

  private recordRaw(vm: Machine): void {
    if (this.sink.size === 0) return;
    const body = this.sink.view().slice();
    networkOf(vm).send(vm, {
      transport: 'tcp',
      method: '',
      url: `${this.secure ? 'tls' : 'tcp'}://${this.host}:${this.port}`,
      host: this.host,
      port: this.port,
      headers: [],
      body,
      bodySizeBytes: body.length,
      carried: this.sink.label === 0 ? [] : [{ where: 'body', labelSet: this.sink.label }],
    });
    this.sink.clear();
    this.sink.label = 0;
  }

  private answerRequest(vm: Machine, head: Head, body: Uint8Array): void {
    const host = head.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? this.host;
    const scheme = this.secure ? 'https' : 'http';
    // A socket's bytes carry one label set: which part of the request it belongs to cannot be told apart.
    const carried: CarriedData[] =
      this.sink.label === 0 ? [] : [{ where: body.length > 0 ? 'body' : 'url', labelSet: this.sink.label }];
    const answer = networkOf(vm).send(vm, {
      transport: 'http',
      method: head.method,
      url: /^https?:/.test(head.target) ? head.target : `${scheme}://${host}${head.target}`,
      host: this.host,
      port: this.port,
      headers: head.headers,
      body,
      bodySizeBytes: body.length,
      carried,
    });
    if (answer.kind === 'refused') {
      this.hangsUp = true;
      return;
    }
    const names = new Set(answer.headers.map(({ name }) => name.toLowerCase()));
    const lines = answer.headers.map(({ name, value }) => `${name}: ${value}\r\n`);
    if (!names.has('content-length')) lines.push(`Content-Length: ${answer.body.length}\r\n`);
    const start = Buffer.from(
      `HTTP/1.1 ${answer.status} ${answer.reason}\r\n${lines.join('')}\r\n`,
      'latin1',
    );
    this.answers = concat([this.answers, start, head.method === 'HEAD' ? new Uint8Array(0) : answer.body]);
    this.answerAtMs = vm.nowMs + answer.delayMs;
  }
}
