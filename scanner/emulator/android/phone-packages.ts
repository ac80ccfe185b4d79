import type { ClassModel } from '../machine/index.ts';
import * as accounts from './accounts/index.ts';
import * as bluetooth from './bluetooth/index.ts';
import { throwableClass } from '../java/lang/throwable.ts';
import { alarmClasses, alarmServices } from './app/alarm-manager.ts';
import { jobClasses, jobServices } from './app/job/index.ts';
import { notificationClasses, notificationServices } from './app/notifications.ts';
import { pendingIntentClasses } from './app/pending-intent.ts';
import { processServiceClasses, processServices } from './app/process-services.ts';
import { serviceClasses } from './app/service.ts';
import { broadcastReceiver, pendingResult } from './content/broadcast-receiver.ts';
import { intentFilter } from './content/intent-filter.ts';
import { packageManagerClasses } from './content/pm/package-manager.ts';
import { services as contentServices } from './content/index.ts';
import type { SystemServiceModel } from './content/system-services.ts';
import { cursorClasses } from './database/cursor.ts';
import * as hardware from './hardware/index.ts';
import * as location from './location/index.ts';
import * as media from './media/index.ts';
import { services as netServices } from './net/index.ts';
import * as nfc from './nfc/index.ts';
import { asyncTaskClasses } from './os/async-task.ts';
import { binderClasses } from './os/binder.ts';
import { deviceServiceClasses, osServices } from './os/device-services.ts';
import { handlerThreadClasses } from './os/handler-thread.ts';
import { systemPropertiesClass } from './os/system-properties.ts';
import * as provider from './provider/index.ts';
import { hostRunnable } from './support/host-runnable.ts';
import * as telephony from './telephony/index.ts';

/** Packages that stand for a person's phone: what is in it, around it, and on it. */
export const phoneClasses: readonly ClassModel[] = [
  ...accounts.classes,
  ...alarmClasses,
  ...asyncTaskClasses,
  ...binderClasses,
  broadcastReceiver,
  ...deviceServiceClasses,
  ...handlerThreadClasses,
  hostRunnable,
  intentFilter,
  ...jobClasses,
  ...notificationClasses,
  ...pendingIntentClasses,
  pendingResult,
  ...processServiceClasses,
  ...serviceClasses,
  systemPropertiesClass,
  throwableClass('android/app/PendingIntent$CanceledException', 'android/util/AndroidException'),
  throwableClass('android/content/ActivityNotFoundException', 'java/lang/RuntimeException'),
  throwableClass('android/database/SQLException', 'java/lang/RuntimeException'),
  throwableClass('android/database/CursorIndexOutOfBoundsException', 'java/lang/IndexOutOfBoundsException'),
  throwableClass('android/os/RemoteException', 'android/util/AndroidException'),
  throwableClass('android/os/DeadObjectException', 'android/os/RemoteException'),
  throwableClass('android/os/OperationCanceledException', 'java/lang/RuntimeException'),
  throwableClass('android/provider/Settings$SettingNotFoundException', 'android/util/AndroidException'),
  ...bluetooth.classes,
  ...cursorClasses,
  ...hardware.classes,
  ...location.classes,
  ...media.classes,
  ...nfc.classes,
  ...packageManagerClasses,
  ...provider.classes,
  ...telephony.classes,
];

export const phoneServices: readonly SystemServiceModel[] = [
  ...accounts.services,
  ...alarmServices,
  ...jobServices,
  ...notificationServices,
  ...osServices,
  ...processServices,
  ...bluetooth.services,
  ...contentServices,
  ...hardware.services,
  ...location.services,
  ...media.services,
  ...netServices,
  ...nfc.services,
  ...telephony.services,
];
