import { spawn } from 'node:child_process';
import { ScanError } from '../../errors.ts';
import type { Adb } from './adb.ts';
import { awaitBoot } from './adb-control.ts';

export type Avd = {
  readonly serial: string;
  /** Puts the device back into the state of the snapshot. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type AvdOptions = {
  readonly adb: Adb;
  readonly name: string;
  /** `emulator` on the path when absent. */
  readonly program?: string;
  /** Console port, even, 5554 to 5682; the serial number is made from it. */
  readonly port?: number;
  readonly startTimeoutMs?: number;
};

const usualPort = 5580;
/** Taken right after the start, so that each scenario begins with the same device. */
const snapshot = 'appgov-clean';

/** Starts an Android virtual device without a window, and keeps its state of now to come back to. */
export async function startAvd({
  adb,
  name,
  program = 'emulator',
  port = usualPort,
  startTimeoutMs = 240_000,
}: AvdOptions): Promise<Avd> {
  const serial = `emulator-${port}`;
  const child = spawn(
    program,
    ['-avd', name, '-port', String(port), '-no-window', '-no-audio', '-no-boot-anim', '-no-snapshot-save'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let lastLine = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      lastLine = chunk.toString('utf8').trim().split('\n').at(-1) ?? lastLine;
    });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ENOENT'
          ? `'${program}' cannot be run: install Android's emulator with sdkmanager and put it on the path, or name it with --emulator`
          : error.message,
      ),
    );
    child.once('close', (code) => resolve(`it ended with code ${code}: ${lastLine.slice(0, 300)}`));
  });
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const stop = async () => {
    await adb.run(serial, ['emu', 'kill']).catch(() => child.kill('SIGKILL'));
    await ended;
    process.removeListener('exit', killWithParent);
  };
  const failure = await Promise.race([
    ended,
    awaitBoot(adb, serial, startTimeoutMs).then(
      () => undefined,
      (error: unknown) => (error instanceof ScanError ? error.message : String(error)),
    ),
  ]);
  if (failure !== undefined) {
    child.kill('SIGKILL');
    process.removeListener('exit', killWithParent);
    throw new ScanError('DEVICE_FAILED', `The virtual device '${name}' did not start: ${failure}.`);
  }
  const console = async (...words: string[]) => {
    const printed = await adb.run(serial, ['emu', 'avd', 'snapshot', ...words]);
    if (/^KO/m.test(printed))
      throw new ScanError(
        'DEVICE_FAILED',
        `The snapshot of '${name}' failed: ${printed.trim().slice(0, 200)}`,
      );
  };
  await console('save', snapshot);
  return {
    serial,
    restore: async () => {
      await console('load', snapshot);
      await awaitBoot(adb, serial);
    },
    close: stop,
  };
}
