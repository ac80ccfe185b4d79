import { UNKNOWN, bytesOf, defineClass } from '../../machine/index.ts';
import type { JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

const idBytes = 32;
const texts: Readonly<Record<string, string>> = {
  vendor: 'Google',
  version: '16.0.0',
  description: 'Widevine CDM',
};

/** The id of the content protection, which stays the same for an app on a phone: 32 bytes of the phone's own. */
export function drmDeviceId(serial: string): Uint8Array {
  return new TextEncoder().encode(`appgov-drm-${serial}`.padEnd(idBytes, '.').slice(0, idBytes));
}

/** android.media.MediaDrm as far as apps ask it who the phone is. */
export const mediaDrm = defineClass({
  name: 'android/media/MediaDrm',
  flags: 'final',
  methods: {
    '<init>(Ljava/util/UUID;)V': () => undefined,
    'static isCryptoSchemeSupported(Ljava/util/UUID;)Z': () => true,
    'getPropertyByteArray(Ljava/lang/String;)[B': (vm: Machine, _self: JavaObject, name: JavaString) => {
      if (vm.text(name) !== 'deviceUniqueId') return UNKNOWN;
      const made = vm.newArray('[B', idBytes);
      bytesOf(made).set(drmDeviceId(vm.attached(SYSTEM).phone.build.serial));
      return made;
    },
    'getPropertyString(Ljava/lang/String;)Ljava/lang/String;': (
      vm: Machine,
      _self: JavaObject,
      name: JavaString,
    ) => texts[vm.text(name)] ?? UNKNOWN,
    'release()V': () => undefined,
    'close()V': () => undefined,
  },
});
