import type { SystemServiceModel } from '../content/system-services.ts';
import { connectivityClasses } from './connectivity.ts';
import { uri, uriBuilder } from './uri.ts';
import { wifiClasses } from './wifi/wifi-manager.ts';

/** android.net */
export const classes = [uri, uriBuilder, ...connectivityClasses, ...wifiClasses];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'connectivity', className: 'android/net/ConnectivityManager' },
  { serviceName: 'wifi', className: 'android/net/wifi/WifiManager' },
];
