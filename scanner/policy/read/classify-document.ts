import type { PolicyDocumentKind, PolicyFacts } from '../../evidence/index.ts';
import type { PolicyDocument } from '../document/document.ts';

const KINDS: readonly (readonly [PolicyDocumentKind, RegExp])[] = [
  ['children', /儿童|未成年人|青少年|children|minors/iu],
  ['summary', /摘要|简要|概要|简版|summary|at a glance/iu],
  ['shared-list', /共享.{0,8}清单|共享清单|sharing list|list of (?:information )?shar/iu],
  [
    'sdk-list',
    /sdk|第三方.{0,8}(?:清单|列表|目录|名单)|合作.{0,6}(?:清单|列表)|third[- ]party.{0,20}(?:list|sdk)/iu,
  ],
  ['collected-list', /(?:收集|个人信息|信息).{0,8}清单|list of (?:personal )?information collected/iu],
  ['permission-list', /权限.{0,8}(?:清单|列表|说明|申请)|list of permissions|permission list/iu],
  ['policy', /隐私|个人信息保护|个人信息处理规则|privacy|data protection/iu],
  ['agreement', /协议|条款|agreement|terms/iu],
];
const POLICY_WORDS =
  /隐私政策|隐私权政策|隐私协议|隐私条款|隐私声明|隐私保护|个人信息|privacy (?:policy|notice|statement)|personal (?:information|data)|we collect|your information/giu;
/** The text of a window that asks for consent: it speaks to the reader, and is no policy of its own. */
const PROMPT =
  /感谢您|欢迎(?:您)?使用|请(?:您)?(?:务必)?(?:仔细|认真|充分)?阅读|点击.{0,4}[“"「]?同意|thank you for|please read|tap .{0,4}agree/iu;
const PROMPT_CHARS = 900;

/** What kind of document it is, by its title and first lines. */
export function classifyDocument(document: PolicyDocument): PolicyDocumentKind {
  if (
    document.text.length < PROMPT_CHARS &&
    PROMPT.test(document.text) &&
    /[《“"]?(?:隐私|privacy)/iu.test(document.text)
  ) {
    const chapters = document.blocks.filter(
      (block) =>
        block.kind !== 'table' && /^(?:第?[一二三四五六七八九十\d]{1,3}[、.．章条])/u.test(block.text),
    );
    if (chapters.length < 3) return 'summary';
  }
  const title = titleOf(document);
  const found = KINDS.find(([, pattern]) => pattern.test(title))?.[0];
  // A policy's first heading may be "summary" or name its SDKs; a title that says policy decides.
  if (found !== undefined && found !== 'policy' && found !== 'agreement' && /(?:隐私|privacy)/iu.test(title))
    return found === 'children' || found === 'summary' ? found : 'policy';
  if (found !== undefined && found !== 'agreement') return found;
  return isPolicyText(document.text) ? 'policy' : (found ?? 'agreement');
}

/** The name a reader would give it: the page's title where it says something, else the first line. */
export function titleOf(document: PolicyDocument): string {
  const [first] = document.blocks.filter((block) => block.kind !== 'table');
  const line = first !== undefined && first.text.length <= 80 ? first.text : '';
  const says = (text: string): boolean => KINDS.some(([, pattern]) => pattern.test(text));
  if (says(document.title)) return document.title;
  return says(line) ? line : document.title || line;
}

/** Whether a text speaks of personal information often enough to be a policy and not merely a page with a link to one. */
export function isPolicyText(text: string): boolean {
  const words = text.slice(0, 60_000).match(POLICY_WORDS)?.length ?? 0;
  if (text.length < 80) return false;
  return words >= 3 && /收集|使用|collect|process/iu.test(text);
}

export function findLanguage(text: string): PolicyFacts['language'] {
  const sample = text.slice(0, 40_000);
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const kana = sample.match(/[\u3040-\u30ff\uac00-\ud7af]/gu)?.length ?? 0;
  const latin = sample.match(/[A-Za-z]+/gu)?.length ?? 0;
  if (kana * 5 > han && kana > 20) return 'other';
  if (han * 2 >= latin) return han > 0 ? 'zh' : 'other';
  return /\b(?:the|and|your|information|we)\b/u.test(sample) ? 'en' : 'other';
}
