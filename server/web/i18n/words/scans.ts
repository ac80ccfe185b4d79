import type { Words } from './line.ts';

export const scansWords = {
  'profile.static': { zh: '静态检测', en: 'Static' },
  'profile.full': { zh: '静态 + 运行', en: 'Static + run' },

  'profileHint.static': {
    zh: '只读取安装包：清单、代码、SDK、权限和网络地址，数秒完成。',
    en: 'Reads the package only: manifest, code, SDKs, permissions and endpoints. Takes seconds.',
  },
  'profileHint.full': {
    zh: '读取安装包，并在设备上运行应用，记录同意前后的行为、弹窗和截图；没有可用设备时会如实说明。',
    en: 'Reads the package and runs the app on a device: behaviour before and after consent, pop-ups, screenshots. Where no device is available, the report says so.',
  },

  'purpose.self-check': { zh: '自查', en: 'Self-check' },
  'purpose.inspection': { zh: '监督检查', en: 'Inspection' },
  'purpose.re-scan': { zh: '复测', en: 'Re-test' },

  'status.queued': { zh: '排队中', en: 'Queued' },
  'status.running': { zh: '扫描中', en: 'Scanning' },
  'status.done': { zh: '已完成', en: 'Done' },
  'status.failed': { zh: '失败', en: 'Failed' },
  'status.cancelled': { zh: '已取消', en: 'Cancelled' },

  'scans.title': { zh: '扫描记录', en: 'Scans' },
  'scans.lead': {
    zh: '每次扫描的状态、评分和发现的问题。',
    en: 'The state, mark and findings of every scan.',
  },
  'scans.new': { zh: '新建扫描', en: 'New scan' },
  'scans.search': {
    zh: '搜索应用名、包名、文件名或 SHA-256 前缀',
    en: 'Search app, package, file name or SHA-256 prefix',
  },
  'scans.app': { zh: '应用', en: 'App' },
  'scans.status': { zh: '状态', en: 'Status' },
  'scans.found': { zh: '发现的问题', en: 'Findings' },
  'scans.submitted': { zh: '提交', en: 'Submitted' },
  'scans.sort': { zh: '排序', en: 'Sort by' },
  'scans.anyStatus': { zh: '全部状态', en: 'Any status' },
  'scans.anyFound': { zh: '全部结果', en: 'Any finding' },
  'scans.found.violation': { zh: '有违规', en: 'With violations' },
  'scans.found.suspected': { zh: '有疑似问题', en: 'With suspicions' },
  'scans.found.none': { zh: '未发现问题', en: 'Nothing found' },
  'scans.sort.-createdAt': { zh: '最新提交在前', en: 'Newest first' },
  'scans.sort.createdAt': { zh: '最早提交在前', en: 'Oldest first' },
  'scans.sort.mark': { zh: '评分从低到高', en: 'Lowest mark first' },
  'scans.sort.-mark': { zh: '评分从高到低', en: 'Highest mark first' },
  'scans.sort.-violations': { zh: '违规最多在前', en: 'Most violations first' },
  'scans.sort.label': { zh: '按应用名', en: 'By app name' },
  'scans.sort.coverage': { zh: '覆盖率从低到高', en: 'Lowest coverage first' },
  'scans.sort.-coverage': { zh: '覆盖率从高到低', en: 'Highest coverage first' },
  'scans.none': { zh: '还没有扫描记录。', en: 'No scans yet.' },
  'scans.noMatch': { zh: '没有符合条件的扫描。', en: 'No scan matches.' },
  'scans.noneFound': { zh: '未发现', en: 'None found' },
} as const satisfies Words;
