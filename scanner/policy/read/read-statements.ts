import type { PolicyPlace, PolicyStatement } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { toNamedItems } from './item-finder.ts';
import { findColumn } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { has, matchesOf } from './match.ts';
import { findPurposes, readPurposeCell } from './purposes.ts';
import { findSdkMentions } from './sdk-mention.ts';
import type { SdkMention } from './sdk-mention.ts';
import { toSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { isInside } from './spans.ts';
import type { Span } from './spans.ts';
import { isDefinition } from './verbs.ts';
import type { Verb } from './verbs.ts';
import type { Hit } from './word-index.ts';
import type { PolicyItem } from '../../data/index.ts';

/** Topics under which only plain words of collecting count: they speak of information that is there already. */
const QUIET_TOPICS = new Set([
  'rights',
  'security',
  'retention',
  'definition',
  'change',
  'contact',
  'minors',
  'cross-border',
]);
/** Denials of everything, word by word: a looser reading would turn exceptions and conditions into promises. */
const DENIES_COLLECTING =
  /(?:不会?|从不|绝不|并不|并未|未|没有|不再)(?:主动|擅自|自行)?(?:收集|获取|采集|读取)(?:、[^，。、]{2,4}|或[^，。]{2,4}|和[^，。]{2,4})?(?:您|用户|你)?的?(?:任何|任意)?(?:您|用户)?的?(?:任何)?(?:个人)?(?:信息|数据)|(?:do|does|will) (?:not|never) (?:ever )?(?:collect|gather|obtain)(?:,? (?:or|store|and|share|use)){0,4} (?:any )?(?:of your )?(?:personal|personally identifiable) (?:information|data)/u;
const DENIES_SHARING =
  /不(?:会)?(?:向|与|将)[^，。]{0,16}(?:提供|共享|披露)[^，。]{0,8}(?:个人信息|信息)|(?:do|does|will) not (?:share|sell|disclose)(?:,? (?:or|share|sell|disclose)){0,3} (?:any )?(?:of )?(?:your )?personal (?:information|data)/u;
const QUALIFIES =
  /其他|以外|之外|除|如果|若|无需|无须|未经|征得|可能|other than|except|beyond|unrelated|unless|if |without|无关|child|未成年|儿童/u;
const PERMISSION_NAME = /\b(?:android\.permission\.)?([A-Z]{3,}(?:_[A-Z]{2,}){1,5})\b/gu;
/** "Your number is collected, but your contacts are not": the verb is left out. */
const DENIED_AFTER =
  /^(?:信息|内容|数据|记录)?(?:则|均|都)?绝?不会(?:[，,。；;！!]|$)|^ (?:is|are|was|were|will|do|does) (?:not|never)(?:[.,;]|$)/u;
/** What stays on the device, before a denial in the passive. */
const KEPT_LOCAL = /本地|本机|您的(?:设备|手机)|终端/u;
/** Words that open an enumeration in the sentences after them. */
const OPENS = /包括|包含|如下|以下|下列|include|following/u;
const NUMBERED = /^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|[（(]?[a-z]{1,3}[)）]|[①-⑳])/iu;
/** A sentence that announces a list. */
const ANNOUNCES =
  /[：:]$|如下[：:。]?$|以下(?:个人)?信息|following|(?:include|not limited to|such as)[;,]?$/u;
const GIVES =
  /(?:填写|提供|输入|上传|绑定|提交|录入)(?:您|你)?的?[^，。；]{0,40}$|\b(?:you|users?) (?:choose to |voluntarily )?(?:provide|enter|give|submit|upload)\b[^.;]{0,60}$/u;
const GIVES_NOT = /不|拒绝|未|无法|\bnot\b|n't\b|refuse|为您提供|向您提供|我们提供/u;
/** What follows are functions, not information. */
const OF_FUNCTIONS = /(?:如下|以下|下列)(?:业务|场景|产品)?功能|following (?:functions|features|purposes)/u;

/** What goes on from a sentence to the lines that follow it. */
type Lead = {
  readonly act: Verb['act'];
  readonly negated: boolean;
  readonly party: Party;
  readonly purposes: readonly string[];
  readonly purposeText?: string;
  readonly condition?: string;
};

type Party = {
  readonly party: PolicyStatement['party'];
  readonly name?: string;
  readonly sdkIds: readonly string[];
};

/** "We collect this in order to:" before a list. */
const LISTS_PURPOSES =
  /^(?:我们)?(?:收集|使用|处理)(?:这些|上述|以上|此类|该等)(?:设备)?(?:个人)?(?:信息|数据)的?(?:主要)?(?:目的|用途)(?:如下|包括)?[:：]$|^(?:目的|用途|使用目的)[:：]$/u;
/** Labels of lines on what happens where something is refused. */
const OF_NEED = /^(?:必要性(?:说明)?|权限说明|拒绝(?:后果|影响))$/u;
/** An account with somebody else, by which people sign in. */
const ACCOUNT_ELSEWHERE =
  /第三方(?:平台|应用)?的?(?:帐|账)[号户]|\bthird[- ]party (?:accounts?|log-?ins?|sign-?in)/gu;

const APP: Party = { party: 'app', sdkIds: [] };
const PARTNER: Party = { party: 'partner', sdkIds: [] };

/** Reads running text and lists. Tables are read elsewhere. */
export class StatementReader {
  readonly statements: PolicyStatement[] = [];
  readonly #lexicon: Lexicon;
  readonly #analyser: Analyser;
  readonly #toPlace: (sentence: Sentence) => PolicyPlace;
  #lead: Lead | undefined;
  #leadHeadings = '';
  /** Where the statements begin that a line on purposes would speak of. */
  #sinceHeading = 0;
  #listsPurposes = false;
  /** The SDK whose paragraph this is. */
  #sdk: Party | undefined;

  constructor(lexicon: Lexicon, analyser: Analyser, toPlace: (sentence: Sentence) => PolicyPlace) {
    this.#lexicon = lexicon;
    this.#analyser = analyser;
    this.#toPlace = toPlace;
  }

  read(placed: PlacedBlock): void {
    const { block } = placed;
    if (block.kind === 'table') return;
    const headings = placed.headings.join('\n');
    if (headings !== this.#leadHeadings) {
      this.#lead = undefined;
      this.#sinceHeading = this.statements.length;
      this.#listsPurposes = false;
      this.#leadHeadings = headings;
      this.#sdk = this.#sdkOfHeading(placed);
    }
    const label = findLabel(block.text);
    if (this.#readPurpose(block.text, block.kind === 'item' || NUMBERED.test(block.text), label)) return;
    // "Advertising ID: ..." is a line on an identifier, not a section on advertising.
    const own =
      label && this.#analyser.of(label.label).items.length === 0
        ? this.#lexicon.toTopic(label.label)
        : undefined;
    const topic = own ?? placed.topic;
    const isItem = block.kind === 'item' || NUMBERED.test(block.text);
    if (block.kind === 'paragraph' && !isItem && this.#lead && !this.#goesOn(block.text))
      this.#lead = undefined;
    let inner: Lead | undefined = this.#lead;
    for (const sentence of toSentences(block.text, block.offset)) {
      const lead = this.#readSentence(sentence, topic, inner, isItem || label !== undefined);
      if (lead) inner = lead;
    }
    const last = block.text.trimEnd();
    if (inner && inner !== this.#lead && ANNOUNCES.test(last)) this.#lead = inner;
  }

  /**
   * "Purpose: ..." beside "Collected: ...", or a list of purposes after the kinds: they belong to what was read since the
   * heading or the last such line, and name nothing that is taken. Whether the block is of that sort.
   */
  #readPurpose(
    text: string,
    isItem: boolean,
    label: { readonly label: string; readonly length: number } | undefined,
  ): boolean {
    if (LISTS_PURPOSES.test(text)) {
      this.#listsPurposes = true;
      return true;
    }
    if (this.#listsPurposes && !isItem) this.#listsPurposes = false;
    const column = label && findColumn(label.label, this.#lexicon);
    const isPurpose = column === 'purpose' && /目的|用途|purpose/iu.test(label?.label ?? '');
    if (!this.#listsPurposes && !isPurpose)
      return column === 'scene' || (label !== undefined && OF_NEED.test(label.label));
    const { purposes, purposeText } = readPurposeCell(
      text.slice(isPurpose ? (label?.length ?? 0) : 0),
      this.#lexicon,
    );
    for (let at = this.#sinceHeading; at < this.statements.length; at++) {
      const known = this.statements[at];
      if (
        known &&
        purposeText !== undefined &&
        known.act !== 'share' &&
        (this.#listsPurposes || known.purposeText === undefined)
      )
        this.statements[at] = {
          ...known,
          purposes: [...new Set([...known.purposes, ...purposes])],
          purposeText: (known.purposeText === undefined
            ? purposeText
            : `${known.purposeText}；${purposeText}`
          ).slice(0, 200),
        };
    }
    if (!this.#listsPurposes) this.#sinceHeading = this.statements.length;
    return true;
  }

  /** The lead that this sentence gives to what follows, where it has a verb of its own. */
  #readSentence(
    sentence: Sentence,
    topic: string | undefined,
    lead: Lead | undefined,
    isItem: boolean,
  ): Lead | undefined {
    const { text } = sentence;
    const analysis = this.#analyser.of(text);
    const { folded } = analysis;
    // Most sentences name nothing, deny nothing and announce nothing: they need no closer look.
    if (
      analysis.items.length === 0 &&
      !ANNOUNCES.test(text) &&
      !OPENS.test(folded) &&
      !DENIES_COLLECTING.test(folded) &&
      !DENIES_SHARING.test(folded) &&
      text.search(PERMISSION_NAME) < 0
    )
      return undefined;
    if (isDefinition(folded, this.#lexicon)) return undefined;
    const { purposes: purposeSpans, conditions: conditionSpans, items: named, verbs } = analysis;
    const mentions = this.#mentionsOf(text, folded, topic, [...purposeSpans, ...conditionSpans]);
    const party = this.#partyOf(folded, topic, mentions, verbs);
    const purposes = findPurposes(text, purposeSpans, this.#lexicon);
    const condition =
      conditionSpans[0] &&
      text.slice(conditionSpans[0].start, conditionSpans[0].end).replace(/[，,：:\s]+$/u, '');
    const strong = topic !== undefined && QUIET_TOPICS.has(topic);
    const usable = verbs.filter((verb) => !strong || verb.strength === 'strong');
    const hits = named.filter(
      (hit) =>
        !isInside(purposeSpans, hit.start) &&
        !isInside(conditionSpans, hit.start) &&
        !verbs.some((verb) => hit.start >= verb.start && hit.end <= verb.end) &&
        !mentions.some((mention) => hit.start >= mention.start && hit.end <= mention.end),
    );
    const common: Lead = {
      act: 'collect',
      negated: false,
      party,
      ...purposes,
      ...(condition !== undefined && { condition }),
    };
    const given = strong ? [] : named.filter((hit) => isGiven(folded, hit, conditionSpans));
    if (given.length > 0) this.#add(sentence, folded, given, { ...common, party: APP });
    if (usable.length === 0) {
      const opens =
        topic === 'collect' && hits[0] !== undefined && OPENS.test(folded.slice(0, hits[0].start));
      const from = this.#silentLead(topic, lead, isItem || opens, strong, text);
      if (!from) return undefined;
      const all = hits.length > 0 ? hits : [];
      this.#add(sentence, folded, all, {
        ...common,
        act: from.act,
        negated: from.negated,
        party: party === APP ? from.party : party,
        purposes: common.purposes.length > 0 ? common.purposes : from.purposes,
        ...(common.purposeText === undefined &&
          from.purposeText !== undefined && { purposeText: from.purposeText }),
        ...(from.condition !== undefined && { condition: from.condition }),
      });
      return undefined;
    }
    const groups = new Map<Verb, Hit<PolicyItem>[]>();
    for (const hit of hits) {
      const governing = toGoverning(folded, hit, usable);
      if (!governing) continue;
      const verb = DENIED_AFTER.test(folded.slice(hit.end)) ? { ...governing, negated: true } : governing;
      // "No other files" denies nothing of those that are read.
      if (
        verb.negated &&
        /(?:其他|其它|其余|other |another |rest of (?:your |the )?)$/u.test(folded.slice(0, hit.start))
      )
        continue;
      const group = groups.get(verb);
      if (group) group.push(hit);
      else groups.set(verb, [hit]);
    }
    for (const group of joinLike(groups))
      this.#add(sentence, folded, group.hits, { ...common, ...group.verb });
    if (hits.length === 0) this.#addDenial(sentence, folded, usable, common);
    if (OF_FUNCTIONS.test(folded)) return undefined;
    const first = usable.find((verb) => verb.act !== 'share') ?? usable[0];
    return first && { ...common, act: first.act, negated: first.negated };
  }

  /** What a line without a verb says by where it stands. */
  #silentLead(
    topic: string | undefined,
    lead: Lead | undefined,
    isItem: boolean,
    quiet: boolean,
    text: string,
  ): Lead | undefined {
    if (lead) return lead;
    if (quiet || topic === undefined || !isItem) return undefined;
    if (text.length > 400) return undefined;
    if (topic === 'collect') return { act: 'collect', negated: false, party: APP, purposes: [] };
    if (topic === 'sdk' && this.#sdk)
      return { act: 'collect', negated: false, party: this.#sdk, purposes: [] };
    if (topic === 'permission') return { act: 'permission', negated: false, party: APP, purposes: [] };
    return undefined;
  }

  #add(sentence: Sentence, folded: string, hits: readonly Hit<PolicyItem>[], from: Lead): void {
    const permissions = [...sentence.text.matchAll(PERMISSION_NAME)].map((match) => match[1] ?? '');
    if (hits.length === 0 && permissions.length === 0) return;
    const { marks } = this.#lexicon;
    const { party } = from;
    const optional = has(marks.optional, folded);
    const required = has(marks.required, folded);
    this.statements.push({
      party: party.party,
      ...(party.name !== undefined && { partyName: party.name }),
      sdkIds: party.sdkIds,
      act: from.act,
      ...toNamedItems(hits.map((hit) => hit.value)),
      negated: from.negated,
      ...(from.condition !== undefined && { condition: from.condition.slice(0, 160) }),
      purposes: from.purposes,
      ...(from.purposeText !== undefined && { purposeText: from.purposeText }),
      ...((optional || required) && { necessity: optional ? 'optional' : 'required' }),
      sensitive: has(marks.sensitive, folded),
      permissions: [...new Set(permissions)],
      vague: matchesOf(marks.vague, folded),
      place: this.#toPlace(sentence),
    });
  }

  /** "We collect no personal information": a denial of everything. */
  #addDenial(sentence: Sentence, folded: string, verbs: readonly Verb[], common: Lead): void {
    const act = DENIES_COLLECTING.test(folded)
      ? 'collect'
      : DENIES_SHARING.test(folded)
        ? 'share'
        : undefined;
    if (act === undefined || !verbs.some((verb) => verb.negated) || QUALIFIES.test(folded)) return;
    this.statements.push({
      party: 'app',
      sdkIds: [],
      act,
      items: ['any'],
      piTypes: [],
      broadPiTypes: [],
      negated: true,
      ...(common.condition !== undefined && { condition: common.condition.slice(0, 160) }),
      purposes: [],
      sensitive: false,
      permissions: [],
      vague: [],
      place: this.#toPlace(sentence),
    });
  }

  #mentionsOf(
    text: string,
    folded: string,
    topic: string | undefined,
    aside: readonly Span[],
  ): readonly SdkMention[] {
    if (
      topic !== 'sdk' &&
      topic !== 'share' &&
      !/sdk|第三方|合作|(?:third|3rd)[- ]part|partner/u.test(folded)
    )
      return [];
    return findSdkMentions(text, this.#lexicon).filter(
      (mention) =>
        mention.isCalledSdk || topic === 'sdk' || (!isInside(aside, mention.start) && topic === 'share'),
    );
  }

  #partyOf(
    folded: string,
    topic: string | undefined,
    mentions: readonly SdkMention[],
    verbs: readonly Verb[],
  ): Party {
    if (mentions.length > 0)
      return {
        party: 'sdk',
        name: mentions.map((mention) => mention.name).join('、'),
        sdkIds: [...new Set(mentions.flatMap((mention) => mention.sdkIds))],
      };
    if (topic === 'sdk' && this.#sdk) return this.#sdk;
    const subject = (verbs[0] ? folded.slice(0, verbs[0].start) : folded).replace(ACCOUNT_ELSEWHERE, '');
    if (
      /第三方|合作方|合作伙伴|服务商|sdk|(?:third|3rd)[- ]part|partner/u.test(subject) &&
      !/我们(?:会|将|可能)?[^，,]{0,12}$|\bwe\b[^,]{0,24}$/u.test(subject)
    )
      return PARTNER;
    return APP;
  }

  #sdkOfHeading(placed: PlacedBlock): Party | undefined {
    const heading = placed.headings.at(-1);
    if (heading === undefined || placed.topic !== 'sdk') return undefined;
    const mentions = findSdkMentions(heading, this.#lexicon);
    const [first] = mentions;
    if (!first) return undefined;
    return {
      party: 'sdk',
      name: first.name,
      sdkIds: [...new Set(mentions.flatMap((mention) => mention.sdkIds))],
    };
  }

  /** Whether a plain paragraph after an announcement still belongs to it: it names items and has no verb. */
  #goesOn(text: string): boolean {
    const { items, verbs } = this.#analyser.of(text);
    // "Personal information:" between an announcement and its list only names it.
    if (verbs.length === 0 && text.length <= 40 && /[：:]$/u.test(text)) return true;
    return items.length > 0 && verbs.length === 0;
  }
}

/** "If you fill in your name, we ...": what a condition says that people give is taken where they do. */
function isGiven(folded: string, hit: Hit<PolicyItem>, conditions: readonly Span[]): boolean {
  const span = conditions.find(({ start, end }) => hit.start >= start && hit.start < end);
  if (!span) return false;
  const before = folded.slice(span.start, hit.start);
  return GIVES.test(before) && !GIVES_NOT.test(before);
}

/** The verb an item hangs on: the last one before it in its clause, else the next in its clause, else the last before. */
function toGoverning(folded: string, hit: Hit<PolicyItem>, verbs: readonly Verb[]): Verb | undefined {
  const [first] = verbs as readonly [Verb];
  const before = verbs.filter((verb) => verb.end <= hit.start);
  const last = before.at(-1);
  const next = verbs.find((verb) => verb.start >= hit.end);
  const isSameClause = (from: number, to: number): boolean => !/[，,；;。：:]/u.test(folded.slice(from, to));
  if (last && isSameClause(last.end, hit.start)) return last;
  if (next && isSameClause(hit.end, next.start))
    return KEPT_LOCAL.test(folded.slice(hit.end, next.start))
      ? (verbs.find((verb) => verb.negated && verb.start >= next.end && folded[verb.start - 1] === '被') ??
          next)
      : next;
  return (
    last ??
    (next?.byUser === true && /[：:]/u.test(folded.slice(hit.end, next.start)) ? undefined : (next ?? first))
  );
}

/** Verbs of the same act and denial make one statement. */
function joinLike(
  groups: ReadonlyMap<Verb, readonly Hit<PolicyItem>[]>,
): readonly { readonly verb: Pick<Verb, 'act' | 'negated'>; readonly hits: readonly Hit<PolicyItem>[] }[] {
  const joined = new Map<string, { verb: Pick<Verb, 'act' | 'negated'>; hits: Hit<PolicyItem>[] }>();
  for (const [{ act, negated }, hits] of groups) {
    const key = `${act} ${negated}`;
    const known = joined.get(key) ?? { verb: { act, negated }, hits: [] };
    known.hits.push(...hits);
    joined.set(key, known);
  }
  return [...joined.values()];
}
