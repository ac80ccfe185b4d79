import type { SystemServiceModel } from '../content/system-services.ts';
import { locationManagerClasses } from './location-manager.ts';
import { location } from './location.ts';

/** android.location */
export const classes = [location, ...locationManagerClasses];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'location', className: 'android/location/LocationManager' },
];
