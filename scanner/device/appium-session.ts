import { describeDevice } from '../emulator/device/describe-device.ts';
import type { DeviceEvent, DeviceGap, DeviceSession, Device, ScreenTree } from './device.ts';
import { askMobile, connectWebdriver, translate, type Client } from './webdriver-client.ts';
import { toTouchCommands } from './webdriver-touch.ts';

export type AppiumDeviceOptions = {
  /** Where the server listens, e.g. `http://127.0.0.1:4723`. */
  readonly url: string;
  readonly profile: 'android14' | 'android9';
  /** More capabilities, with their `appium:` prefix. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  /** For any one command. */
  readonly commandTimeoutMs?: number;
};

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

function connect(
  { url, profile, capabilities = {}, commandTimeoutMs = 120_000 }: AppiumDeviceOptions,
  app: Readonly<Record<string, unknown>>,
): Promise<Client> {
  return connectWebdriver(
    url,
    {
      'appium:automationName': 'Embedded',
      'appium:deviceProfile': profile,
      'appium:autoLaunch': false,
      // Scenarios say when time passes; two runs of one then see the same.
      'appium:deviceClock': 'manual',
      ...app,
      ...capabilities,
    },
    commandTimeoutMs,
  );
}

function toSession(client: Client, onClose: () => void): DeviceSession {
  const ask = <T = void>(script: string, parameters: object = {}): Promise<T> =>
    askMobile<T>(client, script, parameters);
  let closed = false;
  return {
    ...toTouchCommands(() => Promise.resolve(client)),
    nowMs: () => ask<number>('now'),
    launch: () => ask('launch'),
    forceStop: () => ask('forceStop'),
    clearData: () => ask('clearData'),
    upgrade: ({ apkFiles }) => ask('upgrade', { apkFiles }),
    reboot: () => ask('reboot'),
    removeTask: () => ask('removeTask'),
    tree: () => ask<ScreenTree>('windows'),
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
