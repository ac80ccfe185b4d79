/** What a control or text means in a consent dialog. */
export type ConsentMeaning = 'agree' | 'refuse' | 'soft' | 'guest' | 'login';

// Longer refusals contain shorter agreements (不同意, 同意), so the order of the list decides.
const meanings: readonly (readonly [ConsentMeaning, RegExp])[] = [
  ['guest', /^(游客模式|仅浏览|基本功能模式|进入基本模式|游客浏览|暂不登录.*|guest mode|browse only)$/i],
  [
    'refuse',
    /^(不同意.*|暂不同意|拒绝.*|不接受|我拒绝|不同意并退出|退出(应用|app)?|暂不使用|disagree|decline|reject|refuse|deny|no thanks|i (do not|don't) agree|exit)$/i,
  ],
  [
    'agree',
    /^(我?已?(阅读)?(并)?同意.*|接受(并继续)?|我接受|同意并.*|授权并继续|agree.*|accept.*|i agree.*|i accept.*|allow|consent)$/i,
  ],
  [
    'soft',
    /^(好的?|好|我?知道了|确定|继续(使用)?|开始使用|进入(应用)?|下一步|ok(ay)?|got it|continue|next|start)$/i,
  ],
  ['login', /^((一键|立即|手机号?|验证码)?(登录|登陆|注册)(\/注册)?|log ?in|sign ?(in|up)|register)$/i],
];

const policyWords =
  /隐私(政策|协议|条款|声明|保护指引|保护政策|权政策)|个人信息保护(政策|指引|声明)|用户(服务)?协议|服务(协议|条款)|儿童.{0,6}(规则|隐私)|privacy (policy|notice|statement)|terms of (service|use)|user agreement/i;
const privacyWords = /隐私|个人信息|privacy|personal (information|data)/i;

/** Sentences that take going on for agreeing. */
const impliedWords =
  /(继续使用|使用本|开始使用|登录|注册|点击|进入|浏览).{0,16}(即|就|便|视为|视同|代表|表示|意味).{0,10}(同意|接受|认可)|by (continuing|using|signing|logging|tapping).{0,60}(you )?(agree|consent|accept)/i;
const longestImpliedChars = 120;

const longestControlChars = 20;
/** A countdown on a control: what it means stands beside the number. */
const countdown = /[（(]?\d+ ?(s|秒|sec(onds)?)?[后)）]?/gi;

/** What a control's label says; undefined for anything else, and for text too long to be a label. */
export function meaningOf(label: string): ConsentMeaning | undefined {
  const text = (label.length > 4 ? label.replace(countdown, '') : label)
    .replace(/[\s「」“”"'!！。.…（）()]+/g, (run) => (/[a-z]/i.test(label) ? ' ' : run === '' ? run : ''))
    .trim();
  if (text === '' || text.length > longestControlChars) return undefined;
  return meanings.find(([, pattern]) => pattern.test(text))?.[0];
}

export function namesPolicy(text: string): boolean {
  return policyWords.test(text);
}

export function speaksOfPrivacy(text: string): boolean {
  return privacyWords.test(text);
}

/** Does a line of text take the use of the app for agreement? Longer texts ask for it in another way. */
export function impliesConsent(text: string): boolean {
  return text.length <= longestImpliedChars && namesPolicy(text) && impliedWords.test(text);
}
