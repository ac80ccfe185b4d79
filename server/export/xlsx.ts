import { countTextColumns, renderXlsx } from '../../reports/index.ts';
import type { Table } from './csv.ts';

/** So many rows tell how wide a column is. */
const ROWS_MEASURED = 200;
const WIDTH_LIMITS = { least: 8, most: 60 } as const;

/** Writes a table as a workbook of one sheet: a first row that stays in view, columns as wide as what they hold. */
export function renderTableXlsx({ columns, rows }: Table, name: string): Promise<Uint8Array> {
  const measured = [columns, ...rows.slice(0, ROWS_MEASURED)];
  const widths = columns.map((_, index) => {
    const longest = Math.max(...measured.map((row) => widthOf(String(row[index] ?? ''))));
    return Math.min(WIDTH_LIMITS.most, Math.max(WIDTH_LIMITS.least, longest)) + 2;
  });
  const body = rows.map((cells) => ({ look: 'body', cells: cells.map((cell) => cell ?? '') }) as const);
  return renderXlsx([{ name, widths, rows: [{ look: 'head', cells: columns }, ...body] }]);
}

/** Of the longest line, in columns. */
function widthOf(text: string): number {
  const longest = text.split('\n').reduce((long, line) => (line.length > long.length ? line : long), '');
  return countTextColumns(longest);
}
