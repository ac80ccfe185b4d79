import { execFile } from 'node:child_process';
import { ScanError } from '../../errors.ts';
import { parseDevices, type AttachedDevice } from './parse-devices.ts';

export type AdbOptions = {
  /** `adb` on the path when absent. */
  readonly program?: string;
  readonly timeoutMs?: number;
};

/** Android's debug bridge, as far as a scan needs it. Everything it prints comes from a device and is untrusted. */
export type Adb = {
  readonly devices: () => Promise<readonly AttachedDevice[]>;
  /** Runs a command of the bridge for one device; gives what it printed. */
  readonly run: (serial: string, args: readonly string[], timeoutMs?: number) => Promise<string>;
  /** Runs a program on the device; each word is quoted for the device's shell. */
  readonly shell: (serial: string, words: readonly string[], timeoutMs?: number) => Promise<string>;
};

const usualTimeoutMs = 60_000;
const mostOutputBytes = 32 * 2 ** 20;

/** Opens the bridge. Nothing is started until the first command; what goes wrong then is DEVICE_FAILED and says what to do. */
export function openAdb({ program = 'adb', timeoutMs = usualTimeoutMs }: AdbOptions = {}): Adb {
  const call = (args: readonly string[], limitMs: number): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile(
        program,
        [...args],
        { timeout: limitMs, maxBuffer: mostOutputBytes, encoding: 'utf8', windowsHide: true },
        (error, stdout, stderr) => {
          if (error) reject(toScanError(program, args, limitMs, error, `${stderr}\n${stdout}`));
          else resolve(stdout);
        },
      );
    });
  const run: Adb['run'] = (serial, args, limitMs = timeoutMs) => call(['-s', serial, ...args], limitMs);
  return {
    devices: async () => parseDevices(await call(['devices', '-l'], timeoutMs)),
    run,
    shell: (serial, words, limitMs) => run(serial, ['shell', words.map(quoteWord).join(' ')], limitMs),
  };
}

/** One word for a POSIX shell. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

type ProcessError = Error & { readonly code?: string | number | null; readonly killed?: boolean };

function toScanError(
  program: string,
  args: readonly string[],
  limitMs: number,
  error: ProcessError,
  printed: string,
): ScanError {
  const command = `adb ${args.join(' ')}`.slice(0, 200);
  if (error.code === 'ENOENT' || error.code === 'EACCES')
    return failed(
      `'${program}' cannot be run. Install Android's platform tools (on Debian the package 'adb') and put adb on the ` +
        'path, or name it with --adb.',
      error,
    );
  if (error.killed) return failed(`'${command}' did not end within ${limitMs} ms.`, error);
  const line = printed
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '' && !text.startsWith('*'));
  const advice = line === undefined ? undefined : adviceFor(line);
  return failed(`'${command}' failed: ${line ?? error.message}${advice ? ` ${advice}` : ''}`, error);
}

/** What a person can do about what adb says. */
function adviceFor(line: string): string | undefined {
  if (/unauthorized/i.test(line)) return 'Unlock the phone and accept the question about USB debugging.';
  if (/offline/i.test(line)) return 'Unplug the phone and plug it in again, or run `adb kill-server`.';
  if (/device .*not found|no devices/i.test(line))
    return 'See `adb devices` for what is attached; USB debugging has to be on.';
  if (/INSTALL_FAILED_USER_RESTRICTED|INSTALL_CANCELED/i.test(line))
    return 'Allow installing over USB in the developer options.';
  if (/insufficient_storage/i.test(line)) return 'Free space on the phone.';
  return undefined;
}

function failed(message: string, cause: unknown): ScanError {
  return new ScanError('DEVICE_FAILED', message, { cause });
}

/** The device by its serial number, ready for use. Throws DEVICE_FAILED with what is attached instead. */
export async function readReadyDevice(adb: Adb, serial: string): Promise<AttachedDevice> {
  const devices = await adb.devices();
  const device = devices.find((candidate) => candidate.serial === serial);
  if (!device) {
    const others = devices.map((other) => `${other.serial} (${other.state})`).join(', ');
    throw new ScanError(
      'DEVICE_FAILED',
      `No device '${serial}' is attached. ${others === '' ? 'None is: plug one in with USB debugging on, or start an emulator.' : `There is ${others}.`}`,
    );
  }
  if (device.state !== 'device') {
    const advice = adviceFor(device.state) ?? 'Wait until `adb devices` calls it `device`.';
    throw new ScanError('DEVICE_FAILED', `The device '${serial}' is ${device.state}. ${advice}`);
  }
  return device;
}
