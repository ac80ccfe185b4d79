import { startServer, startWorker } from '../../server/main.ts';
import type { Command } from '../command.ts';
import { exitCodes, parseOptions } from '../usage.ts';

/** `appgov serve`: pages, HTTP interface, queue and worker in one process. Ends on SIGINT or SIGTERM. */
export const serve: Command = async (args) => {
  parseOptions(args, {});
  const server = await startServer();
  await server.stopped;
  return exitCodes.done;
};

/** `appgov worker`: takes jobs from the same data folder, without pages. */
export const worker: Command = async (args) => {
  parseOptions(args, {});
  const started = await startWorker();
  await started.stopped;
  return exitCodes.done;
};
