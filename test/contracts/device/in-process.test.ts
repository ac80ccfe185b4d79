import type { Device } from '../../../scanner/device/device.ts';
import { describeDevice } from '../../../scanner/emulator/device/describe-device.ts';
import { openEmulator } from '../../../scanner/emulator/process/open-emulator.ts';
import { describeDeviceContract } from './device-contract.ts';

const profile = 'android9';

describeDeviceContract('in this process', async (): Promise<Device> => ({
  facts: describeDevice(profile),
  open: ({ apkFiles, seed }) => openEmulator({ apkFiles, seed, profile, limits: {} }),
  close: async () => undefined,
}));
