import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import type { Device } from '../../scanner/device/device.ts';
import { loadDeviceParts } from '../../scanner/emulator/device/device-parts.ts';
import { openEmbeddedDevice } from '../../scanner/emulator/device/embedded-session.ts';
import { openSample } from '../../scanner/emulator/process/open-sample.ts';
import { runOnDevice } from '../../scanner/run-on-device.ts';
import { readTruth } from '../fixtures/apps/truth.ts';

describe('running an app on a device', function () {
  this.timeout(60_000);

  const run = async (can: readonly string[], older: boolean) => {
    // It ends as it starts, which makes it quick; what the device can show does not hang on it.
    const app = readTruth().find(({ trouble }) => trouble === 'crash');
    assert.ok(app);
    const sample = openSample([app.file]);
    const parts = await loadDeviceParts(loadScannerData().piChannels);
    const whole = openEmbeddedDevice(parts, sample, 'android14', openSample);
    const device: Device = { ...whole, facts: { ...whole.facts, can } };
    return runOnDevice(
      { apkFiles: [app.file], open: async () => device, ...(older && { olderApkFiles: [app.file] }) },
      sample.manifest,
      () => ({ kind: 'unknown' }),
      (bytes) => createHash('sha256').update(bytes).digest('hex'),
      unlimitedBudget(),
    );
  };

  it('takes what the device cannot show for unseen', async () => {
    const { unsupported, gaps, slots } = await run(['pi-reads', 'popups'], false);
    assert.deepEqual([...unsupported].sort(), ['networkRequests', 'permissionRequests', 'starts']);
    assert.ok(slots.scenarios.every(({ scenarioId }) => scenarioId !== 'S12'));
    assert.deepEqual(gaps.map(({ code }) => code).sort(), [
      'DEVICE_CANNOT_SHOW',
      'NO_OLDER_VERSION',
      'SCENARIO_CUT_SHORT',
    ]);
  });

  it('says nothing of the kind of a device that shows all', async () => {
    const all = ['pi-reads', 'permission-requests', 'network', 'starts', 'popups', 'motion'];
    const { unsupported, gaps } = await run(all, true);
    assert.deepEqual(unsupported, []);
    assert.deepEqual(
      gaps.map(({ code }) => code),
      ['SCENARIO_CUT_SHORT'],
    );
  });
});
