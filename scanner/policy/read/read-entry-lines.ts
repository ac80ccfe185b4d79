import type { PolicyPlace, PolicySdkEntry } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { fold } from './fold.ts';
import { findItemsInProse, toNamedItems } from './item-finder.ts';
import { findColumn } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { findPurposes } from './purposes.ts';
import { toEntry } from './sdk-entry.ts';
import type { EntryFields } from './sdk-entry.ts';
import { findCompany, findSdkMentions } from './sdk-mention.ts';
import { toSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { isInside } from './spans.ts';

const FIELD_OF: Readonly<Record<string, keyof EntryFields>> = {
  name: 'name',
  vendor: 'vendor',
  package: 'packageName',
  types: 'types',
  purpose: 'purpose',
  scene: 'purpose',
  method: 'method',
  link: 'link',
};
/** A line with fields is short; longer text is prose. */
const LONGEST_LINE = 4000;
const EMPTY: EntryFields = {
  name: '',
  vendor: '',
  packageName: '',
  types: '',
  purpose: '',
  method: '',
  link: '',
};

/** Third parties that are listed as labelled lines or sentences; and which blocks the lists are made of. */
export function readEntryLines(
  blocks: readonly PlacedBlock[],
  lexicon: Lexicon,
  analyser: Analyser,
  toPlace: (sentence: Sentence) => PolicyPlace,
  budget: Budget,
): { readonly entries: readonly PolicySdkEntry[]; readonly consumed: ReadonlySet<PlacedBlock> } {
  const entries: PolicySdkEntry[] = [];
  const consumed = new Set<PlacedBlock>();
  let open:
    | {
        fields: EntryFields;
        place: PolicyPlace;
        heading: string;
        blocks: PlacedBlock[];
        /** Its name stands on a line of its own: a further "name" is that of its vendor. */
        isTitled?: boolean;
      }
    | undefined;
  const close = (): void => {
    // A name alone is a mention, not an entry.
    if (open && open.fields.name !== '' && open.blocks.length > 1) {
      entries.push(toEntry(open.fields, open.place, lexicon));
      for (const block of open.blocks) consumed.add(block);
    } else if (open?.blocks[0]) entries.push(...readSentences(open.blocks[0], lexicon, analyser, toPlace));
    open = undefined;
  };
  for (const [at, placed] of blocks.entries()) {
    checkBudget(budget);
    const { block } = placed;
    if (block.kind === 'table') {
      close();
      continue;
    }
    const heading = placed.headings.at(-1) ?? '';
    if (open && open.heading !== heading) close();
    const fields = toFields(block.text, lexicon);
    const isSdkPart = placed.topic === 'sdk' || placed.topic === 'share' || /sdk/iu.test(block.text);
    const quoted = isSdkPart || open?.isTitled === true ? QUOTED_NAME.exec(block.text) : null;
    if (quoted && /sdk|(?:由|提供).{0,40}公司|提供/iu.test(quoted[2] ?? '')) {
      close();
      const said = quoted[2] ?? '';
      open = {
        fields: {
          ...EMPTY,
          name: quoted[1] ?? '',
          vendor: findCompany(said) ?? '',
          purpose: /用于[^。；]{2,160}|为[^。；]{2,60}(?:能力|服务|功能)/u.exec(said)?.[0] ?? '',
          types: TYPES_AFTER.exec(said)?.[1] ?? '',
        },
        place: toPlace({ text: block.text, offset: block.offset }),
        heading,
        blocks: [placed, placed],
        isTitled: true,
      };
      continue;
    }
    const version = open?.isTitled === true ? BY_SYSTEM.exec(block.text) : null;
    if (open && version) {
      if (!/ios/iu.test(version[1] ?? ''))
        open.fields = mergeFields(open.fields, { types: version[2] ?? '' });
      open.blocks.push(placed);
      continue;
    }
    // "Third party: X Ltd." below the name of an SDK says whose it is.
    if (
      open &&
      fields?.name !== undefined &&
      open.fields.vendor === '' &&
      (open.isTitled || (isCompanyOnly(fields.name, lexicon) && !isCompanyOnly(open.fields.name, lexicon)))
    ) {
      const { name, ...others } = fields;
      open.fields = mergeFields(open.fields, { ...others, vendor: name });
      open.blocks.push(placed);
      continue;
    }
    if (fields && fields.name !== undefined && (isSdkPart || open)) {
      close();
      open = {
        fields: { ...EMPTY, ...fields },
        place: toPlace({ text: block.text, offset: block.offset }),
        heading,
        blocks: [placed],
      };
      if (Object.values(fields).filter((value) => value !== '').length > 2) open.blocks.push(placed);
      continue;
    }
    if (fields && open) {
      open.fields = mergeFields(open.fields, fields);
      open.blocks.push(placed);
      continue;
    }
    // Lines of an entry that say something else, such as an address on a line of its own.
    if (open && open.blocks.length > 1 && (findLabel(block.text) || /^https?:\/\/\S+$/u.test(block.text))) {
      if (/^https?:/u.test(block.text)) open.fields = mergeFields(open.fields, { link: block.text });
      open.blocks.push(placed);
      continue;
    }
    if (fields && isSdkPart) {
      // Labelled lines below a heading or line that is the SDK's name.
      const named = findSdkMentions(heading, lexicon);
      const isNumbered = /^[（(]?\d{1,3}[)）、.．]/u.test(heading) && placed.topic === 'sdk';
      const isOwn = heading !== '' && lexicon.toTopic(heading) === undefined && countFields(fields) > 0;
      if (named.length > 0 || isNumbered || isOwn) {
        open = {
          fields: {
            ...EMPTY,
            name: withoutNumber(heading),
            ...fields,
          },
          isTitled: true,
          place: toPlace({ text: `${heading} ${block.text}`, offset: block.offset }),
          heading,
          blocks: [placed, placed],
        };
        continue;
      }
    }
    if (
      (placed.topic === 'sdk' && isNameLine(block.text, lexicon)) ||
      ((placed.topic === 'sdk' || placed.topic === 'share') &&
        leadsEntry(block.text, blocks[at + 1], lexicon))
    ) {
      close();
      open = {
        fields: {
          ...EMPTY,
          name: withoutNumber(block.text).replace(/[：:]$/u, ''),
        },
        isTitled: true,
        place: toPlace({ text: block.text, offset: block.offset }),
        heading,
        blocks: [placed],
      };
      continue;
    }
    close();
    entries.push(...readSentences(placed, lexicon, analyser, toPlace));
  }
  close();
  return { entries: mergeEntries(entries), consumed };
}

/** `1.2.1 “Name”: this SDK is provided by ...`, or the name without quotation marks before the word that says whose. */
const QUOTED_NAME =
  /^(?:[（(]?\d{1,3}(?:[.．]\d{1,3}){0,3}[)）、.．]?\s*)[“"「【]([^”"」】]{2,24})[”"」】]\s*[：:，,]?\s*([\s\S]{4,})$/u;
const TYPES_AFTER =
  /(?:收集|获取|使用)(?:的)?(?:或使用的|和使用的?)?(?:手机)?(?:信息|个人信息)?(?:[和或、/]设备权限|或设备权限)?(?:包括|有)?[：:]\s*([^。]{2,400})/u;
/** The kinds of one system, on a line of their own. */
const BY_SYSTEM = /^(ios|android|安卓|苹果)(?:版本|端|系统)?\s*[：:]\s*([\s\S]{2,600})$/iu;

/** A short line without label, before a line that is labelled as a field of an entry, is the entry's name. */
function leadsEntry(text: string, next: PlacedBlock | undefined, lexicon: Lexicon): boolean {
  if (text.length > 40 || /[。；，：:]/u.test(text) || findLabel(text)) return false;
  if (!next || next.block.kind === 'table') return false;
  const fields = toFields(next.block.text, lexicon);
  if (fields === undefined || countFields(fields) === 0) return false;
  // The head of a list whose first line names its first entry.
  const isHead = fields.name !== undefined && !isCompanyOnly(fields.name, lexicon);
  return !isHead || lexicon.toTopic(text) === undefined;
}

/** Fields that say something of a party, its name and link left out. */
function countFields({ vendor, types, purpose, name }: Partial<EntryFields>): number {
  return [vendor, types, purpose, name].filter((value) => value !== undefined && value !== '').length;
}

function withoutNumber(text: string): string {
  return text.replace(
    /^[（(]?(?:\d{1,3}(?:[.．]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3}(?=[)）、.．]))[)）、.．]?\s*/u,
    '',
  );
}

/** The labelled fields of a line, several where they stand on one line parted by semicolons or bars. */
function toFields(text: string, lexicon: Lexicon): Partial<EntryFields> | undefined {
  const fields: { -readonly [Key in keyof EntryFields]?: string } = {};
  if (text.length > LONGEST_LINE) return undefined;
  let known = 0;
  let last: keyof EntryFields | undefined;
  for (const part of text.split(/[；;|｜\n]|。(?=[^。]{1,16}[：:])|,\s(?=[A-Z][\w ]{2,24}:)/u)) {
    const label = findLabel(part.trim());
    const column = label && findColumn(label.label, lexicon);
    const field = column === undefined ? undefined : FIELD_OF[column];
    if (!label || field === undefined) {
      // A list of kinds goes on after a semicolon.
      if (!label && last !== undefined) fields[last] = `${fields[last] ?? ''}；${part.trim()}`;
      continue;
    }
    const value = part
      .trim()
      .slice(label.length)
      .replace(/[。\s]+$/u, '')
      .trim();
    if (value === '') continue;
    known += 1;
    last = field;
    fields[field] = fields[field] === undefined ? value : `${fields[field]}\n${value}`;
  }
  // "Third-party SDKs: X collects ..." is a heading with a sentence after it, not a field.
  if (known === 1 && fields.name !== undefined && (fields.name.length > 40 || /[：:，。]/u.test(fields.name)))
    return undefined;
  return known === 0 ? undefined : fields;
}

function mergeFields(open: EntryFields, more: Partial<EntryFields>): EntryFields {
  const merged: { -readonly [Key in keyof EntryFields]: string } = { ...open };
  for (const key of Object.keys(more) as (keyof EntryFields)[]) {
    const value = more[key] ?? '';
    merged[key] = merged[key] === '' ? value : `${merged[key]}\n${value}`;
  }
  return merged;
}

function isCompanyOnly(text: string, lexicon: Lexicon): boolean {
  return (
    findCompany(text) !== undefined && findSdkMentions(text, lexicon).every((mention) => !mention.isCalledSdk)
  );
}

function isNameLine(text: string, lexicon: Lexicon): boolean {
  if (text.length > 40 || /[。；，]/u.test(text)) return false;
  return findSdkMentions(text, lexicon).length > 0 && findItemsInProse(fold(text), lexicon).length === 0;
}

/** "友盟SDK（…公司）：收集…，用于…" and sentences like it: what stands before the verb or colon is who takes it. */
function readSentences(
  { block, topic }: PlacedBlock,
  lexicon: Lexicon,
  analyser: Analyser,
  toPlace: (sentence: Sentence) => PolicyPlace,
): readonly PolicySdkEntry[] {
  if (block.kind === 'table') return [];
  const label = findLabel(block.text);
  const here = (label && lexicon.toTopic(label.label)) ?? topic;
  const entries: PolicySdkEntry[] = [];
  let last: PolicySdkEntry | undefined;
  for (const sentence of toSentences(block.text, block.offset)) {
    const analysis = analyser.of(sentence.text);
    const { folded } = analysis;
    if (here !== 'sdk' && !folded.includes('sdk')) continue;
    const { purposes: purposeSpans, conditions: conditionSpans } = analysis;
    const verbs = analysis.verbs.filter((verb) => !verb.negated);
    const mentions = findSdkMentions(sentence.text, lexicon).filter(
      (mention) => (mention.isCalledSdk || here === 'sdk') && !isInside(purposeSpans, mention.start),
    );
    const hits = analysis.items.filter(
      (hit) =>
        !isInside(purposeSpans, hit.start) &&
        !isInside(conditionSpans, hit.start) &&
        !mentions.some((mention) => hit.start >= mention.start && hit.end <= mention.end),
    );
    const purposes = findPurposes(sentence.text, purposeSpans, lexicon);
    const firstHit = hits[0]?.start ?? Number.POSITIVE_INFINITY;
    const who = mentions.filter((mention) => mention.start < firstHit || hits.length === 0);
    if (who.length === 0) {
      // "It collects ..." after the sentence that names it.
      if (last && verbs.length > 0 && hits.length > 0 && entries.length > 0) {
        const joined = joinEntries(last, {
          ...last,
          ...toNamedItems(hits.map((hit) => hit.value)),
          ...purposes,
          lacks: [],
        });
        entries[entries.length - 1] = joined;
        last = joined;
      }
      continue;
    }
    if (/未接入|没有接入|未使用|未集成|不使用|不接入|no third|not use|do not integrate/u.test(folded))
      continue;
    // A party that is merely spoken of is no entry of a list; a short line that names a known one is.
    const isKnown = who.some((mention) => mention.sdkIds.length > 0);
    const isListed = isKnown && block.kind === 'item' && sentence.text.length <= 90;
    if (hits.length === 0 && !isListed && !(isKnown && purposes.purposeText !== undefined)) continue;
    const vendor = findCompany(sentence.text);
    const link = /https?:\/\/[^\s，。；）)]{4,600}/u.exec(sentence.text)?.[0];
    for (const mention of who) {
      last = {
        name: mention.name,
        sdkIds: mention.sdkIds,
        ...(vendor !== undefined && { vendor }),
        ...purposes,
        ...toNamedItems(hits.map((hit) => hit.value)),
        ...(link !== undefined && { link }),
        lacks: [
          ...(vendor === undefined ? (['vendor'] as const) : []),
          ...(purposes.purposeText === undefined ? (['purpose'] as const) : []),
          ...(hits.length === 0 ? (['types'] as const) : []),
          ...(link === undefined ? (['link'] as const) : []),
        ],
        place: toPlace(sentence),
      };
      entries.push(last);
    }
  }
  return entries;
}

/** The same party named in several sentences is one entry. */
export function mergeEntries(entries: readonly PolicySdkEntry[]): readonly PolicySdkEntry[] {
  const byName = new Map<string, PolicySdkEntry>();
  for (const entry of entries) {
    const key = fold(entry.name).replace(/\s|sdk/gu, '');
    const known = byName.get(key);
    byName.set(key, known ? joinEntries(known, entry) : entry);
  }
  return [...byName.values()];
}

function joinEntries(a: PolicySdkEntry, b: PolicySdkEntry): PolicySdkEntry {
  const union = (first: readonly string[], second: readonly string[]): readonly string[] => [
    ...new Set([...first, ...second]),
  ];
  const piTypes = union(a.piTypes, b.piTypes);
  const purposeText = [a.purposeText, b.purposeText]
    .filter((text, at, all) => text !== undefined && all.indexOf(text) === at)
    .join('；');
  const joined = {
    ...b,
    ...a,
    items: union(a.items, b.items),
    piTypes,
    broadPiTypes: union(a.broadPiTypes, b.broadPiTypes).filter((key) => !piTypes.includes(key)),
    purposes: union(a.purposes, b.purposes),
    ...(purposeText !== '' && { purposeText: purposeText.slice(0, 200) }),
  };
  return {
    ...joined,
    lacks: [
      ...(joined.vendor === undefined ? (['vendor'] as const) : []),
      ...(joined.purposeText === undefined ? (['purpose'] as const) : []),
      ...(joined.items.length === 0 && (a.lacks.includes('types') || b.lacks.includes('types'))
        ? (['types'] as const)
        : []),
      ...(joined.link === undefined ? (['link'] as const) : []),
    ],
  };
}
