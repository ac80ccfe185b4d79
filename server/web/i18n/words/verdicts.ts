import type { Words } from './line.ts';

export const verdictsWords = {
  'severity.3': { zh: '红线', en: 'Red line' },
  'severity.2': { zh: '通报项', en: 'Notice item' },
  'severity.1': { zh: '建议', en: 'Advice' },
  'severity.0': { zh: '尚未生效', en: 'Not in force' },

  'verdict.violation': { zh: '违规', en: 'Violation' },
  'verdict.suspected': { zh: '疑似', en: 'Suspected' },
  'verdict.needs-human': { zh: '待人工确认', en: 'Needs a person' },
  'verdict.cannot-tell': { zh: '无法判定', en: 'Cannot tell' },
  'verdict.compliant': { zh: '合规', en: 'Compliant' },
  'verdict.not-applicable': { zh: '不适用', en: 'Not applicable' },

  'verdictHint.violation': { zh: '有确凿证据', en: 'Proved by evidence' },
  'verdictHint.suspected': { zh: '有迹象，需核实', en: 'Signs, to be verified' },
  'verdictHint.needs-human': { zh: '机器只能列出核查要点', en: 'A person must look' },
  'verdictHint.cannot-tell': { zh: '证据不足', en: 'Evidence is missing' },
  'verdictHint.compliant': { zh: '已核查，未见问题', en: 'Checked, found in order' },

  'verdictMeaning.violation': {
    zh: '证据表明该义务被违反；每一处都可以核对。',
    en: 'The evidence shows that the duty is broken; every place can be checked.',
  },
  'verdictMeaning.suspected': {
    zh: '证据指向违规，但仅凭现有证据不能确定，例如只看到代码、没有看到运行。',
    en: 'The evidence points to a breach but does not settle it, for instance code that was seen but not seen running.',
  },
  'verdictMeaning.needs-human': {
    zh: '这项义务要由人来判断；报告给出核查要点。',
    en: 'Only a person can judge this duty; the report says what to look at.',
  },
  'verdictMeaning.cannot-tell': {
    zh: '所需证据缺失或采集失败；这不代表没有问题。',
    en: 'Evidence is missing or could not be collected; this does not mean that all is well.',
  },
  'verdictMeaning.compliant': {
    zh: '所需证据齐全，且未见违反。',
    en: 'All evidence needed was there and shows no breach.',
  },
  'verdictMeaning.not-applicable': {
    zh: '该义务不适用于这个应用或这次检测。',
    en: 'The duty does not concern this app or this scan.',
  },

  'decidability.A': { zh: '机器可判定', en: 'Decided by machine' },
  'decidability.P': { zh: '机器可部分判定', en: 'Partly by machine' },
  'decidability.H': { zh: '需人工判定', en: 'Decided by a person' },

  'confidence.certain': { zh: '确定', en: 'Certain' },
  'confidence.likely': { zh: '很可能', en: 'Likely' },
  'confidence.possible': { zh: '可能', en: 'Possible' },

  'outcome.completed': { zh: '已完成', en: 'Completed' },
  'outcome.budget-spent': { zh: '时间用尽', en: 'Time ran out' },
  'outcome.app-crashed': { zh: '应用崩溃', en: 'App crashed' },
  'outcome.app-ended': { zh: '应用自行退出', en: 'App ended itself' },
  'outcome.no-window': { zh: '应用没有留在屏幕上的界面', en: 'The app kept no window on the screen' },
  'outcome.not-responding': { zh: '应用无响应', en: 'App stopped answering' },
  'outcome.login-required': { zh: '须登录才能继续', en: 'Login required' },
  'outcome.device-failed': { zh: '设备故障', en: 'Device failed' },

  'decision.confirmed': { zh: '确认', en: 'Confirm' },
  'decision.rejected': { zh: '排除', en: 'Reject' },
  'decision.undecided': { zh: '无法决定', en: 'Cannot decide' },
} as const satisfies Words;
