import type { SettingItem } from '../evidence/index.ts';
import { namesPolicy } from './consent-words.ts';

/** Rows whose label names what the rules ask for. */
const itemWords: readonly (readonly [SettingItem, RegExp])[] = [
  [
    'shared-list',
    /第三方.{0,12}(清单|目录|列表)|(共享|对外提供).{0,8}清单|SDK.{0,6}(清单|目录|列表)|third[- ]part(y|ies).{0,24}(list|sdk|shar)/i,
  ],
  [
    'collected-list',
    /(已)?收集(的)?(个人)?信息(的)?清单|个人信息(收集|使用)?清单|个人信息收集(明示)?|collected.{0,20}(list|data)|data we collect/i,
  ],
  ['withdrawal', /(撤回|撤销|取消).{0,10}(同意|授权)|withdraw|revoke consent/i],
  [
    'account-deletion',
    /注销.{0,4}(账号|账户|帐号|帐户)|(账号|账户|帐号|帐户).{0,4}注销|删除(账号|账户|帐号|帐户)|delete.{0,6}account|close.{0,6}account/i,
  ],
  ['personalisation-switch', /个性化|定向推送|智能推荐|推荐(管理|设置|开关)|程序化广告|personali[sz]/i],
  ['push-switch', /推送|消息通知|通知(设置|开关|提醒|管理)|接收.{0,6}(消息|通知)|push|notifications?/i],
  ['permission-page', /权限(管理|设置|说明|申请|列表)|系统权限|permissions?/i],
  [
    'minor-mode',
    /(未成年人?|青少年|儿童|少儿|家长).{0,4}(模式|守护)|(minors?|teen(ager)?s?|kids|child(ren)?)('s)? mode|parental control/i,
  ],
  [
    'complaint-channel',
    /投诉|举报|意见反馈|问题反馈|帮助与反馈|联系客服|在线客服|客服(中心|电话|热线)|complain|feedback|report (a|an) |customer service/i,
  ],
];

/** Rows behind which more settings, or the rules of the app, are to be looked for. */
const wayWords =
  /设置|我的|个人中心|个人主页|更多|关于|隐私|安全|账号|账户|帐号|通用|法律|条款|协议|声明|政策|规则|版本(说明|信息)|帮助|settings|profile|account|about|privacy|legal|terms|security|more|help|^me$/i;
const settingsWords = /设置|settings|preferences/i;
const longestLabelChars = 40;

/** What the rules ask for that a row's label names. */
export function itemOf(label: string): SettingItem | undefined {
  if (label.length > longestLabelChars) return undefined;
  const item = itemWords.find(([, words]) => words.test(label))?.[0];
  if (item) return item;
  return namesPolicy(label) && /隐私|个人信息|privacy|personal/i.test(label) ? 'policy' : undefined;
}

export function leadsOn(label: string): boolean {
  return label.length <= longestLabelChars && wayWords.test(label);
}

export function namesSettings(label: string): boolean {
  return label.length <= longestLabelChars && settingsWords.test(label);
}

/** Number of the app's own filing with the ministry, such as 京ICP备12345678号-2A. */
export function findFilingNumber(text: string): string | undefined {
  return /[\u4e00-\u9fa5]ICP备\d{8}号(-\d+[A-Z]?)?/i.exec(text)?.[0];
}

/** A text that tells where to complain: it names it, or gives an address to write to. */
export function tellsComplaintChannel(text: string): boolean {
  return (
    /投诉|举报|complain/i.test(text) ||
    /(联系我们|联系方式|客服|contact us).{0,60}(@|\d{7,}|[48]00[- ]?\d{3})/i.test(text)
  );
}

export function showsPersonalised(text: string): boolean {
  return /猜你喜欢|猜您喜欢|为[你您]推荐|个性化推荐|推荐给[你您]|recommended for you|for you|you may like/i.test(
    text,
  );
}

/** Conditions of a deletion that nobody needs who could open the account without them. */
export function asksTooMuch(text: string): boolean {
  if (
    /手持.{0,6}(身份证|证件)|身份证.{0,8}(照|原件|复印|正反)|通话详单|邮寄|寄至|寄到|营业厅|公证/.test(text)
  )
    return true;
  const days = /(\d+) ?个?工作日/.exec(text)?.[1];
  return days !== undefined && Number(days) > 15;
}

export function confirms(label: string): boolean {
  return /^(确定|确认|确认撤回|确定撤回|撤回|同意撤回|是|继续|ok|yes|confirm|withdraw)$/i.test(label.trim());
}
