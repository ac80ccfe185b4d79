import type { PolicyFacts } from '../../evidence/index.ts';
import type { PolicyDocument } from '../document/document.ts';

/** A clause of a policy: a paragraph, an item of a list or a row of a table, under the headings it stands under. */
export type PolicyClause = { readonly heading: string; readonly text: string };

/** What became of a clause between two versions. */
export type ClauseChange =
  | { readonly kind: 'added'; readonly after: PolicyClause }
  | { readonly kind: 'removed'; readonly before: PolicyClause }
  | { readonly kind: 'changed'; readonly before: PolicyClause; readonly after: PolicyClause };

export type SetOfKeys = { readonly added: readonly string[]; readonly removed: readonly string[] };

/** Two versions of a policy side by side. */
export type PolicyVersions = {
  /** In the order of the later version; what was removed stands where it stood. */
  readonly clauses: readonly ClauseChange[];
  readonly sameClauseCount: number;
  /** Keys of scanner/data/policy/items.tsv that the app is said to collect. */
  readonly items: SetOfKeys;
  /** Third parties by name. */
  readonly sdks: SetOfKeys;
  /** Keys of rights, with `account-deletion`. */
  readonly rights: SetOfKeys;
  /** Whether the document says that it is another version: its date of update or effect differs. */
  readonly dateDiffers: boolean;
  /**
   * More is taken or given away, or a right is gone: what PIPL article 17 wants told, and article 14 asks consent for.
   */
  readonly isMaterial: boolean;
};

/** Below this share of common pairs of characters two clauses are two, not one that was changed. */
const SAME_CLAUSE = 0.5;
/** A clause is looked for this far from where its neighbours are. */
const WINDOW = 40;
const MOST_CLAUSES = 4000;

/** Compares two versions clause by clause, and what they disclose. Pure; the earlier first. */
export function comparePolicyVersions(
  before: { readonly document: PolicyDocument; readonly facts: PolicyFacts },
  after: { readonly document: PolicyDocument; readonly facts: PolicyFacts },
): PolicyVersions {
  const earlier = toClauses(before.document);
  const later = toClauses(after.document);
  const { clauses, sameClauseCount } = compareClauses(earlier, later);
  const items = compareKeys(itemsOf(before.facts), itemsOf(after.facts));
  const sdks = compareKeys(namesOf(before.facts), namesOf(after.facts));
  const rights = compareKeys(rightsOf(before.facts), rightsOf(after.facts));
  return {
    clauses,
    sameClauseCount,
    items,
    sdks,
    rights,
    dateDiffers: datesOf(before.facts) !== datesOf(after.facts),
    isMaterial: items.added.length > 0 || sdks.added.length > 0 || rights.removed.length > 0,
  };
}

/** Kinds that the app itself is said to collect. */
export function itemsOf({ statements }: PolicyFacts): readonly string[] {
  return statements
    .filter(({ party, negated }) => party === 'app' && !negated)
    .flatMap(({ items }) => items)
    .filter((item) => item !== 'any');
}

export function namesOf({ sdkEntries }: PolicyFacts): readonly string[] {
  return sdkEntries.map(({ name }) => name);
}

export function rightsOf({ elements }: PolicyFacts): readonly string[] {
  return elements
    .map(({ element }) => element)
    .filter((element) => element.startsWith('right-') || element === 'account-deletion');
}

/** Dates of update and effect, as one text. */
export function datesOf({ elements }: PolicyFacts): string {
  return elements
    .filter(({ element }) => element === 'updated-date' || element === 'effective-date')
    .map(({ element, value }) => `${element} ${value ?? ''}`)
    .sort()
    .join(' ');
}

function toClauses(document: PolicyDocument): readonly PolicyClause[] {
  const headings: { level: number; text: string }[] = [];
  const clauses: PolicyClause[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
      headings.push(block);
      continue;
    }
    const heading = headings.at(-1)?.text ?? '';
    if (block.kind === 'table')
      for (const row of block.rows)
        clauses.push({
          heading,
          text: row
            .filter((cell) => !cell.repeated)
            .map((cell) => cell.text)
            .join(' | '),
        });
    else clauses.push({ heading, text: block.text });
  }
  return clauses.slice(0, MOST_CLAUSES);
}

function compareClauses(
  before: readonly PolicyClause[],
  after: readonly PolicyClause[],
): { readonly clauses: readonly ClauseChange[]; readonly sameClauseCount: number } {
  const places = new Map<string, number[]>();
  for (const [at, clause] of before.entries())
    places.set(toKey(clause.text), [...(places.get(toKey(clause.text)) ?? []), at]);
  const taken = new Set<number>();
  /** The earlier clause that each later one is, word for word. */
  const same = after.map((clause) => {
    const at = places.get(toKey(clause.text))?.shift();
    if (at !== undefined) taken.add(at);
    return at;
  });
  const clauses: ClauseChange[] = [];
  const pairs = new Map<PolicyClause, ReadonlySet<string>>();
  const pairsOf = (clause: PolicyClause): ReadonlySet<string> => {
    const known = pairs.get(clause) ?? toPairs(clause.text);
    pairs.set(clause, known);
    return known;
  };
  let last = 0;
  const removedUpTo = (end: number): void => {
    for (let at = last; at < end; at++) {
      const clause = before[at];
      if (clause && !taken.has(at)) clauses.push({ kind: 'removed', before: clause });
      taken.add(at);
    }
    last = Math.max(last, end);
  };
  for (const [index, clause] of after.entries()) {
    const at = same[index];
    if (at !== undefined) {
      removedUpTo(at);
      continue;
    }
    const near = findNearest(clause, before, taken, last, pairsOf);
    if (near === undefined) clauses.push({ kind: 'added', after: clause });
    else {
      taken.add(near);
      const earlier = before[near];
      if (earlier) clauses.push({ kind: 'changed', before: earlier, after: clause });
    }
  }
  removedUpTo(before.length);
  return { clauses, sameClauseCount: same.filter((at) => at !== undefined).length };
}

function findNearest(
  clause: PolicyClause,
  before: readonly PolicyClause[],
  taken: ReadonlySet<number>,
  from: number,
  pairsOf: (clause: PolicyClause) => ReadonlySet<string>,
): number | undefined {
  const wanted = pairsOf(clause);
  let best: { readonly at: number; readonly share: number } | undefined;
  const end = Math.min(before.length, from + 2 * WINDOW);
  for (let at = Math.max(0, from - WINDOW); at < end; at++) {
    const other = before[at];
    if (!other || taken.has(at)) continue;
    const share = toCommonShare(wanted, pairsOf(other));
    if (share >= SAME_CLAUSE && share > (best?.share ?? 0)) best = { at, share };
  }
  return best?.at;
}

/** Dice's coefficient of two sets of pairs of characters. */
function toCommonShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 1;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common += 1;
  return (2 * common) / (a.size + b.size);
}

function toPairs(text: string): ReadonlySet<string> {
  const key = toKey(text).slice(0, 2000);
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= key.length; at++) pairs.add(key.slice(at, at + 2));
  return pairs;
}

/** A clause without the number in front of it, spaces and marks: renumbering is no change. */
function toKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[（(]?(?:\d{1,3}(?:[.．]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3})[)）、.．]\s*/u, '')
    .replace(/[\s\p{P}]/gu, '');
}

function compareKeys(before: readonly string[], after: readonly string[]): SetOfKeys {
  const earlier = new Set(before);
  const later = new Set(after);
  return {
    added: [...later].filter((key) => !earlier.has(key)).sort(),
    removed: [...earlier].filter((key) => !later.has(key)).sort(),
  };
}
