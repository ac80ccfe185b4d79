import type { PolicyFacts } from '../../evidence/index.ts';
import type { PolicyDocument } from '../document/document.ts';
import { isPolicyText } from './classify-document.ts';

/** Why a page that came holds no policy. Pictures are told by the document itself. */
export type Obstacle = 'login-wall' | 'empty-page';

const LOGIN_CHARS = 1500;
const SHELL_CHARS = 120;
const LOGIN =
  /(?:请先?|立即|账号|密码|扫码|短信|验证码)登[录陆]|忘记密码|sign in to|log ?in to|forgot (?:your )?password|please (?:sign|log) ?in/iu;

/** What stands in the way of reading a document that came as a page; undefined where its text is there. */
export function findObstacle(document: PolicyDocument): Obstacle | undefined {
  const { text, format, pictureCount } = document;
  if (format !== 'html' || isPolicyText(text)) return undefined;
  if (text.length < LOGIN_CHARS && LOGIN.test(text)) return 'login-wall';
  return text.length < SHELL_CHARS && pictureCount === 0 ? 'empty-page' : undefined;
}

/** The name before the kind of document: `某某` of `《某某App隐私政策》`. */
const TITLED =
  /^[《【“"「\s]*(.{2,24}?)[-—–_|·\s]*(?:app|客户端|软件|应用)?[》”"」\s]*(?:用户)?(?:隐私(?:权)?(?:政策|协议|条款|声明|保护)|个人信息保护政策|privacy (?:policy|notice|statement))/iu;
const TITLED_EN =
  /^privacy (?:policy|notice)\s*(?:for|of|[-—–|:])\s*(?:the )?(.{2,24}?)(?: app| application)?$/iu;
/** Titles that name nobody. */
const NOBODY =
  /^(?:the|our|app|应用|软件|本软件|本应用|用户|平台|我们的?|关于|个人|基本|完整版?|儿童|未成年人|公司|产品|服务|移动应用|客户端|mobile|application|website|online)$/iu;

/**
 * Whether a policy is titled for another app than this one: it has a name in its title, and this app's label, package
 * and signer stand nowhere in its text. One policy for all products of a company names no app and is not meant.
 */
export function namesAnotherApp(
  document: PolicyDocument,
  facts: Pick<PolicyFacts, 'kind' | 'title' | 'statements'>,
  app: { readonly label?: string | undefined; readonly packageName: string } | undefined,
): boolean {
  if (facts.kind !== 'policy' || app?.label === undefined) return false;
  const label = toName(app.label);
  const named = TITLED.exec(facts.title)?.[1] ?? TITLED_EN.exec(facts.title)?.[1];
  if (named === undefined || NOBODY.test(named.trim()) || label.length < 2) return false;
  const text = toName(document.text);
  const title = toName(named);
  if (title.length < 2 || label.includes(title) || title.includes(label)) return false;
  return !text.includes(label) && !text.includes(toName(app.packageName));
}

function toName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
