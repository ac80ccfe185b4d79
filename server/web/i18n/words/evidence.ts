import type { Words } from './line.ts';

export const evidenceWords = {
  'slotState.present': { zh: '已采集', en: 'Collected' },
  'slotState.failed': { zh: '失败', en: 'Failed' },
  'slotState.unsupported': { zh: '不支持', en: 'Not supported' },
  'slotState.skipped': { zh: '未采集', en: 'Skipped' },

  'slotReason.static profile': { zh: '静态检测不运行应用', en: 'the static profile does not run the app' },
  'slotReason.no store listing': {
    zh: '样本不是从应用商店取得',
    en: 'the sample was not taken from a store',
  },
  'slotReason.no device in this build': { zh: '没有可用的设备', en: 'no device is available' },

  'slot.sample': { zh: '样本', en: 'Sample' },
  'slot.manifest': { zh: '清单', en: 'Manifest' },
  'slot.signatures': { zh: '签名', en: 'Signatures' },
  'slot.code': { zh: '代码概况', en: 'Code' },
  'slot.apiCalls': { zh: '敏感接口调用', en: 'PI call sites' },
  'slot.dataFlows': { zh: '个人信息流向', en: 'Data flows' },
  'slot.sdks': { zh: 'SDK', en: 'SDKs' },
  'slot.permissionUse': { zh: '权限使用情况', en: 'Use of permissions' },
  'slot.policies': { zh: '隐私政策', en: 'Privacy policies' },
  'slot.policyMatches': { zh: '政策与行为对照', en: 'Policy beside behaviour' },
  'slot.listing': { zh: '商店页面', en: 'Store listing' },
  'slot.endpoints': { zh: '网络地址', en: 'Endpoints' },
  'slot.nativeLibraries': { zh: '本地库', en: 'Native libraries' },
  'slot.packers': { zh: '加固', en: 'Packers' },
  'slot.hybridFrameworks': { zh: '混合框架', en: 'Hybrid frameworks' },
  'slot.device': { zh: '设备', en: 'Device' },
  'slot.scenarios': { zh: '运行场景', en: 'Scenarios' },
  'slot.piReads': { zh: '个人信息读取记录', en: 'Reads of personal information' },
  'slot.permissionRequests': { zh: '权限申请记录', en: 'Permission requests' },
  'slot.networkRequests': { zh: '网络请求记录', en: 'Network requests' },
  'slot.starts': { zh: '启动记录', en: 'Starts' },
  'slot.consentDialogs': { zh: '同意弹窗', en: 'Consent dialogs' },
  'slot.settings': { zh: '设置项', en: 'Settings' },
  'slot.popups': { zh: '弹窗', en: 'Pop-ups' },
  'slot.attachments': { zh: '截图与附件', en: 'Screenshots and attachments' },

  'filingNumber.shown': { zh: '应用内已标明备案号', en: 'The app shows its filing number' },
  'filingNumber.other-number': {
    zh: '应用内标明的备案号与备案不符',
    en: 'The app shows another filing number',
  },
  'filingNumber.not-shown': { zh: '应用内未标明备案号', en: 'The app does not show its filing number' },
} as const satisfies Words;
