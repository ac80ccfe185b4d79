import type { Device, DeviceApp, DeviceSession } from '../../device/device.ts';
import type { ManifestFacts } from '../../evidence/index.ts';
import type { AppPackage } from '../../package/index.ts';
import type { DeviceProfileName } from '../system/phone-profile.ts';
import { describeDevice } from './describe-device.ts';
import { EmbeddedDevice, type DeviceParts } from './embedded-device.ts';

export type EmbeddedSample = { readonly pkg: AppPackage; readonly manifest: ManifestFacts };

/** The embedded emulator as a Device, in this process. Its clock is its own, so nothing of it waits. */
export function openEmbeddedDevice(
  parts: DeviceParts,
  sample: EmbeddedSample,
  profile: DeviceProfileName,
  openOther: (apkFiles: readonly string[]) => EmbeddedSample,
): Device {
  return {
    facts: describeDevice(profile),
    open: async (app) =>
      openSession(
        new EmbeddedDevice(sample.pkg, sample.manifest, parts, { profile, seed: app.seed }),
        openOther,
      ),
    close: async () => undefined,
  };
}

/** A session over a device in this process; `openOther` opens the files of an upgrade. */
export function openSession(
  device: EmbeddedDevice,
  openOther: (apkFiles: readonly string[]) => EmbeddedSample,
): DeviceSession {
  return {
    nowMs: async () => device.nowMs(),
    launch: async () => device.launch(),
    forceStop: async () => device.forceStop(),
    clearData: async () => device.clearData(),
    upgrade: async ({ apkFiles }: DeviceApp) => {
      const { pkg, manifest } = openOther(apkFiles);
      device.upgrade(pkg, manifest);
    },
    reboot: async () => device.reboot(),
    removeTask: async () => device.removeTask(),
    tree: async () => device.tree(),
    screenshot: async () => device.screenshot(),
    tap: async (xPx, yPx) => device.tap(xPx, yPx),
    type: async (text) => device.type(text),
    swipe: async (fromXPx, fromYPx, toXPx, toYPx, durationMs) =>
      device.touch([
        { action: 'down', xPx: fromXPx, yPx: fromYPx, atMs: 0 },
        { action: 'move', xPx: (fromXPx + toXPx) / 2, yPx: (fromYPx + toYPx) / 2, atMs: durationMs / 2 },
        { action: 'move', xPx: toXPx, yPx: toYPx, atMs: durationMs },
        { action: 'up', xPx: toXPx, yPx: toYPx, atMs: durationMs },
      ]),
    pressKey: async (key) => device.pressKey(key),
    passTime: async (durationMs) => device.passTime(durationMs),
    background: async () => device.background(),
    foreground: async () => device.foreground(),
    setScreenOn: async (on) => (on ? device.foreground() : device.background()),
    setPermission: async (permission, state) => device.setPermission(permission, state),
    broadcast: async (action, extras) => {
      device.broadcast(action, extras);
    },
    playMotion: async (samples, intervalMs) => device.playMotion(samples, intervalMs),
    events: async (afterNumber) => device.events(afterNumber),
    gaps: async () => device.gaps(),
    close: async () => device.forceStop(),
  };
}
