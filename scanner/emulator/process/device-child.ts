// The process that runs an app. It answers its parent's requests in order and does nothing else; it ends with its parent.
import { denyNetwork } from './deny-network.ts';
import type { ChildAnswer, ChildRequest } from './messages.ts';
import type { DeviceHost } from './device-host.ts';
import { openPipeLink } from '../web/pipe-link.ts';
import { sessionMethods, type EmulatorOptions, type EmulatorSession } from './emulator-session.ts';

denyNetwork();

let host: DeviceHost | undefined;
let session: EmulatorSession | undefined;
let last: Promise<void> = Promise.resolve();

process.on('message', (message) => {
  const request = message as ChildRequest;
  last = last.then(() => answer(request));
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, method, args }: ChildRequest): Promise<void> {
  let result: ChildAnswer;
  try {
    result = { id, kind: 'done', value: await perform(method, args) };
  } catch (error) {
    // Translated for the parent, which knows what it asked for.
    const { code, message } = describe(error);
    result = { id, kind: 'failed', code, message };
  }
  process.send?.(result);
}

async function perform(method: string, args: readonly unknown[]): Promise<unknown> {
  if (method === 'open') {
    // Loaded after the network is closed, like everything that may touch the app.
    const { loadDeviceHost } = await import('./load-device-host.ts');
    const { DeviceHost } = await loadDeviceHost();
    host ??= new DeviceHost(openPipeLink());
    session = await host.open(args[0] as EmulatorOptions);
    return undefined;
  }
  const known = sessionMethods.find((name) => name === method);
  if (!known || !session) throw new Error(`There is no open session, or no command '${method}'.`);
  const command = session[known] as (...args: readonly unknown[]) => Promise<unknown>;
  return command(...args);
}

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'INTERNAL', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const where = error.stack?.split('\n').slice(1, 4).join(' ').replace(/\s+/g, ' ') ?? '';
  // Node's permission model names what was refused.
  const refused = 'resource' in error ? ` (${String(error.resource)})` : '';
  return { code, message: code === error.name ? `${error.message} ${where}` : error.message + refused };
}
