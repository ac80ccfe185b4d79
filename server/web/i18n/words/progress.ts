import type { Words } from './line.ts';

export const progressWords = {
  'progress.scan': { zh: '扫描进度', en: 'Scan progress' },
  'progress.queuedHint': {
    zh: '前面还有任务，轮到后自动开始。',
    en: 'Other scans come first; this one starts by itself.',
  },
  'progress.showLog': { zh: '查看日志（{n}）', en: 'Show log ({n})' },
  'progress.hideLog': { zh: '收起日志', en: 'Hide log' },
  'progress.attempts': { zh: '已尝试 {n} 次', en: '{n} attempts' },

  'stage.queued': { zh: '等待', en: 'Waiting' },
  'stage.open': { zh: '打开安装包', en: 'Opening the package' },
  'stage.seal': { zh: '封存证据', en: 'Sealing the evidence' },
  'stage.judge': { zh: '按规则判定', en: 'Judging by the rules' },
  'stage.report': { zh: '生成报告', en: 'Writing the report' },

  'queue.title': { zh: '任务队列', en: 'Queue' },
  'queue.lead': { zh: '等待、正在执行和多次失败的任务。', en: 'Jobs that wait, run, or failed too often.' },
  'queue.job': { zh: '任务', en: 'Job' },
  'queue.failures': { zh: '失败次数', en: 'Failures' },
  'queue.error': { zh: '最近的错误', en: 'Last error' },
  'queue.requeue': { zh: '重新排队', en: 'Queue again' },
  'queue.none': { zh: '队列是空的。', en: 'The queue is empty.' },
  'queue.state.queued': { zh: '等待中', en: 'Waiting' },
  'queue.state.running': { zh: '执行中', en: 'Running' },
  'queue.state.dead': { zh: '多次失败', en: 'Failed too often' },
  'queue.state.done': { zh: '已完成', en: 'Done' },
  'queue.state.cancelled': { zh: '已取消', en: 'Cancelled' },
  'queue.rejudge': { zh: '重新判定 {n} 份结果', en: 'Judge {n} results anew' },
} as const satisfies Words;
