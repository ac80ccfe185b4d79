import { loadScannerData } from '../../data/index.ts';
import { loadDeviceParts } from '../device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../device/embedded-device.ts';
import { openSession } from '../device/embedded-session.ts';
import type { EmulatorOptions, EmulatorSession, InstalledAppState } from './emulator-session.ts';
import { openSample, type OpenSample } from './open-sample.ts';

/** Opens an emulator in this very process: what tests of the device itself use. */
export async function openEmulator(options: EmulatorOptions): Promise<EmulatorSession> {
  return makeEmulator(
    await loadDeviceParts(loadScannerData().piChannels),
    openSample(options.apkFiles),
    options,
  );
}

/** A device of its own with the sample installed; the parts and the opened sample may serve many, one after another. */
export function makeEmulator(
  loaded: DeviceParts,
  { pkg, manifest }: OpenSample,
  { profile, seed, limits }: EmulatorOptions,
): EmulatorSession {
  const parts: DeviceParts = { ...loaded, limits, wallMs: () => performance.now() };
  const device = new EmbeddedDevice(pkg, manifest, parts, { profile, seed });
  return {
    ...openSession(device, openSample),
    touch: async (steps) => device.touch(steps),
    pressKeyCode: async (keyCode) => pressKeyCode(device, parts, keyCode),
    startActivity: async (className) => startActivity(device, className),
    describeApp: async () => describeApp(device),
    setOrientation: async (orientation) => device.setOrientation(orientation),
    configure: async (change) => device.configure(change),
    receiveSms: async (address, body) => device.receiveSms(address, body),
    touchFingerprint: async (isKnown) => device.touchFingerprint(isKnown),
    touchNfcTag: async () => device.touchNfcTag(),
    setLocation: async (place) => device.setLocation(place),
    setClipboard: async (text) => device.setClipboard(text),
    clipboard: async () => device.clipboard(),
    setNetwork: async (rules) => device.setNetwork(rules),
    askByBroadcast: async (action, extras) => device.broadcast(action, extras),
    openUrl: async (url) => device.openUrl(url),
    writeFile: async (path, bytes) => device.writeFile(path, bytes),
    readFile: async (path) => device.readFile(path),
  };
}

const keySettleMs = 400;
const launchMs = 1000;
const systemKeys = new Map([
  [3, 'home'],
  [4, 'back'],
  [26, 'power'],
  [66, 'enter'],
  [187, 'recents'],
] as const);

function pressKeyCode(device: EmbeddedDevice, parts: DeviceParts, keyCode: number): void {
  const named = systemKeys.get(keyCode as 3);
  if (named) {
    device.pressKey(named);
    return;
  }
  const { process } = device;
  process?.onMain('key', () => parts.views.pressKey(process.vm, keyCode));
  device.passTime(keySettleMs);
}

function startActivity(device: EmbeddedDevice, className: string): void {
  if (!device.process) device.launch();
  device.process?.launch(className);
  device.passTime(launchMs);
}

function describeApp(device: EmbeddedDevice): InstalledAppState {
  const { manifest } = device.state.app;
  const activities = device.process?.system.activities;
  return {
    packageName: manifest.packageName,
    state: !activities ? 'not-running' : activities.inForeground ? 'foreground' : 'background',
    activity: activities?.top?.className ?? '',
    permissions: manifest.permissions.map(({ name }) => ({
      name,
      granted: device.state.permissions.isGranted(name),
    })),
  };
}
