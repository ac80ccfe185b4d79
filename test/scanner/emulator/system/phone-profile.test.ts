import assert from 'node:assert/strict';
import { makePhoneProfile } from '../../../../scanner/emulator/system/phone-profile.ts';

describe('makePhoneProfile', () => {
  it('gives the same phone for the same seed, another for another', () => {
    assert.deepEqual(makePhoneProfile('android14', 7), makePhoneProfile('android14', 7));
    assert.notEqual(
      makePhoneProfile('android14', 7).ids.androidId,
      makePhoneProfile('android14', 8).ids.androidId,
    );
  });

  it('gives identifiers of the form that real ones have', () => {
    const { ids, wifi } = makePhoneProfile('android9', 1);
    assert.match(ids.imei[0], /^86\d{13}$/);
    assert.match(ids.iccid, /^898600\d{14}$/);
    assert.match(ids.imsi, /^46000\d{10}$/);
    assert.match(ids.androidId, /^[0-9a-f]{16}$/);
    assert.match(ids.wifiMac, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    assert.match(wifi.ipAddress, /^192\.168\.31\.\d+$/);
    for (const number of [ids.imei[0], ids.imei[1], ids.iccid]) assert.equal(luhnSum(number) % 10, 0, number);
  });
});

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
