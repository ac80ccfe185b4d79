import { STATUS_CODES } from 'node:http';
import { hostKey } from '../machine/index.ts';
import type { Machine, StackEntry } from '../machine/index.ts';

export type NetworkHeader = { readonly name: string; readonly value: string };

/** A part of a request that carries labelled data; `labelSet` is for the machine's `labels.list`. */
export type CarriedData = {
  readonly where: 'url' | 'header' | 'body';
  /** Name of the header. */
  readonly name?: string;
  readonly labelSet: number;
};

/** A request as the app made it. */
export type NetworkRequest = {
  readonly transport: 'http' | 'tcp' | 'udp';
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly headers: readonly NetworkHeader[];
  /** The first bytes of the body, up to the recorder's limit. */
  readonly body: Uint8Array;
  readonly bodySizeBytes: number;
  readonly carried: readonly CarriedData[];
};

/** A request as it was recorded. */
export type RecordedRequest = NetworkRequest & {
  readonly number: number;
  /** Virtual milliseconds since the machine started. */
  readonly atMs: number;
  readonly thread: string;
  /** Innermost first. */
  readonly stack: readonly StackEntry[];
};

/** What comes back: nothing ever leaves the host, so every answer is from a script. */
export type NetworkAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly NetworkHeader[];
      readonly body: Uint8Array;
      readonly delayMs: number;
    }
  | { readonly kind: 'refused'; readonly why: 'unknown-host' | 'connect' | 'timeout' | 'tls' };

export type NetworkScript = (request: NetworkRequest) => NetworkAnswer;

export type NetworkOptions = {
  /** Answers requests; everything is answered 200 with `{}` where it is left out. */
  readonly script?: NetworkScript;
  /** Whether a host name resolves; all do where this is left out. */
  readonly resolves?: (host: string) => boolean;
  readonly onRequest?: (request: RecordedRequest) => void;
  readonly maxRequests?: number;
  readonly maxBodyBytes?: number;
};

const EMPTY_JSON = new TextEncoder().encode('{}');

/** 200 and an empty JSON object after a delay such as mobile networks have. */
export const answerEmptyJson: NetworkScript = () => ({
  kind: 'response',
  status: 200,
  reason: 'OK',
  headers: [
    { name: 'Content-Type', value: 'application/json; charset=utf-8' },
    { name: 'Content-Length', value: String(EMPTY_JSON.length) },
  ],
  body: EMPTY_JSON,
  delayMs: 80,
});

/** How requests to addresses like this one are answered; a `*` in the pattern stands for anything. */
export type NetworkRule = {
  readonly url: string;
  readonly refuse?: 'unknown-host' | 'connect' | 'timeout' | 'tls';
  /** 200 where it is left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text of the answer; `{}` where it is left out. */
  readonly body?: string;
};

/** Answers by the first rule whose pattern the address matches, and with an empty JSON object where none does. */
export function scriptOf(rules: () => readonly NetworkRule[]): NetworkScript {
  return (request) => {
    const rule = rules().find(({ url }) => matchesPattern(request.url, url));
    const usual = answerEmptyJson(request);
    if (!rule || usual.kind !== 'response') return usual;
    if (rule.refuse !== undefined) return { kind: 'refused', why: rule.refuse };
    const body = new TextEncoder().encode(rule.body ?? '{}');
    const own = Object.entries(rule.headers ?? {}).map(([name, value]) => ({ name, value }));
    const named = new Set(own.map(({ name }) => name.toLowerCase()));
    const status = rule.status ?? 200;
    return {
      kind: 'response',
      status,
      reason: STATUS_CODES[status] ?? '',
      headers: [
        ...own,
        ...usual.headers
          .filter(({ name }) => !named.has(name.toLowerCase()))
          .map(({ name, value }) =>
            name === 'Content-Length' ? { name, value: String(body.length) } : { name, value },
          ),
      ],
      body,
      delayMs: usual.delayMs,
    };
  };
}

/** Parts between the stars must follow one another; no regular expression, because patterns come from clients. */
function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Stands where the network would be: writes requests down and answers from a script. */
export class NetworkRecorder {
  readonly #options: NetworkOptions;
  readonly #requests: RecordedRequest[] = [];
  #count = 0;
  onRequest: NetworkOptions['onRequest'];

  constructor(options: NetworkOptions = {}) {
    this.#options = options;
    this.onRequest = options.onRequest;
  }

  /** Requests kept, in order; those beyond the limit were counted only. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get droppedCount(): number {
    return this.#count - this.#requests.length;
  }

  resolves(host: string): boolean {
    return this.#options.resolves?.(host) ?? true;
  }

  /** A made-up but stable address of a host name, from a range kept for examples (RFC 2544, 198.18.0.0/15). */
  addressOf(host: string): readonly [number, number, number, number] {
    const literal = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
    if (literal) return [Number(literal[1]), Number(literal[2]), Number(literal[3]), Number(literal[4])];
    if (host === 'localhost' || host === '') return [127, 0, 0, 1];
    let hash = 7;
    for (let i = 0; i < host.length; i++) hash = (Math.imul(hash, 31) + host.charCodeAt(i)) >>> 0;
    return [198, 18 + (hash & 1), (hash >>> 8) & 255, (hash >>> 16) & 255 || 1];
  }

  /** Records a request, of the running thread unless another stack is given, and gives the script's answer. */
  send(vm: Machine, request: NetworkRequest, stack?: readonly StackEntry[]): NetworkAnswer {
    this.#count++;
    const most = this.#options.maxBodyBytes ?? 256 * 1024;
    if (this.#requests.length < (this.#options.maxRequests ?? 5000)) {
      const recorded: RecordedRequest = {
        ...request,
        body: request.body.slice(0, most),
        number: this.#count,
        atMs: vm.nowMs,
        thread: vm.thread.name,
        stack: stack ?? vm.stack(),
      };
      this.#requests.push(recorded);
      this.onRequest?.(recorded);
    }
    return (this.#options.script ?? answerEmptyJson)(request);
  }
}

/** The network, for models: `networkOf(vm)`. */
export const NETWORK = hostKey<NetworkRecorder>('network');

/** The recorder attached to a machine; one of its own where none was. */
export function networkOf(vm: Machine): NetworkRecorder {
  const attached = vm.findAttached(NETWORK);
  if (attached !== undefined) return attached;
  const made = new NetworkRecorder();
  vm.attach(NETWORK, made);
  return made;
}

/** A network interface as java.net.NetworkInterface shows it. */
export type NetworkInterfaceInfo = {
  readonly name: string;
  readonly index: number;
  /** Six bytes; absent where the app may not see it, as since Android 11. */
  readonly hardwareAddress?: Uint8Array;
  readonly addresses: readonly Uint8Array[];
  readonly up: boolean;
};

/** Interfaces of the phone; whoever sets the phone up attaches them. */
export const NETWORK_INTERFACES = hostKey<() => readonly NetworkInterfaceInfo[]>('network-interfaces');

export function networkInterfacesOf(vm: Machine): readonly NetworkInterfaceInfo[] {
  const list = vm.findAttached(NETWORK_INTERFACES);
  return list === undefined
    ? [{ name: 'lo', index: 1, addresses: [Uint8Array.of(127, 0, 0, 1)], up: true }]
    : list();
}
