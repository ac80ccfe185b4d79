import type { PhoneProfile } from './phone-profile.ts';

/**
 * The phone's system properties, as getprop lists them. Serial numbers are kept from apps since Android 10, and those
 * of the radio are empty for everybody but the radio.
 */
export function systemProperties(phone: PhoneProfile): ReadonlyMap<string, string> {
  const { build, operator } = phone;
  const isOpen = phone.apiLevel < 29;
  return new Map<string, string>([
    ['ro.product.brand', build.brand],
    ['ro.product.manufacturer', build.manufacturer],
    ['ro.product.model', build.model],
    ['ro.product.device', build.device],
    ['ro.product.name', build.product],
    ['ro.product.board', build.board],
    ['ro.product.cpu.abi', 'arm64-v8a'],
    ['ro.product.cpu.abilist', 'arm64-v8a,armeabi-v7a,armeabi'],
    ['ro.product.locale', `${phone.locale.language}-${phone.locale.country}`],
    ['ro.hardware', build.hardware],
    ['ro.board.platform', build.board],
    ['ro.build.display.id', build.display],
    ['ro.build.id', build.id],
    ['ro.build.fingerprint', build.fingerprint],
    ['ro.build.type', 'user'],
    ['ro.build.tags', 'release-keys'],
    ['ro.build.version.release', phone.androidVersion],
    ['ro.build.version.sdk', String(phone.apiLevel)],
    ['ro.build.version.security_patch', phone.securityPatch],
    ['ro.build.version.incremental', '1'],
    ['ro.build.date.utc', String(Math.floor(build.timeMs / 1000))],
    ['ro.debuggable', '0'],
    ['ro.secure', '1'],
    ['ro.kernel.qemu', ''],
    ['persist.sys.timezone', phone.timeZone],
    ['persist.sys.locale', `${phone.locale.language}-${phone.locale.country}`],
    ['gsm.operator.numeric', operator.numeric],
    ['gsm.operator.alpha', operator.name],
    ['gsm.operator.iso-country', operator.countryIso],
    ['gsm.sim.operator.numeric', operator.numeric],
    ['gsm.sim.operator.alpha', operator.name],
    ['gsm.sim.operator.iso-country', operator.countryIso],
    ['gsm.sim.state', 'LOADED,ABSENT'],
    ['gsm.network.type', 'LTE,Unknown'],
    ['wifi.interface', 'wlan0'],
    ['dalvik.vm.heapsize', '512m'],
    ['dalvik.vm.heapgrowthlimit', '256m'],
    ['ro.serialno', isOpen ? build.serial : ''],
    ['ro.boot.serialno', isOpen ? build.serial : ''],
    ['ril.serialnumber', ''],
    ['gsm.sn1', ''],
    ['ro.boot.wifimacaddr', isOpen ? phone.ids.wifiMac : ''],
  ]);
}
