import { setTimeout as wait } from 'node:timers/promises';
import { ScanError } from '../../errors.ts';
import type { DeviceApp, DeviceSession, MotionSample } from '../device.ts';
import type { Adb } from './adb.ts';
import { parseTaskIds } from './parse-dumpsys.ts';

export type AdbControl = Pick<
  DeviceSession,
  | 'launch'
  | 'forceStop'
  | 'clearData'
  | 'upgrade'
  | 'removeTask'
  | 'background'
  | 'foreground'
  | 'setScreenOn'
  | 'setPermission'
  | 'playMotion'
  | 'passTime'
> & {
  readonly install: (app: DeviceApp) => Promise<void>;
  readonly uninstall: () => Promise<void>;
  /** Restarts the device and waits until it can be used again. */
  readonly reboot: () => Promise<void>;
  /** Tells what the system refused; undefined when the event went out. */
  readonly broadcast: (
    action: string,
    extras: Readonly<Record<string, string>>,
  ) => Promise<string | undefined>;
  /** The device's clock, in milliseconds since 1970. */
  readonly epochMs: () => Promise<number>;
};

const installTimeoutMs = 180_000;
const bootTimeoutMs = 240_000;
const bootLookMs = 2_000;
const keycodes = { home: '3', wakeUp: '224', sleep: '223' } as const;
const overlayPermission = 'android.permission.SYSTEM_ALERT_WINDOW';

/** What a person or a computer does to a device beside its screen, in the words of Android's shell. */
export function openAdbControl(adb: Adb, serial: string, packageName: string): AdbControl {
  const shell = (...words: string[]) => adb.shell(serial, words);
  const start = async () => {
    const printed = await shell(
      'am',
      'start',
      '-W',
      '-a',
      'android.intent.action.MAIN',
      '-c',
      'android.intent.category.LAUNCHER',
      '-n',
      await launcher(),
    );
    const error = /^Error.*$/m.exec(printed)?.[0];
    if (error !== undefined) throw new ScanError('DEVICE_FAILED', `The app cannot be started: ${error}`);
  };
  const launcher = async (): Promise<string> => {
    const printed = await shell(
      'cmd',
      'package',
      'resolve-activity',
      '--brief',
      '-c',
      'android.intent.category.LAUNCHER',
      packageName,
    );
    const component = printed.trim().split('\n').at(-1)?.trim() ?? '';
    if (!component.includes('/'))
      throw new ScanError(
        'DEVICE_FAILED',
        `The app ${packageName} has nothing that the launcher could open.`,
      );
    return component;
  };
  const install = async ({ apkFiles }: DeviceApp) => {
    const [command, ...files] =
      apkFiles.length === 1 ? ['install', ...apkFiles] : ['install-multiple', ...apkFiles];
    await adb.run(serial, [command ?? 'install', '-r', '-t', ...files], installTimeoutMs);
  };
  return {
    install,
    uninstall: async () => {
      const installed = await shell('pm', 'list', 'packages', packageName);
      if (installed.split('\n').some((line) => line.trim() === `package:${packageName}`))
        await adb.run(serial, ['uninstall', packageName], installTimeoutMs);
    },
    upgrade: install,
    launch: start,
    foreground: start,
    forceStop: async () => void (await shell('am', 'force-stop', packageName)),
    clearData: async () => {
      const printed = await shell('pm', 'clear', packageName);
      if (!/Success/.test(printed))
        throw new ScanError(
          'DEVICE_FAILED',
          `The data of ${packageName} cannot be cleared: ${printed.trim()}`,
        );
    },
    removeTask: async () => {
      for (const id of parseTaskIds(await shell('am', 'stack', 'list'), packageName))
        await shell('am', 'stack', 'remove', String(id));
    },
    passTime: (durationMs) => wait(durationMs),
    background: async () => void (await shell('input', 'keyevent', keycodes.home)),
    setScreenOn: async (on) => void (await shell('input', 'keyevent', on ? keycodes.wakeUp : keycodes.sleep)),
    setPermission: async (permission, state) => {
      if (permission === overlayPermission)
        return void (await shell(
          'appops',
          'set',
          packageName,
          'SYSTEM_ALERT_WINDOW',
          state === 'granted' ? 'allow' : 'deny',
        ));
      await shell('pm', state === 'granted' ? 'grant' : 'revoke', packageName, permission).catch(
        (error: unknown) => {
          // One that this version of Android does not know, or that the app does not declare, cannot be set at all.
          if (!(
            error instanceof ScanError &&
            /Unknown permission|has not requested permission|not a changeable/.test(error.message)
          ))
            throw error;
        },
      );
      if (state === 'unset')
        await shell('pm', 'clear-permission-flags', packageName, permission, 'user-set', 'user-fixed');
    },
    broadcast: async (action, extras) => {
      const words = Object.entries(extras).flatMap(([key, value]) => ['--es', key, value]);
      try {
        await shell('am', 'broadcast', '-a', action, '-p', packageName, ...words);
        return undefined;
      } catch (error) {
        // Events of the system itself may be sent by root only.
        if (
          error instanceof ScanError &&
          /Security ?exception|Permission Denial|not allowed/i.test(error.message)
        )
          return error.message;
        throw error;
      }
    },
    playMotion: async (samples, intervalMs) => {
      for (const { acceleration, rotation } of samples) {
        await setSensors(adb, serial, { acceleration, rotation });
        await wait(intervalMs);
      }
    },
    reboot: async () => {
      await adb.run(serial, ['reboot']);
      await adb.run(serial, ['wait-for-device'], bootTimeoutMs);
      await awaitBoot(adb, serial);
    },
    epochMs: async () => {
      const printed = await shell('date', '+%s%N');
      const nanoseconds = printed.trim();
      if (!/^\d{16,20}$/.test(nanoseconds))
        throw new ScanError('DEVICE_FAILED', `The device tells no time: ${nanoseconds.slice(0, 40)}`);
      return Number(BigInt(nanoseconds) / 1_000_000n);
    },
  };
}

/** Android's emulator takes sensor values over its console; a phone has no such way. */
async function setSensors(adb: Adb, serial: string, { acceleration, rotation }: MotionSample): Promise<void> {
  await adb.run(serial, ['emu', 'sensor', 'set', 'acceleration', acceleration.join(':')]);
  await adb.run(serial, ['emu', 'sensor', 'set', 'gyroscope', rotation.join(':')]);
}

/** Waits until the device says that it has started. Throws DEVICE_FAILED when it does not in time. */
export async function awaitBoot(adb: Adb, serial: string, timeoutMs = bootTimeoutMs): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  for (;;) {
    const booted = await adb.shell(serial, ['getprop', 'sys.boot_completed']).catch((error: unknown) => {
      if (error instanceof ScanError) return '';
      throw error;
    });
    if (booted.trim() === '1') return;
    if (Date.now() > deadlineMs)
      throw new ScanError('DEVICE_FAILED', `The device '${serial}' did not start within ${timeoutMs} ms.`);
    await wait(bootLookMs);
  }
}
