import { build, buildVersion } from './build.ts';
import { baseBundle, bundle } from './bundle.ts';
import { handler, handlerCallback } from './handler.ts';
import { idleHandler, looper, messageQueue } from './looper.ts';
import { message } from './message.ts';
import { process } from './process.ts';
import { systemClock } from './system-clock.ts';

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
];
