import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { loadDeviceParts } from '../../../../scanner/emulator/device/device-parts.ts';
import { EmbeddedDevice } from '../../../../scanner/emulator/device/embedded-device.ts';
import { openSample } from '../../../../scanner/emulator/process/open-sample.ts';
import { realApks } from '../../../support/real-apks.ts';

const ok = -1;

// io.appium.settings is the helper that Appium puts on phones: its receivers answer `am broadcast` with results.
describe('io.appium.settings on the embedded device', function () {
  this.timeout(30_000);
  let device: EmbeddedDevice;

  before(async () => {
    const found = realApks.find(({ packageName }) => packageName === 'io.appium.settings');
    const { pkg, manifest } = openSample([found?.file ?? '']);
    const parts = await loadDeviceParts(loadScannerData().piChannels);
    device = new EmbeddedDevice(pkg, manifest, parts, { profile: 'android14', seed: 1 });
    for (const { name } of manifest.permissions) device.setPermission(name, 'granted');
    device.launch();
  });

  it('starts its service in the foreground and closes its page by itself', () => {
    const starts = device
      .events(0)
      .flatMap((event) =>
        event.kind === 'component-start' ? [`${event.componentKind} ${event.component}`] : [],
      );
    assert.deepEqual(starts, [
      'activity io.appium.settings.Settings',
      'service io.appium.settings.ForegroundService',
    ]);
    assert.deepEqual(
      device.events(0).filter(({ kind }) => kind === 'crash'),
      [],
    );
    assert.deepEqual(device.tree().windows, []);
  });

  it('tells where the phone is', () => {
    device.setLocation({ latitude: 39.9, longitude: 116.4, altitudeM: 44 });
    device.passTime(60_000);
    const { code, data } = device.broadcast('io.appium.settings.location', {});
    assert.equal(code, ok);
    assert.match(data ?? '', /^39\.9\d* 116\.4\d* 44/);
  });

  it('lists the messages of the phone', () => {
    const sms = device.broadcast('io.appium.settings.sms.read', { max: '5' });
    assert.equal(sms.code, ok);
    const { items } = JSON.parse(sms.data ?? '') as { items: readonly { body: string }[] };
    assert.ok(items.some(({ body }) => body.includes('验证码')));
  });

  it('gives out nothing of the clipboard while nobody sees it, as Android 10 and later want it', () => {
    assert.deepEqual(device.broadcast('io.appium.settings.clipboard.get', {}), { code: ok, data: '' });
  });

  it('says what it may not do', () => {
    const { code, data } = device.broadcast('io.appium.settings.locale', { lang: 'en', country: 'US' });
    assert.equal(code, 0);
    assert.match(data ?? '', /does not have enough permissions/);
  });
});
