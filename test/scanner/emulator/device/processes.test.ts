import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import type { ScreenNode } from '../../../../scanner/device/device.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice, type DeviceParts } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../../../scanner/emulator/process/open-sample.ts';
import { tapText } from './open-fixture.ts';

const file = fileURLToPath(new URL('../../../fixtures/device-apps/processes/violating.apk', import.meta.url));
const main = 'com.example.tuisong';
const push = 'com.example.tuisong:push';

describe('A component with a process of its own runs in it', function () {
  this.timeout(60_000);
  let parts: DeviceParts;

  before(async () => {
    parts = await loadDeviceParts(loadScannerData().piChannels);
  });

  const open = () => {
    const { pkg, manifest } = openSample([file]);
    return new EmbeddedDevice(pkg, manifest, parts, { profile: 'android14', seed: 1 });
  };
  const tell = (device: EmbeddedDevice) =>
    device.events(0).flatMap((event) => {
      if (event.kind === 'process') return [`${event.process} ${event.change}: ${event.reason}`];
      if (event.kind === 'component-start')
        return [`${event.process} ${event.component.split('.').at(-1)}: ${event.trigger}`];
      return event.kind === 'pi-read' && event.piType === 'android_id'
        ? [`${event.process} reads ${event.piType}`]
        : [];
    });
  const lines = (device: EmbeddedDevice) =>
    device
      .tree()
      .windows.flatMap(({ root }) => flat(root))
      .find(({ text }) => text.startsWith('in '))
      ?.text.trim()
      .split('\n');

  it('with an Application of its own, whose reads are that process’s', () => {
    const device = open();
    device.launch();
    assert.ok(tapText(device, '启动'));
    assert.deepEqual(tell(device), [
      `${main} started: launcher`,
      `${main} MainActivity: launcher`,
      `${push} started: service com.example.tuisong.PushService`,
      `${push} PushProvider: process start`,
      `${push} reads android_id`,
      `${push} PushService: startService`,
    ]);
    assert.deepEqual(device.processNames(), [main, push]);
  });

  it('with statics of its own; broadcasts, messengers, binders and providers carry copies between the two', () => {
    const device = open();
    device.launch();
    for (const button of ['启动', '信使', '绑定', '查询']) assert.ok(tapText(device, button));
    assert.deepEqual(lines(device), [
      `in ${main} made 1`,
      `done by ${push} made 1`,
      `8 ping from ${push}`,
      '42 T2 hello/T1; Binder:3',
      `42 times 5 ${push} 42`,
    ]);
  });

  it('and ends alone, to be started anew', () => {
    const device = open();
    device.launch();
    for (const button of ['启动', '结束']) assert.ok(tapText(device, button));
    assert.deepEqual(device.processNames(), [main]);
    assert.ok(tapText(device, '绑定'));
    assert.deepEqual(device.processNames(), [main, push]);
    assert.match(lines(device)?.at(-1) ?? '', /^42 T2 {2}Binder:\d+$/);
    device.forceStop();
    assert.deepEqual(device.processNames(), []);
  });

  it('also where nothing else of the app runs: what starts with the phone', () => {
    const device = open();
    device.reboot();
    assert.deepEqual(tell(device), [
      `${push} started: broadcast android.intent.action.BOOT_COMPLETED`,
      `${push} PushProvider: process start`,
      `${push} reads android_id`,
      `${push} PushReceiver: broadcast android.intent.action.BOOT_COMPLETED`,
    ]);
    assert.deepEqual(device.processNames(), [push]);
    device.launch();
    assert.deepEqual(device.processNames(), [main, push]);
    assert.deepEqual(lines(device), [`in ${main} made 1`]);
  });
});

function flat(node: ScreenNode | undefined): readonly ScreenNode[] {
  return node ? [node, ...node.children.flatMap(flat)] : [];
}
