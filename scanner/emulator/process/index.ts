export { openDeviceProcess } from './open-device-process.ts';
export type { DeviceProcessLimits, DeviceProcessOptions, EmulatorDevice } from './open-device-process.ts';
export type { EmulatorSession, InstalledAppState, TouchStep } from './emulator-session.ts';
