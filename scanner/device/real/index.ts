export { openAdb, readReadyDevice, type Adb } from './adb.ts';
export { startAvd, type Avd } from './avd.ts';
export { openRealDevice, type RealDeviceOptions } from './open-real-device.ts';
