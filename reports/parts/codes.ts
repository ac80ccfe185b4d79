import type { PopupReason, SettingItem, SlotName } from '../../scanner/evidence/index.ts';
import type { Text } from '../../rules/engine/verdict.ts';

/** What each reason for a bad pop-up means to a reader. */
export const POPUP_REASON_TEXTS: Readonly<Record<PopupReason, Text>> = {
  NO_CLOSE: { zh: '没有关闭方式', en: 'no way to close' },
  FAKE_CLOSE: { zh: '关闭按钮无效', en: 'the close mark does nothing' },
  DELAYED_CLOSE: { zh: '关闭按钮延迟出现', en: 'the close mark comes late' },
  MULTI_TAP: { zh: '需多次点击才能关闭', en: 'takes several taps to close' },
  TINY_TARGET: { zh: '关闭热区过小', en: 'the close target is tiny' },
  LOW_CONTRAST: { zh: '关闭标识难以辨认', en: 'the close mark is hard to see' },
  REAPPEARS: { zh: '关闭后再次弹出', en: 'comes back after closing' },
  JUMP_ON_BLANK: { zh: '点击空白处跳转', en: 'jumps when blank space is tapped' },
  JUMP_ON_SHAKE: { zh: '“摇一摇”跳转', en: 'jumps when the phone is shaken' },
  BACK_BLOCKED: { zh: '返回键被拦截', en: 'the back key is blocked' },
  UNMARKED_AD: { zh: '广告未标明', en: 'an advertisement is not marked' },
};

/** What each problem of a consent dialog means. Codes of later versions are shown as they are. */
export const CONSENT_PROBLEM_TEXTS: Readonly<Record<string, Text>> = {
  NO_REFUSAL: { zh: '没有拒绝选项', en: 'no way to refuse' },
  PRE_TICKED: { zh: '默认勾选同意', en: 'the box is ticked beforehand' },
  IMPLIED_BY_USE: { zh: '以使用代替同意', en: 'use is taken for consent' },
  FORCED_WAIT: { zh: '强制等待', en: 'forces a wait' },
  REFUSAL_EXITS: { zh: '拒绝后退出应用', en: 'refusing ends the app' },
  REFUSAL_LOOPS: { zh: '拒绝后反复弹出', en: 'refusing brings the dialog back' },
  SOFT_WORDING: { zh: '以“知道了”等含糊文字代替同意', en: 'vague words stand for consent' },
  AGREE_EMPHASISED: { zh: '突出同意选项', en: 'agreeing is made to stand out' },
  HIDDEN_REFUSE: { zh: '拒绝选项被弱化', en: 'the way to refuse is hidden' },
};

/** What was looked for in the settings. */
export const SETTING_ITEM_TEXTS: Readonly<Record<SettingItem, Text>> = {
  'settings-page': { zh: '设置页', en: 'settings page' },
  policy: { zh: '隐私政策', en: 'privacy policy' },
  'collected-list': { zh: '已收集个人信息清单', en: 'list of collected information' },
  'shared-list': { zh: '与第三方共享清单', en: 'list of shared information' },
  'permission-page': { zh: '权限管理', en: 'permission page' },
  'personalisation-switch': { zh: '个性化推荐开关', en: 'personalisation switch' },
  'push-switch': { zh: '推送开关', en: 'push switch' },
  withdrawal: { zh: '撤回同意', en: 'withdrawal of consent' },
  'account-deletion': { zh: '注销账号', en: 'closing the account' },
  'complaint-channel': { zh: '投诉举报渠道', en: 'complaint channel' },
  'filing-number': { zh: '备案编号', en: 'filing number' },
  'minor-mode': { zh: '未成年人模式', en: 'mode for minors' },
  'personalised-content': { zh: '个性化内容', en: 'personalised content' },
};

/** What can be wrong with it. Codes of later versions are shown as they are. */
export const SETTING_PROBLEM_TEXTS: Readonly<Record<string, Text>> = {
  TOO_DEEP: { zh: '点击次数过多', en: 'too many taps away' },
  NO_EFFECT: { zh: '开关不起作用', en: 'switching it off changes nothing' },
  FORGETS_STATE: { zh: '开关状态不能保存', en: 'it does not stay off' },
  HARD_CONDITIONS: { zh: '条件不合理', en: 'unreasonable conditions' },
  OPENS_NOTHING: { zh: '点击后没有内容', en: 'opens nothing' },
};

/** What each kind of evidence is. */
export const SLOT_TEXTS: Readonly<Record<SlotName, Text>> = {
  sample: { zh: '样本', en: 'Sample' },
  manifest: { zh: '清单文件', en: 'Manifest' },
  signatures: { zh: '签名', en: 'Signatures' },
  code: { zh: '字节码', en: 'Bytecode' },
  apiCalls: { zh: '个人信息接口调用', en: 'Calls that read personal information' },
  dataFlows: { zh: '个人信息流向', en: 'Data flows' },
  sdks: { zh: '第三方 SDK', en: 'SDKs' },
  permissionUse: { zh: '权限使用情况', en: 'Use of permissions' },
  endpoints: { zh: '网络地址', en: 'Network addresses' },
  nativeLibraries: { zh: '原生库', en: 'Native libraries' },
  packers: { zh: '加固特征', en: 'Packers' },
  hybridFrameworks: { zh: '混合框架', en: 'Hybrid frameworks' },
  policies: { zh: '隐私政策', en: 'Privacy policies' },
  device: { zh: '设备', en: 'Device' },
  scenarios: { zh: '运行场景', en: 'Scenarios' },
  piReads: { zh: '运行时读取', en: 'Reads while running' },
  permissionRequests: { zh: '权限申请', en: 'Permission requests' },
  networkRequests: { zh: '网络请求', en: 'Network requests' },
  starts: { zh: '自启动与关联启动', en: 'Starts' },
  consentDialogs: { zh: '同意弹窗', en: 'Consent dialogs' },
  popups: { zh: '弹窗', en: 'Pop-ups' },
  settings: { zh: '设置项', en: 'Settings' },
  policyMatches: { zh: '政策与行为对照', en: 'Policy beside behaviour' },
  listing: { zh: '商店页面', en: 'Store listing' },
  attachments: { zh: '附件', en: 'Attachments' },
};

/** What an SDK is for. Categories of later tables are shown as they are. */
export const SDK_CATEGORY_TEXTS: Readonly<Record<string, Text>> = {
  'ui-utility': { zh: '界面与工具', en: 'interface, utilities' },
  ads: { zh: '广告', en: 'advertising' },
  analytics: { zh: '统计分析', en: 'analytics' },
  other: { zh: '其他', en: 'other' },
  game: { zh: '游戏', en: 'games' },
  video: { zh: '音视频', en: 'video' },
  'maps-location': { zh: '地图与定位', en: 'maps, location' },
  framework: { zh: '开发框架', en: 'framework' },
  'login-social': { zh: '登录与社交', en: 'sign-in, social' },
  crash: { zh: '崩溃监控', en: 'crash reports' },
  'security-antifraud': { zh: '安全与反欺诈', en: 'security, anti-fraud' },
  push: { zh: '消息推送', en: 'push messages' },
  payment: { zh: '支付', en: 'payment' },
  networking: { zh: '网络', en: 'networking' },
  'ocr-face': { zh: '文字与人脸识别', en: 'OCR, face recognition' },
  'im-rtc': { zh: '即时通信与通话', en: 'messaging, calls' },
  hotfix: { zh: '热更新', en: 'hot fixes' },
  attribution: { zh: '归因', en: 'attribution' },
  packer: { zh: '加固', en: 'packing' },
  'ai-voice': { zh: '语音与智能', en: 'voice, AI' },
  'verification-onekey-login': { zh: '号码认证', en: 'one-tap sign-in' },
  'identifier-oaid': { zh: '设备标识', en: 'device identifiers' },
  'cloud-storage': { zh: '云存储', en: 'cloud storage' },
  'webview-engine': { zh: '浏览器内核', en: 'web view engine' },
};

/** The base of a permission's protection level. */
export const PROTECTION_TEXTS: Readonly<Record<string, Text>> = {
  dangerous: { zh: '危险', en: 'dangerous' },
  normal: { zh: '普通', en: 'normal' },
  signature: { zh: '签名', en: 'signature' },
  internal: { zh: '系统内部', en: 'internal' },
};

/** The words for a code, or the code itself where the table does not know it. */
export function findCodeText(table: Readonly<Record<string, Text>>, code: string): Text {
  return (Object.hasOwn(table, code) ? table[code] : undefined) ?? { zh: code, en: code };
}

/** What a privacy policy has to say, by the keys of the policy vocabulary. */
export const POLICY_ELEMENT_TEXTS: Readonly<Record<string, Text>> = {
  'operator-name': { zh: '运营者名称', en: "the operator's name" },
  contact: { zh: '联系方式', en: 'a way to make contact' },
  types: { zh: '收集的信息种类', en: 'kinds of information' },
  purpose: { zh: '收集目的', en: 'purposes' },
  'response-days': { zh: '答复期限', en: 'a time limit for answers' },
  'effective-date': { zh: '生效日期', en: 'the date of effect' },
  retention: { zh: '保存期限', en: 'retention period' },
  'storage-place': { zh: '存储地点', en: 'place of storage' },
  'cross-border': { zh: '出境', en: 'transfer abroad' },
  'security-measures': { zh: '安全措施', en: 'security measures' },
  'right-access': { zh: '查阅', en: 'access' },
  'right-copy': { zh: '复制', en: 'copy' },
  'right-correct': { zh: '更正', en: 'correction' },
  'right-delete': { zh: '删除', en: 'deletion' },
  'right-withdraw': { zh: '撤回同意', en: 'withdrawal of consent' },
  'account-deletion': { zh: '注销账号', en: 'closing the account' },
  'right-portability': { zh: '转移', en: 'portability' },
  'right-restrict': { zh: '限制处理', en: 'restriction' },
  'right-explain': { zh: '解释说明', en: 'explanation' },
  'right-deceased': { zh: '逝者近亲属', en: 'relatives of the dead' },
  complaint: { zh: '投诉渠道', en: 'complaint channel' },
  minors: { zh: '未成年人', en: 'minors' },
  guardian: { zh: '监护人同意', en: 'consent of a guardian' },
  'personalised-push': { zh: '个性化推送', en: 'personalised content' },
  'personalised-switch': { zh: '个性化关闭选项', en: 'a switch for personalised content' },
  'change-notice': { zh: '变更通知', en: 'notice of changes' },
  'automated-decision': { zh: '自动决策', en: 'automated decisions' },
  dpo: { zh: '个人信息保护负责人', en: 'data protection officer' },
  'legal-basis': { zh: '合法性基础', en: 'legal basis' },
  'sensitive-notice': { zh: '敏感信息的必要性与影响', en: 'need for and effect of sensitive information' },
  hotline: { zh: '客服电话', en: 'customer hotline' },
  'sdk-list': { zh: '第三方 SDK 清单', en: 'list of third-party SDKs' },
  'no-third-party': { zh: '声明未接入第三方', en: 'says that no third party is used' },
};
