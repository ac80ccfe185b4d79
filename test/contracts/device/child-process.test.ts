import { openDeviceProcess } from '../../../scanner/emulator/process/index.ts';
import { describeDeviceContract } from './device-contract.ts';

describeDeviceContract('in a child process', async () => openDeviceProcess({ profile: 'android9' }));
