import type { PolicyMatchFacts } from '../scanner/evidence/index.ts';
import type { Lang, Names } from './policy-text.ts';

type Pair = readonly [zh: string, en: string];

const STATED: Readonly<Record<PolicyMatchFacts['stated'], Pair>> = {
  absent: ['未写明', 'not stated'],
  denied: ['声明没有', 'denied'],
  broad: ['仅概括提及', 'broad word only'],
  elsewhere: ['只写在别的主体名下', 'stated of another party only'],
  unknown: ['政策未读全，无法判断', 'cannot tell, policy not read in full'],
  named: ['已写明', 'stated'],
};
const ORDER: readonly PolicyMatchFacts['stated'][] = [
  'denied',
  'absent',
  'broad',
  'elsewhere',
  'unknown',
  'named',
];
const SEEN: Readonly<Record<PolicyMatchFacts['observed'], Pair>> = {
  run: ['运行时 {n} 次', 'run, {n} times'],
  code: ['代码', 'code'],
  present: ['已集成', 'present'],
  none: ['未见', 'not seen'],
};
const DECLARED: Pair = ['已声明', 'declared'];
const BY_OCR: Pair = ['由图片识别，请核对原文', 'read from a picture, to be checked'];
const UNSEEN_KINDS: Pair = [
  '写明而未见应用读取（供核对，不是问题）',
  'Stated, and the app was not seen to read it (to be checked, no fault)',
];
const UNSEEN_SDKS: Pair = ['列出而应用中未见', 'Listed, and not seen in the app'];

const SENTENCE_CHARS = 80;

/** Each thing beside what was seen, disagreements first; what was merely stated follows on a line for all of it. */
export function renderMatches(
  matches: readonly PolicyMatchFacts[],
  names: Names,
  lang: Lang,
): readonly string[] {
  const at = lang === 'en' ? 1 : 0;
  const isQuiet = ({ observed, about }: PolicyMatchFacts): boolean =>
    observed === 'none' && about !== 'contradiction';
  const rows = matches
    .filter((row) => !isQuiet(row))
    .toSorted((a, b) => ORDER.indexOf(a.stated) - ORDER.indexOf(b.stated));
  const quiet = matches.filter(isQuiet);
  const summary = (title: Pair, about: readonly (string | undefined)[]): readonly string[] => {
    const unique = [...new Set(about.filter((name) => name !== undefined))];
    return unique.length === 0 ? [] : [`- ${title[at]}: ${unique.join(' · ')}`];
  };
  return [
    ...rows.map((row) => renderRow(row, names, at)),
    ...summary(
      UNSEEN_KINDS,
      quiet.filter(({ about }) => about !== 'sdk').map(({ piType }) => piType && names.piType(piType)),
    ),
    ...summary(
      UNSEEN_SDKS,
      quiet.filter(({ about }) => about === 'sdk').map(({ sdkName }) => sdkName),
    ),
  ];
}

function renderRow(row: PolicyMatchFacts, names: Names, at: 0 | 1): string {
  const what = [
    row.sdkId === undefined ? row.sdkName : (names.sdk(row.sdkId) ?? row.sdkName),
    row.piType && names.piType(row.piType),
    row.permission,
    row.host,
  ].filter((part) => part !== undefined && part !== '');
  const seen = row.about === 'permission' ? DECLARED[at] : SEEN[row.observed][at];
  const sentence = row.places.find((place) => place.kind === 'policy');
  return [
    `- ${STATED[row.stated][at]}`,
    seen.replace('{n}', String(row.events)),
    what.join(' / '),
    ...(sentence === undefined ? [] : [`“${sentence.sentence.slice(0, SENTENCE_CHARS)}”`]),
    ...(row.readByOcr === true ? [BY_OCR[at]] : []),
  ].join(' · ');
}
