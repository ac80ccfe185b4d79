import { fold } from './fold.ts';
import type { Lexicon } from './lexicon.ts';

/** A third party that a text names. */
export type SdkMention = {
  readonly name: string;
  readonly sdkIds: readonly string[];
  readonly start: number;
  readonly end: number;
  /** The text calls it an SDK. */
  readonly isCalledSdk: boolean;
};

/** Names stand in headings, cells and sentences, all of which are short. */
const LONGEST = 1500;
const SDK_WORD = /sdk|软件开发工具包|插件/giu;
/** The characters before that word which may belong to a name, back to one that cannot. */
const NAME_BEFORE = /[\p{L}\p{N}+·&.（）()\- ]{1,30}$/u;
const NAME_CHARS = 30;
/** Readers of one document ask of the same texts several times. */
const kept = new WeakMap<Lexicon, Map<string, readonly SdkMention[]>>();
const MOST_KEPT = 3000;
const LEAD_WORDS =
  /^.*(?:我们|接入|使用|集成|嵌入|引入|调用|包括|例如|比如|以及|第三方|合作方|由|如|了|的|会|及|和|与|\b(?:the|our|third[- ]party|uses?|using|integrates?|includes?|and|of|an?|we|by|via|through|from)\b)/iu;
const IN_BRACKETS = /[（(](?:[^（()）]|[（(][^（()）]*[)）]){2,60}[)）]/gu;
const COMPANY_ZH =
  /[\u4e00-\u9fffA-Za-z0-9·]{1,24}(?:\s?[（(][\u4e00-\u9fffA-Za-z]{1,12}[)）]\s?)?[\u4e00-\u9fffA-Za-z0-9·]{0,20}(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|公司|事务所|研究院|工作室|联盟)/u;
/** Words that lead to a company's name; "为" is also the second half of one. */
const BEFORE_COMPANY =
  /^.*(?:由|向|是指|指|即|是|(?<!华)为|：|:|提供者|运营者|开发者|我们|公司名称|主体|授权|委托|适用于|属于)(?=[\u4e00-\u9fff（(]{4,})/u;
const COMPANY_EN =
  /\b[A-Z0-9][\w&.'×-]*(?:[ ,]+(?:[A-Z][\w&.'-]*|of|and|&)){0,6}?,? (?:Inc|Ltd|LLC|Limited|Corporation|Corp|Company|GmbH|B\.V|S\.A|PLC|Pte|Co)\b\.?(?:,? (?:Ltd|Limited|Inc)\b\.?)*/u;

/** Forms of companies that are two capitals: what stands before them must be a name, not a heading in capitals. */
const COMPANY_EU =
  /\b[A-Z][\w&.'-]*[a-z][\w&.'-]*(?: (?:and|of|&|[A-Z][\w&.'-]*)){0,4} (?:AS|AB|AG|SA|SAS|ApS|Oy|BV|SARL|KG|SE|NV)\b/u;
/** Words that stand before a company's name and begin with a capital as well. */
const BEFORE_COMPANY_EN =
  /^(?:(?:Attn|Privacy|Contact|The|By|At|In|From|To|With|And|Our|This|For|Under|We|Us)\b[:,]?\s+)+/u;

/** Third parties named in a text, by the tables first and then by the word SDK. */
export function findSdkMentions(whole: string, lexicon: Lexicon): readonly SdkMention[] {
  const text = whole.length > LONGEST ? whole.slice(0, LONGEST) : whole;
  let known = kept.get(lexicon);
  if (!known) kept.set(lexicon, (known = new Map()));
  const before = known.get(text);
  if (before) return before;
  const found = readSdkMentions(text, lexicon);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(text, found);
  return found;
}

function readSdkMentions(text: string, lexicon: Lexicon): readonly SdkMention[] {
  const folded = fold(text);
  const mentions: SdkMention[] = lexicon.sdkNames.findAll(folded).map((hit) => {
    const tail = /^[\p{L}\p{N}+ ]{0,16}?\s*sdk/u.exec(folded.slice(hit.end, hit.end + 24));
    const end = tail ? hit.end + tail[0].length : hit.end;
    return {
      name: text.slice(hit.start, end).trim(),
      sdkIds: hit.value,
      start: hit.start,
      end,
      isCalledSdk: tail !== null || /sdk\s*$/u.test(folded.slice(hit.start, hit.end)),
    };
  });
  let last = 0;
  for (const match of text.matchAll(SDK_WORD)) {
    const end = match.index + match[0].length;
    const lead = text.slice(Math.max(last, match.index - NAME_CHARS), match.index).trimEnd();
    const words = NAME_BEFORE.exec(lead)?.[0];
    if (words === undefined) continue;
    const start = Math.max(last, match.index - NAME_CHARS) + lead.length - words.length;
    last = end;
    if (mentions.some((known) => known.start < end && start < known.end)) continue;
    const name = toOwnName(words);
    if (name !== '') mentions.push({ name: `${name} SDK`, sdkIds: [], start, end, isCalledSdk: true });
  }
  const companies = companySpans(text);
  return mergeNeighbours(
    mentions
      .filter(
        (mention) =>
          mention.isCalledSdk ||
          !companies.some((span) => mention.start >= span.start && mention.end <= span.end),
      )
      .sort((a, b) => a.start - b.start),
  );
}

/** Names of companies in brackets say whose an SDK is; they name no further one. */
function companySpans(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(IN_BRACKETS)]
    .filter((match) => findCompany(match[0]) !== undefined)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** What of the words before "SDK" is a name: without verbs and prepositions, and not one of the generic words. */
function toOwnName(words: string): string {
  const name = words
    .replace(LEAD_WORDS, '')
    .replace(/^[\s、，（(.-]+|[\s（(.-]+$/gu, '')
    .trim();
  if (/^(?:一|二|三|四|五|六|七|八|九|十|\d|[（(])+[、.)）]?$/u.test(name)) return '';
  if (/(?:等|类|软件开发包|开发包|开发工具包|工具包|程序|服务商)$/u.test(name)) return '';
  return /^(?:各|该|此|上述|等|类|相关|其他|不同|个|些|这些|its|these|those|such|other|each|any|some)?$/iu.test(
    name,
  ) || name.length < 2
    ? ''
    : name;
}

/** "友盟+移动统计" is one name although two rows know parts of it. */
function mergeNeighbours(mentions: readonly SdkMention[]): readonly SdkMention[] {
  const merged: SdkMention[] = [];
  for (const mention of mentions) {
    const last = merged.at(-1);
    if (last && mention.start <= last.end) {
      const narrower = mention.sdkIds.filter((id) => last.sdkIds.includes(id));
      merged[merged.length - 1] = {
        ...last,
        sdkIds: narrower.length > 0 ? narrower : last.sdkIds,
        end: Math.max(last.end, mention.end),
        isCalledSdk: last.isCalledSdk || mention.isCalledSdk,
      };
    } else merged.push(mention);
  }
  return merged;
}

/** The company that a text names first; undefined where it names none. */
export function findCompany(whole: string): string | undefined {
  const text = whole.length > LONGEST ? whole.slice(0, LONGEST) : whole;
  const zh = COMPANY_ZH.exec(text)?.[0]
    .replace(BEFORE_COMPANY, '')
    .replace(/及其?(?:关联|附属|子).*$/u, '');
  if (
    zh !== undefined &&
    zh.length >= 4 &&
    !/^(?:本|我|贵|该|第三方|合作|关联|其他|上述|分|子|母|集团|有限|科技)公司$/u.test(zh)
  )
    return zh;
  const en = (COMPANY_EN.exec(text) ?? COMPANY_EU.exec(text))?.[0].replace(BEFORE_COMPANY_EN, '');
  if (en === undefined || /^(?:Company|Limited|Corporation|Co|Ltd|Inc)\b/u.test(en)) return undefined;
  return /(?:LLC|GmbH|Limited|Company|Corporation|PLC)\.$/u.test(en) ? en.slice(0, -1) : en;
}

/** Ids of SDKs that a name, package prefix or address of a list stands for. */
export function toSdkIds(
  entry: {
    readonly name: string;
    readonly packageName?: string | undefined;
    readonly link?: string | undefined;
  },
  lexicon: Lexicon,
): readonly string[] {
  const byName = findSdkMentions(entry.name, lexicon).flatMap((mention) => mention.sdkIds);
  const byPackage = (entry.packageName?.match(/[a-z][\w]*(?:\.[\w]+)+/giu) ?? []).flatMap((prefix) => {
    const found = lexicon.sdkTable.findByClass(prefix.replace(/\.\*?$/u, ''));
    return found ? [found.row.id] : [];
  });
  const ids = [...new Set([...byPackage, ...byName])];
  return ids;
}
