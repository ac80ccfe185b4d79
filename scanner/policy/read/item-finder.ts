import type { PolicyItem } from '../../data/index.ts';
import type { Lexicon } from './lexicon.ts';
import type { Hit } from './word-index.ts';

/** What a text names, told apart into what it states and what a broader word only covers. */
export type NamedItems = {
  readonly items: readonly string[];
  readonly piTypes: readonly string[];
  readonly broadPiTypes: readonly string[];
};

/** "权限" and the like after an item make no other item of it; these do. */
const NO_ITEM_AFTER =
  /^(?:功能|服务|政策|协议|安全|管理|平台|系统|中心|页面|按钮|开关|栏|设置|图标|体系|登录|登陆|注销|sdk)/u;
/** The name of a page or a way through menus. */
const MENU = /【[^】]{1,60}】|[“"][^”"]{0,40}(?:-|—|>|→)[^”"]{0,40}[”"]/gu;
/** What a message goes by is not read from the device. */
const BY_WAY_OF = /(?:通过|发送|以|用|经由|接收|回复|via|by|through|an|to)\s?(?:手机|系统|电子|注册|您的)?$/u;
const NO_MESSAGE_AFTER = /^(?:验证码|通知|服务|平台|提醒|等方式|等形式|方式)/u;
const MESSAGES = new Set(['sms', 'email', 'phone_number']);
/** Papers, not files of a device. */
const PAPER_BEFORE = /(?:法律|法规|政策|规范性|证明|授权|书面|配置|约定|协议|司法|合同|性|相应的法律)$/u;
/** A place on a page, not of a person. */
const NO_PLACE_BEFORE = /(?:适当|显著|明显|醒目|合适|相应|任何|页面|显眼|突出)的?$/u;
/** An address of a machine or a page, not of a person. */
const NO_HOME_BEFORE = /(?:[a-z]|网络|网页|网站|协议|蓝牙|链接|服务器|域名|下载|官网|公司|我们的)$/u;
const NO_HOME_BEFORE_EN =
  /(?:\b(?:ip|mac|url|web|internet|protocol|network|server|following|this|our|to|or|otherwise|billing)[- ])$/u;
const NO_HOME_AFTER_EN =
  /^ (?:fraud|security|technical|any|issues?|concerns?|the|these|such|potential|problems?|book|bar|below|above|all|at|of)\b/u;
/** Files that no person keeps: of a server or a browser. */
const NO_FILES_BEFORE =
  /(?:log|text|small|cookie|cookies are|data|server|temporary|configuration|system|program|these|such) $/u;
const STORAGE_BEFORE = /(?:device|phone|external|internal|sd|your|shared) $/u;
const STORAGE_AFTER = /^ (?:permissions?|access|space)/u;
/** Taking a picture that is shared, not looking through the camera. */
const NO_CAMERA_AFTER = /^(?:或|和|、)?(?:上传|发布|保存)?的?(?:共享)?(?:照片|图片|视频|录像)/u;
const NO_STEPS_BEFORE =
  /(?:the|following|these|reasonable|all|protective|necessary|appropriate|takes?|further|more) $/u;
const NO_AGE_BEFORE = /(?:under (?:the )?|years? of |minimum (?:legal )?|legal |of |over |above )$/u;
const NO_ITEM_BEFORE = /(?:注册|登录|创建|注销|删除|完善)$/u;

export function toNamedItems(hits: readonly PolicyItem[]): NamedItems {
  const items = [...new Set(hits.map((item) => item.key))];
  const piTypes = new Set(hits.flatMap((item) => item.states));
  const broad = new Set(hits.flatMap((item) => item.covers).filter((key) => !piTypes.has(key)));
  return { items, piTypes: [...piTypes], broadPiTypes: [...broad] };
}

/** Items named in a cell or a list, where every word counts. */
export function findItems(folded: string, lexicon: Lexicon): readonly Hit<PolicyItem>[] {
  return lexicon.items
    .findAll(folded)
    .filter(
      (hit) =>
        hit.value.key !== 'address' ||
        !NO_HOME_BEFORE.test(folded.slice(Math.max(0, hit.start - 8), hit.start)) ||
        !/[\u4e00-\u9fff]/u.test(folded[hit.start] ?? ''),
    );
}

/** Items of running text: without words that belong to a function or to the act of registering. */
export function findItemsInProse(folded: string, lexicon: Lexicon): readonly Hit<PolicyItem>[] {
  const menus = [...folded.matchAll(MENU)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return lexicon.items.findAll(folded).filter((hit) => {
    if (menus.some((menu) => hit.start >= menu.start && hit.end <= menu.end)) return false;
    const before = folded.slice(Math.max(0, hit.start - 8), hit.start);
    if (
      MESSAGES.has(hit.value.key) &&
      (BY_WAY_OF.test(before) || NO_MESSAGE_AFTER.test(folded.slice(hit.end)))
    )
      return false;
    if (hit.value.key === 'media' && folded.slice(hit.start, hit.end) === '文件' && PAPER_BEFORE.test(before))
      return false;
    if (isOtherSense(folded, hit, folded.slice(Math.max(0, hit.start - 24), hit.start))) return false;
    const after = folded.slice(hit.end, hit.end + 4);
    if (NO_ITEM_AFTER.test(after) && !/^(?:设置|系统)信息/u.test(after)) return false;
    if (
      hit.value.key === 'location' &&
      NO_PLACE_BEFORE.test(folded.slice(Math.max(0, hit.start - 4), hit.start))
    )
      return false;
    if (
      hit.value.key === 'address' &&
      /[\u4e00-\u9fff]/u.test(folded[hit.start] ?? '') &&
      NO_HOME_BEFORE.test(before)
    )
      return false;
    if (
      hit.value.key === 'account' &&
      NO_ITEM_BEFORE.test(folded.slice(Math.max(0, hit.start - 2), hit.start))
    )
      return false;
    return true;
  });
}

/** Words that mean an item in one place and something else in another. */
function isOtherSense(folded: string, hit: Hit<PolicyItem>, before: string): boolean {
  const word = folded.slice(hit.start, hit.end);
  const after = folded.slice(hit.end, hit.end + 24);
  switch (word) {
    case 'address':
    case 'addresses':
      return NO_HOME_BEFORE_EN.test(before) || NO_HOME_AFTER_EN.test(after);
    case 'file':
    case 'files':
      return NO_FILES_BEFORE.test(before);
    case 'storage':
      return !STORAGE_BEFORE.test(before) && !STORAGE_AFTER.test(after);
    case 'steps':
      return NO_STEPS_BEFORE.test(before);
    case 'age':
    case 'ages':
      return NO_AGE_BEFORE.test(before) || /^ (?:of|group)\b/u.test(after);
    case '拍摄':
    case '拍照':
      return NO_CAMERA_AFTER.test(after);
    case '内存':
      return after.startsWith('卡');
    case '存储信息':
    case '存储空间':
      return /^(?:的|于|至)?(?:地点|期限|时间|位置|境内)/u.test(after);
    case '运营商':
      return /(?:网站|平台|服务|广告)$/u.test(before);
    default:
      return false;
  }
}
