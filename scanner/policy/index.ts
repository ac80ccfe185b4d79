/** Privacy policies: documents to structured text, text to what it discloses, and that beside what the app does. */
export * from './document/index.ts';
export { comparePolicyVersions, datesOf, itemsOf, namesOf, rightsOf } from './versions/compare-versions.ts';
export type { ClauseChange, PolicyVersions } from './versions/compare-versions.ts';
export { completeSet } from './complete-set.ts';
export { comparePolicies } from './compare/compare-policies.ts';
export type { Observed } from './compare/compare-policies.ts';
export { readAnyDocument } from './given-policy.ts';
export type { GivenPolicy } from './given-policy.ts';
export { draftLists } from './draft-lists.ts';
export type { CollectedRow, DraftLists, SharedRow } from './draft-lists.ts';
export { findLanguage, isPolicyText } from './read/classify-document.ts';
export { findObstacle, namesAnotherApp } from './read/obstacle.ts';
export type { Obstacle } from './read/obstacle.ts';
export { toLexicon } from './read/lexicon.ts';
export type { Lexicon } from './read/lexicon.ts';
export { readPolicy } from './read/read-policy.ts';
export type { DocumentHead } from './read/read-policy.ts';
