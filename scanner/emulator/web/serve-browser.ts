import type { Duplex } from 'node:stream';
import { BrowserHost } from './browser-host.ts';
import { lengthBytes, longestFrameBytes, toFrame } from './frames.ts';
import type { PageAnswer, PageOrder, ToBrowser } from './messages.ts';

/**
 * Serves a device's pipe with a browser that starts when it is first needed. The device is not trusted: what it says is
 * looked at, and nonsense closes the pipe. Answers what ends the browser.
 */
export function serveBrowser(
  pipe: Duplex,
  env: Readonly<Record<string, string | undefined>>,
): () => Promise<void> {
  const host = new BrowserHost(env);
  let bytes: Buffer = Buffer.alloc(0);
  let isBusy = false;
  const take = async (message: ToBrowser) => {
    isBusy = true;
    const answer = await host.handle(message);
    isBusy = false;
    pipe.write(toFrame(answer));
  };
  pipe.on('error', () => undefined);
  pipe.on('data', (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (bytes.length < lengthBytes) return;
    const length = bytes.readUInt32BE(0);
    if (length > longestFrameBytes) pipe.destroy();
    else if (bytes.length >= lengthBytes + length) {
      const message = findMessage(bytes.subarray(lengthBytes, lengthBytes + length));
      bytes = bytes.subarray(lengthBytes + length);
      // It waits for an answer to each thing that it says.
      if (!message || isBusy || bytes.length > 0) pipe.destroy();
      else void take(message);
    }
  });
  return () => host.close();
}

const orderKinds: readonly PageOrder['kind'][] = [
  'load',
  'go',
  'evaluate',
  'touch',
  'type',
  'key',
  'resize',
  'pass',
  'picture',
  'close',
];
const answerKinds: readonly PageAnswer['kind'][] = ['respond', 'refuse', 'value', 'threw', 'dialog', 'heard'];
const browsed = /^(https?|file|data|about):/i;

/** A message of a device, or undefined for anything else. Pages are shown, whatever they are: they are held by the browser. */
function findMessage(frame: Buffer): ToBrowser | undefined {
  let read: unknown;
  try {
    read = JSON.parse(frame.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(read)) return undefined;
  if (read['kind'] === 'reset') return { kind: 'reset' };
  if (read['kind'] === 'answer' && isRecord(read['answer']) && isOneOf(answerKinds, read['answer']['kind']))
    return read as ToBrowser;
  const { order } = read;
  if (read['kind'] !== 'order' || typeof read['page'] !== 'number' || !isRecord(order)) return undefined;
  if (!isOneOf(orderKinds, order['kind'])) return undefined;
  if (order['kind'] === 'load' && !(browsed.test(String(order['url'])) && isRecord(order['setup'])))
    return undefined;
  return read as ToBrowser;
}

function isOneOf(kinds: readonly string[], kind: unknown): boolean {
  return typeof kind === 'string' && kinds.includes(kind);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
