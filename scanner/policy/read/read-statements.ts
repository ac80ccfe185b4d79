import type { PolicyPlace, PolicyStatement } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { findDeniedAct, isQualified } from './denials.ts';
import { isGiven } from './given-by-people.ts';
import { govern } from './governing.ts';
import { toNamedItems } from './item-finder.ts';
import { findColumn } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { has, matchesOf } from './match.ts';
import { APP, findMentions, findSdkOfHeading, toParty } from './parties.ts';
import type { Party } from './parties.ts';
import { findPurposes, readPurposeCell } from './purposes.ts';
import { toSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { isInside } from './spans.ts';
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
const PERMISSION_NAME = /\b(?:android\.permission\.)?([A-Z]{3,}(?:_[A-Z]{2,}){1,5})\b/gu;
/** Words that open an enumeration in the sentences after them. */
const OPENS = /包括|包含|如下|以下|下列|include|following/u;
const NUMBERED = /^(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]|[（(]?[a-z]{1,3}[)）]|[①-⑳])/iu;
/** A sentence that announces a list. */
const ANNOUNCES =
  /[：:]$|如下[：:。]?$|以下(?:个人)?信息|following|(?:include|not limited to|such as)[;,]?$/u;
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

/** "We collect this in order to:" before a list. */
const LISTS_PURPOSES =
  /^(?:我们)?(?:收集|使用|处理)(?:这些|上述|以上|此类|该等)(?:设备)?(?:个人)?(?:信息|数据)的?(?:主要)?(?:目的|用途)(?:如下|包括)?[:：]$|^(?:目的|用途|使用目的)[:：]$/u;
/** Labels of lines on what happens where something is refused. */
const OF_NEED = /^(?:必要性(?:说明)?|权限说明|拒绝(?:后果|影响))$/u;
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
      this.#sdk = findSdkOfHeading(placed, this.#lexicon);
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
      findDeniedAct(folded) === undefined &&
      text.search(PERMISSION_NAME) < 0
    )
      return undefined;
    if (isDefinition(folded, this.#lexicon)) return undefined;
    const { purposes: purposeSpans, conditions: conditionSpans, items: named, verbs } = analysis;
    const mentions = findMentions(this.#lexicon, text, folded, topic, [...purposeSpans, ...conditionSpans]);
    const party = toParty(folded, topic, mentions, verbs, this.#sdk);
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
    for (const group of govern(folded, hits, usable))
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
    const act = findDeniedAct(folded);
    if (act === undefined || !verbs.some((verb) => verb.negated) || isQualified(folded)) return;
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

  /** Whether a plain paragraph after an announcement still belongs to it: it names items and has no verb. */
  #goesOn(text: string): boolean {
    const { items, verbs } = this.#analyser.of(text);
    // "Personal information:" between an announcement and its list only names it.
    if (verbs.length === 0 && text.length <= 40 && /[：:]$/u.test(text)) return true;
    return items.length > 0 && verbs.length === 0;
  }
}
