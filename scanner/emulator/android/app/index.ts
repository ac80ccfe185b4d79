import { throwableClass } from '../../java/lang/throwable.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { activity } from './activity.ts';
import { alarmClasses, alarmServices } from './alarm-manager.ts';
import { activityLifecycleCallbacks, application } from './application.ts';
import { contextThemeWrapper } from './context-theme-wrapper.ts';
import { jobClasses, jobServices } from './job/index.ts';
import { notificationClasses, notificationServices } from './notifications.ts';
import { pendingIntentClasses } from './pending-intent.ts';
import { processServiceClasses, processServices } from './process-services.ts';
import { serviceClasses } from './service.ts';

/** android.app */
export const classes = [
  activity,
  activityLifecycleCallbacks,
  ...alarmClasses,
  application,
  contextThemeWrapper,
  ...jobClasses,
  ...notificationClasses,
  ...pendingIntentClasses,
  ...processServiceClasses,
  ...serviceClasses,
  throwableClass('android/app/PendingIntent$CanceledException', 'android/util/AndroidException'),
];

export const services: readonly SystemServiceModel[] = [
  ...alarmServices,
  ...jobServices,
  ...notificationServices,
  ...processServices,
];
