import type { ScannerData } from '../data/index.ts';
import type { OpenDevice } from '../run-on-device.ts';
import type { DeviceProfileName } from './system/phone-profile.ts';

/**
 * How a scan gets an embedded device. The emulator's code is loaded only when the first device is opened: a static
 * scan must not pay for it.
 */
export function embeddedDeviceOpener(
  data: ScannerData,
  profile: DeviceProfileName = 'android14',
): OpenDevice {
  return async (sample) => {
    const [{ loadDeviceParts }, { openEmbeddedDevice }] = await Promise.all([
      import('./device/device-parts.ts'),
      import('./device/embedded-session.ts'),
    ]);
    return openEmbeddedDevice(await loadDeviceParts(data.piChannels), sample, profile);
  };
}
