import type { ClassModel } from '../machine/index.ts';
import * as accounts from './accounts/index.ts';
import * as app from './app/index.ts';
import * as bluetooth from './bluetooth/index.ts';
import * as content from './content/index.ts';
import * as contentRes from './content/res/index.ts';
import { registerSystemServices, type SystemServiceModel } from './content/system-services.ts';
import * as hardware from './hardware/index.ts';
import * as location from './location/index.ts';
import * as media from './media/index.ts';
import * as net from './net/index.ts';
import * as nfc from './nfc/index.ts';
import * as os from './os/index.ts';
import * as provider from './provider/index.ts';
import * as telephony from './telephony/index.ts';
import * as util from './util/index.ts';
import { inflaterClasses, layoutInflaterService } from './view/layout-inflater.ts';

/** What each package of android.* adds: its modelled classes, and the services that Context gives out. */
type PackageModels = {
  readonly classes: readonly ClassModel[];
  readonly services?: readonly SystemServiceModel[];
};

const packages: readonly PackageModels[] = [
  accounts,
  app,
  bluetooth,
  content,
  contentRes,
  hardware,
  location,
  media,
  net,
  nfc,
  os,
  phoneClasses,
  provider,
  telephony,
  util,
  { classes: inflaterClasses, services: [layoutInflaterService, ...phoneServices] },
];

/** All models of Android. */
export function androidClasses(): readonly ClassModel[] {
  registerSystemServices(packages.flatMap(({ services = [] }) => services));
  return packages.flatMap(({ classes }) => classes);
}
