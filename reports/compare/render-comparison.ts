import type { Text } from '../../rules/engine/verdict.ts';
import { groupByRule } from '../shared/group-by-rule.ts';
import { PHASE_WORDS } from '../parts/labels.ts';
import { toWords } from '../parts/words.ts';
import type { Lang, WordKey } from '../parts/words.ts';
import type { BehaviourKind, ComparedBehaviour } from './compare-behaviour.ts';
import type {
  ComparedFinding,
  ComparedScan,
  ComparisonNote,
  FindingChange,
  ReportComparison,
} from './compare-reports.ts';
import type { SetChange } from './compare-sets.ts';
import type { NoticeOfChange, UnseenNotice } from './policy-notice.ts';

const headings = {
  new: { zh: '新出现的问题', en: 'New findings' },
  still: { zh: '仍然存在的问题', en: 'Still there' },
  unseen: { zh: '本次未能核实的问题（不能视为已整改）', en: 'Not seen this time (not shown to be mended)' },
  gone: { zh: '已消除的问题', en: 'Gone' },
} as const satisfies Record<FindingChange, Text>;

const notes = {
  OTHER_APP: { zh: '两次检测的不是同一个应用。', en: 'These are two different apps.' },
  OLDER_VERSION: { zh: '后一次检测的版本更旧。', en: 'The later scan is of an older version.' },
  OTHER_PROFILE: {
    zh: '两次检测的方式不同，运行行为无法比较。',
    en: 'The scans have different profiles, so behaviour cannot be compared.',
  },
  OTHER_ENGINE: { zh: '两次检测的引擎版本不同。', en: 'The scans were made by different engine versions.' },
  OTHER_RULES: {
    zh: '两次检测的规则版本不同，差异可能来自规则。',
    en: 'The scans were judged by different rules; a difference may come from them.',
  },
  NO_COMPONENTS: {
    zh: '较早引擎的报告没有列出组件，组件无法比较。',
    en: 'A report of an older engine does not list components, so these are not compared.',
  },
  OTHER_RUNS: {
    zh: '有的场景没有在两次检测中都完整运行，其行为次数不参与比较。',
    en: 'Some scenarios did not come to their end in both scans; what happened in them is not counted.',
  },
  POLICY_CHANGED_SILENTLY: {
    zh: '隐私政策的内容有改动，但更新日期和生效日期未变：请核对应用是否以显著方式通知了用户。',
    en: 'A policy was changed while its dates were not: see whether the app gave its users notice.',
  },
  POLICY_CHANGED_WITHOUT_NOTICE: {
    zh: '隐私政策有改动，而运行中未见应用提示用户：疑似未通知。',
    en: 'A policy was changed, and no screen of the running app said so: notice seems not to be given.',
  },
} as const satisfies Record<ComparisonNote, Text>;

const words = {
  none: { zh: '无', en: 'none' },
  mark: { zh: '评分', en: 'mark' },
  sdks: { zh: '第三方 SDK', en: 'SDKs' },
  permissions: { zh: '权限', en: 'Permissions' },
  components: { zh: '组件', en: 'Components' },
  hosts: { zh: '网络主机', en: 'Hosts' },
  signers: { zh: '签名证书', en: 'Signers' },
  policies: { zh: '隐私政策与清单', en: 'Policies and lists' },
  silent: { zh: '内容有改动，日期未变', en: 'changed, dates not' },
  told: { zh: '内容有改动，日期已更新', en: 'changed, with a new date' },
  added: { zh: '新增', en: 'new' },
  removed: { zh: '已不存在', en: 'gone' },
  behaviour: { zh: '行为频次变化', en: 'Behaviour that changed in frequency' },
  counted: { zh: '共同完成的场景', en: 'Scenarios that both scans completed' },
} as const satisfies Record<string, Text>;

const noticeWords = {
  compliant: { zh: '应用已提示变更', en: 'the app gave notice' },
  suspected: { zh: '疑似未提示变更', en: 'notice seems not to be given' },
  NOT_RUN: {
    zh: '无法判断是否提示：后一次检测没有运行应用',
    en: 'notice cannot be told: the later scan did not run the app',
  },
  NO_OLDER_VERSION: {
    zh: '无法判断是否提示：只见过全新安装，没有从旧版本升级',
    en: 'notice cannot be told: only fresh installs were seen, no upgrade from the older version',
  },
} as const satisfies Readonly<Record<'compliant' | 'suspected' | UnseenNotice, Text>>;

const kinds = {
  read: { zh: '读取', en: 'read' },
  request: { zh: '网络请求', en: 'request' },
  permission: { zh: '申请权限', en: 'permission request' },
  start: { zh: '启动组件', en: 'start' },
  popup: { zh: '弹窗', en: 'pop-up' },
} as const satisfies Record<BehaviourKind, Text>;

const states = {
  foreground: { zh: '前台', en: 'in front' },
  silent: { zh: '静默', en: 'silent' },
  background: { zh: '后台', en: 'in the background' },
  'not-running': { zh: '未运行', en: 'not running' },
} as const satisfies Record<NonNullable<ComparedBehaviour['state']>, Text>;

/** The comparison as lines of text for a terminal. */
export function renderComparison(comparison: ReportComparison, lang: Lang): string {
  const say = (text: Text) => (lang === 'en' ? text.en : text.zh);
  const lines = [
    `${toScanLine(comparison.before)}  →  ${toScanLine(comparison.after)}`,
    `${say(words.mark)} ${comparison.before.mark} → ${comparison.after.mark}`,
    ...comparison.notes.map((note) => `! ${say(notes[note])}`),
  ];
  for (const [change, heading] of Object.entries(headings)) {
    const found = groupByRule(
      comparison.findings.filter((finding) => finding.change === change),
      (finding) => `${toVerdicts(finding)} ${finding.message.zh}`,
    );
    lines.push('', `${say(heading)} (${found.length})`);
    for (const { first, dutyIds } of found)
      lines.push(
        `  ${say(first.title)}  [${toVerdicts(first)}]`,
        `      ${say(first.message)}`,
        `      ${dutyIds.join(', ')}`,
      );
  }
  for (const part of ['sdks', 'permissions', 'components', 'hosts', 'signers'] as const)
    lines.push('', say(words[part]), ...toSetLines(comparison[part], say(words.none)));
  lines.push('', say(words.policies));
  if (comparison.policies.length === 0) lines.push(`  ${say(words.none)}`);
  for (const { change, title, items, sdks, rights, notice } of comparison.policies) {
    lines.push(`  ${title}  [${say(words[change])}]`);
    if (notice) lines.push(`    ${toNoticeLine(notice, say)}`);
    for (const part of [items, sdks, rights])
      if (part.added.length + part.removed.length > 0)
        lines.push(...toSetLines(part, '').map((line) => `  ${line}`));
  }
  lines.push(...toBehaviourLines(comparison, lang));
  return lines.map(toPlain).join('\n') + '\n';
}

/**
 * The verdict of the scan that had the finding, and of both where both had it: a duty of which a rule judges a part
 * stays untold when the finding is gone, which says nothing of the finding.
 */
function toVerdicts({ change, before, after }: ComparedFinding): string {
  if (change === 'new') return after ?? '-';
  return change === 'still' && before !== after ? `${before} → ${after}` : (before ?? '-');
}

function toNoticeLine(notice: NoticeOfChange, say: (text: Text) => string): string {
  if (notice.verdict === 'cannot-tell') return say(noticeWords[notice.reason]);
  const said = say(noticeWords[notice.verdict]);
  return notice.verdict === 'compliant'
    ? `${said}: ${notice.shown.sentence} (${notice.shown.screenshotId})`
    : said;
}

function toBehaviourLines({ runs, behaviour, names }: ReportComparison, lang: Lang): readonly string[] {
  if (runs === undefined) return [];
  const say = (text: Text) => (lang === 'en' ? text.en : text.zh);
  const phrase = (key: WordKey) => toWords(lang, key);
  const nameOf = (key: string): string => {
    if (key === 'app') return phrase('callerApp');
    if (key === 'unknown') return phrase('callerUnknown');
    return Object.hasOwn(names, key) ? say(names[key] ?? { zh: key, en: key }) : key;
  };
  const rate = (count: number, ms: number): string =>
    ms === 0 ? `${count}` : `${count} (${((count * 60_000) / ms).toFixed(2)}/min)`;
  return [
    '',
    say(words.behaviour),
    `  ${say(words.counted)}: ${runs.scenarios.join(' ') || say(words.none)}`,
    ...behaviour.map(({ kind, subject, phase, state, caller, before, after }) =>
      [
        `  ${say(kinds[kind])}${subject === '' ? '' : ` ${nameOf(subject)}`}`,
        phrase(PHASE_WORDS[phase]),
        ...(state === undefined ? [] : [say(states[state])]),
        nameOf(caller),
        `${rate(before, runs.beforeMs)} → ${rate(after, runs.afterMs)}`,
      ].join(' · '),
    ),
    ...(behaviour.length === 0 ? [`  ${say(words.none)}`] : []),
  ];
}

function toScanLine({ packageName, versionName, versionCode, sha256 }: ComparedScan): string {
  return `${packageName} ${versionName} (${versionCode}) ${sha256.slice(0, 12)}`;
}

function toSetLines({ added, removed }: SetChange, none: string): readonly string[] {
  if (added.length + removed.length === 0) return [`  ${none}`];
  return [...added.map((name) => `  + ${name}`), ...removed.map((name) => `  - ${name}`)];
}

/** Names come from apps: nothing in them may steer a terminal. */
function toPlain(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '�');
}
