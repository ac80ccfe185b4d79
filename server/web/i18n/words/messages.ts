import type { Words } from './line.ts';

export const messagesWords = {
  'messages.title': { zh: '消息', en: 'Messages' },
  'messages.lead': { zh: '与您有关的案件和检测', en: 'Cases and scans that concern you' },
  'messages.bell': { zh: '消息，{n} 条未读', en: 'Messages, {n} not read' },
  'messages.new': { zh: '未读', en: 'New' },
  'messages.readAll': { zh: '全部标为已读（{n}）', en: 'Mark all as read ({n})' },
  'messages.none': { zh: '没有消息。', en: 'No messages.' },
  'messages.inbox': { zh: '收到的消息', en: 'Received' },
  'messages.toPreferences': { zh: '消息设置', en: 'Settings' },

  'delivery.title': { zh: '发送记录', en: 'Sent on' },
  'delivery.none': {
    zh: '没有通过邮件或 Webhook 发送的消息。',
    en: 'Nothing was sent on by mail or webhook.',
  },
  'delivery.waiting': { zh: '等待发送', en: 'Waiting' },
  'delivery.sent': { zh: '已发送', en: 'Sent' },
  'delivery.given-up': { zh: '已放弃', en: 'Given up' },
  'delivery.attempts': { zh: '已尝试 {n} 次', en: '{n} attempts' },
  'delivery.next': { zh: '下次 {when}', en: 'next {when}' },

  'channel.page': { zh: '站内', en: 'Pages' },
  'channel.email': { zh: '邮件', en: 'Mail' },
  'channel.webhook': { zh: 'Webhook 推送', en: 'Webhook' },
} as const satisfies Words;
