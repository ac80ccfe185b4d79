export { isAllowedHost, isPublicAddress } from './address-guard.ts';
export type { AllowList } from './address-guard.ts';
export { FETCH_LIMITS, fetchDocument } from './fetch-document.ts';
export type { FetchedDocument, FetchLimits, FetchOptions } from './fetch-document.ts';
