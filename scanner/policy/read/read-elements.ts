import type { PolicyElement, PolicyPlace } from '../../evidence/index.ts';
import type { Analyser } from './analysis.ts';
import { findLabel } from './context.ts';
import type { PlacedBlock } from './context.ts';
import { findDate } from './dates.ts';
import type { Lexicon } from './lexicon.ts';
import { findCompany } from './sdk-mention.ts';
import { toSentences } from './sentences.ts';
import type { Sentence } from './sentences.ts';

const EMAIL = /(?<![@\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/u;
const PHONE =
  /(?<![\d.])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|\(?\d{3}\)?[- ]\d{3}[- ]\d{4}|(?<=(?:电话|热线|客服|拨打|致电|call)[^\d]{0,6})(?:95|10)\d{3}|\+\d{1,3}(?:[- ]\(?\d{1,4}\)?){2,5})(?!\d|\.\d)/u;
const ADDRESS = /(?:地址|住所|邮寄至|来函)\s*[:：是为]{0,2}\s*([\u4e00-\u9fffA-Za-z0-9（）()、·# -]{8,80})/u;
const ADDRESS_EN = /(?:address|write to us at|mail us at)\s*:?\s*([A-Z0-9][\w .,#'-]{10,120})/u;
/** A place down to the house, without a word before it that says so. */
const PLACE =
  /(?:^|或者|或|至|于|在|为|：|:)([\u4e00-\u9fff]{2,3}(?:省|市)[\u4e00-\u9fff]{1,12}(?:区|县|市|镇|街道)[\u4e00-\u9fffA-Za-z0-9（）()·-]{2,40}?(?:号楼?|层|室|座|栋|幢)(?:[\u4e00-\u9fffA-Za-z0-9]{0,12}(?:层|室|座|单元))*)/u;
/** A street with its number, wherever it stands. */
const STREET =
  /\b\d{1,5},? (?:[A-Z0-9][\w.']*[ ,]+){1,4}?(?:Street|St\.|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Drive|Parkway|Pkwy|Lane|Square|Plaza)\b[^;\n|]{0,60}|\b[A-Z][\wäöüß]+(?:straße|strasse|weg|platz|allee) \d{1,4}[a-z]?,? \d{4,5} [A-Z]\w+|\b\d{1,4},? (?:rue|avenue|boulevard|place) [A-Zd][^.;\n|]{4,60}/u;
/** The address stands on the next line. */
const ADDRESS_NEXT =
  /(?:地址|邮寄至|寄送至|寄至)(?:如下|为)?\s*[：:]\s*$|\b(?:mail|write|letter|post|address|contact)\b[^.]{0,60}:\s*$/u;
const ADDRESS_LINES = 3;
const ADDRESS_LINE = /^[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）()、·# -]{9,80}$/u;
const DAYS =
  /(\d{1,3}|十五|三十|二十|七|十|fifteen|thirty|seven|ten)\s*(?:（\d+）|\(\d+\))?\s*(?:个)?\s*(工作日|自然日|日|天|business days?|working days?|calendar days?|days?)/u;
const NUMBERS: Readonly<Record<string, number>> = {
  七: 7,
  十: 10,
  十五: 15,
  二十: 20,
  三十: 30,
  seven: 7,
  ten: 10,
  fifteen: 15,
  thirty: 30,
};
const ANSWERS =
  /答复|回复|处理|反馈|响应|解决|核查|回应|完成|核实|respond|reply|answer|handle|process|get back/u;
const KEPT = /(\d{1,3}|一|二|三|六|十二|半)\s*(?:个)?\s*(年|月|日|天|years?|months?|days?)/u;
const DATE_LABELS: readonly (readonly [string, RegExp])[] = [
  ['effective-date', /生效|实施|施行|effective/u],
  ['updated-date', /更新|修订|修改|发布|updated|revised|modified|published|last update/u],
];
const OPERATOR_LABEL =
  /(?:个人信息处理者|运营者|运营方|开发者|运营主体|公司名称|公司全称|主体名称|服务提供者|提供方|开发运营者|注册名称|产品运营方|开发商|运营单位|operator|developer|company name|data controller|controller)(?:名称|全称|信息|name)?\s*(?:[:：]|是|为|is)\s*([^，,。；;\n]{2,60})/iu;
const OPERATOR_IS =
  /(?:由|我们是|我们指|我们，即|以下简称|下称|简称|统称|operated by|provided by|developed by|we are|"we"|“we”|\(we|refers to)/iu;
const RIGHT =
  /您可|您有权|您能|您享有|按(?:照)?您的要求|根据您的(?:要求|请求)|可以通过|可通过|您的权利|有权|用户可|请求我们|要求我们|向我们(?:提出|申请)|我们(?:为您|将为您|向您)?提供|you (?:can|may|have)|your right|right to|rights? of|request|entitled to|contact us to|allow you to|let you|(?:would like|wish|want) to/u;
/** Words that hold the word of a right and mean none. */
const NO_RIGHT =
  /访问权限|限制访问|访问控制|(?:无法|不能|不会)[^，。；]{0,10}(?:删除|查阅|访问|更正)|(?:违法|非法|擅自|未经授权)(?:访问|复制|下载|删除|修改|、)+|《[^》]{2,40}》\s*中?(?:查看|查询|了解)|查看(?:我们|第三方)|(?:收集|存储|使用|加工|传输|提供|共享|转让|披露|公开)、(?:[^，。；、]{2,6}、){0,7}删除|(?:共享|使用|存储|收集)、转移|转移、披露|[、和或]转移(?:、|和|或)/gu;
/** Closing something that is an account, and not merely something in it. */
const CLOSES_ACCOUNT =
  /注销|(?:删除|关闭|终止)[^，。；]{0,12}(?:账号|帐号|账户|帐户)|\b(?:delet|clos|cancel|deactivat|terminat|remov)\w*\b[^.;,]{0,40}\baccounts?\b|\baccount (?:deletion|cancellation|closure)/u;
/** The operator deleting or closing something by its own will is nobody's right. */
const OPERATOR_ACTS =
  /(?:我们|公司|平台|本公司)(?:将|会|有权|可)[^，。]{0,12}(?:删除|注销)|we (?:will|may|shall|can) (?:delete|remove|close|terminate)/u;
const OWN_RIGHTS_TOPICS = new Set(['rights', 'contact', 'push', 'minors']);
const QUOTED = /[“"「【]([^”"」】]{1,40})[”"」】]/gu;
const MENU =
  /(?:我的|个人中心|设置|首页|【?我的】?)(?:页面?)?(?:\s*(?:[-—–>→＞/]|->)+\s*[^\s，,。；;>→—”"」】’-]{1,16})+/u;
const MENU_EN =
  /\b(?:Settings|Profile|Account|Me|My Account|Menu)\b(?:\s*(?:>|→|->|-|–)\s*[A-Z][\w &]{1,30})+/u;
const IN_SETTINGS =
  /(?:in|through|via|under|from) (?:the )?(?:app's |your )?(?:"[^"]{2,40}"|(?:account |privacy |app |device )?settings|profile page|account page)/iu;
const COMPLAINT_NEEDS =
  /投诉|举报|申诉|反馈|疑问|意见|建议|联系|客服|complain|question|concern|contact|reach|request/u;
/** Words that make of an address a channel. */
const INVITES = /联系|投诉|举报|疑问|问题|意见|反馈|question|write to|contact|reach|complain|e-?mail us/u;
/** Addresses of templates that nobody filled in. */
const PLACEHOLDER = /^(?:your|xxx+)[\w.-]*@|@(?:[\w-]+\.)?your[\w-]*\.\w+$/iu;
const FIRST_BLOCKS = 14;
const PER_ELEMENT = 6;

/** Reads what a document says once: who runs the app, how to reach them, dates, rights and how to use them. */
export class ElementReader {
  readonly elements: PolicyElement[] = [];
  readonly #lexicon: Lexicon;
  readonly #analyser: Analyser;
  readonly #toPlace: (sentence: Sentence) => PolicyPlace;
  readonly #counts = new Map<string, number>();
  #blocks = 0;
  /** How many blocks more may hold the address that was announced. */
  #addressWithin = 0;

  constructor(lexicon: Lexicon, analyser: Analyser, toPlace: (sentence: Sentence) => PolicyPlace) {
    this.#lexicon = lexicon;
    this.#analyser = analyser;
    this.#toPlace = toPlace;
  }

  /** A heading counts as a sentence where it names its matter. */
  readHeading(text: string, offset: number): void {
    const sentence = { text, offset };
    this.#readDates(sentence);
    // "Right to data portability" says it in the heading, and what it means below.
    if (/权利?$|\bright\b/iu.test(text))
      this.#readWords(sentence, this.#analyser.of(text).folded, 'rights', true);
  }

  /** `isOfParty`: the block is a line of a third party's entry, so that names and addresses in it are not the operator's. */
  read(placed: PlacedBlock, isOfParty = false): void {
    const { block } = placed;
    this.#blocks += 1;
    if (block.kind === 'table') return;
    const label = findLabel(block.text);
    const topic = (label && this.#lexicon.toTopic(label.label)) ?? placed.topic;
    const isThirdParty = isOfParty || placed.topic === 'sdk';
    this.#readAddressLine(block);
    for (const sentence of toSentences(block.text, block.offset)) {
      const { folded } = this.#analyser.of(sentence.text);
      this.#readWords(sentence, folded, topic);
      this.#readChannel(sentence, topic);
      this.#readDates(sentence);
      if (isThirdParty) continue;
      this.#readContacts(sentence, folded, topic);
      this.#readOperator(sentence, folded, topic);
      this.#readDays(sentence, folded);
    }
  }

  /** The lines after "write to us at:". */
  #readAddressLine({ text, offset }: { readonly text: string; readonly offset: number }): void {
    const value =
      this.#addressWithin === 0
        ? undefined
        : ADDRESS_LINE.test(text) && /[省市区县州路街道号]/u.test(text)
          ? text
          : STREET.exec(text)?.[0];
    if (value !== undefined)
      this.#add({ element: 'contact-address', value: value.trim(), place: this.#toPlace({ text, offset }) });
    if (ADDRESS_NEXT.test(text)) this.#addressWithin = ADDRESS_LINES;
    else this.#addressWithin = value === undefined ? Math.max(0, this.#addressWithin - 1) : 0;
  }

  #readWords(sentence: Sentence, folded: string, topic: string | undefined, isHeading = false): void {
    const plain = folded.replace(NO_RIGHT, (words) => '　'.repeat(words.length));
    for (const key of this.#lexicon.elements.findIn(plain)) {
      if ((this.#counts.get(key) ?? 0) >= PER_ELEMENT) continue;
      const isRight = key.startsWith('right-') || key === 'account-deletion';
      if (isHeading && !isRight) continue;
      if (isRight && !(topic !== undefined && OWN_RIGHTS_TOPICS.has(topic)) && !RIGHT.test(folded)) continue;
      if (isRight && this.#isOperatorsAct(key, plain, folded)) continue;
      if (key === 'account-deletion' && !CLOSES_ACCOUNT.test(folded)) continue;
      if (key === 'complaint' && !COMPLAINT_NEEDS.test(folded)) continue;
      if (key === 'hotline' && !PHONE.test(sentence.text)) continue;
      const route =
        isRight || key === 'personalised-switch' || key === 'complaint'
          ? findRoute(sentence.text)
          : undefined;
      const kept = key === 'retention' ? KEPT.exec(folded)?.[0] : undefined;
      this.#add({
        element: key,
        ...(kept !== undefined && { value: kept }),
        ...(route !== undefined && { route }),
        place: this.#toPlace(sentence),
      });
    }
  }

  /** What we do by ourselves is nobody's right, unless it was named before that. */
  #isOperatorsAct(key: string, plain: string, folded: string): boolean {
    const act = OPERATOR_ACTS.exec(folded);
    if (!act || RIGHT.test(folded.replace(OPERATOR_ACTS, ''))) return false;
    return !this.#lexicon.elements.findIn(plain.slice(0, act.index)).includes(key);
  }

  /** Under "contact us" an address is the channel, whatever the sentence calls it. */
  #readChannel(sentence: Sentence, topic: string | undefined): void {
    if (topic !== 'contact' || this.#counts.has('complaint')) return;
    const route = EMAIL.exec(sentence.text)?.[0] ?? PHONE.exec(sentence.text)?.[0];
    if (route !== undefined) this.#add({ element: 'complaint', route, place: this.#toPlace(sentence) });
  }

  #readDates(sentence: Sentence): void {
    const date = findDate(sentence.text);
    if (date === undefined) return;
    const { folded } = this.#analyser.of(sentence.text);
    for (const [element, pattern] of DATE_LABELS) {
      const match = pattern.exec(folded);
      if (!match) continue;
      // Each label takes the date that stands after it, else the one before.
      const value = findDate(sentence.text.slice(match.index)) ?? date;
      this.#add({ element, value, place: this.#toPlace(sentence) });
    }
  }

  #readContacts(sentence: Sentence, folded: string, topic: string | undefined): void {
    const place = this.#toPlace(sentence);
    const email = EMAIL.exec(sentence.text)?.[0];
    if (email !== undefined && !PLACEHOLDER.test(email)) {
      this.#add({ element: 'contact-email', value: email, place });
      if (INVITES.test(folded)) this.#add({ element: 'complaint', route: email, place });
    }
    const isContact =
      topic === 'contact' || /联系|客服|电话|热线|拨打|投诉|call|phone|tel|contact|hotline/u.test(folded);
    const phone = isContact ? PHONE.exec(sentence.text.replace(EMAIL, ''))?.[0] : undefined;
    if (phone !== undefined) this.#add({ element: 'contact-phone', value: phone, place });
    // "The court at the place of our seat" names no place.
    if (/ip地址|mac地址|收货地址|住所地/u.test(folded)) return;
    const street =
      topic === 'contact' ||
      INVITES.test(folded) ||
      /\b(?:posted|mailed) to\b|by (?:post|mail)\b/u.test(folded)
        ? STREET.exec(sentence.text)?.[0].trim().replace(/\.$/u, '')
        : undefined;
    if (street !== undefined) this.#add({ element: 'contact-address', value: street, place });
    const address = (ADDRESS.exec(sentence.text) ??
      ADDRESS_EN.exec(sentence.text) ??
      (topic === 'contact' ? PLACE.exec(sentence.text) : null))?.[1]?.trim();
    if (
      street === undefined &&
      address !== undefined &&
      !/https?$|^或/u.test(address) &&
      (topic === 'contact' ||
        /(?:注册|办公|联系|通讯|邮寄|公司|常用办公|我们的)(?:地址|住所)|地址\s*(?:为|是)?[:：]|address\s*:/u.test(
          folded,
        ))
    )
      this.#add({ element: 'contact-address', value: withoutLooseBracket(address), place });
  }

  #readOperator(sentence: Sentence, folded: string, topic: string | undefined): void {
    const labelled = OPERATOR_LABEL.exec(sentence.text)?.[1]?.trim();
    const company = findCompany(labelled ?? sentence.text);
    const place = this.#toPlace(sentence);
    const [, second] =
      company === undefined ? [] : (sentence.text.split(`${company}、`, 2) as [string, string?]);
    const joint =
      second !== undefined && OPERATOR_IS.test(second.slice(0, 60)) ? findCompany(second) : undefined;
    if (labelled !== undefined && !/我们|您|第三方|the|our/u.test(labelled)) {
      this.#add({ element: 'operator-name', value: (company ?? labelled).slice(0, 80), place });
      return;
    }
    if (
      company === undefined ||
      /第三方|合作|sdk|third|hosted (?:on|by)|powered by|subsidiary|such as|for example|推送|统计/u.test(
        folded,
      )
    )
      return;
    if (/关联/u.test(folded) && !/以下简称|下称|简称/u.test(folded)) return;
    // Who runs the app is said early; companies named later as well are others, unless they are called so.
    if (this.#counts.has('operator-name') && !/我们|以下简称|\b(?:we|us|our)\b|controller/u.test(folded))
      return;
    const isSignature = sentence.text.replace(/[.\s]+$/u, '') === company.replace(/[.\s]+$/u, '');
    const says = isSignature || OPERATOR_IS.test(folded) || OPERATOR_IS.test(sentence.text);
    if (says || topic === 'contact' || this.#blocks <= FIRST_BLOCKS)
      for (const value of joint === undefined ? [company] : [company, joint])
        this.#add({ element: 'operator-name', value, place });
  }

  #readDays(sentence: Sentence, folded: string): void {
    const match = DAYS.exec(folded);
    if (!match || !ANSWERS.test(folded) || /保存|存储|留存|retain|retention|删除后/u.test(folded)) return;
    const word = match[1] ?? '';
    const count = NUMBERS[word] ?? Number(word);
    const days = /工作|business|working/u.test(match[2] ?? '') ? count : Math.floor((count * 5) / 7);
    if (Number.isFinite(count) && count > 0)
      this.#add({ element: 'response-days', value: match[0].trim(), days, place: this.#toPlace(sentence) });
  }

  #add(element: PolicyElement): void {
    const count = this.#counts.get(element.element) ?? 0;
    if (count >= PER_ELEMENT) return;
    const same = this.elements.find(
      (known) => known.element === element.element && known.value === element.value,
    );
    if (same && (element.value !== undefined || count >= 2) && element.route === undefined) return;
    this.#counts.set(element.element, count + 1);
    this.elements.push(element);
  }
}

/** "（注册地址：…室）我们": the bracket that was opened before the address ends it. */
function withoutLooseBracket(address: string): string {
  let depth = 0;
  for (const [at, char] of [...address].entries()) {
    if (/[（(]/u.test(char)) depth += 1;
    if (/[）)]/u.test(char) && --depth < 0) return [...address].slice(0, at).join('').trim();
  }
  return address;
}

/** The way to a function as the sentence writes it: a menu path, quoted names, or an address to write to. */
function findRoute(text: string): string | undefined {
  const menu = MENU.exec(text)?.[0] ?? MENU_EN.exec(text)?.[0] ?? IN_SETTINGS.exec(text)?.[0];
  if (menu !== undefined) return menu.trim();
  const quoted = [...text.matchAll(QUOTED)]
    .map((match) => match[1] ?? '')
    .filter((name) => !/^我们|^您|^we$|^you$/iu.test(name));
  if (quoted.length > 0) return quoted.slice(0, 5).join(' > ');
  return EMAIL.exec(text)?.[0] ?? PHONE.exec(text)?.[0];
}
