/** Privacy policies: documents to structured text, text to what it discloses, and that beside what the app does. */
export * from './document/index.ts';
export { completeSet } from './complete-set.ts';
export { comparePolicies } from './compare/compare-policies.ts';
export type { Observed } from './compare/compare-policies.ts';
export { readAnyDocument } from './given-policy.ts';
export type { GivenPolicy } from './given-policy.ts';
export { draftLists } from './draft-lists.ts';
export type { CollectedRow, DraftLists, SharedRow } from './draft-lists.ts';
export { findLanguage, isPolicyText } from './read/classify-document.ts';
export { toLexicon } from './read/lexicon.ts';
export type { Lexicon } from './read/lexicon.ts';
export { readPolicy } from './read/read-policy.ts';
export type { DocumentHead } from './read/read-policy.ts';
