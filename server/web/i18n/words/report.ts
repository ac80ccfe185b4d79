import type { Words } from './line.ts';

export const reportWords = {
  'mark.mark': { zh: '评分', en: 'Mark' },
  'mark.coverage': { zh: '覆盖率', en: 'Coverage' },
  'mark.coverageIs': { zh: '覆盖率 {share}', en: 'coverage {share}' },
  'mark.judged': {
    zh: '{all} 项适用义务中，{judged} 项已判定',
    en: '{judged} of {all} applicable duties judged',
  },

  'band.grave': { zh: '严重违规', en: 'Grave' },
  'band.serious': { zh: '违规', en: 'Serious' },
  'band.minor': { zh: '轻微问题', en: 'Minor' },
  'band.no-violation-seen': { zh: '未见违规', en: 'No violation seen' },
  'band.compliant': { zh: '合规', en: 'Compliant' },

  'report.version': { zh: '版本 {name}（{code}）', en: 'Version {name} ({code})' },
  'report.scanned': { zh: '扫描于 {when}', en: 'Scanned {when}' },
  'report.rules': { zh: '规则版本 {version}', en: 'Rules {version}' },

  'tab.overview': { zh: '概览', en: 'Overview' },
  'tab.findings': { zh: '问题', en: 'Findings' },
  'tab.run': { zh: '运行过程', en: 'Run' },
  'tab.permissions': { zh: '权限', en: 'Permissions' },
  'tab.calls': { zh: '敏感调用', en: 'PI calls' },
  'tab.policies': { zh: '隐私政策', en: 'Policies' },
  'tab.endpoints': { zh: '网络地址', en: 'Endpoints' },
  'tab.coverage': { zh: '覆盖与缺口', en: 'Coverage and gaps' },
  'tab.identity': { zh: '身份信息', en: 'Identity' },

  'overview.worst': { zh: '最需要处理的问题', en: 'What matters most' },
  'overview.allFindings': { zh: '查看全部问题', en: 'All findings' },
  'overview.noneFound': {
    zh: '在已判定的义务中没有发现违规或疑似问题。未判定的部分见“覆盖与缺口”。',
    en: 'No violation or suspicion among the duties that were judged. See “Coverage and gaps” for those that were not.',
  },

  'chart.byDocument': { zh: '各文件的判定分布', en: 'Verdicts by document' },
  'chart.bySeverity': { zh: '问题的严重程度', en: 'Findings by severity' },
  'chart.calls': { zh: '谁在读取哪些个人信息', en: 'Who reads which personal information' },
  'chart.callsHint': {
    zh: '代码中的调用点数量；有调用点不等于一定会执行。',
    en: 'Call sites in the code; a call site is not proof that it runs.',
  },
  'chart.callsSummary': {
    zh: '{kinds} 类个人信息与 {callers} 个调用方的调用点数量；明细见“敏感调用”。',
    en: 'Call sites of {kinds} kinds of personal information by {callers} callers; see “PI calls” for the figures.',
  },
  'chart.others': { zh: '其他', en: 'Others' },

  'download.pdf': { zh: '下载 PDF', en: 'Download PDF' },
  'download.html': { zh: 'HTML 单文件报告', en: 'HTML, one file' },
  'download.json': { zh: 'JSON 数据', en: 'JSON data' },
  'download.sarif': { zh: 'SARIF（代码平台）', en: 'SARIF (code platforms)' },
  'download.junit': { zh: 'JUnit XML（流水线）', en: 'JUnit XML (pipelines)' },
  'download.evidence': { zh: '证据包（ZIP）', en: 'Evidence package (ZIP)' },
  'download.more': { zh: '其他格式', en: 'Other formats' },

  'gap.affects': { zh: '影响：{slots}', en: 'Affects: {slots}' },

  'coverage.title': { zh: '判定了多少', en: 'How much was judged' },
  'coverage.sentence': {
    zh: '现行 {inForce} 项义务中，{notApplicable} 项不适用；其余 {all} 项中有 {judged} 项得到判定，覆盖率 {share}。',
    en: 'Of {inForce} duties in force, {notApplicable} do not apply; of the other {all}, {judged} were judged: coverage {share}.',
  },
  'coverage.rest': {
    zh: '另有 {human} 项待人工确认，{cannotTell} 项无法判定。',
    en: '{human} more need a person, and {cannotTell} could not be told.',
  },
  'coverage.heavyJudged': { zh: '所有红线义务都已判定。', en: 'Every red-line duty was judged.' },
  'coverage.heavyOpen': {
    zh: '还有红线义务没有判定，因此不能说这个应用合规。',
    en: 'Some red-line duties were not judged, so the app cannot be called compliant.',
  },
  'coverage.slots': { zh: '各类证据', en: 'Kinds of evidence' },
  'coverage.gaps': { zh: '看不到的部分（{n}）', en: 'What could not be seen ({n})' },
  'coverage.noGaps': { zh: '没有已知的缺口。', en: 'No known gap.' },
  'coverage.howToRead': { zh: '判定的含义', en: 'How to read the verdicts' },
} as const satisfies Words;
