import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { PolicyFacts } from '../../../scanner/evidence/index.ts';
import { readDocument, readPolicy, toLexicon } from '../../../scanner/policy/index.ts';

const FOLDER = new URL('../../fixtures/policies/', import.meta.url);

const sdkAnswer = z.strictObject({ name: z.string(), ids: z.array(z.string()), items: z.array(z.string()) });
const contactAnswer = z.union([z.string(), z.number()]);
/** What a document says of each contact; several values where it gives several. */
export const contactAnswers = z.record(z.string(), z.union([contactAnswer, z.array(contactAnswer)]));
const document = z.strictObject({
  name: z.string(),
  format: z.enum(['text', 'html']).default('text'),
  text: z.string(),
  items: z.array(z.string()).optional(),
  denied: z.array(z.string()).optional(),
  purposes: z.record(z.string(), z.string()).optional(),
  permissions: z.array(z.string()).optional(),
  sdks: z.array(sdkAnswer).optional(),
  rights: z.array(z.string()).optional(),
  routes: z.record(z.string(), z.string()).optional(),
  contacts: contactAnswers.optional(),
  elements: z.array(z.string()).optional(),
  lacks: z.array(z.string()).optional(),
});
export type CorpusDocument = z.output<typeof document> & {
  readonly file: string;
  /** Answers that careful readers may give or leave out, counted neither way; only of texts that others wrote. */
  readonly unclear?: Unclear;
};
export type Unclear = {
  readonly items: readonly string[];
  readonly rights: readonly string[];
  /** Names of contacts, whatever their value. */
  readonly contacts: readonly string[];
};
export const sdkAnswers = z.array(sdkAnswer);

/** The small documents of test/fixtures/policies with their answers. */
export function readCorpus(): readonly CorpusDocument[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .flatMap((file) =>
      z
        .array(document)
        .parse(parse(readFileSync(new URL(file, FOLDER), 'utf8')))
        .map((entry) => ({ ...entry, file })),
    );
}

const data = loadScannerData();
export const lexicon = toLexicon(data.policyVocabulary, data.sdks);

export function readText(text: string, format: 'text' | 'html' = 'text'): PolicyFacts {
  return readBytes(new TextEncoder().encode(text), format === 'html' ? 'policy.html' : 'policy.txt');
}

export function readBytes(bytes: Uint8Array, name: string): PolicyFacts {
  const read = readDocument(bytes, { name }, unlimitedBudget());
  const origin = { kind: 'given-file', address: 'policy' } as const;
  return readPolicy(read, { id: 'policy-1', origin, sha256: '0'.repeat(64) }, lexicon);
}

/** Right, wrong and missed answers of one field. */
export type Score = { right: number; wrong: number; missed: number; readonly faults: string[] };

export const FIELDS = [
  'items',
  'denials',
  'purposes',
  'SDK tables',
  'rights',
  'contacts',
  'elements',
] as const;
export type Field = (typeof FIELDS)[number];

/** Compares what is read of every document with its answers. */
export function measureCorpus(
  corpus: readonly CorpusDocument[],
  read = (entry: CorpusDocument): PolicyFacts => readText(entry.text, entry.format),
): Readonly<Record<Field, Score>> {
  const scores = Object.fromEntries(
    FIELDS.map((field): [Field, Score] => [field, { right: 0, wrong: 0, missed: 0, faults: [] }]),
  ) as Record<Field, Score>;
  for (const entry of corpus) {
    const facts = read(entry);
    const unclear = new Set(entry.unclear ? Object.values(entry.unclear).flat() : []);
    const isClear = (answer: string): boolean =>
      !unclear.has(answer) && !unclear.has(answer.split(' ')[0] ?? '');
    const note = (field: Field, found: readonly string[], wanted: readonly string[]): void =>
      compare(scores[field], `${entry.file}: ${entry.name}`, found.filter(isClear), wanted.filter(isClear));
    const own = facts.statements.filter((statement) => statement.party === 'app');
    const positive = own.filter((statement) => !statement.negated && statement.act !== 'share');
    if (entry.items || entry.denied)
      note(
        'items',
        positive.flatMap((s) => s.items),
        entry.items ?? [],
      );
    if (entry.items || entry.denied)
      note(
        'denials',
        own.filter((s) => s.negated).flatMap((s) => s.items),
        entry.denied ?? [],
      );
    for (const [item, purpose] of Object.entries(entry.purposes ?? {})) {
      const found = positive.filter((s) => s.items.includes(item)).flatMap((s) => s.purposes);
      note('purposes', found.includes(purpose) ? [purpose] : found.slice(0, 1), [purpose]);
    }
    if (entry.sdks) compareSdks(scores['SDK tables'], entry, facts, isClear);
    const elements = facts.elements.map(({ element }) => element);
    if (entry.rights) note('rights', elements.filter(isRight), entry.rights);
    for (const [right, route] of Object.entries(entry.routes ?? {})) {
      const found = facts.elements
        .filter(({ element }) => element === right)
        .map((element) => element.route ?? '');
      note('rights', found.includes(route) ? [route] : found.filter((text) => text !== ''), [route]);
    }
    if (entry.contacts) note('contacts', toContacts(facts), fromContacts(entry.contacts));
    const known = new Set(elements);
    for (const element of entry.elements ?? [])
      note('elements', known.has(element) ? [element] : [], [element]);
    for (const element of entry.lacks ?? []) note('elements', known.has(element) ? [element] : [], []);
  }
  return scores;
}

export function toPrecision({ right, wrong }: Score): number {
  return right / Math.max(1, right + wrong);
}

export function toRecall({ right, missed }: Score): number {
  return right / Math.max(1, right + missed);
}

function isRight(element: string): boolean {
  return element.startsWith('right-') || element === 'account-deletion';
}

const CONTACTS = new Set([
  'operator-name',
  'contact-email',
  'contact-phone',
  'contact-address',
  'effective-date',
  'updated-date',
  'response-days',
]);

function toContacts(facts: PolicyFacts): readonly string[] {
  return facts.elements.flatMap(({ element, value, days }) => {
    if (element === 'complaint') return ['complaint'];
    return CONTACTS.has(element) ? [`${element} ${days ?? value ?? ''}`] : [];
  });
}

function fromContacts(contacts: z.output<typeof contactAnswers>): readonly string[] {
  return Object.entries(contacts).flatMap(([key, value]) =>
    key === 'complaint' ? [key] : [value].flat().map((one) => `${key} ${one}`),
  );
}

/** An entry is right when it is found by name or id, with an id where one is known; then its items count one by one. */
function compareSdks(
  score: Score,
  entry: CorpusDocument,
  facts: PolicyFacts,
  isClear: (answer: string) => boolean,
): void {
  const left = [...facts.sdkEntries];
  for (const wanted of entry.sdks ?? []) {
    const at = left.findIndex(
      (found) =>
        isSameName(found.name, wanted.name) ||
        (wanted.ids.length > 0 && wanted.ids.every((id) => found.sdkIds.includes(id))),
    );
    const label = `${entry.file}: ${entry.name}: ${wanted.name}`;
    const [found] = at < 0 ? [] : left.splice(at, 1);
    const isKnown = found !== undefined && wanted.ids.every((id) => found.sdkIds.includes(id));
    compare(score, label, isKnown ? ['entry'] : [], ['entry']);
    compare(score, label, (found?.items ?? []).filter(isClear), wanted.items.filter(isClear));
  }
  compare(
    score,
    `${entry.file}: ${entry.name}`,
    left.map((extra) => extra.name),
    [],
  );
}

/** Texts of others write a name with what stands around it: `推送通知消息（OPPO推送SDK）`. */
function isSameName(found: string, wanted: string): boolean {
  const [a, b] = [toKey(found), toKey(wanted)];
  if (found.toLowerCase().includes(wanted.toLowerCase())) return true;
  return a === b || (b.length > 3 && a.includes(b)) || (a.length > 3 && b.includes(a));
}

function toKey(name: string): string {
  return name.toLowerCase().replace(/\s|sdk/gu, '');
}

function compare(score: Score, label: string, found: readonly string[], wanted: readonly string[]): void {
  const foundSet = new Set(found.map((answer) => toWanted(answer, wanted)));
  const wantedSet = new Set(wanted);
  for (const item of foundSet)
    if (wantedSet.has(item)) score.right += 1;
    else {
      score.wrong += 1;
      score.faults.push(`${label}: read ${item}`);
    }
  for (const item of wantedSet)
    if (!foundSet.has(item)) {
      score.missed += 1;
      score.faults.push(`${label}: missed ${item}`);
    }
}

/** An address may be cut before its town or its postcode. */
function toWanted(found: string, wanted: readonly string[]): string {
  if (!found.startsWith('contact-address ')) return found;
  const bare = (text: string): string => text.replace(/[\s,，]/gu, '');
  return (
    wanted.find((answer) => bare(answer).startsWith(bare(found)) || bare(found).startsWith(bare(answer))) ??
    found
  );
}
