import type { ClassModel } from '../machine/index.ts';
import * as accounts from './accounts/index.ts';
import * as bluetooth from './bluetooth/index.ts';
import type { SystemServiceModel } from './content/system-services.ts';
import * as database from './database/index.ts';
import * as hardware from './hardware/index.ts';
import * as location from './location/index.ts';
import * as media from './media/index.ts';
import * as nfc from './nfc/index.ts';
import * as provider from './provider/index.ts';
import * as telephony from './telephony/index.ts';
import { cookieClasses } from './webkit/cookie-manager.ts';

/** Packages that stand for a person's phone: what is in it, around it, and on it. */
export const phoneClasses: readonly ClassModel[] = [
  ...accounts.classes,
  ...bluetooth.classes,
  ...cookieClasses,
  ...database.classes,
  ...hardware.classes,
  ...location.classes,
  ...media.classes,
  ...nfc.classes,
  ...provider.classes,
  ...telephony.classes,
];

export const phoneServices: readonly SystemServiceModel[] = [
  ...accounts.services,
  ...bluetooth.services,
  ...hardware.services,
  ...location.services,
  ...media.services,
  ...nfc.services,
  ...telephony.services,
];
