import type { Words } from './line.ts';

export const auditWords = {
  'audit.title': { zh: '操作日志', en: 'Audit log' },
  'audit.lead': {
    zh: '谁在何时做了什么。日志只增不改，逐条以哈希相连。',
    en: 'Who did what, and when. Only ever added to; each entry is chained to the one before by its hash.',
  },
  'audit.number': { zh: '序号', en: 'No.' },
  'audit.at': { zh: '时间', en: 'Time' },
  'audit.by': { zh: '账号', en: 'Account' },
  'audit.nobody': { zh: '（未登录）', en: '(not signed in)' },
  'audit.action': { zh: '操作', en: 'Action' },
  'audit.outcome': { zh: '结果', en: 'Outcome' },
  'audit.done': { zh: '完成', en: 'Done' },
  'audit.byFilter': { zh: '账号名', en: 'Name of the account' },
  'audit.actionFilter': { zh: '操作名', en: 'Name of the action' },
  'audit.head': { zh: '最新一条的哈希：', en: 'Hash of the newest entry:' },
} as const satisfies Words;
