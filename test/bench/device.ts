import { fileURLToPath } from 'node:url';
import { openDeviceProcess } from '../../scanner/emulator/process/index.ts';
import { openAppiumDevice } from '../../scanner/device/appium-session.ts';
import { startAppium } from '../../scanner/device/start-appium.ts';
import type { Device } from '../../scanner/device/device.ts';

const app = {
  apkFiles: [fileURLToPath(new URL('../fixtures/apps/consent-early-read/violating.apk', import.meta.url))],
  packageName: 'com.example.meizhoucaipu',
  seed: 1,
};
const rounds = 15;

/** Times of a device in its own process, directly and through Appium: start, first screen, tap to new tree, screenshot. */
export async function bench(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const time = async <T>(name: string, action: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const value = await action();
    figures[name] = Math.round((performance.now() - startedMs) * 10) / 10;
    return value;
  };
  const measure = async (prefix: string, device: Device) => {
    const session = await time(`${prefix}: openMs`, () => device.open(app));
    await time(`${prefix}: launchMs`, () => session.launch());
    await time(`${prefix}: firstTreeMs`, () => session.tree());
    figures[`${prefix}: tapAndTreeMs`] = await median(async () => {
      // A corner where nothing is: what is measured is the way, and reading the tree again.
      await session.tap(5, 5);
      await session.tree();
    });
    figures[`${prefix}: screenshotMs`] = await median(async () => {
      await session.screenshot();
    });
    await session.close();
  };

  const device = openDeviceProcess({ profile: 'android14' });
  await measure('process', device);
  await device.close();
  const server = await time('appium: startMs', () => startAppium());
  try {
    await measure('appium', openAppiumDevice({ url: server.url, profile: 'android14' }));
  } finally {
    await server.close();
  }
  return figures;
}

async function median(action: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    await action();
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  return Math.round((times[Math.floor(rounds / 2)] ?? 0) * 10) / 10;
}
