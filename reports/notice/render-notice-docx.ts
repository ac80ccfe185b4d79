import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Notice, NoticeFinding, NoticePicture } from './notice.ts';
import { noticeWords, type NoticeWords } from './notice-words.ts';

/** Tall enough to read, low enough for two side by side on A4. */
const pictureHeightPx = 320;
const fonts = { ascii: 'Arial', eastAsia: 'SimSun', hAnsi: 'Arial', cs: 'Arial' } as const;
const halfPoint = { body: 21, title: 40, heading: 26, small: 18 } as const;

/** The notice as an Office Open XML text document, to be edited before it is signed. */
export async function renderNoticeDocx(notice: Notice): Promise<Uint8Array> {
  const words = noticeWords(notice.lang);
  const document = new Document({
    title: notice.title,
    styles: { default: { document: { run: { font: fonts, size: halfPoint.body } } } },
    sections: [
      {
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 240 },
            children: [
              new TextRun({ text: notice.title, bold: true, size: halfPoint.title, color: 'B42318' }),
            ],
          }),
          paragraph(notice.salutation),
          paragraph(notice.opening),
          toIdentityTable(notice),
          heading(words.findings),
          ...notice.findings.flatMap((finding) => toFinding(finding, words)),
          paragraph(notice.demand),
          paragraph(notice.proof),
          new Paragraph({
            alignment: AlignmentType.RIGHT,
            spacing: { before: 480 },
            children: [new TextRun(notice.closing)],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function toIdentityTable({ identity }: Notice): Table {
  const cell = (text: string, percent: number) =>
    new TableCell({ width: { size: percent, type: WidthType.PERCENTAGE }, children: [paragraph(text, 40)] });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: identity.map(([name, value]) => new TableRow({ children: [cell(name, 28), cell(value, 72)] })),
  });
}

function toFinding(finding: NoticeFinding, words: NoticeWords): Paragraph[] {
  const named = (name: string, text: string) =>
    new Paragraph({
      spacing: { after: 80 },
      children: [new TextRun({ text: `${name} `, color: '5D6878' }), new TextRun(text)],
    });
  const list = (name: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [named(name, ''), ...lines.map((text) => new Paragraph({ text, bullet: { level: 0 } }))];
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      spacing: { before: 200, after: 60 },
      children: [new TextRun({ text: finding.heading, bold: true, color: '1B2430' })],
    }),
    ...(finding.label === undefined
      ? []
      : [new Paragraph({ children: [new TextRun({ text: finding.label, color: 'B42318' })] })]),
    named(words.facts, finding.facts),
    ...list(words.stack, finding.stack),
    ...list(words.clauses, finding.clauses),
    ...(finding.remediation === undefined ? [] : [named(words.remediation, finding.remediation)]),
    ...(finding.pictures.length === 0
      ? []
      : [new Paragraph({ spacing: { before: 80 }, children: finding.pictures.flatMap(toImage) })]),
  ];
}

function toImage({ png, widthPx, heightPx }: NoticePicture): (ImageRun | TextRun)[] {
  const width = Math.round((pictureHeightPx * widthPx) / heightPx);
  return [
    new ImageRun({ type: 'png', data: png, transformation: { width, height: pictureHeightPx } }),
    new TextRun('   '),
  ];
}

function heading(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    spacing: { before: 280, after: 80 },
    children: [new TextRun({ text, bold: true, size: halfPoint.heading, color: '1B2430' })],
  });
}

function paragraph(text: string, after = 120): Paragraph {
  return new Paragraph({ text, spacing: { after } });
}
