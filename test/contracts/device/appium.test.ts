import assert from 'node:assert/strict';
import { openAppiumDevice } from '../../../scanner/device/appium-session.ts';
import type { Device, DeviceEvent } from '../../../scanner/device/device.ts';
import { openEventBook } from '../../../scanner/device/real/event-book.ts';
import { toRealSession } from '../../../scanner/device/real/real-session.ts';
import { startAppium, type AppiumServer } from '../../../scanner/device/start-appium.ts';
import { askMobile, connectWebdriver } from '../../../scanner/device/webdriver-client.ts';
import { describeDevice } from '../../../scanner/emulator/device/describe-device.ts';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { SCENARIOS, runScenarios } from '../../../scanner/scenarios/index.ts';
import { consentApp, describeDeviceContract } from './device-contract.ts';

let starting: Promise<AppiumServer> | undefined;
const server = () => (starting ??= startAppium());
after(async () => (await starting)?.close());

describeDeviceContract('through Appium', async () =>
  openAppiumDevice({ url: (await server()).url, profile: 'android9' }),
);

/**
 * The session of real devices, on the embedded one: the screen comes by UiAutomator2's page source and touches by its
 * commands, as on a phone; what adb does there, this device's own commands do here.
 */
function openAsReal(url: string): Device {
  const { screen, ...facts } = describeDevice('android9');
  return {
    facts: { ...facts, screen },
    open: async ({ apkFiles, packageName, seed }) => {
      const client = await connectWebdriver(
        url,
        {
          'appium:automationName': 'Embedded',
          'appium:deviceProfile': 'android9',
          'appium:autoLaunch': false,
          'appium:deviceClock': 'manual',
          'appium:app': apkFiles[0],
          'appium:seed': seed,
        },
        60_000,
      );
      const ask = <T = void>(script: string, parameters: object = {}) =>
        askMobile<T>(client, script, parameters);
      const book = openEventBook(packageName);
      let heard = 0;
      const poll = async () => {
        for (const event of await ask<readonly DeviceEvent[]>('events', { after: heard })) {
          heard = event.number;
          book.note({ ...event, event });
        }
      };
      const nothing = () => Promise.resolve();
      return toRealSession({
        packageName,
        screen,
        book,
        startedEpochMs: 0,
        connect: () => Promise.resolve(client),
        dumpWindows: () => Promise.resolve(''),
        close: nothing,
        app: { poll, sawTree: nothing },
        control: {
          install: nothing,
          uninstall: nothing,
          upgrade: nothing,
          removeTask: () => ask('removeTask'),
          launch: () => ask('launch'),
          foreground: () => ask('foreground'),
          background: () => ask('background'),
          forceStop: () => ask('forceStop'),
          clearData: () => ask('clearData'),
          reboot: () => ask('reboot'),
          setScreenOn: (on) => ask('setScreen', { on }),
          setPermission: (permission, state) => ask('setPermission', { permission, state }),
          playMotion: (samples, intervalMs) => ask('motion', { samples, intervalMs }),
          broadcast: () => Promise.resolve(undefined),
          passTime: (durationMs) => ask('advanceClock', { durationMs }),
          epochMs: () => ask<number>('now'),
        },
      });
    },
    close: async () => undefined,
  };
}

describe('the session of real devices, through Appium', function () {
  this.timeout(120_000);

  it('finds the question of consent, its controls and what is read before an answer', async () => {
    const device = openAsReal((await server()).url);
    const { results } = await runScenarios(
      SCENARIOS.filter(({ id }) => id === 'S1' || id === 'S2'),
      {
        device,
        app: consentApp,
        budget: unlimitedBudget(),
        permissions: [],
        readPixels: async () => undefined,
      },
    );
    assert.deepEqual(
      results.map(({ run }) => [run.scenarioId, run.outcome]),
      [
        ['S1', 'completed'],
        ['S2', 'completed'],
      ],
    );
    const [consent] = results.flatMap(({ consentDialogs }) => consentDialogs);
    assert.deepEqual([consent?.found, consent?.style], [true, 'dialog']);
    assert.match(consent?.agree?.text ?? '', /^同意/);
    assert.match(consent?.refuse?.text ?? '', /^不同意/);
    const reads = results[0]?.events.flatMap((event) =>
      event.kind === 'pi-read' ? [`${event.piType} ${event.phase}`] : [],
    );
    assert.deepEqual(reads?.slice(0, 2), ['android_id before-consent', 'imei before-consent']);
  });
});
