import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { startAppium } from '../../scanner/device/start-appium.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

const maxPort = 65_535;

/** `appgov device`: an Appium server with the embedded emulator, until it is interrupted. */
export const device: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    apk: { type: 'string' },
    port: { type: 'string', default: '4723' },
    verbose: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not understood; use --apk FILE.`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > maxPort)
    throw new UsageError(`--port is '${values.port}'; it is a number up to ${maxPort}, or 0 for a free one.`);
  if (values.apk !== undefined && !existsSync(values.apk))
    throw new UsageError(`there is no file '${values.apk}'.`);
  const app = values.apk === undefined ? '/path/to/app.apk' : resolve(values.apk);

  const server = await startAppium({
    port,
    ...(values.verbose && { log: (line: string) => console.error(line) }),
  });
  const capabilities = {
    platformName: 'Android',
    'appium:automationName': 'Embedded',
    'appium:deviceProfile': 'android14',
    'appium:app': app,
  };
  console.log(`Appium listens at ${server.url} for ${server.automationNames.join(' and ')}.`);
  console.log(`Capabilities to open a session with, for example in Appium Inspector:`);
  console.log(JSON.stringify(capabilities, null, 2));
  console.log('Ctrl-C ends it.');

  const interrupted = new Promise<'interrupted'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done('interrupted'));
  });
  const outcome = await Promise.race([interrupted, server.ended.then(() => 'ended' as const)]);
  await server.close();
  if (outcome === 'interrupted') return exitCodes.done;
  console.error('appgov device: the Appium server ended by itself.');
  return exitCodes.failed;
};
