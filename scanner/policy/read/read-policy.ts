import type {
  PolicyFacts,
  PolicyOrigin,
  PolicyPlace,
  PolicySdkEntry,
  PolicyStatement,
} from '../../evidence/index.ts';
import { checkBudget, unlimitedBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import type { PolicyDocument } from '../document/document.ts';
import { Analyser } from './analysis.ts';
import { classifyDocument, findLanguage, titleOf } from './classify-document.ts';
import { POLICY_TITLE, placeBlocks } from './context.ts';
import type { Lexicon } from './lexicon.ts';
import { findReferences } from './references.ts';
import { ElementReader } from './read-elements.ts';
import { mergeEntries } from './merge-entries.ts';
import { findOwnNames, isOfAbsent, isOwn } from './party-name.ts';
import { readEntryLines } from './read-entry-lines.ts';
import { StatementReader } from './read-statements.ts';
import { readTable } from './read-tables.ts';
import type { Sentence } from './sentences.ts';

/** What a reading needs to know of a document beside its text. */
export type DocumentHead = {
  readonly id: string;
  readonly origin: PolicyOrigin;
  readonly sha256: string;
};

const SENTENCE_CHARS = 400;
const MOST_STATEMENTS = 3000;
/** Where a document says who it is of. */
const OPENING_CHARS = 1500;

/** What one document discloses. Throws DEADLINE_EXCEEDED and CANCELLED. Pure; `missing` and the links' `read` are filled in for the set by `completeSet`. */
export function readPolicy(
  document: PolicyDocument,
  head: DocumentHead,
  lexicon: Lexicon,
  budget: Budget = unlimitedBudget(),
): PolicyFacts {
  const toPlace = (sentence: Sentence): PolicyPlace => ({
    kind: 'policy',
    documentId: head.id,
    sentence: sentence.text.slice(0, SENTENCE_CHARS),
    offsetChars: sentence.offset,
  });
  const title = titleOf(document);
  // A title that is a sentence of the text says nothing of the whole.
  const documentTopic =
    /[。，；.,;]/u.test(title) || POLICY_TITLE.test(title) ? undefined : lexicon.toTopic(title);
  const placed = placeBlocks(document.blocks, lexicon).map((block) => ({
    ...block,
    topic: block.topic ?? documentTopic,
  }));
  const analyser = new Analyser(lexicon);
  const lines = readEntryLines(placed, lexicon, analyser, toPlace, budget);
  const reader = new StatementReader(lexicon, analyser, toPlace);
  const elements = new ElementReader(lexicon, analyser, toPlace);
  const entries: PolicySdkEntry[] = [...lines.entries];
  const statements: PolicyStatement[] = [];
  for (const block of document.blocks)
    if (block.kind === 'heading') elements.readHeading(block.text, block.offset);
  for (const block of placed) {
    checkBudget(budget);
    elements.read(block, lines.consumed.has(block));
    if (block.block.kind === 'table') {
      if (isOfAbsent(block.headings)) continue;
      const table = readTable(block.block, block, lexicon, toPlace);
      entries.push(...table.entries);
      statements.push(...table.statements);
    } else if (!lines.consumed.has(block)) reader.read(block);
  }
  const own = findOwnNames(title, document.text.slice(0, OPENING_CHARS));
  const merged = mergeEntries(entries, lines.said).filter((entry) => !isOwn(entry.name, own));
  if (merged.length > 0 && !elements.elements.some(({ element }) => element === 'sdk-list'))
    elements.elements.push({
      element: 'sdk-list',
      place: merged[0]?.place ?? toPlace({ text: title, offset: 0 }),
    });
  return {
    ...head,
    kind: classifyDocument(document),
    title: title.slice(0, 120),
    language: findLanguage(document.text),
    format: document.format,
    charCount: document.text.length,
    ...(document.ocrConfidencePercent !== undefined && {
      ocrConfidencePercent: document.ocrConfidencePercent,
    }),
    complete: document.complete && !(document.pictureCount > 0 && document.text.length < 300),
    elements: elements.elements,
    statements: [...reader.statements, ...statements].slice(0, MOST_STATEMENTS),
    sdkEntries: merged.slice(0, MOST_STATEMENTS),
    missing: [],
    links: findReferences(document).map((reference) => ({ ...reference, read: false })),
  };
}
