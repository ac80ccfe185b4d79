import { createHash } from 'node:crypto';
import { checkBudget } from '../budget.ts';
import { ScanError } from '../errors.ts';
import type { Gap, Place, PolicyFacts, PolicyReach } from '../evidence/index.ts';
import {
  completeSet,
  findFormat,
  findObstacle,
  isPolicyText,
  namesAnotherApp,
  readDocument,
  readPolicy,
  toLexicon,
  toTextDocument,
} from '../policy/index.ts';
import type { GivenPolicy, Obstacle, PolicyDocument } from '../policy/index.ts';
import type { ShownDocuments, ShownText } from '../scenarios/find-documents.ts';
import { attempt } from './collector.ts';
import type { Collected, Collector, ScanInput } from './collector.ts';
import { endpointsCollector } from './endpoints.ts';
import { toGap } from './gaps.ts';
import type { GapCode } from './gaps.ts';
import { findResourceTexts } from './resource-texts.ts';

const MAX_DOCUMENTS = 24;
const MAX_ADDRESSES = 8;
const MAX_WAYS = 4;
const SAME_SHARE = 0.7;
/** A screen under the name of a list is that list, however short. */
const LIST_TITLE = /^[^\n。]{0,20}(?:清单|目录|list of)[^\n。]{0,20}\n/iu;
const MAX_FILES_READ = 400;
const MAX_FILE_BYTES = 6 * 1024 * 1024;
const MAX_TOTAL_BYTES = 40 * 1024 * 1024;
const FOLDERS = /^(?:[\w.-]+\/)?(?:assets|res\/raw[^/]*)\//u;
const FILES = /\.(?:html?|txt|md|docx|json)$/iu;
const NAMED = /priva|polic|yinsi|agreement|protocol|xieyi|隐私|协议|sdk|third|permission|children|teen/iu;
const OBSTACLE_GAPS: Readonly<Record<Obstacle, GapCode>> = {
  'login-wall': 'POLICY_BEHIND_LOGIN',
  'empty-page': 'POLICY_PAGE_EMPTY',
};
const POLICY_ADDRESS = /priva|yinsi|隐私|personal-?information|data-?protection/iu;

/** Documents in the package, in its string resources and given by the submitter, and what each discloses. */
export const policiesCollector: Collector<'policies'> = {
  slot: 'policies',
  collect: (input) => {
    const found = new DocumentFinder(input);
    found.given();
    found.files();
    found.strings();
    return found.finish();
  },
};

/** What a run of the app added: documents read off its screens, and what its addresses gave. */
export type MetPolicies = {
  readonly shown: ShownDocuments['texts'];
  readonly fetched: readonly FetchedPolicy[];
  readonly notices: ShownDocuments['notices'];
};

/** An address of the app that was asked for a document, and how the app led to it where a scenario followed it. */
export type FetchedPolicy = {
  readonly address: string;
  readonly reach?: PolicyReach;
  /** Why it gave none: a code of the fetcher or of the reader. */
  readonly result: GivenPolicy | { readonly failed: string };
};

/**
 * The documents of the package together with those that the run met. A text on a screen that says what a known document
 * says is that document, and only tells the way to it.
 */
export function addMetPolicies(
  known: readonly PolicyFacts[],
  met: MetPolicies,
  input: ScanInput,
): Collected<'policies'> {
  const found = new DocumentFinder(input, known);
  for (const { address, reach, result } of met.fetched)
    if ('failed' in result) found.missed(address);
    else found.fetched(result, reach);
  for (const shown of met.shown) found.shown(shown);
  found.announced(met.notices);
  return found.finish();
}

/** Addresses of policies and lists that the package and the run name, most telling first; each once. */
export function findPolicyAddresses(
  known: readonly PolicyFacts[],
  opened: ShownDocuments['addresses'],
  input: ScanInput,
): readonly Pick<FetchedPolicy, 'address' | 'reach'>[] {
  const linked = known.flatMap(({ links }) => links.filter((link) => !link.read).map(({ url }) => url));
  const inCode = (attempt(() => input.collected(endpointsCollector))?.value ?? [])
    .filter(({ url }) => POLICY_ADDRESS.test(url))
    .map(({ url }) => url);
  const addresses = new Map<string, Pick<FetchedPolicy, 'address' | 'reach'>>();
  for (const { url, reach } of opened) addresses.set(url, { address: url, reach });
  for (const url of [...linked, ...inCode])
    if (/^https?:\/\//iu.test(url) && !addresses.has(url)) addresses.set(url, { address: url });
  return [...addresses.values()].slice(0, MAX_ADDRESSES);
}

class DocumentFinder {
  readonly documents: PolicyFacts[] = [];
  readonly gaps: Gap[] = [];
  readonly #input: ScanInput;
  readonly #seen = new Set<string>();
  readonly #missed: Gap[] = [];

  constructor(input: ScanInput, known: readonly PolicyFacts[] = []) {
    this.#input = input;
    for (const facts of known) {
      this.documents.push(facts);
      this.#seen.add(facts.sha256);
    }
  }

  finish(): Collected<'policies'> {
    const value = completeSet(this.documents);
    // A page that gave nothing takes nothing from a policy that was read elsewhere.
    const isRead = value.some((facts) => facts.kind === 'policy' && facts.complete);
    const missed = this.#missed.map((gap) => (isRead ? { ...gap, affects: [] } : gap));
    return { value, gaps: [...this.gaps, ...missed, ...findGaps(value, this.#input)] };
  }

  fetched({ document, origin, sha256 }: GivenPolicy, reach: PolicyReach | undefined): void {
    if (this.documents.length < MAX_DOCUMENTS) this.#add(document, origin, sha256, reach && [reach]);
  }

  /** An address that gave no document. */
  missed(address: string): void {
    const places = (attempt(() => this.#input.collected(endpointsCollector))?.value ?? [])
      .filter(({ url }) => url === address)
      .map(({ place }) => place);
    this.#missed.push(toGap('POLICY_ADDRESS_FAILED', places));
  }

  /** A text on a screen. */
  shown({ text, reach, isWhole }: ShownText): void {
    checkBudget(this.#input.budget);
    if (this.documents.length >= MAX_DOCUMENTS || (!isPolicyText(text) && !LIST_TITLE.test(text))) return;
    const sha256 = toHash(new TextEncoder().encode(text));
    const document = { ...toTextDocument(text, 'text'), complete: isWhole };
    const origin = { kind: 'screen', address: reach.screenshotId } as const;
    const facts = this.#read(document, origin, sha256);
    const at = this.documents.findIndex((known) => known.sha256 === sha256 || saysTheSame(facts, known));
    const same = this.documents[at];
    if (same) this.documents[at] = { ...same, reached: addReach(same.reached, reach) };
    // A question for consent that states nothing is no document.
    else if (facts.statements.length > 0 || facts.sdkEntries.length > 0)
      this.#keep({ ...facts, reached: [reach] });
  }

  /** Screens that told of a change of the privacy policy. */
  announced(notices: ShownDocuments['notices']): void {
    if (notices.length === 0) return;
    const announced = notices.map(({ sentence, reach }) => ({ sentence, ...reach }));
    for (const [at, facts] of this.documents.entries())
      if (facts.kind === 'policy') this.documents[at] = { ...facts, announced };
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

  #add(
    document: PolicyDocument,
    origin: PolicyFacts['origin'],
    sha256: string,
    reached?: readonly PolicyReach[],
  ): void {
    if (this.#seen.has(sha256)) return;
    const facts = this.#read(document, origin, sha256);
    this.#keep(reached ? { ...facts, reached } : facts);
    const obstacle = findObstacle(document);
    if (obstacle !== undefined) this.#missed.push(toGap(OBSTACLE_GAPS[obstacle], [toPlace(facts)]));
    else if (namesAnotherApp(document, facts, attempt(this.#input.manifest)))
      this.gaps.push(toGap('POLICY_OF_ANOTHER_APP', [toPlace(facts)]));
  }

  #read(document: PolicyDocument, origin: PolicyFacts['origin'], sha256: string): PolicyFacts {
    const { data, budget } = this.#input;
    const lexicon = toLexicon(data.policyVocabulary, data.sdks);
    const id = `policy-${this.documents.length + 1}`;
    return readPolicy(document, { id, origin, sha256 }, lexicon, budget);
  }

  #keep(facts: PolicyFacts): void {
    this.#seen.add(facts.sha256);
    this.documents.push(facts);
    if (!facts.complete) this.gaps.push(toGap('POLICY_NOT_READ', [toPlace(facts)]));
  }
}

/** Whether most of what one document says stands in another, word for word. */
function saysTheSame(facts: PolicyFacts, known: PolicyFacts): boolean {
  const own = sentencesOf(facts);
  const others = sentencesOf(known);
  const shared = [...own].filter((sentence) => others.has(sentence)).length;
  return own.size > 0 && shared >= own.size * SAME_SHARE;
}

function sentencesOf({ statements, sdkEntries, elements }: PolicyFacts): ReadonlySet<string> {
  return new Set(
    [...statements, ...sdkEntries, ...elements].map(({ place }) => place.sentence.replace(/\s+/gu, '')),
  );
}

function addReach(known: readonly PolicyReach[] = [], reach: PolicyReach): readonly PolicyReach[] {
  if (known.some(({ scenarioId }) => scenarioId === reach.scenarioId)) return known;
  return [...known, reach].sort((a, b) => a.path.length - b.path.length).slice(0, MAX_WAYS);
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
