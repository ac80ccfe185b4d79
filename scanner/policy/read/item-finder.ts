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
  /^(?:功能|服务|政策|协议|安全|管理|平台|系统|中心|页面|按钮|开关|栏|设置|图标|体系|登录|登陆|注册(?!信息|时|资)|注销|sdk)/u;
/** The name of a page or a way through menus. */
const MENU = /【[^】]{1,60}】|[“"][^”"]{0,40}(?:-|—|>|→)[^”"]{0,40}[”"]/gu;
/** What a message goes by is not read from the device. */
const BY_WAY_OF =
  /(?:(?:通过|发送|以|用|经由|接收|回复|via|by|through|an|to)\s?(?:手机|系统|电子|注册|您的)?|(?:发送|推送通知|站内信)[^，。；]{0,6}(?:或者?|、|和|及))$/u;
const NO_MESSAGE_AFTER = /^(?:验证码|通知|服务|平台|提醒|等方式|等形式|方式)/u;
const MESSAGES = new Set(['sms', 'email', 'phone_number']);
/** Papers, not files of a device. */
const PAPER_BEFORE =
  /(?:法律|法规|政策|规范性|证明|授权|书面|配置|约定|协议|司法|合同|性|相应的法律|数据|cookie)$/u;
/** A place on a page, not of a person. */
const NO_PLACE_BEFORE = /(?:适当|显著|明显|醒目|合适|相应|任何|页面|显眼|突出)的?$/u;
/** An address of a machine or a page, not of a person. */
const NO_HOME_BEFORE =
  /(?:[a-z)）]\s?|网关|网络|网页|网站|协议|蓝牙|链接|服务器|域名|下载|官网|公司|我们的)$/u;
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
/** What a thing does not hold. */
const HOLDS_NONE = /(?:不含|不包含|不包括|无法还原(?:为|出)?|不能还原为)(?:任何|原始|您的|个人)*$/u;
/** A word for calls, among kinds of information only. */
const NO_NUMBER_BEFORE = /(?:客服|热线|咨询|投诉|举报|服务|拨打|致电|公司|办公)$/u;
const NO_ITEM_BEFORE = /(?:注册|登录|创建|注销|删除|完善)$/u;

export function toNamedItems(hits: readonly PolicyItem[]): NamedItems {
  const items = [...new Set(hits.map((item) => item.key))];
  const piTypes = new Set(hits.flatMap((item) => item.states));
  const broad = new Set(hits.flatMap((item) => item.covers).filter((key) => !piTypes.has(key)));
  return { items, piTypes: [...piTypes], broadPiTypes: [...broad] };
}

/** Items named in a cell or a list, where every word counts. */
export function findItems(folded: string, lexicon: Lexicon): readonly Hit<PolicyItem>[] {
  return lexicon.items.findAll(folded).filter((hit) => {
    const before = folded.slice(Math.max(0, hit.start - 24), hit.start);
    if (HOLDS_NONE.test(before) || isOtherSense(folded, hit, before)) return false;
    return (
      hit.value.key !== 'address' ||
      !NO_HOME_BEFORE.test(before) ||
      !/[\u4e00-\u9fff]/u.test(folded[hit.start] ?? '')
    );
  });
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
    const long = folded.slice(Math.max(0, hit.start - 24), hit.start);
    if (HOLDS_NONE.test(long) || isOtherSense(folded, hit, long)) return false;
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
      return (
        /^(?:的|于|至)?(?:地点|期限|时间|位置|境内|大小|容量)/u.test(after) || /(?:可用|剩余)$/u.test(before)
      );
    case '运营商':
      return /(?:网站|平台|服务|广告)$/u.test(before) || after.startsWith('网络免');
    case '操作系统':
      return /^(?:的|相关)?(?:相关|应用)?权限|^(?:安全|级|应用|供应商|开发商|厂商|提供商)/u.test(after);
    case '系统设置':
    case '设备设置':
      return (
        /(?:在|通过|前往|进入|手机|设备的)$/u.test(before) ||
        /^(?:中|里|内|页面|[-—>→]|关闭|进行)/u.test(after)
      );
    case '学历':
      return after.startsWith('史');
    case '声音':
      return after.startsWith('验证');
    case '口令':
      return before.endsWith('淘');
    case '进程':
      return /^(?:间|管理|中|当中)/u.test(after);
    case '电话':
      return (
        !(/[、，：(（/和或]$/u.test(before) || /^[、/和或]/u.test(after)) ||
        NO_NUMBER_BEFORE.test(before) ||
        /(?:通过|以|用|发送|邮件|信函|短信|推送)[^，。；]{0,12}$/u.test(before) ||
        /^[^，。；]{0,12}(?:等方式|方式|等形式|通知)/u.test(after)
      );
    case '联系方式':
      return /(?:提供|公布|列出|列明|载明|公示|以下|下列|上述|如下|接收方)的?(?:名称、)?$/u.test(before);
    case '姓名':
    case '名字':
      return /(?:接收方|受让方|合作方|第三方)的$/u.test(before);
    default:
      return false;
  }
}
