import { findLabel } from './context.ts';
import { toColumnKey } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { findSdkMentions } from './sdk-mention.ts';

/** What a list of third parties calls one of them, and what it says of it on the same line. */
export type NamedParty = { readonly name: string; readonly said: string };

/** Words of groups, reasons and matters of law: no party goes by them. */
const GENERIC =
  /\b(?:we|our|us|you|your|their|other|others|all|any|some|no|none|this|these|third[- ]part(?:y|ies)|first[- ]party|partners?|providers?|affiliates?|vendors?|suppliers?|contractors?|advertisers?|authorit(?:y|ies)|users?|consent|laws?|legal|compliance|safety|business|transfers?|mergers?|purposes?|reasons?|rights?|personal|information|data|cookies?|choices|notes?|purpose|security|protection|content|links?|disclosure|sharing|retention|contact|questions?|changes?)\b|第三方|合作|我们|您|你|用户|本应用|服务商|供应商|授权|同意|法律|法规|政府|机关|情形|关联|个人信息|信息$|数据$|权限|说明|声明|提示|注意|包括|目的|用途|方式|范围|类型|场景|期限|其他|投放|分析类|服务类|自研|自有|更新|日期|联系/iu;
/** What is said of what is not there. */
const NOT_THERE =
  /\b(?:not|no longer) (?:included?|integrated|used|present)\b|\b(?:does|do|is|are) not (?:include|integrate|use|contain)|(?:未|没有|不|不再|暂未)(?:接入|集成|使用|包含|包括|嵌入)/iu;
/** What follows the name of a service: what it is for, or where it says so itself. */
const IS_FOR =
  /^(?:用于|用来|为您|为|提供|实现|负责|支持|https?:\/\/)|^(?:to|for|used|used for|used to|provides?|handles?|manages?|sends?|displays?|shows?|we use|our|the|an?)\b|\b(?:services?|platform|network|analytics|reporting|monitoring|notifications?|advertis(?:ing|ements?)|ads|hosting|storage|database|authentication|infrastructure|payments?|processing|tracking|messaging|subscriptions?|login|sign-in|maps?|tools?|processor|provider)\b/iu;
const SPEAKS = /^(?:我们|您|本|如|若|当|we\b|you\b|if\b|when\b|in\b)/iu;
const LONGEST_NAME = 40;
const MOST_WORDS = 6;

/** Whether a heading says that what stands below is not part of the app. */
export function isOfAbsent(headings: readonly string[]): boolean {
  return headings.some((heading) => NOT_THERE.test(heading));
}

/** Whether words can be what a third party is called: few, a name among them, and none that stands for many. */
export function isPartyName(text: string, lexicon: Lexicon): boolean {
  const name = text.replace(/[（(][^）)]{0,60}[）)]/gu, '').trim();
  if (name.length < 2 || name.length > LONGEST_NAME || /[。；，,;!?？！]/u.test(name)) return false;
  if (
    lexicon.columns.has(toColumnKey(name)) ||
    GENERIC.test(name) ||
    NOT_THERE.test(text) ||
    SPEAKS.test(name)
  )
    return false;
  if (findSdkMentions(name, lexicon).length > 0) return true;
  const topic = lexicon.toTopic(name);
  if (topic !== undefined && topic !== 'retention' && topic !== 'security') return false;
  return (
    /[A-Z][A-Za-z0-9]/u.test(name) &&
    name.split(/\s+/u).filter((word) => /^[A-Z0-9+&/|-]/u.test(word) || !/[a-z]/u.test(word)).length * 2 >=
      name.split(/\s+/u).length &&
    name.split(/\s+/u).length <= MOST_WORDS
  );
}

/** "OneSignal: push notification service" and "Meta Audience Network: https://..." in a list of third parties. */
export function findNamedParty(text: string, lexicon: Lexicon): NamedParty | undefined {
  const label = findLabel(text) ?? findBracketLabel(text);
  if (!label || text.length > 400) return undefined;
  const said = text.slice(label.length).trim();
  if (said === '' || SPEAKS.test(said) || !IS_FOR.test(said) || NOT_THERE.test(said)) return undefined;
  return isPartyName(label.label, lexicon) ? { name: label.label, said } : undefined;
}

/** A name with a longer one in brackets before the colon. */
function findBracketLabel(text: string): { readonly label: string; readonly length: number } | undefined {
  const match =
    /^([^：:。；;，,（(]{2,24}[（(][^）)：:。；;]{2,40}[）)][^：:。；;，,]{0,12})[：:](?!\/\/)/u.exec(text);
  return match ? { label: (match[1] ?? '').trim(), length: match[0].length } : undefined;
}

/** What the operator calls its product: its own SDK is no third party's. */
export function findOwnNames(title: string, firstText: string): readonly string[] {
  const titled = title
    .replace(/^.*?\bprivacy (?:policy|notice|statement)\s*(?:for|of|[-–—|:])?\s*/iu, '')
    .replace(/[-–—|:：]?\s*(?:隐私(?:权)?(?:保护)?(?:政策|指引|声明|协议|条款)|用户协议).*$/u, '')
    .replace(/\bprivacy (?:policy|notice|statement).*$/iu, '');
  const called = [
    ...firstText.matchAll(
      /(?:以下|下)[^“”"「」]{0,8}[称为]+[^“”"「」]{0,2}((?:[“"「][^”"」]{2,24}[”"」](?:或|、|和)?){1,3})/gu,
    ),
  ].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/[“"「【]{1,2}([^”"」】“【]{2,24})[”"」】]/gu)].map(
      (name) => name[1] ?? '',
    ),
  );
  return [titled, ...called]
    .map(toBare)
    .filter(
      (name) =>
        name.length >= 2 &&
        !/^(?:我们|本公司|本应用|本产品|本软件|本政策|本平台|平台|app|应用)$/iu.test(name),
    );
}

/** Whether an entry's name is the operator's own product. */
export function isOwn(name: string, own: readonly string[]): boolean {
  const bare = toBare(name);
  return own.some((known) => bare === known || (known.length >= 3 && bare === toBare(`${known}sdk`)));
}

function toBare(name: string): string {
  return name.toLowerCase().replace(/[\s+【】“”"「」《》]|sdk(?:服务)?$/gu, '');
}
