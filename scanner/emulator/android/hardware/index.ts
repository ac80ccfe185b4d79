import type { SystemServiceModel } from '../content/system-services.ts';
import { cameraClasses } from './cameras.ts';
import { displayClasses, displayServices } from './displays.ts';
import { sensorClasses } from './sensors.ts';

/** android.hardware */
export const classes = [...cameraClasses, ...displayClasses, ...sensorClasses];

export const services: readonly SystemServiceModel[] = [
  ...displayServices,
  { serviceName: 'camera', className: 'android/hardware/camera2/CameraManager' },
  { serviceName: 'sensor', className: 'android/hardware/SystemSensorManager' },
];
