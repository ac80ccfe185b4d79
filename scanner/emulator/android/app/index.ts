import { activityGroup, localActivityManager, tabActivity } from './tab-activity.ts';
import { throwableClass } from '../../java/lang/throwable.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { actionBar, navigationListener, windowDecorActionBar } from './action-bar/action-bar.ts';
import { tab, tabClickListener, tabImpl } from './action-bar/tabs.ts';
import { activity } from './activity.ts';
import { alarmClasses, alarmServices } from './alarm-manager.ts';
import { activityLifecycleCallbacks, application } from './application.ts';
import { contextThemeWrapper } from './context-theme-wrapper.ts';
import { jobClasses, jobServices } from './job/index.ts';
import { loaderListener, loaderManager, loaderManagerImpl } from './loader-manager.ts';
import { notificationClasses, notificationServices } from './notifications.ts';
import { pendingIntentClasses } from './pending-intent.ts';
import { processServiceClasses, processServices } from './process-services.ts';
import { serviceClasses } from './service.ts';
import { watchingServices } from './watching-services.ts';

/** android.app */
export const classes = [
  actionBar,
  activity,
  navigationListener,
  tab,
  tabClickListener,
  tabImpl,
  windowDecorActionBar,
  activityGroup,
  activityLifecycleCallbacks,
  loaderListener,
  loaderManager,
  loaderManagerImpl,
  localActivityManager,
  tabActivity,
  ...alarmClasses,
  application,
  contextThemeWrapper,
  ...jobClasses,
  ...notificationClasses,
  ...pendingIntentClasses,
  ...processServiceClasses,
  ...serviceClasses,
  ...watchingServices,
  throwableClass('android/app/PendingIntent$CanceledException', 'android/util/AndroidException'),
];

export const services: readonly SystemServiceModel[] = [
  ...alarmServices,
  ...jobServices,
  ...notificationServices,
  ...processServices,
];
