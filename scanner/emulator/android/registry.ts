import type { ClassModel } from '../machine/index.ts';
import * as app from './app/index.ts';
import * as dialogs from './app/dialog/index.ts';
import * as content from './content/index.ts';
import * as contentRes from './content/res/index.ts';
import { registerSystemServices, type SystemServiceModel } from './content/system-services.ts';
import * as graphics from './graphics/index.ts';
import * as internal from './internal/index.ts';
import * as net from './net/index.ts';
import * as os from './os/index.ts';
import { phoneClasses, phoneServices } from './phone-packages.ts';
import * as preference from './preference/index.ts';
import * as text from './text/index.ts';
import * as util from './util/index.ts';
import * as view from './view/index.ts';
import { inflaterClasses, layoutInflaterService } from './view/layout-inflater.ts';
import * as widget from './widget/index.ts';

/** What each package of android.* adds: its modelled classes, and the services that Context gives out. */
type PackageModels = {
  readonly classes: readonly ClassModel[];
  readonly services?: readonly SystemServiceModel[];
};

const packages: readonly PackageModels[] = [
  app,
  dialogs,
  content,
  contentRes,
  graphics,
  internal,
  net,
  os,
  preference,
  { classes: phoneClasses, services: phoneServices },
  text,
  util,
  view,
  { classes: inflaterClasses, services: [layoutInflaterService] },
  widget,
];

/** All models of Android. */
export function androidClasses(): readonly ClassModel[] {
  registerSystemServices(packages.flatMap(({ services = [] }) => services));
  return packages.flatMap(({ classes }) => classes);
}
