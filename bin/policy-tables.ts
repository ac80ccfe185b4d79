import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ScannerData } from '../scanner/data/index.ts';
import type { DraftLists } from '../scanner/policy/index.ts';
import { toNames, type Lang } from './policy-text.ts';

/** One of the two lists as a table, its heads first; what the author has to complete says so. */
export type DraftTable = {
  /** File name without extension. */
  readonly name: 'collected' | 'shared';
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const WORDS = {
  collected: ['已收集个人信息清单（草稿）', 'List of collected information (draft)'],
  shared: ['与第三方共享个人信息清单（草稿）', 'List of information shared with third parties (draft)'],
  type: ['个人信息种类', 'Kind of information'],
  purpose: ['使用目的', 'Purpose'],
  scene: ['使用场景', 'Scene'],
  count: ['收集情况', 'Collected so far'],
  basis: ['依据（不必公示）', 'Seen (not for publication)'],
  party: ['第三方名称', 'Third party'],
  provider: ['提供方', 'Provider'],
  method: ['共享方式', 'Way of sharing'],
  link: ['第三方个人信息处理规则', 'Rules of the third party'],
  complete: ['【待补充】', '[to complete]'],
  check: ['【待核实】', '[to check]'],
  run: ['运行中读取 {n} 次', 'read {n} times while running'],
  code: ['代码中存在读取', 'there is code that reads it'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

/** The two lists that MIIT circular 292 asks for, as far as they were observed. */
export function toDraftTables(lists: DraftLists, data: ScannerData, lang: Lang): readonly DraftTable[] {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang === 'en' ? 1 : 0];
  const names = toNames(data, lang);
  const orComplete = (text: string): string => (text === '' ? say('complete') : text);
  return [
    {
      name: 'collected',
      title: say('collected'),
      head: [say('type'), say('purpose'), say('scene'), say('count'), say('basis')],
      rows: lists.collected.map((row) => [
        names.piType(row.piType),
        orComplete(row.purpose),
        say('complete'),
        say('complete'),
        row.observed === 'run' ? say('run').replace('{n}', String(row.events)) : say('code'),
      ]),
    },
    {
      name: 'shared',
      title: say('shared'),
      head: [
        say('party'),
        say('provider'),
        say('type'),
        say('purpose'),
        say('scene'),
        say('method'),
        say('link'),
      ],
      rows: lists.shared.map((row) => [
        row.name,
        orComplete(row.vendor),
        [
          ...row.piTypes.map(names.piType),
          ...row.claimedPiTypes.map((key) => `${names.piType(key)}${say('check')}`),
        ].join(names.comma) || say('complete'),
        orComplete(row.purpose),
        say('complete'),
        say('complete'),
        say('complete'),
      ]),
    },
  ];
}

/** RFC 4180 with a byte order mark, which spreadsheets need to see UTF-8. No cell may begin a formula. */
export function renderCsv({ head, rows }: DraftTable): string {
  const toCell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return `\ufeff${[head, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

/** Both lists in one Word document, to be completed there. */
export async function renderDraftDocx(tables: readonly DraftTable[]): Promise<Uint8Array> {
  const children = tables.flatMap(({ title, head, rows }) => [
    new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({ tableHeader: true, children: head.map((text) => toDocxCell(text, true)) }),
        ...rows.map((row) => new TableRow({ children: row.map((text) => toDocxCell(text, false)) })),
      ],
    }),
    new Paragraph({ text: '' }),
  ]);
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

function toDocxCell(text: string, isHead: boolean): TableCell {
  return new TableCell({
    children: [
      new Paragraph({ children: [new TextRun({ text: text.replace(/[\p{Cc}]/gu, ' '), bold: isHead })] }),
    ],
  });
}
