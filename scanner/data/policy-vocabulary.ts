import { ScanError } from '../errors.ts';
import { readTable, toList } from './tsv.ts';

export type Words = { readonly zh: readonly string[]; readonly en: readonly string[] };

/** A thing that policies name: a taxonomy key by its own word, something finer, or a word that covers many. */
export type PolicyItem = {
  readonly key: string;
  /** Taxonomy keys that the word states. */
  readonly states: readonly string[];
  /** Taxonomy keys that the word merely covers; it states none. */
  readonly covers: readonly string[];
  readonly name: { readonly zh: string; readonly en: string };
  readonly words: Words;
};

/** What information is used for. A generic purpose, such as better service, ties no item to a function. */
export type PolicyPurpose = {
  readonly key: string;
  readonly isGeneric: boolean;
  readonly name: { readonly zh: string; readonly en: string };
  readonly words: Words;
};

/** Something that a policy says once. Each alternative is a list of words that all stand in one sentence. */
export type PolicyElementRow = {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly alternatives: {
    readonly zh: readonly (readonly string[])[];
    readonly en: readonly (readonly string[])[];
  };
};

export type MarkKind =
  | 'collect'
  | 'use'
  | 'provide'
  | 'share'
  | 'negator'
  | 'notNegated'
  | 'conditionLead'
  | 'definition'
  | 'required'
  | 'optional'
  | 'sensitive'
  | 'vague'
  | 'purposeLead';

/** The words by which policies are read; tables that a lawyer can edit, in data/policy. */
export type PolicyVocabulary = {
  readonly items: readonly PolicyItem[];
  readonly purposes: readonly PolicyPurpose[];
  readonly elements: readonly PolicyElementRow[];
  /** Topics of headings; the first that fits decides. */
  readonly sections: readonly { readonly topic: string; readonly words: Words }[];
  readonly marks: Readonly<Record<MarkKind, Words>>;
  /** Heads of the columns of tables. */
  readonly columns: readonly { readonly column: string; readonly words: Words }[];
  /** Names in use for SDKs beside those of sdks.tsv; an id may end in `*`. */
  readonly sdkAliases: readonly { readonly alias: string; readonly sdks: readonly string[] }[];
};

export const POLICY_FILES = {
  items: 'policy/items.tsv',
  purposes: 'policy/purposes.tsv',
  elements: 'policy/elements.tsv',
  sections: 'policy/sections.tsv',
  marks: 'policy/marks.tsv',
  columns: 'policy/columns.tsv',
  sdkAliases: 'policy/sdk-aliases.tsv',
} as const satisfies Record<keyof PolicyVocabulary, string>;

const MARK_KINDS: readonly MarkKind[] = [
  'collect',
  'use',
  'provide',
  'share',
  'negator',
  'notNegated',
  'conditionLead',
  'definition',
  'required',
  'optional',
  'sensitive',
  'vague',
  'purposeLead',
];

/**
 * Reads the tables. Throws INTERNAL naming file and fault: an empty word, a key that comes twice, an item that states
 * and covers, a word that stands for two items.
 */
export function readPolicyVocabulary(readText: (file: string) => string): PolicyVocabulary {
  const read = (table: keyof PolicyVocabulary, columns: readonly string[]): string[][] =>
    readTable(readText(POLICY_FILES[table]), POLICY_FILES[table], columns);
  const items = read('items', ['key', 'states', 'covers', 'name_zh', 'name_en', 'zh', 'en']).map(
    ([key = '', states = '', covers = '', zh = '', en = '', wordsZh = '', wordsEn = '']): PolicyItem => ({
      key,
      states: toList(states),
      covers: toList(covers),
      name: { zh, en },
      words: toWords(POLICY_FILES.items, key, wordsZh, wordsEn),
    }),
  );
  checkItems(items);
  const marks = new Map(
    read('marks', ['kind', 'zh', 'en']).map(([kind = '', zh = '', en = '']) => [
      kind,
      toWords(POLICY_FILES.marks, kind, zh, en),
    ]),
  );
  for (const kind of MARK_KINDS)
    if (!marks.has(kind)) throw fault(POLICY_FILES.marks, `There is no row ${kind}.`);
  return {
    items,
    purposes: read('purposes', ['key', 'generic', 'name_zh', 'name_en', 'zh', 'en']).map(
      ([key = '', generic, zh = '', en = '', wordsZh = '', wordsEn = '']) => ({
        key,
        isGeneric: generic === 'yes',
        name: { zh, en },
        words: toWords(POLICY_FILES.purposes, key, wordsZh, wordsEn),
      }),
    ),
    elements: read('elements', ['key', 'name_zh', 'name_en', 'zh', 'en']).map(
      ([key = '', zh = '', en = '', wordsZh = '', wordsEn = '']) => ({
        key,
        name: { zh, en },
        alternatives: { zh: toAlternatives(wordsZh), en: toAlternatives(wordsEn) },
      }),
    ),
    sections: read('sections', ['topic', 'zh', 'en']).map(([topic = '', zh = '', en = '']) => ({
      topic,
      words: toWords(POLICY_FILES.sections, topic, zh, en),
    })),
    marks: Object.fromEntries(marks) as Record<MarkKind, Words>,
    columns: read('columns', ['column', 'zh', 'en']).map(([column = '', zh = '', en = '']) => ({
      column,
      words: toWords(POLICY_FILES.columns, column, zh, en),
    })),
    sdkAliases: read('sdkAliases', ['alias', 'sdks']).map(([alias = '', sdks = '']) => ({
      alias,
      sdks: toList(sdks),
    })),
  };
}

function toWords(file: string, key: string, zh: string, en: string): Words {
  const words = { zh: toList(zh), en: toList(en) };
  if ([...words.zh, ...words.en].some((word) => word.trim() === ''))
    throw fault(file, `${key} has an empty word.`);
  return words;
}

/** `a&b;c`: a and b in one sentence, or c. */
function toAlternatives(cell: string): readonly (readonly string[])[] {
  return toList(cell).map((alternative) => alternative.split('&'));
}

function checkItems(items: readonly PolicyItem[]): void {
  const keys = new Set<string>();
  const owners = new Map<string, string>();
  for (const item of items) {
    if (keys.has(item.key)) throw fault(POLICY_FILES.items, `${item.key} comes twice.`);
    keys.add(item.key);
    if (item.states.length > 0 === item.covers.length > 0)
      throw fault(POLICY_FILES.items, `${item.key} must state or cover something, and not both.`);
    for (const word of [...item.words.zh, ...item.words.en]) {
      const folded = word.toLowerCase();
      const owner = owners.get(folded);
      if (owner !== undefined && owner !== item.key)
        throw fault(POLICY_FILES.items, `"${word}" stands for ${owner} and for ${item.key}.`);
      owners.set(folded, item.key);
    }
  }
}

function fault(file: string, message: string): ScanError {
  return new ScanError('INTERNAL', message, { file });
}
