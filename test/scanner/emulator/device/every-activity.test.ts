import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import type { ScreenNode } from '../../../../scanner/device/device.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../../../scanner/emulator/process/open-sample.ts';
import { realApks } from '../../../support/real-apks.ts';

const settleMs = 300;
const mostMsEach = 20_000;
const fewestWithContent = 290;

/** These end by an exception on a phone as well: they expect extras, or were written before Android 12. */
const crashOnPhonesToo = [
  'app.AlarmService',
  'app.FragmentLayout$DetailsActivity',
  'media.MediaPlayerDemo_Audio',
  'media.MediaPlayerDemo_Video',
  'nfc.ForegroundDispatch',
  'os.SmsReceivedDialog',
];

describe('every activity of ApiDemos', function () {
  this.timeout(300_000);

  it('is opened one after another: most show content, none hangs, few crash, and the device lives on', async () => {
    const apk = realApks.find(({ packageName }) => packageName === 'io.appium.android.apis');
    const { pkg, manifest } = openSample([apk?.file ?? '']);
    const parts = await loadDeviceParts(loadScannerData().piChannels);
    const device = new EmbeddedDevice(pkg, manifest, parts, { profile: 'android14', seed: 1 });
    for (const { name } of manifest.permissions) device.setPermission(name, 'granted');
    device.launch();
    const crashed: string[] = [];
    const slow: string[] = [];
    let withContent = 0;
    for (const { name } of manifest.components.filter(({ kind }) => kind === 'activity')) {
      const startedMs = performance.now();
      const before = device.events(0).at(-1)?.number ?? 0;
      if (!device.process) device.launch();
      device.process?.launch(name);
      device.passTime(settleMs);
      const { windows } = device.tree();
      if (windows.some(({ root }) => root !== undefined && leaves(root) > 0)) withContent++;
      if (device.events(before).some(({ kind }) => kind === 'crash'))
        crashed.push(name.slice('io.appium.android.apis.'.length));
      if (performance.now() - startedMs > mostMsEach) slow.push(name);
      // One at a time: Back closes what it opened, and the task does not grow.
      for (let round = 0; round < 3 && (device.process?.system.activities.stack.length ?? 0) > 1; round++)
        device.pressKey('back');
      if ((device.process?.system.activities.stack.length ?? 0) > 1) device.forceStop();
    }
    assert.deepEqual(slow, []);
    assert.deepEqual(
      crashed.filter((name) => !crashOnPhonesToo.includes(name)),
      [],
    );
    assert.ok(withContent >= fewestWithContent, `${withContent} show content`);
  });
});

function leaves(node: ScreenNode): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + leaves(child), 0);
}
