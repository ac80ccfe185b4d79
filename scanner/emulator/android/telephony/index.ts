import type { SystemServiceModel } from '../content/system-services.ts';
import { cellClasses } from './cells.ts';
import { smsMessageClasses } from './sms-message.ts';
import { smsManager } from './sms-manager.ts';
import { subscriptionInfo, subscriptionManager } from './subscriptions.ts';
import {
  phoneStateListener,
  telecomManager,
  telephonyCallback,
  telephonyManager,
} from './telephony-manager.ts';

/** android.telephony, android.telecom */
export const classes = [
  ...cellClasses,
  phoneStateListener,
  smsManager,
  ...smsMessageClasses,
  subscriptionInfo,
  subscriptionManager,
  telecomManager,
  telephonyCallback,
  telephonyManager,
];

export const services: readonly SystemServiceModel[] = [
  { serviceName: 'phone', className: 'android/telephony/TelephonyManager' },
  { serviceName: 'telecom', className: 'android/telecom/TelecomManager' },
  { serviceName: 'telephony_subscription_service', className: 'android/telephony/SubscriptionManager' },
];
