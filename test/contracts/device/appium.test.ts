import { openAppiumDevice } from '../../../scanner/device/appium-session.ts';
import { startAppium, type AppiumServer } from '../../../scanner/device/start-appium.ts';
import { describeDeviceContract } from './device-contract.ts';

let server: AppiumServer | undefined;

describeDeviceContract('through Appium', async () => {
  server = await startAppium();
  return openAppiumDevice({ url: server.url, profile: 'android9' });
});
after(() => server?.close());
