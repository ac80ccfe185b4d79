import { unlimitedBudget } from '../../../../scanner/budget.ts';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openFileSource, openPackage, readManifest } from '../../../../scanner/package/index.ts';
import { realApks } from '../../../support/real-apks.ts';

const apk = realApks.find(({ packageName }) => packageName === 'io.appium.android.apis');

const data = loadScannerData();
let parts: Promise<DeviceParts> | undefined;

/** A device with ApiDemos installed and one of its activities in front, e.g. `view.Tabs1`. */
export async function openApiDemo(activity: string): Promise<EmbeddedDevice> {
  parts ??= loadDeviceParts(data.piChannels);
  if (!apk) throw new Error('ApiDemos is not among the real apps.');
  const pkg = openPackage(openFileSource(apk.file), apk.name, unlimitedBudget());
  const manifest = readManifest(pkg, data.permissions);
  const device = new EmbeddedDevice(pkg, manifest, await parts, { profile: 'android14', seed: 1 });
  for (const { name } of manifest.permissions) device.setPermission(name, 'granted');
  device.launch();
  device.process?.launch(`io.appium.android.apis.${activity}`);
  device.passTime(1500);
  return device;
}
