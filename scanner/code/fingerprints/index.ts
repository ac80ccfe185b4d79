export { hashReference, hashText, isTellingOwner, isTellingText, MethodPrint } from './features.ts';
export { DexPrinter } from './dex-prints.ts';
export { matchFingerprints } from './match-fingerprints.ts';
export type { FingerprintMatch, FingerprintResult } from './match-fingerprints.ts';
