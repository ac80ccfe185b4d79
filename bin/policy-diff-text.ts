import type { ScannerData } from '../scanner/data/index.ts';
import type { PolicyVersions } from '../scanner/policy/index.ts';
import { toNames, type Lang } from './policy-text.ts';

const WORDS = {
  title: ['两个版本的政策对照', 'Two versions of a policy'],
  same: ['{n} 条未变', '{n} clauses are the same'],
  material: [
    '有实质变化：多收集了信息、增加了第三方或减少了权利。应在应用内以显著方式通知用户，涉及同意的应重新取得同意。',
    'There are material changes: more is collected, third parties were added or rights are gone. Users are to be told in the app, and asked anew where consent is needed.',
  ],
  dates: [
    '正文有改动，但更新日期和生效日期未变。',
    'The text was changed while the dates of update and effect were not.',
  ],
  nothing: ['没有变化。', 'Nothing was changed.'],
  discloses: ['披露内容的变化', 'What it discloses'],
  items: ['收集的信息', 'collected'],
  sdks: ['第三方', 'third parties'],
  rights: ['权利', 'rights'],
  clauses: ['逐条对照', 'Clause by clause'],
  added: ['新增', 'added'],
  removed: ['删去', 'removed'],
  changed: ['修改', 'changed'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

const CLAUSE_CHARS = 300;

/** What `appgov policy diff` prints: Markdown. */
export function renderPolicyDiff(versions: PolicyVersions, data: ScannerData, lang: Lang): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang === 'en' ? 1 : 0];
  const names = toNames(data, lang);
  const { clauses, items, sdks, rights } = versions;
  const out = [`# ${say('title')}`, ''];
  if (clauses.length === 0) return [...out, say('nothing')].join('\n');
  if (versions.isMaterial) out.push(`> ${say('material')}`, '');
  if (!versions.dateDiffers) out.push(`> ${say('dates')}`, '');
  out.push(`## ${say('discloses')}`, '');
  for (const [label, change, toName] of [
    [say('items'), items, names.item],
    [say('sdks'), sdks, (name: string) => name],
    [say('rights'), rights, names.element],
  ] as const) {
    if (change.added.length > 0) out.push(`- ${label} +: ${change.added.map(toName).join(names.comma)}`);
    if (change.removed.length > 0) out.push(`- ${label} −: ${change.removed.map(toName).join(names.comma)}`);
  }
  out.push('', `## ${say('clauses')}`, '', say('same').replace('{n}', String(versions.sameClauseCount)), '');
  for (const change of clauses) {
    const { heading } = change.kind === 'removed' ? change.before : change.after;
    out.push(`### ${say(change.kind)}${heading === '' ? '' : ` · ${toLine(heading)}`}`, '');
    if (change.kind !== 'added') out.push(`- − ${toLine(change.before.text)}`);
    if (change.kind !== 'removed') out.push(`- + ${toLine(change.after.text)}`);
    out.push('');
  }
  return out.join('\n');
}

/** Policies come from others: no line of theirs may steer a terminal. */
function toLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return plain.length > CLAUSE_CHARS ? `${plain.slice(0, CLAUSE_CHARS)}…` : plain;
}
