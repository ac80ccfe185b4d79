import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { errors } from '@appium/base-driver';
import type { DeviceProfileName } from '../system/phone-profile.ts';

/** Capabilities of a session, as Appium's BaseDriver checks them. Those of UiAutomator2 mean what they mean there. */
export const capabilityConstraints = {
  platformName: { presence: true, isString: true, inclusionCaseInsensitive: ['Android'] },
  app: { presence: true, isString: true },
  /** Files of splits, beside the base in `app`. */
  otherApks: { isArray: true },
  appPackage: { isString: true },
  appActivity: { isString: true },
  autoLaunch: { isBoolean: true },
  autoGrantPermissions: { isBoolean: true },
  /** Every session starts on a clean device, so nothing is left of another one to keep or to wipe. */
  noReset: { isBoolean: true },
  fullReset: { isBoolean: true },
  deviceName: { isString: true },
  udid: { isString: true },
  platformVersion: { isString: true },
  deviceProfile: { isString: true, inclusion: ['android14', 'android9'] },
  /** Makes every seeded value, order and time of the device the same again. */
  seed: { isNumber: true },
  /** `follow`: between two commands the device's clock moves as the client's does. `manual`: only commands move it. */
  deviceClock: { isString: true, inclusion: ['follow', 'manual'] },
  /** Heap of the device's process. */
  deviceHeapMb: { isNumber: true },
  /** After which a command that has no answer ends the device. */
  deviceCommandTimeoutMs: { isNumber: true },
} as const;

export type EmbeddedConstraints = typeof capabilityConstraints;

export type SessionSettings = {
  readonly apkFiles: readonly string[];
  readonly profile: DeviceProfileName;
  readonly seed: number;
  readonly followsClock: boolean;
  readonly limits: { readonly heapMb?: number; readonly commandTimeoutMs?: number };
};

/** What the capabilities of a session ask for. Throws InvalidArgument for what the constraints cannot express. */
export function readSettings(caps: Readonly<Record<string, unknown>>): SessionSettings {
  const apkFiles = [caps['app'], ...((caps['otherApks'] as unknown[] | undefined) ?? [])].map(toApkFile);
  const { seed = 1, deviceHeapMb, deviceCommandTimeoutMs } = caps;
  return {
    apkFiles,
    profile: toProfile(caps['deviceProfile'], caps['platformVersion']),
    seed: Number(seed),
    followsClock: caps['deviceClock'] !== 'manual',
    limits: {
      ...(typeof deviceHeapMb === 'number' && { heapMb: deviceHeapMb }),
      ...(typeof deviceCommandTimeoutMs === 'number' && { commandTimeoutMs: deviceCommandTimeoutMs }),
    },
  };
}

function toApkFile(value: unknown): string {
  if (typeof value !== 'string' || !isAbsolute(value) || !existsSync(value))
    throw new errors.InvalidArgumentError(
      `'${String(value)}' is no file: give the absolute path of an APK on the machine that runs Appium.`,
    );
  return value;
}

function toProfile(profile: unknown, platformVersion: unknown): DeviceProfileName {
  if (profile === 'android9' || profile === 'android14') return profile;
  return platformVersion === '9' || platformVersion === '9.0' ? 'android9' : 'android14';
}
