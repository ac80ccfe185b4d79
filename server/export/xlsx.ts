import JSZip from 'jszip';
import type { Cell, Table } from './csv.ts';

/** Of a workbook's entries, so that the same table gives the same bytes. */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));
const MOST_CELL_CHARS = 32_000;

/**
 * Writes a table as an Office Open XML workbook of one sheet (ECMA-376): a bold first row that stays in view, texts as
 * inline strings, which no program takes for formulas.
 */
export async function renderXlsx(table: Table, sheetName: string): Promise<Uint8Array> {
  const zip = new JSZip();
  const put = (name: string, content: string): void => {
    zip.file(name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${content}`, { date: FIXED_DATE });
  };
  put(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
  );
  put(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  put(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets><sheet name="${toSheetName(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  put(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
  );
  put('xl/styles.xml', STYLES);
  put('xl/worksheets/sheet1.xml', renderSheet(table));
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

function renderSheet({ columns, rows }: Table): string {
  const widths = columns.map((title, index) =>
    Math.min(
      60,
      Math.max(8, ...[title, ...rows.slice(0, 200).map((row) => String(row[index] ?? ''))].map(widthOf)),
    ),
  );
  const cols = widths
    .map(
      (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width + 2}" customWidth="1"/>`,
    )
    .join('');
  const lines = [columns, ...rows]
    .map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((cell, index) => renderCell(cell, `${toColumn(index)}${at + 1}`, at === 0 ? 1 : 2)).join('')}</row>`,
    )
    .join('');
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${lines}</sheetData></worksheet>`;
}

function renderCell(cell: Cell, at: string, style: number): string {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}" s="${style}"><v>${cell}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toXml(cell.slice(0, MOST_CELL_CHARS))}</t></is></c>`;
}

/** Letters of a column: 0 is A, 26 is AA. */
function toColumn(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : toColumn(Math.floor(index / 26) - 1) + letter;
}

/** Chinese letters are twice as wide. */
function widthOf(text: string): number {
  const longest = text.split('\n').reduce((long, line) => (line.length > long.length ? line : long), '');
  return [...longest].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0);
}

/** What XML 1.0 cannot hold is left out. */
function toXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function toSheetName(name: string): string {
  return toXml(
    name
      .replace(/[\\/?*[\]:]/gu, ' ')
      .slice(0, 31)
      .trim() || 'Sheet1',
  );
}
