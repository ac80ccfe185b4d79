import { copyFile, link, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { toChildProgram } from '../../child-program.ts';
import type { Device, DeviceApp } from '../../device/device.ts';
import { ScanError } from '../../errors.ts';
import { describeDevice } from '../device/describe-device.ts';
import type { DeviceProfileName } from '../system/phone-profile.ts';
import { serveBrowser } from '../web/serve-browser.ts';
import { checkAnswer } from './check-answer.ts';
import { openChildChannel, type ChildChannel } from './child-channel.ts';
import { defaultHeapMb, toChildFlags, toCodeFolders, toSourceLoaderFlags } from './child-flags.ts';
import {
  sessionMethods,
  type EmulatorLimits,
  type EmulatorOptions,
  type EmulatorSession,
  type SessionMethod,
} from './emulator-session.ts';

export type DeviceProcessOptions = {
  readonly profile: DeviceProfileName;
  readonly limits?: Partial<DeviceProcessLimits>;
  /** Where a browser for web pages is looked for: `CHROME_PATH`, `PATH`. Else the packaged one is taken. */
  readonly browserEnv?: BrowserEnv;
};

type BrowserEnv = Readonly<Record<string, string | undefined>>;

/** What one device process may spend. */
export type DeviceProcessLimits = EmulatorLimits & {
  /** JavaScript heap of the process. */
  readonly heapMb: number;
  /** Everything that it holds in memory, the heap included. */
  readonly maxRssBytes: number;
  /** Until the app is installed; the process starts within it. */
  readonly openTimeoutMs: number;
  /** For any one command. */
  readonly commandTimeoutMs: number;
};

const defaults: DeviceProcessLimits = {
  heapMb: defaultHeapMb,
  maxRssBytes: 1200 * 2 ** 20,
  openTimeoutMs: 120_000,
  commandTimeoutMs: 60_000,
};

/** A device whose sessions each live in a capped process of their own. */
export type EmulatorDevice = Omit<Device, 'open'> & { open(app: DeviceApp): Promise<EmulatorSession> };

/** A device's process, and the folder in which it sees the sample. */
type Child = {
  readonly channel: ChildChannel;
  readonly scratch: string;
  /** Of the host's files that were placed, to find a process that has read the same sample. */
  readonly apkKey: string;
  readonly apkFiles: readonly string[];
  upgrades: number;
};

/**
 * The embedded emulator, as it runs untrusted apps: every session that is open has a capped process to itself, which
 * can read this program's code and the sample, write nothing, start nothing and reach no network. A child that
 * crashes, hangs or takes too much memory fails its session with DEVICE_FAILED and harms nothing else. A session that
 * ends in order leaves its process to the next one with the same sample, which starts from a new device in it: code
 * that is loaded and warm is most of the cost of a short session.
 */
export function openDeviceProcess({
  profile,
  limits = {},
  browserEnv = {},
}: DeviceProcessOptions): EmulatorDevice {
  const full = { ...defaults, ...limits };
  const idle: Child[] = [];
  const inUse = new Set<Child>();

  const open = async (app: DeviceApp): Promise<EmulatorSession> => {
    const apkKey = app.apkFiles.join('\n');
    const index = idle.findIndex((child) => child.apkKey === apkKey);
    const child = index >= 0 ? idle.splice(index, 1)[0]! : await startChild(app.apkFiles, full, browserEnv);
    inUse.add(child);
    let isOpen = true;
    const end = async (mayServeAgain: boolean) => {
      if (!isOpen) return;
      isOpen = false;
      inUse.delete(child);
      if (mayServeAgain && (await isLight(child, full))) idle.push(child);
      else await endChild(child);
    };
    try {
      await child.channel.request('open', [toOpenOptions(child, app, profile, full)], full.openTimeoutMs);
    } catch (error) {
      // The process goes with the session that it could not open.
      await end(false);
      throw error;
    }
    return toSession(child, full, end);
  };
  return {
    facts: describeDevice(profile),
    open,
    close: async () => {
      await Promise.all([...inUse, ...idle.splice(0)].map(endChild));
      inUse.clear();
    },
  };
}

async function startChild(
  files: readonly string[],
  limits: DeviceProcessLimits,
  browserEnv: BrowserEnv,
): Promise<Child> {
  // The child sees the sample in a folder of its own and no other path of this machine, whatever it is called.
  const scratch = await mkdtemp(join(tmpdir(), 'appgov-device-'));
  const apkFiles = await placeApks(files, scratch, 'sample');
  return {
    channel: openChannel(scratch, limits, browserEnv),
    scratch,
    apkKey: files.join('\n'),
    apkFiles,
    upgrades: 0,
  };
}

async function endChild({ channel, scratch }: Child): Promise<void> {
  await channel.close();
  await rm(scratch, { recursive: true, force: true });
}

/** What one session leaves behind must not use up the memory of the next. */
async function isLight({ channel }: Child, { maxRssBytes }: DeviceProcessLimits): Promise<boolean> {
  const rssBytes = await channel.findRssBytes();
  return rssBytes !== undefined && rssBytes < maxRssBytes / 2;
}

function toOpenOptions(
  { apkFiles }: Child,
  { seed }: DeviceApp,
  profile: DeviceProfileName,
  { maxWallMs, maxInstructions, maxHeapBytes }: DeviceProcessLimits,
): EmulatorOptions {
  const limits = {
    ...(maxWallMs !== undefined && { maxWallMs }),
    ...(maxInstructions !== undefined && { maxInstructions }),
    ...(maxHeapBytes !== undefined && { maxHeapBytes }),
  };
  return { apkFiles, profile, seed, limits };
}

function toSession(
  child: Child,
  { commandTimeoutMs }: DeviceProcessLimits,
  end: (mayServeAgain: boolean) => Promise<void>,
): EmulatorSession {
  const { channel, scratch } = child;
  let hasFailed = false;
  const ask = async (method: SessionMethod, args: readonly unknown[]) => {
    try {
      const answer = await channel.request(method, args, timeoutOf(method, args, commandTimeoutMs));
      return checkAnswer(method, answer);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  const session = Object.fromEntries(
    sessionMethods.map((method) => [method, (...args: unknown[]) => ask(method, args)]),
  ) as unknown as EmulatorSession;
  return {
    ...session,
    close: () => end(!hasFailed),
    upgrade: async (next) => {
      const nextFiles = await placeApks(next.apkFiles, scratch, `upgrade-${++child.upgrades}`);
      await ask('upgrade', [{ ...next, apkFiles: nextFiles }]);
    },
  };
}

/** Links files into the child's folder, or copies them where the disk is another one or linking is not allowed. */
async function placeApks(files: readonly string[], folder: string, name: string): Promise<string[]> {
  return Promise.all(
    files.map(async (file, index) => {
      const placed = join(folder, `${name}-${index}${extname(file)}`);
      try {
        await link(await realpath(file), placed).catch(() => copyFile(file, placed));
      } catch (cause) {
        throw new ScanError('IO_FAILED', `Cannot read ${file}.`, { file, cause });
      }
      return placed;
    }),
  );
}

function openChannel(scratch: string, limits: DeviceProcessLimits, browserEnv: BrowserEnv): ChildChannel {
  const program = toChildProgram('scanner/emulator/process/device-child');
  return openChildChannel({
    script: program.file,
    execArgv: [
      ...toChildFlags({ readable: [...toCodeFolders(program), scratch], heapMb: limits.heapMb }),
      ...toSourceLoaderFlags(program),
    ],
    maxRssBytes: limits.maxRssBytes,
    servePipe: (pipe) => serveBrowser(pipe, browserEnv),
  });
}

/** Much device time may take more wall time than a tap does: one wall second for each device minute is added. */
function timeoutOf(method: SessionMethod, args: readonly unknown[], commandTimeoutMs: number): number {
  const [durationMs] = args;
  return method === 'passTime' && typeof durationMs === 'number'
    ? commandTimeoutMs + durationMs / 60
    : commandTimeoutMs;
}
