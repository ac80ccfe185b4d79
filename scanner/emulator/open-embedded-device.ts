import type { DeviceForScan } from '../run-on-device.ts';
import type { DeviceProfileName } from './system/phone-profile.ts';

/**
 * The embedded emulator for one scan, in processes of its own. Its code is loaded only when the device is opened: a
 * static scan must not pay for it.
 */
export function embeddedDeviceFor(
  samplePath: string,
  /** Where a browser for web pages is looked for: `CHROME_PATH`, `PATH`. */
  browserEnv: Readonly<Record<string, string | undefined>>,
  profile: DeviceProfileName = 'android14',
): DeviceForScan {
  return {
    apkFiles: [samplePath],
    open: async () => {
      const { openDeviceProcess } = await import('./process/index.ts');
      return openDeviceProcess({ profile, browserEnv });
    },
  };
}
