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
const NO_ITEM_BEFORE = /(?:注册|登录|创建|注销|删除|完善)$/u;

export function toNamedItems(hits: readonly PolicyItem[]): NamedItems {
  const items = [...new Set(hits.map((item) => item.key))];
  const piTypes = new Set(hits.flatMap((item) => item.states));
  const broad = new Set(hits.flatMap((item) => item.covers).filter((key) => !piTypes.has(key)));
  return { items, piTypes: [...piTypes], broadPiTypes: [...broad] };
}

/** Items named in a cell or a list, where every word counts. */
export function findItems(folded: string, lexicon: Lexicon): readonly Hit<PolicyItem>[] {
  return lexicon.items.findAll(folded);
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
    const after = folded.slice(hit.end, hit.end + 4);
    if (NO_ITEM_AFTER.test(after) && !/^(?:设置|系统)信息/u.test(after)) return false;
    if (
      hit.value.key === 'location' &&
      NO_PLACE_BEFORE.test(folded.slice(Math.max(0, hit.start - 4), hit.start))
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
