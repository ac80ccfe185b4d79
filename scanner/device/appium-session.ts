import type WebDriverClient from 'webdriver';
import type { Client } from 'webdriver';
import { ScanError } from '../errors.ts';
import { describeDevice } from '../emulator/device/describe-device.ts';
import type { DeviceEvent, DeviceGap, DeviceSession, Device, ScreenTree } from './device.ts';

export type AppiumDeviceOptions = {
  /** Where the server listens, e.g. `http://127.0.0.1:4723`. */
  readonly url: string;
  readonly profile: 'android14' | 'android9';
  /** More capabilities, with their `appium:` prefix. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  /** For any one command. */
  readonly commandTimeoutMs?: number;
};

const androidKeys = { back: 4, home: 3, enter: 66, recents: 187, power: 26 } as const;

/** The embedded emulator of any Appium server as a Device: every command goes through WebDriver. */
export function openAppiumDevice(options: AppiumDeviceOptions): Device {
  const sessions = new Set<DeviceSession>();
  return {
    facts: describeDevice(options.profile),
    open: async (app) => {
      const client = await connect(options, {
        'appium:app': app.apkFiles[0],
        'appium:otherApks': app.apkFiles.slice(1),
        'appium:seed': app.seed,
      });
      const session = toSession(client, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

type WebdriverCapabilities = Parameters<typeof WebDriverClient.newSession>[0]['capabilities'];

async function connect(
  { url, profile, capabilities = {}, commandTimeoutMs = 120_000 }: AppiumDeviceOptions,
  app: Readonly<Record<string, unknown>>,
): Promise<Client> {
  const { protocol, hostname, port, pathname } = new URL(url);
  // The client's helpers write to the output whatever `logLevel` says, unless this is set before they are loaded.
  process.env['WDIO_LOG_LEVEL'] ??= 'silent';
  const { default: WebDriver } = await import('webdriver');
  return translate('new session', () =>
    WebDriver.newSession({
      protocol: protocol.slice(0, -1) as 'http' | 'https',
      hostname,
      port: Number(port),
      path: pathname,
      logLevel: 'silent',
      connectionRetryCount: 0,
      connectionRetryTimeout: commandTimeoutMs,
      capabilities: {
        platformName: 'Android',
        'appium:automationName': 'Embedded',
        'appium:deviceProfile': profile,
        'appium:autoLaunch': false,
        // Scenarios say when time passes; two runs of one then see the same.
        'appium:deviceClock': 'manual',
        'appium:newCommandTimeout': 0,
        ...app,
        ...capabilities,
      } as WebdriverCapabilities,
    }),
  );
}

function toSession(client: Client, onClose: () => void): DeviceSession {
  const ask = async <T = void>(script: string, parameters: object = {}): Promise<T> =>
    translate(script, async () => (await client.executeScript(`mobile: ${script}`, [parameters])) as T);
  let closed = false;
  return {
    nowMs: () => ask<number>('now'),
    launch: () => ask('launch'),
    forceStop: () => ask('forceStop'),
    clearData: () => ask('clearData'),
    upgrade: ({ apkFiles }) => ask('upgrade', { apkFiles }),
    reboot: () => ask('reboot'),
    removeTask: () => ask('removeTask'),
    tree: () => ask<ScreenTree>('windows'),
    screenshot: () =>
      translate('screenshot', async () => Buffer.from(await client.takeScreenshot(), 'base64')),
    tap: (xPx, yPx) => ask('clickGesture', { x: xPx, y: yPx }),
    type: (text) => ask('type', { text }),
    swipe: (fromXPx, fromYPx, toXPx, toYPx, durationMs) =>
      translate('swipe', () =>
        client.performActions([
          {
            type: 'pointer',
            id: 'finger',
            parameters: { pointerType: 'touch' },
            actions: [
              { type: 'pointerMove', duration: 0, x: fromXPx, y: fromYPx },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerMove', duration: durationMs, x: toXPx, y: toYPx },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ]),
      ),
    pressKey: (key) => ask('pressKey', { keycode: androidKeys[key] }),
    passTime: (durationMs) => ask('advanceClock', { durationMs }),
    background: () => ask('background'),
    foreground: () => ask('foreground'),
    setScreenOn: (on) => ask('setScreen', { on }),
    setPermission: (permission, state) => ask('setPermission', { permission, state }),
    broadcast: (action, extras) => ask('broadcast', { action, extras }),
    playMotion: (samples, intervalMs) => ask('motion', { samples, intervalMs }),
    events: (afterNumber) => ask<readonly DeviceEvent[]>('events', { after: afterNumber }),
    gaps: () => ask<readonly DeviceGap[]>('gaps'),
    close: async () => {
      if (closed) return;
      closed = true;
      onClose();
      await translate('close', () => client.deleteSession());
    },
  };
}

/** WebDriver's errors, and those of the connection, become the scanner's own. */
async function translate<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError('DEVICE_FAILED', `The device failed in '${what}': ${reason}`, { cause });
  }
}
