import type { PopupReason, SlotName } from '../../scanner/evidence/index.ts';
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
  HIDDEN_REFUSE: { zh: '拒绝选项被弱化', en: 'the way to refuse is hidden' },
};

/** What each kind of evidence is. */
export const SLOT_TEXTS: Readonly<Record<SlotName, Text>> = {
  sample: { zh: '样本', en: 'Sample' },
  manifest: { zh: '清单文件', en: 'Manifest' },
  signatures: { zh: '签名', en: 'Signatures' },
  code: { zh: '字节码', en: 'Bytecode' },
  apiCalls: { zh: '个人信息接口调用', en: 'Calls that read personal information' },
  sdks: { zh: '第三方 SDK', en: 'SDKs' },
  endpoints: { zh: '网络地址', en: 'Network addresses' },
  nativeLibraries: { zh: '原生库', en: 'Native libraries' },
  packers: { zh: '加固特征', en: 'Packers' },
  hybridFrameworks: { zh: '混合框架', en: 'Hybrid frameworks' },
  device: { zh: '设备', en: 'Device' },
  scenarios: { zh: '运行场景', en: 'Scenarios' },
  piReads: { zh: '运行时读取', en: 'Reads while running' },
  permissionRequests: { zh: '权限申请', en: 'Permission requests' },
  networkRequests: { zh: '网络请求', en: 'Network requests' },
  starts: { zh: '自启动与关联启动', en: 'Starts' },
  consentDialogs: { zh: '同意弹窗', en: 'Consent dialogs' },
  popups: { zh: '弹窗', en: 'Pop-ups' },
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
