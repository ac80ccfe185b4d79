import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chooseDevice, findDeviceSpecs } from '../scanner/device/choose-device.ts';
import type { PiChannel } from '../scanner/data/index.ts';
import type { DeviceForScan } from '../scanner/run-on-device.ts';
import { UsageError } from './usage.ts';

/** Options of every command that runs an app. */
export const deviceOptions = {
  device: { type: 'string', default: 'embedded' },
  adb: { type: 'string' },
  emulator: { type: 'string' },
  appium: { type: 'string' },
  'proxy-ca': { type: 'string' },
  older: { type: 'string' },
} as const;

export type DeviceValues = {
  readonly device: string;
  readonly adb?: string | undefined;
  readonly emulator?: string | undefined;
  readonly appium?: string | undefined;
  readonly 'proxy-ca'?: string | undefined;
  readonly older?: string | undefined;
};

/** Reads the options; gives the device for each file. Throws UsageError before anything is scanned. */
export async function readDeviceOptions(
  values: DeviceValues,
  channels: readonly PiChannel[],
): Promise<(file: string) => DeviceForScan> {
  const specs = findDeviceSpecs(values.device);
  if (!specs)
    throw new UsageError(
      `--device is embedded, adb:SERIAL or avd:NAME, or several of the last two with commas; not '${values.device}'.`,
    );
  const { adb, emulator, appium, older } = values;
  const proxyCa = values['proxy-ca'] === undefined ? undefined : await readAuthority(values['proxy-ca']);
  return (file) => {
    const device = chooseDevice(file, {
      specs,
      channels,
      browserEnv: process.env,
      ...(adb !== undefined && { adbProgram: adb }),
      ...(emulator !== undefined && { emulatorProgram: emulator }),
      ...(appium !== undefined && { appiumUrl: appium }),
      ...(proxyCa && { proxyCa }),
    });
    return older === undefined ? device : { ...device, olderApkFiles: [resolve(older)] };
  };
}

async function readAuthority(folder: string): Promise<{ readonly certPem: string; readonly keyPem: string }> {
  try {
    const [certPem, keyPem] = await Promise.all(
      ['ca.pem', 'ca.key'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    return { certPem: certPem ?? '', keyPem: keyPem ?? '' };
  } catch {
    throw new UsageError(`--proxy-ca names a folder with ca.pem and ca.key; '${folder}' has them not.`);
  }
}
