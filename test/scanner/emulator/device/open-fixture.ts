import { readFileSync } from 'node:fs';
import { unlimitedBudget } from '../../../../scanner/budget.ts';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import type { ScreenNode } from '../../../../scanner/device/device.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../../../../scanner/emulator/device/embedded-device.ts';
import type { DeviceProfileName } from '../../../../scanner/emulator/system/phone-profile.ts';
import { memorySource, openPackage, readManifest } from '../../../../scanner/package/index.ts';

const data = loadScannerData();
let parts: Promise<DeviceParts> | undefined;

/** A device of its own with a fixture app installed, e.g. `early-mac-file/violating`. */
export async function openFixture(
  app: string,
  profile: DeviceProfileName = 'android14',
): Promise<EmbeddedDevice> {
  parts ??= loadDeviceParts(data.piChannels);
  const file = new URL(`../../../fixtures/apps/${app}.apk`, import.meta.url);
  const pkg = openPackage(memorySource(readFileSync(file)), 'app.apk', unlimitedBudget());
  return new EmbeddedDevice(pkg, readManifest(pkg, data.permissions), await parts, { profile, seed: 1 });
}

function findText(node: ScreenNode | undefined, text: string): ScreenNode | undefined {
  if (!node || node.text === text) return node;
  for (const child of node.children) {
    const found = findText(child, text);
    if (found) return found;
  }
  return undefined;
}

/** Taps the view with this text; false where the screen has none. */
export function tapText(device: EmbeddedDevice, text: string): boolean {
  const found = device
    .tree()
    .windows.map(({ root }) => findText(root, text))
    .findLast((node) => node !== undefined);
  if (!found) return false;
  const { left, top, right, bottom } = found.boundsPx;
  device.tap((left + right) / 2, (top + bottom) / 2);
  return true;
}
