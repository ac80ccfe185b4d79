import type { SystemServiceModel } from '../content/system-services.ts';
import { cameraClasses } from './cameras.ts';
import { sensorClasses } from './sensors.ts';

/** android.hardware */
export const classes = [...cameraClasses, ...sensorClasses];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'camera', className: 'android/hardware/camera2/CameraManager' },
  { serviceName: 'sensor', className: 'android/hardware/SystemSensorManager' },
];
