import { drmDeviceId } from '../../scanner/emulator/android/media/media-drm.ts';
import type { PhoneProfile } from '../../scanner/emulator/system/phone-profile.ts';

/** Texts by which values of one kind of the seeded phone are recognised, in any form that a channel gives them. */
export function seededTexts(phone: PhoneProfile, piType: string): readonly string[] {
  const { ids, wifi, operator, location } = phone;
  const byType: Readonly<Record<string, readonly string[]>> = {
    imei: ids.imei,
    meid: [ids.meid],
    imsi: [ids.imsi],
    iccid: [ids.iccid],
    phone_number: [ids.phoneNumber],
    android_id: [ids.androidId],
    oaid: [ids.oaid, ids.vaid, ids.aaid, ids.advertisingId],
    mac: [ids.wifiMac, wifi.bssid],
    serial: [phone.build.serial, toHex(drmDeviceId(phone.build.serial))],
    contacts: phone.contacts.flatMap(({ name, phone: number, email }) => [name, number, email]),
    sms: phone.sms.map(({ body }) => body),
    call_log: phone.calls.map(({ number }) => number),
    calendar: phone.events.map(({ title }) => title),
    media: phone.media.map(({ name }) => name),
    clipboard: [phone.clipboard],
    nfc: [toHex(Buffer.from(ids.nfcTag, 'hex'))],
    accounts: phone.accounts.map(({ name }) => name),
    operator: [operator.numeric, operator.name],
    location_fine: [String(location.latitude), String(location.longitude)],
  };
  return byType[piType] ?? [];
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}
