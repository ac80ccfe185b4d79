import { escapeHtml } from '../../parts/html-tag.ts';
import { toVisible } from '../../shared/visible.ts';
import { toPlain } from '../document.ts';
import type { OfficialDocument } from '../document.ts';
import { countTextColumns } from './text-columns.ts';

/** One sheet of a workbook. Cells are text and stay text: nothing in them is ever read as a formula. */
export type Sheet = {
  readonly name: string;
  /** Widths in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly SheetRow[];
};
export type SheetRow = {
  /** `title` spans the sheet, `head` is bold with a ground, `body` is framed, `plain` is neither. */
  readonly look: 'title' | 'head' | 'body' | 'plain';
  readonly cells: readonly (string | number)[];
};

const MOST_CELL_CHARS = 32_000; // the format's own limit is 32,767 (ECMA-376, 18.3.1.40 and Excel's limits)
const LINE_POINTS = 15;
const MOST_LINES = 25;
/** Lines end at words, before they are full. */
const WORD_BREAKS = 1.15;
const STYLE_NUMBER = { plain: 0, title: 1, head: 2, body: 3 } as const;
/** The least date a zip can hold: the same rows give the same bytes. */
const ZIP_DATE = new Date(Date.UTC(1980, 0, 1));

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACK = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLES = `${HEAD}<styleSheet ${MAIN}><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="16"/><color rgb="FFB42318"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF4"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf xfId="0" fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf xfId="0" borderId="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

/** Tables of a document as a workbook of one sheet; lines before and after them become rows. */
export async function renderDocumentXlsx(document: OfficialDocument): Promise<Uint8Array> {
  const rows: SheetRow[] = [];
  let percents: readonly number[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'line')
      rows.push({ look: block.style === 'title' ? 'title' : 'plain', cells: [toPlain(block.runs)] });
    if (block.kind !== 'table') continue;
    if (block.columns.length > percents.length) percents = block.columns;
    for (const { isHeader, cells } of block.rows)
      rows.push({ look: isHeader ? 'head' : 'body', cells: cells.map(toPlain) });
  }
  const charsOfPage = 120;
  const widths = percents.map((percent) => (percent * charsOfPage) / 100);
  return renderXlsx([{ name: document.title, widths, rows }]);
}

/** A workbook (ECMA-376) with strings inline, so that no other program's formula begins in a cell. */
export async function renderXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const numbers = sheets.map((_, index) => index + 1);
  const names = toSheetNames(sheets);
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  const add = (path: string, text: string) =>
    zip.file(path, HEAD + text, { date: ZIP_DATE, createFolders: false });
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`,
  );
  add(
    '_rels/.rels',
    `<Relationships xmlns="${PACK}/relationships"><Relationship Id="rId1" Type="${LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook ${MAIN} xmlns:r="${LINK}"><sheets>${numbers.map((n) => `<sheet name="${escapeXml(names[n - 1] ?? '')}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACK}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${LINK}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${LINK}/styles" Target="styles.xml"/></Relationships>`,
  );
  zip.file('xl/styles.xml', STYLES, { date: ZIP_DATE, createFolders: false });
  for (const [index, sheet] of sheets.entries())
    add(`xl/worksheets/sheet${index + 1}.xml`, renderSheet(sheet));
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'UNIX' });
}

function renderSheet({ widths, rows }: Sheet): string {
  const columnCount = rows.reduce(
    (most, { cells }) => Math.max(most, cells.length),
    Math.max(1, widths.length),
  );
  const chars = Array.from({ length: columnCount }, (_, index) => Math.max(6, widths[index] ?? 18));
  const cols = chars.map((width, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  const last = toColumn(columnCount - 1);
  const merges = rows.flatMap(({ look, cells }, index) =>
    (look === 'title' || look === 'plain') && cells.length === 1 && columnCount > 1
      ? [`<mergeCell ref="A${index + 1}:${last}${index + 1}"/>`]
      : [],
  );
  const frozen = rows.findIndex(({ look }) => look === 'head') + 1;
  const pane =
    frozen === 0
      ? ''
      : `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const body = rows.map((row, index) => renderRow(row, index, chars)).join('');
  // On paper every column is on the page: landscape, as wide as one sheet.
  return `<worksheet ${MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${pane}<cols>${cols.join('')}</cols><sheetData>${body}</sheetData>${
    merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`
  }<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

function renderRow({ look, cells }: SheetRow, index: number, chars: readonly number[]): string {
  const heightPoints = look === 'title' ? 30 : look === 'plain' ? 0 : LINE_POINTS * countLines(cells, chars);
  const height = heightPoints > LINE_POINTS ? ` ht="${heightPoints}" customHeight="1"` : '';
  const style = STYLE_NUMBER[look];
  const content = cells.map((value, column) => {
    const ref = `${toColumn(column)}${index + 1}`;
    return typeof value === 'number' && Number.isFinite(value)
      ? `<c r="${ref}" s="${style}"><v>${value}</v></c>`
      : `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(String(value))}</t></is></c>`;
  });
  return `<row r="${index + 1}"${height}>${content.join('')}</row>`;
}

/** Lines that the fullest cell takes when it is wrapped: not every office finds a row's height by itself. */
function countLines(cells: SheetRow['cells'], chars: readonly number[]): number {
  return cells.reduce<number>((most, value, column) => {
    const width = countTextColumns(String(value)) * WORD_BREAKS;
    return Math.max(most, Math.min(MOST_LINES, Math.ceil(width / (chars[column] ?? 18))));
  }, 1);
}

/** A, B ... Z, AA ... */
function toColumn(index: number): string {
  const head = index < 26 ? '' : toColumn(Math.floor(index / 26) - 1);
  return head + String.fromCharCode(65 + (index % 26));
}

/** At most 31 characters, without those that the format forbids, each once. */
function toSheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, index) => {
    const clean =
      [...name.replace(/[\\/?*[\]:']/gu, ' ').trim()].slice(0, 28).join('') || `Sheet${index + 1}`;
    const free = taken.has(clean.toLowerCase()) ? `${clean} ${index + 1}` : clean;
    taken.add(free.toLowerCase());
    return free;
  });
}

function escapeXml(text: string): string {
  return escapeHtml(toVisible(text).slice(0, MOST_CELL_CHARS));
}
