import assert from 'node:assert/strict';
import { unlimitedBudget, type Budget } from '../../../scanner/budget.ts';
import type { Device, DeviceSession } from '../../../scanner/device/device.ts';
import { ScanError } from '../../../scanner/errors.ts';
import { runScenarios } from '../../../scanner/scenarios/run-scenarios.ts';
import type { Scenario, Stage } from '../../../scanner/scenarios/scenario.ts';
import { screen, text as label, view, window } from '../../support/screens.ts';

const app = { apkFiles: [], packageName: 'com.example', seed: 1 };
const text = { zh: '一步', en: 'a step' };

/** A device whose sessions die at the command that their number names; without a number they live. */
function fragileDevice(deaths: readonly (number | undefined)[]): Device & { readonly opened: () => number } {
  let opened = 0;
  return {
    facts: {
      kind: 'embedded',
      profile: '',
      androidVersion: '',
      apiLevel: 34,
      screen: { widthPx: 1, heightPx: 1, densityDpi: 160 },
      can: [],
    },
    opened: () => opened,
    open: async () => {
      const diesAt = deaths[opened++];
      let commands = 0;
      const answer = async <T>(value: T): Promise<T> => {
        if (diesAt !== undefined && ++commands >= diesAt) throw new ScanError('DEVICE_FAILED', 'It died.');
        return value;
      };
      const session = {
        nowMs: () => answer(0),
        tree: () => answer(screen(window('activity', view(label('首页'))))),
        screenshot: () => answer(new Uint8Array()),
        events: (after: number) => answer(after === 0 ? [event(1)] : []),
        gaps: () => answer([]),
        close: () => answer(undefined),
      };
      return session as unknown as DeviceSession;
    },
    close: async () => undefined,
  };
}

function event(number: number) {
  return {
    number,
    atMs: 0,
    process: 'com.example',
    thread: 'main',
    stack: [],
    kind: 'toast',
    text: '',
  } as const;
}

function scenario(id: string, run: (stage: Stage) => Promise<unknown>): Scenario {
  return { id, title: text, run: async (stage) => void (await run(stage)) };
}

const steps = (count: number) => async (stage: Stage) => {
  for (let index = 0; index < count; index++) await stage.step(text, async () => undefined);
};

function run(scenarios: readonly Scenario[], device: Device, budget: Budget = unlimitedBudget()) {
  return runScenarios(scenarios, { device, app, budget, permissions: [], readPixels: async () => undefined });
}

describe('runScenarios', () => {
  it('replaces a device that dies and runs its scenario once more', async () => {
    const device = fragileDevice([6, undefined]);
    const { results } = await run([scenario('S1', steps(3))], device);
    assert.equal(device.opened(), 2);
    assert.deepEqual(
      results.map((result) => [result.run.outcome, result.run.steps.length]),
      [['completed', 3]],
    );
  });

  it('keeps what was seen when a second device dies too, and goes on with the next scenario', async () => {
    const device = fragileDevice([6, 6, undefined]);
    const { results } = await run([scenario('S1', steps(3)), scenario('S2', steps(1))], device);
    assert.deepEqual(
      results.map((result) => [result.run.scenarioId, result.run.outcome, result.events.length]),
      [
        ['S1', 'device-failed', 1],
        ['S2', 'completed', 1],
      ],
    );
  });

  it('says that the time is up for each scenario it could not begin', async () => {
    const clock = { nowMs: 0 };
    const budget = { ...unlimitedBudget(), deadlineMs: 1000, nowMs: () => clock.nowMs };
    const late = scenario('S1', async (stage) => {
      clock.nowMs = 2000;
      await stage.step(text, async () => undefined);
    });
    const { results } = await run([late, scenario('S2', steps(1))], fragileDevice([]), budget);
    assert.deepEqual(
      results.map((result) => result.run.outcome),
      ['budget-spent', 'budget-spent'],
    );
  });

  it('gives one scenario no more than a third of the time that is left', async () => {
    const clock = { nowMs: 0 };
    const budget = { ...unlimitedBudget(), deadlineMs: 3000, nowMs: () => clock.nowMs };
    const greedy = scenario('S1', async (stage) => {
      for (;;) {
        clock.nowMs += 100;
        await stage.step(text, async () => undefined);
      }
    });
    const { results } = await run([greedy, scenario('S2', steps(1))], fragileDevice([]), budget);
    assert.deepEqual(
      results.map((result) => result.run.outcome),
      ['budget-spent', 'completed'],
    );
    assert.ok(clock.nowMs <= 1200, `it took ${clock.nowMs} ms`);
  });

  it('leaves out what the device cannot do, and says so', async () => {
    const moving: Scenario = { ...scenario('S12', steps(1)), needs: ['motion'] };
    const { results, leftOut } = await run([scenario('S1', steps(1)), moving], fragileDevice([]));
    assert.deepEqual(
      results.map((result) => result.run.scenarioId),
      ['S1'],
    );
    assert.deepEqual(leftOut, ['S12']);
  });

  it('tells a scenario how long the device can wait', async () => {
    const device: Device = { ...fragileDevice([]), longestWaitMs: 1000 };
    const mayWait: boolean[] = [];
    await run(
      [scenario('S4', async (stage) => void mayWait.push(stage.mayWait(1000), stage.mayWait(1001)))],
      device,
    );
    assert.deepEqual(mayWait, [true, false]);
  });

  it('begins an upgrade with the older version, where there is one', async () => {
    const opened: string[][] = [];
    const fragile = fragileDevice([]);
    const device: Device = {
      ...fragile,
      open: (given) => {
        opened.push([...given.apkFiles]);
        return fragile.open(given);
      },
    };
    const upgrade: Scenario = { ...scenario('S10', steps(1)), startsOlder: true };
    const options = { device, app, permissions: [], readPixels: async () => undefined };
    const older = { ...app, apkFiles: ['older.apk'] };
    await runScenarios([scenario('S1', steps(1)), upgrade], {
      ...options,
      older,
      budget: unlimitedBudget(),
    });
    assert.deepEqual(opened, [[], ['older.apk']]);
  });

  it('throws when the first device cannot be opened at all', async () => {
    const device: Device = {
      ...fragileDevice([]),
      open: async () => {
        throw new ScanError('DEVICE_FAILED', 'There is none.');
      },
    };
    await assert.rejects(run([scenario('S1', steps(1))], device), { code: 'DEVICE_FAILED' });
  });

  it('stops at once when the scan is cancelled', async () => {
    const controller = new AbortController();
    const budget = { ...unlimitedBudget(), signal: controller.signal };
    controller.abort();
    await assert.rejects(run([scenario('S1', steps(1))], fragileDevice([]), budget), { code: 'CANCELLED' });
  });
});
