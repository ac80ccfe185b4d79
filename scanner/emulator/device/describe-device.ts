import type { DeviceFacts } from '../../evidence/index.ts';
import { makePhoneProfile, type DeviceProfileName } from '../system/phone-profile.ts';

/** Kinds of observation that the embedded emulator offers. */
export const embeddedCan = [
  'pi-reads',
  'permission-requests',
  'network',
  'starts',
  'popups',
  'motion',
] as const;

/** What an embedded device of a profile is and can observe; costs nothing of the emulator itself. */
export function describeDevice(profile: DeviceProfileName): DeviceFacts {
  const phone = makePhoneProfile(profile, 0);
  return {
    kind: 'embedded',
    profile,
    androidVersion: phone.androidVersion,
    apiLevel: phone.apiLevel,
    screen: phone.screen,
    can: embeddedCan,
  };
}
