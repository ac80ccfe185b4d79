import type {
  PolicyItem,
  PolicyPurpose,
  PolicyVocabulary,
  MarkKind,
  SdkTable,
  Words,
} from '../../data/index.ts';
import { ElementIndex } from './element-index.ts';
import { fold } from './fold.ts';
import { WordIndex } from './word-index.ts';

/** The vocabulary made ready for reading: one index a kind of word. */
export type Lexicon = {
  readonly vocabulary: PolicyVocabulary;
  readonly items: WordIndex<PolicyItem>;
  readonly purposes: WordIndex<PolicyPurpose>;
  /** Ids of SDKs by the names they go by. */
  readonly sdkNames: WordIndex<readonly string[]>;
  readonly columns: ReadonlyMap<string, string>;
  readonly elements: ElementIndex;
  readonly marks: Readonly<Record<MarkKind, RegExp>>;
  readonly itemsByKey: ReadonlyMap<string, PolicyItem>;
  readonly purposesByKey: ReadonlyMap<string, PolicyPurpose>;
  readonly sdkTable: SdkTable;
  readonly toTopic: (heading: string) => string | undefined;
};

/** Words of everyday speech that some SDKs are called; they count only with SDK beside them or from the alias table. */
const PLAIN_NAME = /^[a-z]{1,9}$/u;

const kept = new WeakMap<PolicyVocabulary, Lexicon>();

/** Made once for a vocabulary. */
export function toLexicon(vocabulary: PolicyVocabulary, sdkTable: SdkTable): Lexicon {
  const known = kept.get(vocabulary);
  if (known?.sdkTable === sdkTable) return known;
  const lexicon = makeLexicon(vocabulary, sdkTable);
  kept.set(vocabulary, lexicon);
  return lexicon;
}

function makeLexicon(vocabulary: PolicyVocabulary, sdkTable: SdkTable): Lexicon {
  const items = new WordIndex<PolicyItem>();
  for (const item of vocabulary.items) for (const word of bothOf(item.words)) items.add(word, item);
  const purposes = new WordIndex<PolicyPurpose>();
  // Vague purposes first: the longer phrase wins anyway, and of equal ones the vague reading is the honest one.
  for (const purpose of vocabulary.purposes.toSorted((a, b) => Number(b.isGeneric) - Number(a.isGeneric)))
    for (const word of bothOf(purpose.words)) purposes.add(word, purpose);
  return {
    vocabulary,
    items,
    purposes,
    sdkNames: toSdkNames(vocabulary, sdkTable),
    columns: new Map(
      vocabulary.columns.flatMap(({ column, words }) =>
        bothOf(words).map((word): [string, string] => [toColumnKey(word), column]),
      ),
    ),
    elements: new ElementIndex(vocabulary.elements),
    marks: Object.fromEntries(
      Object.entries(vocabulary.marks).map(([kind, words]) => [kind, toPattern(words)]),
    ) as Record<MarkKind, RegExp>,
    itemsByKey: new Map(vocabulary.items.map((item) => [item.key, item])),
    purposesByKey: new Map(vocabulary.purposes.map((purpose) => [purpose.key, purpose])),
    sdkTable,
    toTopic: toTopicTest(vocabulary),
  };
}

/** The kind of a column by its head or label: the whole of it, else the longest known one inside it. */
export function findColumn(head: string, lexicon: Pick<Lexicon, 'columns'>): string | undefined {
  const key = toColumnKey(head);
  if (key === '') return undefined;
  const whole = lexicon.columns.get(key);
  if (whole !== undefined) return whole;
  let best: { readonly column: string; readonly length: number } | undefined;
  for (const [word, column] of lexicon.columns)
    if (word.length >= 2 && key.includes(word) && (!best || word.length > best.length))
      best = { column, length: word.length };
  return best && best.length * 3 >= key.length ? best.column : undefined;
}

/** A head or label without spaces, brackets and marks. */
export function toColumnKey(text: string): string {
  return fold(text)
    .replace(/[(（【[].*?[)）】\]]/gu, '')
    .replace(/[\s:：*、/\\|．.·]/gu, '');
}

function bothOf(words: Words): readonly string[] {
  return [...words.zh, ...words.en];
}

/** All words of a kind in one pattern, longest first, Latin ones as whole words. */
function toPattern(words: Words): RegExp {
  const zh = words.zh.map((word) => escape(fold(word)));
  const en = words.en.map((word) => `(?<![a-z])${escape(fold(word))}(?![a-z])`);
  return new RegExp([...zh, ...en].sort((a, b) => b.length - a.length).join('|'), 'gu');
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}

function toTopicTest(vocabulary: PolicyVocabulary): (heading: string) => string | undefined {
  const tests = vocabulary.sections.map(({ topic, words }) => ({ topic, pattern: toPattern(words) }));
  const kept = new Map<string, string | undefined>();
  return (heading) => {
    // What is taken from third parties is collected as well.
    const folded = fold(heading).replace(
      /(?:从|自|向)第三方|\bfrom (?:third[- ]part(?:y|ies)|partners)\b/gu,
      '',
    );
    if (kept.has(folded)) return kept.get(folded);
    // The word that stands last tells most: "how we share the information we collect" is about sharing.
    let best: { readonly topic: string; readonly at: number } | undefined;
    for (const { topic, pattern } of tests) {
      pattern.lastIndex = 0;
      for (const match of folded.matchAll(pattern))
        if (!best || (topic !== 'collect' && best.topic === 'collect')) best = { topic, at: match.index };
    }
    kept.set(folded, best?.topic);
    return best?.topic;
  };
}

function toSdkNames(vocabulary: PolicyVocabulary, table: SdkTable): WordIndex<readonly string[]> {
  const index = new WordIndex<readonly string[]>();
  const ids = table.rows.map((row) => row.id);
  for (const { alias, sdks } of vocabulary.sdkAliases)
    index.add(
      alias,
      sdks.flatMap((id) =>
        id.endsWith('*') ? ids.filter((known) => known.startsWith(id.slice(0, -1))) : [id],
      ),
    );
  const byName = new Map<string, string[]>();
  for (const row of table.rows)
    for (const name of [row.name, row.nameZh].flatMap(toNames)) {
      const folded = fold(name);
      const known = byName.get(folded);
      if (known) known.push(row.id);
      else byName.set(folded, [row.id]);
    }
  for (const [name, rows] of byName) {
    // A short plain word is no proof of an SDK unless the text calls it one.
    if (PLAIN_NAME.test(name)) index.add(`${name} sdk`, rows);
    else index.add(name, rows);
  }
  return index;
}

/** A name as the table has it, without "SDK", and its parts where it has several. */
function toNames(name: string): readonly string[] {
  if (name === '') return [];
  const bare = name.replace(/\s*SDK$/iu, '').trim();
  const inner = /^(.+?)\s*[（(]([^)）]+)[)）]$/u.exec(bare);
  const names = inner ? [inner[1] ?? '', ...(inner[2] ?? '').split(/\s*[/／]\s*/u)] : [bare];
  return names
    .map((part) => part.trim())
    .filter((part) => part.length >= 2 && !/^(?:\d+|安卓|android|ios|harmonyos|鸿蒙)$/iu.test(part));
}
