export type { Gate } from './clicks.ts';
export type { ConsentSigns, LayoutControl, PageCall } from './consent-signs.ts';
export { findConsentReach } from './find-consent-reach.ts';
export type { ConsentFlag, ConsentReach } from './find-consent-reach.ts';
