import { copyFile, link, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Device, DeviceApp } from '../../device/device.ts';
import { ScanError } from '../../errors.ts';
import { describeDevice } from '../device/describe-device.ts';
import type { DeviceProfileName } from '../system/phone-profile.ts';
import { checkAnswer } from './check-answer.ts';
import { openChildChannel, type ChildChannel } from './child-channel.ts';
import { codeFolders, sourceLoaderFlags, toChildFlags } from './child-flags.ts';
import {
  sessionMethods,
  type EmulatorLimits,
  type EmulatorSession,
  type SessionMethod,
} from './emulator-session.ts';

export type DeviceProcessOptions = {
  readonly profile: DeviceProfileName;
  readonly limits?: Partial<DeviceProcessLimits>;
};

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
  heapMb: 700,
  maxRssBytes: 1200 * 2 ** 20,
  openTimeoutMs: 120_000,
  commandTimeoutMs: 60_000,
};

/** A device whose sessions each live in a capped process of their own. */
export type EmulatorDevice = Omit<Device, 'open'> & { open(app: DeviceApp): Promise<EmulatorSession> };

/**
 * The embedded emulator, as it runs untrusted apps: every session in its own child process that can read this
 * program's code and the sample, write nothing, start nothing and reach no network. A child that crashes, hangs or
 * takes too much memory fails its session with DEVICE_FAILED and harms nothing else.
 */
export function openDeviceProcess({ profile, limits = {} }: DeviceProcessOptions): EmulatorDevice {
  const full = { ...defaults, ...limits };
  const sessions = new Set<EmulatorSession>();
  return {
    facts: describeDevice(profile),
    open: async (app) => {
      const session = await startSession(app, profile, full);
      sessions.add(session);
      const close = async () => {
        sessions.delete(session);
        await session.close();
      };
      return { ...session, close };
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

async function startSession(
  app: DeviceApp,
  profile: DeviceProfileName,
  limits: DeviceProcessLimits,
): Promise<EmulatorSession> {
  // The child sees the sample in a folder of its own and no other path of this machine, whatever it is called.
  const scratch = await mkdtemp(join(tmpdir(), 'appgov-device-'));
  const apkFiles = await placeApks(app.apkFiles, scratch, 'sample');
  const channel = startChild(scratch, limits);
  let upgrades = 0;
  const close = async () => {
    await channel.close();
    await rm(scratch, { recursive: true, force: true });
  };
  const { maxWallMs, maxInstructions, maxHeapBytes } = limits;
  const openOptions = {
    apkFiles,
    profile,
    seed: app.seed,
    limits: {
      ...(maxWallMs !== undefined && { maxWallMs }),
      ...(maxInstructions !== undefined && { maxInstructions }),
      ...(maxHeapBytes !== undefined && { maxHeapBytes }),
    },
  };
  try {
    await channel.request('open', [openOptions], limits.openTimeoutMs);
  } catch (error) {
    // The process goes with the session that it could not open.
    await close();
    throw error;
  }

  const ask = async (method: SessionMethod, args: readonly unknown[]) =>
    checkAnswer(
      method,
      await channel.request(method, args, timeoutOf(method, args, limits.commandTimeoutMs)),
    );
  const session = Object.fromEntries(
    sessionMethods.map((method) => [method, (...args: unknown[]) => ask(method, args)]),
  ) as unknown as EmulatorSession;
  return {
    ...session,
    close,
    upgrade: async (next) => {
      const nextFiles = await placeApks(next.apkFiles, scratch, `upgrade-${++upgrades}`);
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

function startChild(scratch: string, limits: DeviceProcessLimits): ChildChannel {
  const script = import.meta.url.endsWith('.ts') ? './device-child.ts' : './device-child.js';
  return openChildChannel({
    script: fileURLToPath(new URL(script, import.meta.url)),
    execArgv: [
      ...toChildFlags({ readable: [...codeFolders(), scratch], heapMb: limits.heapMb }),
      ...sourceLoaderFlags(),
    ],
    maxRssBytes: limits.maxRssBytes,
  });
}

/** Much device time may take more wall time than a tap does: one wall second for each device minute is added. */
function timeoutOf(method: SessionMethod, args: readonly unknown[], commandTimeoutMs: number): number {
  const [durationMs] = args;
  return method === 'passTime' && typeof durationMs === 'number'
    ? commandTimeoutMs + durationMs / 60
    : commandTimeoutMs;
}
