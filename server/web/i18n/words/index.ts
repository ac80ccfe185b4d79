import { accountsWords } from './accounts.ts';
import { appsWords } from './apps.ts';
import { auditWords } from './audit.ts';
import { batchesWords } from './batches.ts';
import { casesWords } from './cases.ts';
import { catalogueWords } from './catalogue.ts';
import { compareWords } from './compare.ts';
import { evidenceWords } from './evidence.ts';
import { filingsWords } from './filings.ts';
import { findingsWords } from './findings.ts';
import { frameWords } from './frame.ts';
import { identityWords } from './identity.ts';
import { listingsWords } from './listings.ts';
import { messagesWords } from './messages.ts';
import { policyWords } from './policy.ts';
import { progressWords } from './progress.ts';
import { reportWords } from './report.ts';
import { reviewWords } from './review.ts';
import { runWords } from './run.ts';
import { scansWords } from './scans.ts';
import { signInWords } from './sign-in.ts';
import { uploadWords } from './upload.ts';
import { verdictsWords } from './verdicts.ts';

/** Every line of the pages, in both languages; a key is `area.name`. */
export const words = {
  ...accountsWords,
  ...appsWords,
  ...auditWords,
  ...batchesWords,
  ...casesWords,
  ...catalogueWords,
  ...compareWords,
  ...evidenceWords,
  ...filingsWords,
  ...findingsWords,
  ...frameWords,
  ...identityWords,
  ...listingsWords,
  ...messagesWords,
  ...policyWords,
  ...progressWords,
  ...reportWords,
  ...reviewWords,
  ...runWords,
  ...scansWords,
  ...signInWords,
  ...uploadWords,
  ...verdictsWords,
} as const;

export type TextKey = keyof typeof words;

type PlaceholdersOf<Line extends string> = Line extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

/** The names in braces that a line needs values for; `never` where it has none. */
export type TextParams<Key extends TextKey> = PlaceholdersOf<(typeof words)[Key]['zh']>;

/** The key `prefix + name` where the dictionary has it: for codes of the server that may be newer than the pages. */
export function findKey<Prefix extends string>(
  prefix: Prefix,
  name: string,
): Extract<TextKey, `${Prefix}${string}`> | undefined {
  const key = prefix + name;
  return Object.hasOwn(words, key) ? (key as Extract<TextKey, `${Prefix}${string}`>) : undefined;
}
