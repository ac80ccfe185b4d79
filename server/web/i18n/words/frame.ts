import type { Words } from './line.ts';

export const frameWords = {
  'brand.tagline': { zh: '应用隐私合规检测', en: 'App privacy compliance' },

  'nav.upload': { zh: '新建扫描', en: 'New scan' },
  'nav.scans': { zh: '扫描记录', en: 'Scans' },
  'nav.catalogue': { zh: '义务与规则', en: 'Duties and rules' },
  'nav.queue': { zh: '任务队列', en: 'Queue' },
  'nav.accounts': { zh: '账号管理', en: 'Accounts' },
  'nav.account': { zh: '我的账号', en: 'My account' },
  'nav.signOut': { zh: '退出登录', en: 'Sign out' },
  'nav.more': { zh: '更多', en: 'More' },
  'nav.menu': { zh: '导航', en: 'Navigation' },
  'nav.skip': { zh: '跳到正文', en: 'Skip to content' },

  'action.retry': { zh: '重试', en: 'Try again' },
  'action.cancel': { zh: '取消', en: 'Cancel' },
  'action.cancelScan': { zh: '取消扫描', en: 'Cancel scan' },
  'action.scanAgain': { zh: '重新扫描', en: 'Scan again' },
  'action.create': { zh: '创建', en: 'Create' },
  'action.save': { zh: '保存', en: 'Save' },
  'action.delete': { zh: '删除', en: 'Delete' },
  'action.reloadPage': { zh: '重新载入页面', en: 'Reload the page' },
  'action.clearFilters': { zh: '清除筛选条件', en: 'Clear filters' },

  'state.loading': { zh: '正在载入…', en: 'Loading…' },
  'state.errorCode': { zh: '错误代码 {code}', en: 'Error code {code}' },
  'state.crashed': { zh: '页面出错了', en: 'This page has failed' },
  'state.crashedHint': {
    zh: '可能是页面已更新，或遇到了我们没有预料到的数据。重新载入通常可以解决。',
    en: 'The pages may have been updated, or some data was not as expected. Reloading usually helps.',
  },

  'notFound.title': { zh: '没有这个页面', en: 'There is no such page' },
  'notFound.hint': {
    zh: '链接可能已失效，请从扫描记录中查找。',
    en: 'The link may be out of date. Look for it in the list of scans.',
  },

  'health.loading': { zh: '正在检查服务状态', en: 'Checking the server' },
  'health.ok': { zh: '服务正常', en: 'Server is well' },
  'health.degraded': { zh: '服务异常，请联系管理员', en: 'Server has problems; tell the administrator' },
  'health.failed': { zh: '无法获取服务状态', en: 'The state of the server is not known' },

  'footer.api': { zh: '接口文档', en: 'API documentation' },

  'role.admin': { zh: '管理员', en: 'Administrator' },
  'role.inspector': { zh: '检测人员', en: 'Inspector' },
  'role.developer': { zh: '开发者', en: 'Developer' },

  'list.total': { zh: '共 {n} 条', en: '{n} in all' },
  'list.more': { zh: '再显示（还有 {n} 条）', en: 'Show more ({n} left)' },
  'list.search': { zh: '在表中搜索', en: 'Search this table' },
  'list.noMatch': { zh: '没有符合条件的内容。', en: 'Nothing matches.' },

  'state.foreground': { zh: '前台', en: 'foreground' },
  'state.silent': { zh: '静默', en: 'silent' },
  'state.background': { zh: '后台', en: 'background' },
  'state.not-running': { zh: '未运行', en: 'not running' },

  'problem.NO_CLOSE': { zh: '没有关闭入口', en: 'no way to close' },
  'problem.FAKE_CLOSE': { zh: '关闭按钮是假的', en: 'the close mark is fake' },
  'problem.DELAYED_CLOSE': { zh: '关闭按钮延迟出现', en: 'the close mark comes late' },
  'problem.MULTI_TAP': { zh: '要点多次才能关闭', en: 'needs several taps' },
  'problem.TINY_TARGET': { zh: '关闭按钮过小', en: 'the close mark is tiny' },
  'problem.LOW_CONTRAST': { zh: '关闭按钮难以辨认', en: 'the close mark is hard to see' },
  'problem.REAPPEARS': { zh: '关闭后再次出现', en: 'comes back once closed' },
  'problem.JUMP_ON_BLANK': { zh: '点空白处即跳转', en: 'a tap on blank space jumps away' },
  'problem.JUMP_ON_SHAKE': { zh: '摇动即跳转', en: 'a shake jumps away' },
  'problem.BACK_BLOCKED': { zh: '返回键无效', en: 'the back key is blocked' },
  'problem.UNMARKED_AD': { zh: '广告没有标识', en: 'advertisement not marked' },
  'problem.NO_REFUSAL': { zh: '没有拒绝选项', en: 'no way to refuse' },
  'problem.PRE_TICKED': { zh: '默认勾选', en: 'ticked beforehand' },
  'problem.IMPLIED_BY_USE': { zh: '以使用代替同意', en: 'consent implied by use' },
  'problem.FORCED_WAIT': { zh: '强制等待', en: 'forced to wait' },
  'problem.REFUSAL_EXITS': { zh: '拒绝即退出', en: 'refusal ends the app' },
  'problem.REFUSAL_LOOPS': { zh: '拒绝后反复弹出', en: 'refusal asks again' },
  'problem.SOFT_WORDING': { zh: '以含糊文字代替同意', en: 'vague words stand for consent' },
  'problem.AGREE_EMPHASISED': { zh: '突出同意选项', en: 'agreeing is made to stand out' },
  'problem.HIDDEN_REFUSE': { zh: '拒绝选项不明显', en: 'refusal is hidden' },

  'nav.reviews': { zh: '人工复核', en: 'Review' },
  'nav.cases': { zh: '案件', en: 'Cases' },
  'nav.day': { zh: '今日', en: 'Today' },
  'nav.audit': { zh: '操作日志', en: 'Audit log' },

  'role.operator': { zh: '应用商店', en: 'Store operator' },
  'role.pending': { zh: '待授权', en: 'Waiting for a role' },

  'nav.apps': { zh: '应用', en: 'Apps' },
  'nav.batches': { zh: '批次', en: 'Batches' },
  'nav.listings': { zh: '商店监测', en: 'Store listings' },

  'trend.title': { zh: '得分与违规趋势', en: 'Mark and violations over time' },
  'trend.mark': { zh: '得分', en: 'Mark' },
  'trend.violations': { zh: '违规项', en: 'Violations' },
} as const satisfies Words;
