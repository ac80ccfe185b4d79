import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData } from '../../../../scanner/data/index.ts';
import { makeWatchList } from '../../../../scanner/emulator/system/watch-list.ts';

describe('watch list', () => {
  const list = makeWatchList(loadScannerData().piChannels);

  it('names methods and fields as the machine does', () => {
    assert.equal(list.methods.get('android/telephony/TelephonyManager.getDeviceId'), 'imei');
    assert.equal(list.methods.get('android/os/Build#SERIAL'), 'serial');
    assert.equal(list.methods.has('android.telephony.TelephonyManager.getDeviceId'), false);
  });

  const texts = [
    ['content-uri', 'content://com.android.contacts/data/phones', ['contacts']],
    ['content-uri', 'content://com.android.contactsbackup/x', []],
    ['content-uri', 'content://call_log/calls', ['call_log']],
    ['content-uri', 'content://media/external/images/media', ['media']],
    ['content-uri', 'content://settings/secure/android_id', ['android_id']],
    ['property', 'ro.serialno', ['serial']],
    ['property', 'ro.serialnox', []],
    ['path', '/sys/class/net/wlan0/address', ['mac']],
    ['command', 'pm list packages -3', ['app_list']],
    ['command', '/system/bin/pm list packages', ['app_list']],
    ['command', 'echo ps1', []],
    ['command', 'cat /sys/class/net/wlan0/address', ['mac']],
    ['intent-action', 'com.uodis.opendevice.OPENIDS_SERVICE', ['oaid']],
  ] as const;

  for (const [channel, text, expected] of texts)
    it(`${expected.length > 0 ? `knows ${expected.join()}` : 'knows nothing'} behind ${text}`, () => {
      assert.deepEqual(list.typesOfText(channel, text), expected);
    });
});
