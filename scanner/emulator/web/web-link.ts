import { hostKey } from '../machine/index.ts';
import type { FromBrowser, ToBrowser } from './messages.ts';

/**
 * A device's way to the browser that draws its pages. The device stands still until the browser has spoken: for the
 * app no time passes.
 */
export type WebLink = {
  /** Says one thing and gives what the browser says to it. */
  exchange(message: ToBrowser): FromBrowser;
  /** Wall time that this device has waited for the browser so far; none of it is the app's. */
  readonly waitedMs: number;
};

/** Absent where no browser can be had; pages are then laid out from their text alone. */
export const WEB_LINK = hostKey<WebLink>('web-link');
