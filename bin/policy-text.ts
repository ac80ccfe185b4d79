import type { PolicyItem, ScannerData } from '../scanner/data/index.ts';
import type { PolicyFacts } from '../scanner/evidence/index.ts';
import type { DraftLists } from '../scanner/policy/index.ts';
import type { PolicyCheck } from './commands/policy.ts';
import { ADVICE } from './policy-advice.ts';
import { renderMatches } from './policy-matches.ts';
import { toStatedKinds } from './policy-stated.ts';
import { findAimless, findVague } from './policy-weak-points.ts';

export type Lang = 'zh-CN' | 'en';
type Pair = readonly [zh: string, en: string];

const WORDS = {
  documents: ['阅读的文档', 'Documents read'],
  chars: ['字', 'characters'],
  partly: ['（未能读全）', '(not read in full)'],
  ocr: [
    '（由图片识别，可信度 {n}%；未识别到的内容不作缺失判断）',
    '(read from pictures, {n}% sure; nothing follows from what was not read)',
  ],
  missing: ['缺少的内容', 'What is missing'],
  nothingMissing: ['应写明的内容都已找到。', 'Everything that has to be there was found.'],
  noPolicy: [
    '没有一份读全的隐私政策，无法判断缺少什么。',
    'No privacy policy was read in full; what is missing cannot be told.',
  ],
  vague: ['含糊的说法，请逐项列明', 'Vague words: name each kind instead'],
  aimless: ['没有写明用途的信息', 'Kinds without a purpose beside them'],
  states: ['写明收集的信息', 'What it says is collected'],
  entries: ['列出的第三方', 'Third parties listed'],
  beside: ['政策与行为对照', 'Policy beside behaviour'],
  collectedDraft: [
    '已收集个人信息清单（草稿，请补全）',
    'List of collected information (draft, to be completed)',
  ],
  sharedDraft: [
    '与第三方共享个人信息清单（草稿，请补全）',
    'List of information shared with third parties (draft, to be completed)',
  ],
  nothingSeen: [
    '没有看到应用自己读取个人信息；人填写的信息请自行补入。',
    'The app itself was not seen to read any; add what people type in.',
  ],
  nothingShared: ['没有看到第三方读取个人信息。', 'No third party was seen to read any.'],
  type: ['信息种类', 'kind'],
  purpose: ['目的', 'purpose'],
  scene: ['场景', 'scene'],
  seen: ['依据', 'seen'],
  party: ['第三方', 'third party'],
  provider: ['提供方', 'provider'],
  method: ['共享方式', 'way of sharing'],
  sentence: ['句子', 'sentence'],
  complete: ['（请补充）', '(to complete)'],
  claimed: ['可能还收集，请核对', 'may take as well, to be checked'],
  run: ['运行时 {n} 次', 'run, {n} times'],
  code: ['代码', 'code'],
  denies: ['不收集', 'not collected'],
  unreadLink: ['未读的清单', 'list not read'],
  lacks: ['缺', 'lacks'],
  example: ['例：', 'For example: '],
  inShort: [
    '缺少 {missing} 项内容；{vague} 处说法含糊；{aimless} 处没有写明用途；列出第三方 {entries} 个，其中 {thin} 个信息不全。',
    '{missing} things are missing; {vague} places are vague; {aimless} name no purpose; {entries} third parties are listed, {thin} of them without what a list has to say.',
  ],
  disagrees: [
    '与行为不一致 {n} 处，见“政策与行为对照”。',
    '{n} rows disagree with what the app does: see "Policy beside behaviour".',
  ],
  namesHere: ['逐项写成', 'name them'],
} as const satisfies Readonly<Record<string, Pair>>;

const LACKS: Readonly<Record<string, Pair>> = {
  vendor: ['提供方', 'provider'],
  purpose: ['目的', 'purpose'],
  types: ['信息种类', 'kinds'],
  link: ['链接', 'link'],
};
const EXTRA: Readonly<Record<string, Pair>> = {
  'operator-name': ['运营者名称', "the operator's name"],
  contact: ['联系方式', 'a way to make contact'],
  types: ['收集的信息种类', 'kinds of information'],
  purpose: ['收集目的', 'purposes'],
  'response-days': ['答复期限', 'a time limit for answers'],
  'effective-date': ['生效日期', 'the date of effect'],
};

const CELL_CHARS = 60;

/** What `appgov policy check` prints: Markdown, so that the drafts can be pasted into a document. */
export function renderPolicyCheck(
  check: PolicyCheck,
  lists: DraftLists,
  data: ScannerData,
  lang: Lang,
): string {
  const at = lang === 'en' ? 1 : 0;
  const words = (key: keyof typeof WORDS): string => WORDS[key][at];
  const names = toNames(data, lang);
  const out: string[] = [];
  const section = (title: string): void => void out.push('', `## ${title}`, '');
  out.push(`# ${check.app ?? check.policies[0]?.title ?? ''}`);
  section(words('documents'));
  for (const document of check.policies)
    out.push(
      `- ${(document.title || document.origin.address).slice(0, 60)} · ${document.origin.address} · ${document.charCount} ${words('chars')}${document.ocrConfidencePercent === undefined ? (document.complete ? '' : ` ${words('partly')}`) : ` ${words('ocr').replace('{n}', String(document.ocrConfidencePercent))}`}`,
    );
  const vague = findVague(check.policies);
  const aimless = findAimless(check.policies, names);
  const entries = check.policies.flatMap((document) => document.sdkEntries);
  out.push('', toSummary(check, vague.length, aimless.length, words));
  // What an app does and its policy hides comes before anything that the text alone lacks.
  if (check.app !== undefined) {
    section(words('beside'));
    out.push(...renderMatches(check.matches, names, lang));
  }
  section(words('missing'));
  out.push(...renderMissing(check.policies, names, words, at));
  if (vague.length > 0) {
    section(words('vague'));
    out.push(
      ...vague.map(
        ({ words: said, items, sentence }) =>
          `- ${said.join(names.comma)}: “${sentence}”${items.length > 0 ? ` → ${words('namesHere')}: ${items.map(names.item).join(names.comma)}` : ''}`,
      ),
    );
  }
  if (aimless.length > 0) {
    section(words('aimless'));
    out.push(...aimless.map(({ items, sentence }) => `- ${items}: “${sentence}”`));
  }
  section(words('states'));
  out.push(...renderStated(check.policies, names, words));
  if (entries.length > 0) {
    section(words('entries'));
    for (const entry of entries) {
      const lacks = entry.lacks.map((key) => LACKS[key]?.[at] ?? key);
      out.push(
        `- ${entry.name}${entry.vendor === undefined ? '' : ` (${entry.vendor})`}: ${entry.items.map(names.item).join(names.comma) || '—'}${entry.purposeText === undefined ? '' : ` · ${entry.purposeText}`}${lacks.length > 0 ? ` · ${words('lacks')} ${lacks.join(names.comma)}` : ''}`,
      );
    }
  }
  if (check.app === undefined) return out.join('\n');
  section(words('collectedDraft'));
  if (lists.collected.length === 0) out.push(words('nothingSeen'));
  else
    out.push(
      ...toTable(
        [words('type'), words('purpose'), words('scene'), words('seen')],
        lists.collected.map((row) => [
          names.piType(row.piType),
          row.purpose || words('complete'),
          words('complete'),
          row.observed === 'run' ? words('run').replace('{n}', String(row.events)) : words('code'),
        ]),
      ),
    );
  section(words('sharedDraft'));
  if (lists.shared.length === 0) out.push(words('nothingShared'));
  else
    out.push(
      ...toTable(
        [words('party'), words('provider'), words('type'), words('purpose'), words('scene'), words('method')],
        lists.shared.map((row) => [
          names.sdk(row.sdkId) ?? row.name,
          row.vendor || words('complete'),
          [
            row.piTypes.map(names.piType).join(names.comma),
            row.claimedPiTypes.length > 0
              ? `${words('claimed')}: ${row.claimedPiTypes.map(names.piType).join(names.comma)}`
              : '',
          ]
            .filter((part) => part !== '')
            .join('; ') || words('complete'),
          row.purpose || words('complete'),
          words('complete'),
          words('complete'),
        ]),
      ),
    );
  return out.join('\n');
}

/** The first lines: what there is to do, in numbers. */
function toSummary(
  check: PolicyCheck,
  vague: number,
  aimless: number,
  words: (key: keyof typeof WORDS) => string,
): string {
  const entries = check.policies.flatMap(({ sdkEntries }) => sdkEntries);
  const figures: Readonly<Record<string, number>> = {
    missing: new Set(check.policies.flatMap(({ missing }) => missing.map(({ element }) => element))).size,
    vague,
    aimless,
    entries: entries.length,
    thin: entries.filter(({ lacks }) => lacks.length > 0).length,
  };
  const text = words('inShort').replace(/\{(\w+)\}/gu, (_, key: string) => String(figures[key] ?? 0));
  const rows = check.matches.filter(
    ({ observed, stated }) => observed !== 'none' && (stated === 'absent' || stated === 'denied'),
  ).length;
  return rows === 0 ? text : `${words('disagrees').replace('{n}', String(rows))}\n${text}`;
}

export type Names = {
  readonly comma: string;
  readonly item: (key: string) => string;
  readonly piType: (key: string) => string;
  /** Of an SDK of the table. */
  readonly sdk: (id: string) => string | undefined;
  readonly element: (key: string) => string;
};

export function toNames(data: ScannerData, lang: Lang): Names {
  const key = lang === 'en' ? 'en' : 'zh';
  const items = new Map(data.policyVocabulary.items.map((item): [string, PolicyItem] => [item.key, item]));
  const types = new Map(data.piTypes.map((type) => [type.key, type.name[key]]));
  const sdks = new Map(
    data.sdks.rows.map((row) => [row.id, (lang === 'en' ? undefined : row.nameZh) ?? row.name]),
  );
  const elements = new Map(data.policyVocabulary.elements.map((row) => [row.key, row.name[key]]));
  return {
    comma: lang === 'en' ? ', ' : '、',
    item: (name) => items.get(name)?.name[key] ?? name,
    piType: (name) => types.get(name) ?? name,
    sdk: (id) => sdks.get(id),
    element: (name) => elements.get(name) ?? EXTRA[name]?.[lang === 'en' ? 1 : 0] ?? name,
  };
}

function renderMissing(
  policies: readonly PolicyFacts[],
  names: Names,
  words: (key: keyof typeof WORDS) => string,
  at: 0 | 1,
): readonly string[] {
  const whole = policies.filter((document) => document.kind === 'policy' && document.complete);
  if (whole.length === 0) return [words('noPolicy')];
  const missing = new Set(whole.flatMap((document) => document.missing.map(({ element }) => element)));
  const links = policies.flatMap((document) => document.links).filter((link) => !link.read);
  return [
    ...(missing.size === 0
      ? [words('nothingMissing')]
      : [...missing].map((element) => {
          const advice = ADVICE[element];
          return advice === undefined
            ? `- ${names.element(element)}`
            : `- ${names.element(element)}: ${advice.write[at]} (${advice.source})${advice.example ? `\n  ${words('example')}${advice.example[at]}` : ''}`;
        })),
    ...links.map((link) => `- ${words('unreadLink')}: ${link.text} ${link.url}`),
  ];
}

function renderStated(
  policies: readonly PolicyFacts[],
  names: Names,
  words: (key: keyof typeof WORDS) => string,
): readonly string[] {
  const groups = new Map<string, { kinds: string[]; rest: readonly string[] }>();
  for (const { item, negated, purposes, sentence, others } of toStatedKinds(policies)) {
    const purpose = purposes.join('；');
    const rest = [
      purpose === '' ? '—' : purpose.length > CELL_CHARS ? `${purpose.slice(0, CELL_CHARS)}…` : purpose,
      `${sentence.slice(0, CELL_CHARS)}${others > 0 ? ` (+${others})` : ''}`,
    ];
    const group = groups.get(`${negated} ${rest.join('|')}`);
    const kind = `${negated ? `${words('denies')}: ` : ''}${names.item(item)}`;
    if (group) group.kinds.push(names.item(item));
    else groups.set(`${negated} ${rest.join('|')}`, { kinds: [kind], rest });
  }
  const rows = [...groups.values()].map(({ kinds, rest }) => [kinds.join(names.comma), ...rest]);
  return rows.length === 0 ? ['—'] : toTable([words('type'), words('purpose'), words('sentence')], rows);
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
