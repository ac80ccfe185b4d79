import { defineClass } from '../../machine/index.ts';
import type { Machine } from '../../machine/index.ts';
import { canReadHardwareIds } from '../../system/permission-rules.ts';
import type { PhoneProfile } from '../../system/phone-profile.ts';
import { SYSTEM } from '../../system/system.ts';

function fromPhone<T>(read: (phone: PhoneProfile) => T): (vm: Machine) => T {
  return (vm) => read(vm.attached(SYSTEM).phone);
}

const unknownSerial = 'unknown';
const phoneStatePermission = 'android.permission.READ_PHONE_STATE';

export const build = defineClass({
  name: 'android/os/Build',
  fields: {
    'static final UNKNOWN:Ljava/lang/String;': unknownSerial,
    'static final BRAND:Ljava/lang/String;': fromPhone(({ build }) => build.brand),
    'static final MANUFACTURER:Ljava/lang/String;': fromPhone(({ build }) => build.manufacturer),
    'static final MODEL:Ljava/lang/String;': fromPhone(({ build }) => build.model),
    'static final DEVICE:Ljava/lang/String;': fromPhone(({ build }) => build.device),
    'static final PRODUCT:Ljava/lang/String;': fromPhone(({ build }) => build.product),
    'static final BOARD:Ljava/lang/String;': fromPhone(({ build }) => build.board),
    'static final HARDWARE:Ljava/lang/String;': fromPhone(({ build }) => build.hardware),
    'static final DISPLAY:Ljava/lang/String;': fromPhone(({ build }) => build.display),
    'static final ID:Ljava/lang/String;': fromPhone(({ build }) => build.id),
    'static final FINGERPRINT:Ljava/lang/String;': fromPhone(({ build }) => build.fingerprint),
    'static final TIME:J': fromPhone(({ build }) => BigInt(build.timeMs)),
    'static final TYPE:Ljava/lang/String;': 'user',
    'static final TAGS:Ljava/lang/String;': 'release-keys',
    'static final USER:Ljava/lang/String;': 'android-build',
    'static final HOST:Ljava/lang/String;': 'build',
    'static final BOOTLOADER:Ljava/lang/String;': unknownSerial,
    'static final RADIO:Ljava/lang/String;': unknownSerial,
    // From Android 8 the field tells apps that target it nothing; Build.getSerial replaced it.
    'static final SERIAL:Ljava/lang/String;': (vm) => {
      const { phone, app } = vm.attached(SYSTEM);
      return app.manifest.targetSdk >= 28 || phone.apiLevel >= 29 ? unknownSerial : phone.build.serial;
    },
    'static final CPU_ABI:Ljava/lang/String;': 'arm64-v8a',
    'static final CPU_ABI2:Ljava/lang/String;': '',
    'static final SUPPORTED_ABIS:[Ljava/lang/String;': (vm) =>
      vm.arrayOf('[Ljava/lang/String;', ['arm64-v8a', 'armeabi-v7a', 'armeabi']),
    'static final SUPPORTED_64_BIT_ABIS:[Ljava/lang/String;': (vm) =>
      vm.arrayOf('[Ljava/lang/String;', ['arm64-v8a']),
    'static final SUPPORTED_32_BIT_ABIS:[Ljava/lang/String;': (vm) =>
      vm.arrayOf('[Ljava/lang/String;', ['armeabi-v7a', 'armeabi']),
  },
  methods: {
    '<init>()V': () => undefined,
    'static getRadioVersion()Ljava/lang/String;': () => '',
    'static getSerial()Ljava/lang/String;': (vm) => {
      const { phone, permissions } = vm.attached(SYSTEM);
      if (!canReadHardwareIds(phone.apiLevel) || !permissions.isGranted(phoneStatePermission))
        return vm.throwNew(
          'java/lang/SecurityException',
          'getSerial: The user does not meet the requirements to access device identifiers.',
        );
      return phone.build.serial;
    },
  },
});

export const buildVersion = defineClass({
  name: 'android/os/Build$VERSION',
  fields: {
    'static final SDK_INT:I': fromPhone(({ apiLevel }) => apiLevel),
    'static final SDK:Ljava/lang/String;': fromPhone(({ apiLevel }) => String(apiLevel)),
    'static final RELEASE:Ljava/lang/String;': fromPhone(({ androidVersion }) => androidVersion),
    'static final RELEASE_OR_CODENAME:Ljava/lang/String;': fromPhone(({ androidVersion }) => androidVersion),
    'static final CODENAME:Ljava/lang/String;': 'REL',
    'static final INCREMENTAL:Ljava/lang/String;': '1',
    'static final BASE_OS:Ljava/lang/String;': '',
    'static final PREVIEW_SDK_INT:I': 0,
    'static final SECURITY_PATCH:Ljava/lang/String;': fromPhone(({ securityPatch }) => securityPatch),
  },
  methods: { '<init>()V': () => undefined },
});
