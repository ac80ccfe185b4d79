import type { PiChannel } from '../../data/index.ts';
import { ScanError } from '../../errors.ts';
import type { DeviceFacts } from '../../evidence/index.ts';
import type { Device, DeviceApp, DeviceSession } from '../device.ts';
import { startAppium } from '../start-appium.ts';
import { connectWebdriver, translate, type Client } from '../webdriver-client.ts';
import { readReadyDevice, type Adb } from './adb.ts';
import { openAdbControl } from './adb-control.ts';
import { openEventBook } from './event-book.ts';
import { findDensity, findScreenSize } from './parse-dumpsys.ts';
import { toRealSession } from './real-session.ts';
import { watchApp } from './watch-app.ts';
import { canDebug, watchReads } from './watch-reads.ts';
import { watchTraffic } from './watch-traffic.ts';

export type RealDeviceOptions = {
  readonly adb: Adb;
  readonly serial: string;
  readonly channels: readonly PiChannel[];
  /** An Appium server that runs already; one is started when absent. */
  readonly appiumUrl?: string;
  /** Reads the device's HTTPS through a proxy; the authority has to be trusted by the device. */
  readonly proxyCa?: { readonly certPem: string; readonly keyPem: string };
  /** Called before each session, e.g. to restore a snapshot. */
  readonly prepare?: () => Promise<void>;
  /** Called when the device is closed. */
  readonly release?: () => Promise<void>;
};

const commandTimeoutMs = 120_000;
/** A scenario may let so much time pass; what takes days cannot be waited for on a real clock. */
const longestWaitMs = 70 * 60_000;

/**
 * A phone or an AVD that is attached to this machine, as a Device. Throws DEVICE_FAILED, which says what to do, when adb
 * or the device or UiAutomator2 is missing.
 */
export async function openRealDevice(options: RealDeviceOptions): Promise<Device> {
  const { adb, serial, appiumUrl, prepare, release } = options;
  const attached = await readReadyDevice(adb, serial);
  const facts = await readFacts(adb, serial, attached.model, options.proxyCa !== undefined);
  const server = appiumUrl === undefined ? await startUiAutomator2() : undefined;
  const url = appiumUrl ?? server?.url ?? '';
  const sessions = new Set<DeviceSession>();
  return {
    facts,
    longestWaitMs,
    open: async (app) => {
      await prepare?.();
      const session = await openSession(options, facts, url, app, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      await server?.close();
      await release?.();
    },
  };
}

/** Starts an Appium server. Throws DEVICE_FAILED where its driver for real devices is not installed. */
async function startUiAutomator2(): ReturnType<typeof startAppium> {
  const server = await startAppium();
  if (server.automationNames.includes('UiAutomator2')) return server;
  await server.close();
  throw new ScanError(
    'DEVICE_FAILED',
    'Real devices are driven by UiAutomator2, which is not installed: run `npm install appium-uiautomator2-driver@8`.',
  );
}

async function readFacts(adb: Adb, serial: string, model: string, hasProxy: boolean): Promise<DeviceFacts> {
  const ask = async (...words: string[]) => (await adb.shell(serial, words)).trim();
  const size = findScreenSize(await ask('wm', 'size'));
  const densityDpi = findDensity(await ask('wm', 'density'));
  const apiLevel = Number(await ask('getprop', 'ro.build.version.sdk'));
  if (!size || densityDpi === undefined || !Number.isInteger(apiLevel))
    throw new ScanError('DEVICE_FAILED', `The device '${serial}' does not tell its screen and version.`);
  const isEmulator = serial.startsWith('emulator-');
  return {
    kind: 'uiautomator2',
    profile: model || (await ask('getprop', 'ro.product.model')),
    androidVersion: await ask('getprop', 'ro.build.version.release'),
    apiLevel,
    screen: { ...size, densityDpi },
    can: [
      'pi-reads',
      'permission-requests',
      'starts',
      'popups',
      ...(hasProxy ? ['network'] : []),
      ...(isEmulator ? ['motion'] : []),
    ],
  };
}

async function openSession(
  { adb, serial, channels, proxyCa }: RealDeviceOptions,
  { screen }: DeviceFacts,
  url: string,
  app: DeviceApp,
  onClose: () => void,
): Promise<DeviceSession> {
  const { packageName } = app;
  const control = openAdbControl(adb, serial, packageName);
  await control.uninstall();
  await control.install(app);
  const startedEpochMs = await control.epochMs();
  const nowMs = async () => (await control.epochMs()) - startedEpochMs;
  const book = openEventBook(packageName);
  const reads = (await canDebug(adb, serial, packageName))
    ? watchReads({ adb, serial, packageName, channels, book, nowMs })
    : undefined;
  const traffic =
    proxyCa &&
    (await watchTraffic({
      ca: proxyCa,
      onRequest: (event) => void nowMs().then((atMs) => book.note({ atMs, event })),
    }));
  if (traffic) await routeTraffic(adb, serial, traffic.port);
  return toRealSession({
    packageName,
    screen,
    control,
    book,
    app: watchApp({ adb, serial, packageName, startedEpochMs, book }),
    ...(reads && { reads }),
    ...(traffic && { traffic }),
    startedEpochMs,
    connect: () => connectUiAutomator2(url, serial),
    dumpWindows: () => adb.shell(serial, ['dumpsys', 'window', 'windows']),
    close: async () => {
      onClose();
      await reads?.close();
      if (traffic) {
        await unrouteTraffic(adb, serial, traffic.port);
        await traffic.close();
      }
      await control.uninstall();
    },
  });
}

/** A session without an app: the app is installed and started beside it, so that its first moment can be watched. */
async function connectUiAutomator2(url: string, serial: string): Promise<Client> {
  const client = await connectWebdriver(
    url,
    {
      'appium:automationName': 'UiAutomator2',
      'appium:udid': serial,
      'appium:autoLaunch': false,
      // A system dialog that Appium would close is what a scenario is there to see.
      'appium:autoGrantPermissions': false,
      'appium:disableWindowAnimation': true,
    },
    commandTimeoutMs,
  );
  await translate('settings', () =>
    client.updateSettings({ enableMultiWindows: true, waitForIdleTimeout: 500 }),
  );
  return client;
}

async function routeTraffic(adb: Adb, serial: string, port: number): Promise<void> {
  await adb.run(serial, ['reverse', `tcp:${port}`, `tcp:${port}`]);
  await adb.shell(serial, ['settings', 'put', 'global', 'http_proxy', `127.0.0.1:${port}`]);
}

async function unrouteTraffic(adb: Adb, serial: string, port: number): Promise<void> {
  // `:0` is how Android is told to have none; deleting the setting takes effect only after a restart.
  await adb.shell(serial, ['settings', 'put', 'global', 'http_proxy', ':0']);
  await adb.run(serial, ['reverse', '--remove', `tcp:${port}`]);
}
