import type { SystemServiceModel } from '../content/system-services.ts';
import { biometricClasses, biometricServices } from './biometrics.ts';
import { cameraClasses } from './cameras.ts';
import { displayClasses, displayServices } from './displays.ts';
import { healthClasses, healthServices } from './health.ts';
import { sensorClasses } from './sensors.ts';

/** android.hardware */
export const classes = [
  ...biometricClasses,
  ...cameraClasses,
  ...displayClasses,
  ...healthClasses,
  ...sensorClasses,
];

export const services: readonly SystemServiceModel[] = [
  ...biometricServices,
  ...displayServices,
  ...healthServices,
  { serviceName: 'camera', className: 'android/hardware/camera2/CameraManager' },
  { serviceName: 'sensor', className: 'android/hardware/SystemSensorManager' },
];
