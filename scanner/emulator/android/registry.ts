import type { ClassModel } from '../machine/index.ts';
import { classes as app } from './app/index.ts';
import { classes as content } from './content/index.ts';
import { registerSystemServices, type SystemServiceModel } from './content/system-services.ts';
import { classes as net } from './net/index.ts';
import { classes as os } from './os/index.ts';
import { classes as resources } from './content/res/index.ts';
import { classes as util } from './util/index.ts';
import { inflaterClasses, layoutInflaterService } from './view/layout-inflater.ts';

/** Every modelled class of android.*, one list for each package. */
const packages: readonly (readonly ClassModel[])[] = [
  app,
  content,
  net,
  os,
  resources,
  util,
  inflaterClasses,
];

/** What Context.getSystemService gives out. */
const services: readonly SystemServiceModel[] = [layoutInflaterService];

/** All models of Android. */
export function androidClasses(): readonly ClassModel[] {
  registerSystemServices(services);
  return packages.flat();
}
