import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { IParagraphOptions } from 'docx';
import type { Block, LineStyle, OfficialDocument, Picture, Run } from '../document.ts';

/** Tall enough to read, low enough for two side by side on A4. */
const pictureHeightPx = 320;
const fonts = { ascii: 'Arial', eastAsia: 'SimSun', hAnsi: 'Arial', cs: 'Arial' } as const;
const bodyHalfPoints = 21;
/** A4 in twentieths of a point; the library turns it for landscape. */
const a4 = { width: 11_906, height: 16_838 } as const;
const margin = 1440;

/** How the lines of a style are set: size in half points. */
const LINES: Readonly<
  Record<
    LineStyle,
    { readonly paragraph: IParagraphOptions; readonly size?: number; readonly color?: string }
  >
> = {
  title: {
    paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 240 } },
    size: 40,
    color: 'B42318',
  },
  heading: {
    paragraph: { heading: HeadingLevel.HEADING_2, spacing: { before: 280, after: 80 }, keepNext: true },
    size: 26,
    color: '1B2430',
  },
  subheading: {
    paragraph: { heading: HeadingLevel.HEADING_3, spacing: { before: 200, after: 60 }, keepNext: true },
    size: 22,
    color: '1B2430',
  },
  paragraph: { paragraph: { spacing: { after: 120 } } },
  item: { paragraph: { bullet: { level: 0 } } },
  // A label, or a small head of what follows: never alone at the foot of a page.
  alert: { paragraph: { spacing: { after: 80 }, keepNext: true }, color: 'B42318' },
  note: { paragraph: { spacing: { after: 80 }, keepNext: true }, size: 19, color: '5D6878' },
  closing: { paragraph: { alignment: AlignmentType.RIGHT, spacing: { before: 160 } } },
};
const bold = new Set<LineStyle>(['title', 'heading', 'subheading']);

/** The document as an Office Open XML text document, to be edited before it is signed. */
export async function renderDocumentDocx(document: OfficialDocument): Promise<Uint8Array> {
  const orientation = document.isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  const textWidth = (document.isLandscape ? a4.height : a4.width) - 2 * margin;
  const made = new Document({
    title: document.title,
    styles: { default: { document: { run: { font: fonts, size: bodyHalfPoints } } } },
    sections: [
      {
        properties: {
          page: {
            size: { ...a4, orientation },
            margin: { top: margin, right: margin, bottom: margin, left: margin },
          },
        },
        children: document.blocks.map((block) => toChild(block, textWidth)),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(made));
}

function toChild(block: Block, textWidth: number): Paragraph | Table {
  switch (block.kind) {
    case 'line': {
      const { paragraph, size, color } = LINES[block.style];
      return new Paragraph({
        ...paragraph,
        children: block.runs.map((run) => toTextRun(run, bold.has(block.style), size, color)),
      });
    }
    case 'table':
      return toTable(block, textWidth);
    case 'pictures':
      return new Paragraph({ spacing: { before: 80 }, children: block.pictures.flatMap(toImage) });
  }
}

function toTextRun(run: Run, isBold: boolean, size?: number, color?: string): TextRun {
  return new TextRun({
    text: run.text,
    bold: isBold || run.bold,
    ...(size !== undefined && { size }),
    ...(color !== undefined && { color }),
  });
}

/** In absolute widths: LibreOffice goes by the table's grid and passes over per cents. */
function toTable({ rows, columns }: Extract<Block, { kind: 'table' }>, textWidth: number): Table {
  const count = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.floor(((columns[index] ?? 100 / count) * textWidth) / 100),
  );
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      ({ isHeader, cells }) =>
        new TableRow({
          tableHeader: isHeader,
          cantSplit: true,
          children: cells.map(
            (cell, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                ...(isHeader && { shading: { fill: 'F5F7FA' } }),
                children: [
                  new Paragraph({
                    spacing: { after: 40 },
                    children: cell.map((run) => toTextRun(run, isHeader)),
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

function toImage({ png, widthPx, heightPx }: Picture): (ImageRun | TextRun)[] {
  const width = Math.round((pictureHeightPx * widthPx) / heightPx);
  return [
    new ImageRun({ type: 'png', data: png, transformation: { width, height: pictureHeightPx } }),
    new TextRun('   '),
  ];
}
