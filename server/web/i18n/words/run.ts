import type { Words } from './line.ts';

export const runWords = {
  'shot.missing': { zh: '截图不可用', en: 'Screenshot not available' },
  'shot.region': { zh: '标出的区域', en: 'Marked region' },

  'event.read': { zh: '读取 {what}', en: 'Read {what}' },
  'event.asked': { zh: '申请权限', en: 'Asked for' },
  'event.sent': { zh: '发送请求', en: 'Sent' },
  'event.popup': { zh: '出现弹窗', en: 'Pop-up' },
  'event.consent': { zh: '出现同意弹窗', en: 'Consent dialog' },
  'event.value': { zh: '值 {value}', en: 'value {value}' },
  'event.threw': { zh: '抛出 {name}', en: 'threw {name}' },
  'event.nth': { zh: '第 {n} 次', en: 'time no. {n}' },

  'asked.granted': { zh: '已允许', en: 'granted' },
  'asked.denied': { zh: '已拒绝', en: 'denied' },
  'asked.denied-forever': { zh: '已拒绝且不再询问', en: 'denied for good' },
  'asked.no-dialog': { zh: '未出现系统弹窗', en: 'no dialog came up' },

  'phase.before-consent': { zh: '同意之前', en: 'Before consent' },
  'phase.after-refusal': { zh: '拒绝之后', en: 'After refusal' },
  'phase.after-consent': { zh: '同意之后', en: 'After consent' },
  'phase.after-withdrawal': { zh: '撤回同意之后', en: 'After withdrawal' },
  'phase.unknown': { zh: '阶段不明', en: 'Phase unknown' },

  'device.embedded': { zh: '内置模拟器', en: 'Embedded emulator' },
  'device.uiautomator2': { zh: '真机或 AVD', en: 'Phone or AVD' },
  'device.replay': { zh: '证据回放', en: 'Replay' },

  'run.none': { zh: '这次扫描没有在设备上运行应用。', en: 'This scan did not run the app on a device.' },
  'run.nothing': { zh: '这个场景没有留下记录。', en: 'Nothing was recorded in this scenario.' },
  'run.device': {
    zh: '{kind} · Android {android}（API {api}）· {size}',
    en: '{kind} · Android {android} (API {api}) · {size}',
  },

  'scenario.S1': { zh: '首次启动，不操作', en: 'First start, hands off' },
  'scenario.S2': { zh: '拒绝', en: 'Refuse' },
  'scenario.S3': { zh: '同意后静置', en: 'Agree, then idle' },
  'scenario.S4': { zh: '拒绝权限', en: 'Deny permissions' },
  'scenario.S5': { zh: '授权并使用', en: 'Grant and use' },
  'scenario.S6': { zh: '前台浏览', en: 'Exploration' },
  'scenario.S7': { zh: '后台', en: 'Background' },
  'scenario.S8': { zh: '静默', en: 'Silent' },
  'scenario.S9': { zh: '自启动与关联启动', en: 'Start-up chain' },
  'scenario.S10': { zh: '重启与升级', en: 'Re-launch and upgrade' },
  'scenario.S11': { zh: '关闭弹窗', en: 'Closing windows' },
  'scenario.S12': { zh: '摇动', en: 'Motion' },
  'scenario.S13': { zh: '设置页', en: 'Settings' },
  'scenario.S14': { zh: '账号周期', en: 'Account life' },
  'scenario.S18': { zh: '网络', en: 'Network' },

  'window.activity': { zh: '整页窗口', en: 'Activity' },
  'window.dialog': { zh: '对话框', en: 'Dialog' },
  'window.popup': { zh: '弹出层', en: 'Pop-up window' },
  'window.overlay': { zh: '悬浮窗', en: 'Overlay' },

  'replay.play': { zh: '播放', en: 'Play' },
  'replay.pause': { zh: '暂停', en: 'Pause' },
  'replay.back': { zh: '上一帧', en: 'Previous picture' },
  'replay.forward': { zh: '下一帧', en: 'Next picture' },
  'replay.moment': { zh: '时刻', en: 'Moment' },
  'replay.quiet': { zh: '这一步没有记录到行为。', en: 'Nothing was recorded in this step.' },
  'replay.open': { zh: '在回放中查看', en: 'Show it in the replay' },

  'run.all': { zh: '完整记录', en: 'Everything recorded' },

  'popup.closable': { zh: '可以关闭', en: 'Can be closed' },
  'popup.notClosable': { zh: '无法关闭', en: 'Cannot be closed' },
  'popup.covers': { zh: '占屏幕 {share}', en: 'covers {share} of the screen' },
  'popup.closed': { zh: '已关闭', en: 'closed' },
  'popup.stillThere': { zh: '仍未关闭', en: 'still there' },
  'popup.before': { zh: '操作前', en: 'Before' },
  'popup.after': { zh: '操作后', en: 'After' },

  'event.case-moved': { zh: '案件进展', en: 'Case moved' },
  'event.answer-received': { zh: '企业答复', en: 'Answer received' },
  'event.deadline-near': { zh: '期限临近', en: 'Deadline near' },
  'event.overdue': { zh: '已逾期', en: 'Overdue' },
  'event.escalated': { zh: '逾期督办', en: 'Long overdue' },
  'event.look-back-due': { zh: '回头看', en: 'Look-back due' },
  'event.scan-finished': { zh: '检测结束', en: 'Scan finished' },
} as const satisfies Words;
