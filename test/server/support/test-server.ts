import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../../server/config.ts';
import type { ServerConfig } from '../../../server/config.ts';
import { startServer } from '../../../server/main.ts';
import type { Role } from '../../../server/store/index.ts';
import type { RunningServer } from '../../../server/main.ts';
import { Client } from './client.ts';

export const ADMIN_TOKEN = 'test-admin-token-0123456789';
export const ADMIN_PASSWORD = 'test-admin-password';

export type TestServer = {
  readonly server: RunningServer;
  readonly config: ServerConfig;
  readonly dataFolder: string;
  /** Acts as the administrator, by token. */
  readonly admin: Client;
  /** A client without credentials. */
  readonly nobody: Client;
  /** What was printed for the operator. */
  readonly printed: readonly string[];
  /** Log lines, as JSON. */
  readonly logged: readonly string[];
  /** Makes an account of the role and a client that bears its token. */
  newPerson(role: Role, more?: object): Promise<Client>;
  stop(): Promise<void>;
  /** Stops and removes the data. */
  close(): Promise<void>;
};

/** Starts the real server in this process, on a free port and a fresh data folder unless one is given. */
export async function openTestServer(
  env: Readonly<Record<string, string>> = {},
  dataFolder?: string,
): Promise<TestServer> {
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), 'appgov-server-')));
  const config = readConfig({
    PORT: '0',
    APPGOV_DATA: folder,
    APPGOV_ADMIN_TOKEN: ADMIN_TOKEN,
    APPGOV_ADMIN_PASSWORD: ADMIN_PASSWORD,
    APPGOV_DRAIN_SECONDS: '0',
    APPGOV_AUTO_REJUDGE: '0',
    PATH: process.env['PATH'],
    CHROME_PATH: process.env['CHROME_PATH'],
    TMPDIR: process.env['TMPDIR'],
    ...env,
  });
  const printed: string[] = [];
  const logged: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => logged.push(line) });
  const server = await startServer(config, {
    print: (line) => printed.push(line),
    log,
    onStop: () => undefined,
  });
  const admin = new Client(server.url, { token: ADMIN_TOKEN });
  let count = 0;
  return {
    server,
    config,
    dataFolder: folder,
    admin,
    nobody: new Client(server.url),
    printed,
    logged,
    newPerson: async (role, more = {}) => {
      count += 1;
      const name = `${role}-${count}`;
      const password = `password-of-${name}`;
      // A pending account makes no tokens: it gets one while it still may.
      const firstRole = role === 'pending' ? 'developer' : role;
      const made = await admin.call('POST', '/accounts', {
        json: { name, role: firstRole, password, ...more },
        expect: 201,
      });
      const person = new Client(server.url);
      await person.signIn(name, password);
      const { body } = await person.call('POST', '/tokens', { json: { name: 'test' }, expect: 201 });
      if (role === 'pending') {
        const { id } = made.body as { id: string };
        await admin.call('PATCH', `/accounts/${id}`, { json: { role }, expect: 200 });
      }
      return new Client(server.url, { token: (body as { token: string }).token });
    },
    stop: () => server.stop(),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
