import type { PolicyPlace, PolicySdkEntry } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { POLICY_TITLE, findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { EMPTY, countFields, mergeFields, toFields } from './entry-fields.ts';
import { fold } from './fold.ts';
import { findItemsInProse } from './item-finder.ts';
import type { Lexicon } from './lexicon.ts';
import { findNamedParty, isOfAbsent, isPartyName } from './party-name.ts';
import { readEntrySentences } from './read-entry-sentences.ts';
import { saysNothing, toEntry } from './sdk-entry.ts';
import type { EntryFields } from './sdk-entry.ts';
import { findCompany, findSdkMentions } from './sdk-mention.ts';
import type { Sentence } from './sentences.ts';

export type EntryLines = {
  readonly entries: readonly PolicySdkEntry[];
  /** Those that sentences of the text speak of. */
  readonly said: readonly PolicySdkEntry[];
  readonly consumed: ReadonlySet<PlacedBlock>;
};

/** Third parties that are listed as labelled lines or sentences; and which blocks the lists are made of. */
export function readEntryLines(
  blocks: readonly PlacedBlock[],
  lexicon: Lexicon,
  analyser: Analyser,
  toPlace: (sentence: Sentence) => PolicyPlace,
  budget: Budget,
): EntryLines {
  const entries: PolicySdkEntry[] = [];
  const said: PolicySdkEntry[] = [];
  const consumed = new Set<PlacedBlock>();
  const named = new Set<string>();
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
      const entry = toEntry(open.fields, open.place, lexicon);
      if (!open.isTitled || !namesNobody(open.fields, entry)) entries.push(entry);
      for (const block of open.blocks) consumed.add(block);
    } else if (open?.blocks[0]) said.push(...readEntrySentences(open.blocks[0], lexicon, analyser, toPlace));
    open = undefined;
  };
  for (const [at, placed] of blocks.entries()) {
    checkBudget(budget);
    const { block } = placed;
    if (block.kind === 'table' || isOfAbsent(placed.headings)) {
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
    if (fields && isSdkPart && !POLICY_TITLE.test(heading)) {
      // Labelled lines below a heading or line that is the SDK's name.
      const mentions = findSdkMentions(heading, lexicon);
      const isNumbered = /^[（(]?\d{1,3}[)）、.．]/u.test(heading) && placed.topic === 'sdk';
      const isOwn =
        heading !== '' &&
        lexicon.toTopic(heading) === undefined &&
        !OF_NO_PARTY.test(heading) &&
        countFields(fields) > 0;
      const isParty = fields.link !== undefined && isPartyName(withoutNumber(heading), lexicon);
      if (mentions.length > 0 || isNumbered || isOwn || isParty) {
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
    const party = placed.topic === 'sdk' ? findNamedParty(block.text, lexicon) : undefined;
    const sentences = readEntrySentences(placed, lexicon, analyser, toPlace);
    if (party && analyser.of(party.said).verbs.every((verb) => verb.strength === 'weak')) {
      const place = toPlace({ text: block.text, offset: block.offset });
      entries.push(toEntry({ ...EMPTY, name: party.name, purpose: party.said }, place, lexicon));
    } else said.push(...sentences);
    const section = party || sentences.length > 0 ? undefined : headsParty(placed, lexicon);
    if (section !== undefined && !named.has(section)) {
      named.add(section);
      const place = toPlace({ text: `${section} ${block.text}`, offset: block.offset });
      entries.push(toEntry({ ...EMPTY, name: section, purpose: block.text.slice(0, 200) }, place, lexicon));
    }
  }
  close();
  return { entries, said, consumed };
}

/** The heading of a section of its own among those on third parties, where it is the name of one. */
function headsParty({ headings, topic }: PlacedBlock, lexicon: Lexicon): string | undefined {
  const heading = withoutNumber(headings.at(-1) ?? '');
  if (topic !== 'sdk' || headings.length < 2 || lexicon.toTopic(headings.at(-2) ?? '') !== 'sdk')
    return undefined;
  return isPartyName(heading, lexicon) ? heading : undefined;
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

function withoutNumber(text: string): string {
  return text.replace(
    /^[（(]?(?:\d{1,3}(?:[.．]\d{1,3}){0,3}|[一二三四五六七八九十]{1,3}(?=[)）、.．]))[)）、.．]?\s*/u,
    '',
  );
}

/** "Kinds: none. Purpose: none." below the title of a list: nobody is on it. */
function namesNobody({ types, purpose }: EntryFields, { sdkIds, vendor }: PolicySdkEntry): boolean {
  const isNobody = sdkIds.length === 0 && vendor === undefined;
  return isNobody && types !== '' && saysNothing(types) && saysNothing(purpose);
}

const OF_NO_PARTY =
  /^\W*[\d.]*\s*(?:introduction|overview|preamble|summary|前言|引言|导言|概述|总则)|first[- ]party|自研|自有/iu;
function isCompanyOnly(text: string, lexicon: Lexicon): boolean {
  return (
    findCompany(text) !== undefined && findSdkMentions(text, lexicon).every((mention) => !mention.isCalledSdk)
  );
}

function isNameLine(text: string, lexicon: Lexicon): boolean {
  if (text.length > 40 || /[。；，]/u.test(text)) return false;
  return findSdkMentions(text, lexicon).length > 0 && findItemsInProse(fold(text), lexicon).length === 0;
}
