import { createHash } from 'node:crypto';
import { checkBudget } from '../budget.ts';
import { ScanError } from '../errors.ts';
import type { Gap, Place, PolicyFacts } from '../evidence/index.ts';
import {
  completeSet,
  findFormat,
  isPolicyText,
  readDocument,
  readPolicy,
  toLexicon,
  toTextDocument,
} from '../policy/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { attempt } from './collector.ts';
import type { Collector, ScanInput } from './collector.ts';
import { endpointsCollector } from './endpoints.ts';
import { toGap } from './gaps.ts';
import { findResourceTexts } from './resource-texts.ts';

const MAX_DOCUMENTS = 24;
const MAX_FILES_READ = 400;
const MAX_FILE_BYTES = 6 * 1024 * 1024;
const MAX_TOTAL_BYTES = 40 * 1024 * 1024;
const FOLDERS = /^(?:[\w.-]+\/)?(?:assets|res\/raw[^/]*)\//u;
const FILES = /\.(?:html?|txt|md|docx|json)$/iu;
const NAMED = /priva|polic|yinsi|agreement|protocol|xieyi|隐私|协议|sdk|third|permission|children|teen/iu;
const POLICY_ADDRESS = /priva|yinsi|隐私|personal-?information|data-?protection/iu;

/** Documents in the package, in its string resources and given by the submitter, and what each discloses. */
export const policiesCollector: Collector<'policies'> = {
  slot: 'policies',
  collect: (input) => {
    const found = new DocumentFinder(input);
    found.given();
    found.files();
    found.strings();
    const value = completeSet(found.documents);
    return { value, gaps: [...found.gaps, ...findGaps(value, input)] };
  },
};

class DocumentFinder {
  readonly documents: PolicyFacts[] = [];
  readonly gaps: Gap[] = [];
  readonly #input: ScanInput;
  readonly #seen = new Set<string>();

  constructor(input: ScanInput) {
    this.#input = input;
  }

  given(): void {
    for (const { document, origin, sha256 } of this.#input.policies) this.#add(document, origin, sha256);
  }

  files(): void {
    const { pkg, budget } = this.#input;
    const candidates = pkg.apks
      .flatMap((apk) => apk.entries().map((entry) => ({ apk, entry })))
      .filter(
        ({ entry }) =>
          !entry.shadowed &&
          entry.sizeBytes <= MAX_FILE_BYTES &&
          FOLDERS.test(entry.name) &&
          (FILES.test(entry.name) || NAMED.test(entry.name)),
      )
      .sort((a, b) => Number(NAMED.test(b.entry.name)) - Number(NAMED.test(a.entry.name)));
    let read = 0;
    let total = 0;
    for (const { apk, entry } of candidates) {
      checkBudget(budget);
      if (read >= MAX_FILES_READ || total >= MAX_TOTAL_BYTES || this.documents.length >= MAX_DOCUMENTS) {
        this.gaps.push(toGap('TOO_MUCH', [], ['policies', 'policyMatches']));
        break;
      }
      read += 1;
      total += entry.sizeBytes;
      const file = entry.name;
      try {
        const bytes = apk.read(entry);
        const format = findFormat(bytes, { name: file });
        if (format === undefined || format === 'pdf' || (format === 'docx' && !/\.docx$/iu.test(file)))
          continue;
        const document = readDocument(bytes, { name: file }, budget);
        if (isPolicyText(document.text))
          this.#add(document, { kind: 'package-file', address: file }, toHash(bytes));
      } catch (error) {
        if (!(error instanceof ScanError) || error.code === 'CANCELLED' || error.code === 'DEADLINE_EXCEEDED')
          throw error;
        if (NAMED.test(file)) this.gaps.push(toGap('POLICY_NOT_READ', [{ kind: 'file', file }]));
      }
    }
  }

  /** Whole policies that apps keep as one string. */
  strings(): void {
    const table = attempt(() => this.#input.pkg.resources());
    if (!table) return;
    const { longTexts } = findResourceTexts(table, this.#input.data.policyWords);
    for (const text of longTexts) {
      checkBudget(this.#input.budget);
      if (this.documents.length >= MAX_DOCUMENTS) return;
      if (!isPolicyText(text)) continue;
      const bytes = new TextEncoder().encode(text);
      const isMarkup = findFormat(bytes, { name: 'string' }) === 'html';
      const document = isMarkup
        ? readDocument(bytes, { name: 'string' }, this.#input.budget)
        : toTextDocument(text, 'text');
      this.#add(document, { kind: 'string-resource', address: 'resources.arsc' }, toHash(bytes));
    }
  }

  #add(document: PolicyDocument, origin: PolicyFacts['origin'], sha256: string): void {
    if (this.#seen.has(sha256)) return;
    this.#seen.add(sha256);
    const { data, budget } = this.#input;
    const lexicon = toLexicon(data.policyVocabulary, data.sdks);
    const id = `policy-${this.documents.length + 1}`;
    const facts = readPolicy(document, { id, origin, sha256 }, lexicon, budget);
    this.documents.push(facts);
    if (!facts.complete) this.gaps.push(toGap('POLICY_NOT_READ', [toPlace(facts)]));
  }
}

/** Why the set may lack what the policy says: no policy at all, or only an address of one, or a list not followed. */
function findGaps(documents: readonly PolicyFacts[], input: ScanInput): readonly Gap[] {
  const gaps: Gap[] = [];
  const policies = documents.filter((document) => document.kind === 'policy');
  if (policies.length === 0) {
    const addresses = (attempt(() => input.collected(endpointsCollector))?.value ?? []).filter((endpoint) =>
      POLICY_ADDRESS.test(endpoint.url),
    );
    gaps.push(
      toGap(
        'POLICY_NOT_FOUND',
        addresses.map((endpoint) => endpoint.place),
      ),
    );
  }
  if (policies.some((document) => document.language === 'other'))
    gaps.push(
      toGap('POLICY_LANGUAGE', policies.filter((document) => document.language === 'other').map(toPlace)),
    );
  const unread = documents.filter((document) => document.links.some((link) => !link.read));
  if (unread.length > 0) gaps.push(toGap('POLICY_PART_NOT_READ', unread.map(toPlace)));
  return gaps;
}

function toPlace(facts: PolicyFacts): Place {
  return { kind: 'policy', documentId: facts.id, sentence: facts.title, offsetChars: 0 };
}

function toHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
