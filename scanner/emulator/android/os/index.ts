import { throwableClass } from '../../java/lang/throwable.ts';
import type { SystemServiceModel } from '../content/system-services.ts';
import { hostRunnable } from '../support/host-runnable.ts';
import { asyncTaskClasses } from './async-task.ts';
import { binderClasses } from './binder.ts';
import { build, buildVersion } from './build.ts';
import { baseBundle, bundle } from './bundle.ts';
import { deviceServiceClasses, osServices } from './device-services.ts';
import { handlerThreadClasses } from './handler-thread.ts';
import { handler, handlerCallback } from './handler.ts';
import { idProvider } from './id-provider.ts';
import { idleHandler, looper, messageQueue } from './looper.ts';
import { message } from './message.ts';
import { process } from './process.ts';
import { systemClock } from './system-clock.ts';
import { systemPropertiesClass } from './system-properties.ts';

/** android.os */
export const classes = [
  build,
  buildVersion,
  baseBundle,
  bundle,
  handler,
  handlerCallback,
  idleHandler,
  looper,
  messageQueue,
  message,
  process,
  systemClock,
  ...asyncTaskClasses,
  ...binderClasses,
  ...deviceServiceClasses,
  ...handlerThreadClasses,
  hostRunnable,
  idProvider,
  systemPropertiesClass,
  throwableClass('android/os/RemoteException', 'android/util/AndroidException'),
  throwableClass('android/os/DeadObjectException', 'android/os/RemoteException'),
  throwableClass('android/os/OperationCanceledException', 'java/lang/RuntimeException'),
];

export const services: readonly SystemServiceModel[] = osServices;
