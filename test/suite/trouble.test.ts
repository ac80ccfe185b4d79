import assert from 'node:assert/strict';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import type { DeviceParts } from '../../scanner/emulator/device/embedded-device.ts';
import { openEmbeddedDevice } from '../../scanner/emulator/device/embedded-session.ts';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import { SCENARIOS, runScenarios } from '../../scanner/scenarios/index.ts';
import { readTruth } from '../fixtures/apps/truth.ts';

/** What an app does, the scenario that meets it, and how that ends. */
const cases = [
  ['crash', 'S3', 'app-crashed'],
  ['no-window', 'S3', 'no-window'],
  ['kills-itself', 'S3', 'app-ended'],
  ['sleeps', 'S3', 'not-responding'],
  ['spins', 'S3', 'budget-spent'],
  ['memory', 'S3', 'budget-spent'],
  ['endless-dialogs', 'S4', 'completed'],
  ['floods', 'S1', 'budget-spent'],
  ['login-wall', 'S6', 'login-required'],
] as const;

const endless: readonly string[] = ['spins'];

describe('an app that makes trouble', function () {
  this.timeout(60_000);
  let parts: DeviceParts;
  before(async () => {
    const cpuMs = () => process.cpuUsage().user / 1000;
    parts = {
      ...(await loadDeviceParts(loadScannerData().piChannels)),
      wallMs: cpuMs,
    };
  });

  const apps = readTruth();
  it('is there for each kind of trouble', () => {
    assert.deepEqual(
      apps.flatMap(({ trouble }) => trouble ?? []).sort(),
      cases.map(([trouble]) => trouble).sort(),
    );
  });

  for (const [trouble, scenarioId, outcome] of cases)
    it(`(${trouble}) ends ${scenarioId} as ${outcome}, with what was seen, and leaves the next one alone`, async () => {
      const app = apps.find((candidate) => candidate.trouble === trouble);
      assert.ok(app);
      const sample = openSample([app.file]);
      const { results } = await runScenarios(
        SCENARIOS.filter(({ id }) => id === scenarioId || id === 'S13'),
        {
          // One that goes on for as long as it may is given little here.
          device: openEmbeddedDevice(
            { ...parts, limits: { maxWallMs: endless.includes(trouble) ? 1_500 : 20_000 } },
            sample,
            'android14',
            openSample,
          ),
          app: { apkFiles: [app.file], packageName: sample.manifest.packageName, seed: 1 },
          budget: unlimitedBudget(),
          permissions: [],
          readPixels: async () => undefined,
        },
      );
      const [met, next] = results;
      assert.equal(met?.run.outcome, outcome);
      assert.ok(met.run.steps.length > 0 && met.pictures.length > 0, 'it kept what it saw');
      assert.equal(next?.run.scenarioId, 'S13');
      // The next one starts from an app that was just installed.
      const [first] = next.events;
      assert.ok(first?.kind === 'process' && first.change === 'started');
    });
});
