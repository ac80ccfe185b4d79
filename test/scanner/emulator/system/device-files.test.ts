import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findContentTable } from '../../../../scanner/emulator/system/content-tables.ts';
import { deviceFilePaths, readDeviceFile } from '../../../../scanner/emulator/system/device-files.ts';
import { makePhoneProfile } from '../../../../scanner/emulator/system/phone-profile.ts';
import { systemProperties } from '../../../../scanner/emulator/system/system-properties.ts';

const process = { pid: 4242, name: 'com.example.app' };
const old = makePhoneProfile('android9', 7);
const current = makePhoneProfile('android14', 7);

describe('files, properties and tables of the phone', () => {
  it('shows the hardware address below /sys on Android 9 and refuses it on Android 14', () => {
    const path = '/sys/class/net/wlan0/address';

    assert.deepEqual(readDeviceFile(old, path, process), { kind: 'text', text: `${old.ids.wifiMac}\n` });
    assert.deepEqual(readDeviceFile(current, path, process), { kind: 'denied' });
  });

  it('knows every path that it lists', () => {
    const unknown = deviceFilePaths.filter((path) =>
      [old, current].every((phone) => readDeviceFile(phone, path, process).kind === 'absent'),
    );

    assert.deepEqual(unknown, []);
  });

  it('tells a process its own name by number and by self', () => {
    assert.deepEqual(readDeviceFile(current, '/proc/4242/cmdline', process), {
      kind: 'text',
      text: 'com.example.app\0',
    });
  });

  it('gives the serial number in properties up to Android 9', () => {
    assert.equal(systemProperties(old).get('ro.serialno'), old.build.serial);
    assert.equal(systemProperties(current).get('ro.serialno'), '');
  });

  it('opens media to the permission of the kind of media from Android 13', () => {
    const images = findContentTable(current, 33, 'media', '/external/images/media');
    const before = findContentTable(old, 28, 'media', '/external/images/media');

    assert.deepEqual(images?.permissions, ['READ_MEDIA_IMAGES']);
    assert.equal(images?.refusal, 'empty');
    assert.equal(before?.refusal, 'throw');
    assert.equal(before?.rows.length, 1);
  });

  it('has the contacts of the profile under their numbers', () => {
    const table = findContentTable(current, 33, 'com.android.contacts', '/data/phones');
    const numbers = table?.rows.map((row) => row[table.columns.indexOf('data1')]);

    assert.deepEqual(
      numbers,
      current.contacts.map(({ phone }) => phone),
    );
  });
});
