import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { makeApp } from './api/app.ts';
import { CallsInFlight } from './api/calls-in-flight.ts';
import { FIRST_ADMIN_NAME, prepareAccounts } from './auth/index.ts';
import type { FirstStart } from './auth/index.ts';
import { readConfig } from './config.ts';
import type { ServerConfig } from './config.ts';
import { rejudgeOnChange } from './jobs/rejudge-on-change.ts';
import { keepHouse, openParts } from './parts.ts';
import type { Parts } from './parts.ts';

/** A started server or worker. */
export type Running = {
  /** Resolves when it has stopped in good order. */
  readonly stopped: Promise<void>;
  /** Stops taking work, lets what runs end for a while, gives the rest back. */
  stop(): Promise<void>;
};

export type RunningServer = Running & {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Secrets that were made up because this was the first start and none were given. */
  readonly firstStart: FirstStart;
};

/** How a process meets its operator; tests pass their own. */
export type Console = {
  readonly print: (line: string) => void;
  readonly log: Logger;
  /** Calls back when the process is told to stop. */
  readonly onStop: (listener: () => void) => void;
};

const HOUSEKEEPING_MS = 30_000;
/** For calls whose line was cut to come to their end. */
const LAST_CALLS_MS = 5000;

/** Starts pages, HTTP interface, queue and workers in this process. */
export async function startServer(
  config: ServerConfig = readConfig(),
  console: Console = toConsole(config),
): Promise<RunningServer> {
  const parts = await openParts(config, console.log, 'server');
  const { services, worker, messageWorker, metrics } = parts;
  const firstStart = await prepareAccounts(
    services.store,
    services.auth.passwords,
    config.admin,
    services.nowMs(),
  );
  if (config.autoRejudge) {
    const { store, queue, catalogue, nowMs } = services;
    const round = { store, queue, nowMs, rulesVersionOf: catalogue.rulesVersionOf };
    await rejudgeOnChange(config.dataFolder, catalogue.packIds, round);
  }
  const calls = new CallsInFlight();
  const http = createServer(makeApp(services, metrics, calls, findWebFolder()));
  // An upload of 2 GiB over a slow line takes longer than the five minutes that Node gives a request.
  http.requestTimeout = 0;
  http.headersTimeout = 60_000;
  // But a line on which nothing moves at all is given up. Longer than the slowest rendering takes.
  http.timeout = 600_000;
  await listen(http, config);
  const url = toUrl(config.host, http.address() as AddressInfo);
  worker.start();
  messageWorker.start();
  services.batchRunner.start();
  await services.watcher.start();
  const housekeeping = startHousekeeping(parts);
  greet(console, url, firstStart);

  const running = toRunning(console, async () => {
    parts.stopping.abort();
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeIdleConnections();
    // Uploads and scans in progress have the same time to come to their end; then the line is cut.
    const cut = setTimeout(() => http.closeAllConnections(), config.drainMs);
    await Promise.all([services.batchRunner.stop(), services.watcher.stop()]);
    await Promise.all([
      worker.stop(config.drainMs),
      messageWorker.stop(config.drainMs),
      housekeeping.stop(),
      closed,
    ]);
    clearTimeout(cut);
    await calls.ended(LAST_CALLS_MS);
    await services.store.close();
    console.log.info('stopped');
  });
  return { ...running, url, firstStart };
}

/** Starts workers alone, on the data folder of a server. */
export async function startWorker(
  config: ServerConfig = readConfig(),
  console: Console = toConsole(config),
): Promise<Running> {
  const parts = await openParts(config, console.log, 'worker');
  parts.worker.start();
  const housekeeping = startHousekeeping(parts);
  console.print(`appgov worker is taking jobs from ${config.dataFolder}`);
  const running = toRunning(console, async () => {
    parts.stopping.abort();
    await Promise.all([parts.worker.stop(config.drainMs), housekeeping.stop()]);
    await parts.services.store.close();
  });
  return running;
}

/** Once at once, so that what fell due while nobody ran is not kept waiting, then now and then. */
function startHousekeeping(parts: Parts): { stop(): Promise<void> } {
  let last = keepHouse(parts);
  const timer = setInterval(() => {
    last = last.then(() => keepHouse(parts));
  }, HOUSEKEEPING_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return last;
    },
  };
}

function greet({ print }: Console, url: string, firstStart: FirstStart): void {
  print(`appgov is listening on ${url}`);
  if (firstStart.password !== undefined)
    print(
      `First start. Sign in as "${FIRST_ADMIN_NAME}" with the password ${firstStart.password} (shown once).`,
    );
  if (firstStart.token !== undefined)
    print(`A token for programs, with the rights of that account: ${firstStart.token} (shown once).`);
}

function toConsole(config: ServerConfig): Console {
  return {
    print: (line) => process.stdout.write(`${line}\n`),
    // To standard error, so that the lines for people stay apart from those for machines.
    log: pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: false })),
    onStop: (listener) => {
      let asked = false;
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.on(signal, () => {
          // Who asks twice does not want to wait.
          if (asked) process.exit(130);
          asked = true;
          listener();
        });
    },
  };
}

/** Ties the way to stop to the operator's signals, and runs it once however often it is called. */
function toRunning(console: Console, halt: () => Promise<void>): Running {
  let resolveStopped: (halting: Promise<void>) => void;
  const stopped = new Promise<void>((resolve) => {
    resolveStopped = resolve;
  });
  let halting: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    if (halting === undefined) {
      halting = halt();
      resolveStopped(halting);
    }
    return stopped;
  };
  console.onStop(() => void stop());
  return { stopped, stop };
}

function listen(http: Server, { host, port }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ host, port }, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

function toUrl(host: string, address: AddressInfo): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${address.port}`;
}

/** The built pages: beside the compiled server, or where the build puts them when this runs from its sources. */
function findWebFolder(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, '..', 'web'), join(here, '..', 'dist', 'web')];
  return candidates.find((folder) => existsSync(join(folder, 'index.html')));
}
