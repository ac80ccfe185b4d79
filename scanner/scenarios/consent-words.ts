// The words serve the reading of code as well, so they lie with the data.
export * from '../data/consent-words.ts';
