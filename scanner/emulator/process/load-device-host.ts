import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runBundle } from '../../cached-bundle.ts';

export type DeviceHostModule = typeof import('./device-host.ts');

/** All of a device's modules in one file, where the build made it. */
export const deviceBundleFile = fileURLToPath(new URL('./device-host.bundle.cjs', import.meta.url));

/**
 * The modules that a device consists of, in one file with what V8 compiled of it: 0.2 s less for each device. Sources
 * load them one by one.
 */
export async function loadDeviceHost(): Promise<DeviceHostModule> {
  return existsSync(deviceBundleFile)
    ? (runBundle(deviceBundleFile).exports as DeviceHostModule)
    : import('./device-host.ts');
}
