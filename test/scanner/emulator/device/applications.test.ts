import assert from 'node:assert/strict';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../../../scanner/emulator/process/open-sample.ts';
import { realApks } from '../../../support/real-apks.ts';

describe('The Application of every real app comes up', function () {
  this.timeout(120_000);
  let parts: DeviceParts;

  before(async () => {
    parts = {
      ...(await loadDeviceParts(loadScannerData().piChannels)),
      limits: { maxInstructions: 400_000_000 },
    };
  });

  for (const { name, file } of realApks)
    it(`${name}: to its end, or to a gap that the ledger names`, () => {
      const { pkg, manifest } = openSample([file]);
      const device = new EmbeddedDevice(pkg, manifest, parts, { profile: 'android14', seed: 1 });
      device.startProcess('test');
      const crash = device.events(0).find(({ kind }) => kind === 'crash');
      if (crash === undefined) {
        // Work behind onCreate in the main thread's queue is done, so onCreate has ended.
        assert.equal(
          device.process?.onMain('after onCreate', function* () {
            return 'done';
          }),
          'done',
        );
        return;
      }
      const callers = new Set(device.gaps().map(({ caller }) => caller.slice(0, caller.indexOf('('))));
      const frames = crash.stack.map(
        ({ className, method }) => `${className.replaceAll('.', '/')}.${method}`,
      );
      assert.ok(
        frames.some((frame) => callers.has(frame)),
        `crashed with no gap on the way: ${JSON.stringify(crash)}`,
      );
    });
});
