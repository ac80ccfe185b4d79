import type { Words } from './line.ts';

export const compareWords = {
  'compare.title': { zh: '版本比较', en: 'Comparison of two scans' },
  'compare.back': { zh: '返回应用', en: 'Back to the app' },
  'compare.before': { zh: '较早', en: 'Earlier' },
  'compare.after': { zh: '较晚', en: 'Later' },
  'compare.new': { zh: '新出现', en: 'New' },
  'compare.still': { zh: '仍然存在', en: 'Still there' },
  'compare.unseen': { zh: '未能核实', en: 'Not verified' },
  'compare.gone': { zh: '已消除', en: 'Gone' },
  'compare.sets': { zh: '组成变化', en: 'What it is made of' },
  'compare.noSets': {
    zh: 'SDK、权限、网络地址和签名没有变化。',
    en: 'SDKs, permissions, hosts and signers are the same.',
  },
  'compare.set.sdks': { zh: '第三方 SDK', en: 'SDKs' },
  'compare.set.permissions': { zh: '权限', en: 'Permissions' },
  'compare.set.hosts': { zh: '网络地址', en: 'Hosts' },
  'compare.set.signers': { zh: '签名者', en: 'Signers' },
  'compare.added': { zh: '新增', en: 'Added' },
  'compare.removed': { zh: '移除', en: 'Removed' },
  'compare.behaviour': { zh: '读取次数变化', en: 'How often it reads' },
  'compare.note.OTHER_APP': { zh: '两次检测不是同一个应用。', en: 'The two scans are of different apps.' },
  'compare.note.OLDER_VERSION': {
    zh: '后一次检测的版本更旧。',
    en: 'The later scan is of an older version.',
  },
  'compare.note.OTHER_PROFILE': {
    zh: '检测方式不同，运行时的问题无法比较。',
    en: 'The profiles differ: what running shows cannot be compared.',
  },
  'compare.note.OTHER_ENGINE': { zh: '检测引擎版本不同。', en: 'The engine versions differ.' },
  'compare.note.POLICY_CHANGED_SILENTLY': {
    zh: '隐私政策有改动，但其日期没有变化。',
    en: 'A privacy policy was changed, and its dates were not.',
  },
  'compare.note.OTHER_RULES': { zh: '规则版本不同。', en: 'The rules differ.' },
} as const satisfies Words;
