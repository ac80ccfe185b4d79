import type { Words } from './line.ts';

export const catalogueWords = {
  'catalogue.title': { zh: '义务与规则', en: 'Duties and rules' },
  'catalogue.lead': {
    zh: '检测依据的每一项义务，以及判定它们的规则。',
    en: 'Every duty that scans are judged by, and the rules that judge them.',
  },
  'catalogue.duties': { zh: '义务', en: 'Duties' },
  'catalogue.rules': { zh: '规则', en: 'Rules' },
  'catalogue.search': { zh: '搜索义务编号、内容或文件', en: 'Search duty, wording or document' },
  'catalogue.searchRules': { zh: '搜索规则或义务编号', en: 'Search rules or duty numbers' },
  'catalogue.document': { zh: '文件', en: 'Document' },
  'catalogue.anyDocument': { zh: '全部文件', en: 'Any document' },
  'catalogue.noRule': { zh: '尚无规则', en: 'No rule yet' },
  'catalogue.judgedBy': { zh: '判定规则：{rules}', en: 'Judged by: {rules}' },
  'catalogue.matrix': { zh: '覆盖矩阵', en: 'Coverage matrix' },
  'catalogue.packs': { zh: '规则包', en: 'Rule packs' },

  'matrix.duty': { zh: '义务', en: 'Duty' },
  'matrix.rule': { zh: '规则', en: 'Rule' },
  'matrix.decidability': { zh: '判定方式', en: 'Decided by' },
  'matrix.status': { zh: '状态', en: 'Status' },
  'matrix.anyEvidence': { zh: '全部证据', en: 'Any evidence' },
  'matrix.anyStatus': { zh: '全部状态', en: 'Any status' },
  'matrix.full': { zh: '完整判定', en: 'Decided in full' },
  'matrix.part': { zh: '部分判定', en: 'Decided in part' },
  'matrix.draft': { zh: '规则为草案', en: 'Draft rule' },
  'matrix.none': { zh: '尚无规则', en: 'No rule yet' },
  'matrix.summary': {
    zh: '{duties} 项义务中，{judged} 项有正式规则判定或预判；共 {rules} 条规则。',
    en: 'Of {duties} duties {judged} are judged or pre-judged by a stable rule; {rules} rules in all.',
  },

  'pack.default': { zh: '默认', en: 'Default' },
  'pack.mounted': { zh: '由挂载目录提供或修改', en: 'From or changed by a mounted folder' },
  'pack.counts': {
    zh: '{rules} 条正式规则，涉及 {duties} 项义务中的 {judged} 项',
    en: '{rules} stable rules on {judged} of {duties} duties',
  },
  'pack.thresholds': { zh: '阈值及出处（{n}）', en: 'Thresholds and their sources ({n})' },
} as const satisfies Words;
