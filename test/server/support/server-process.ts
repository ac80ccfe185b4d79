import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client } from './client.ts';
import { ADMIN_PASSWORD, ADMIN_TOKEN } from './test-server.ts';

export type ServerProcess = {
  readonly child: ChildProcess;
  readonly admin: Client;
  /** Ends the process in the given way and waits until it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
};

/** Starts the server as a process of its own on the data folder, and waits until it listens. */
export async function startServerProcess(
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('./serve-process.ts', import.meta.url));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, script], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      APPGOV_DATA: dataFolder,
      APPGOV_ADMIN_TOKEN: ADMIN_TOKEN,
      APPGOV_ADMIN_PASSWORD: ADMIN_PASSWORD,
      APPGOV_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url = /listening on (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  assert.ok(url, `the server did not start: ${stderr.slice(-2000)}`);
  child.stdout.resume();
  return {
    child,
    admin: new Client(url, { token: ADMIN_TOKEN }),
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, 'exit');
      return child.exitCode;
    },
  };
}
