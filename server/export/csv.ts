import { ServerError } from '../errors.ts';

/** A cell that crosses into a table program. Absent values are empty cells. */
export type Cell = string | number | undefined;
export type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/**
 * Writes a table as CSV (RFC 4180) with a byte order mark, which the common table programs need for Chinese. A text that
 * such a program would take for a formula gets an apostrophe in front: names of apps and companies come from strangers.
 */
export function renderCsv({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map(renderCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function renderCell(cell: Cell): string {
  if (cell === undefined) return '';
  const text = typeof cell === 'number' ? String(cell) : defuse(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defuse(text: string): string {
  return /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
}

const MOST_FIELD_CHARS = 20_000;

/** Reads CSV into rows of texts. Throws INVALID_INPUT with the line for an open quote or too long a field. */
export function readCsv(text: string, mostRows: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let line = 1;
  let quoted: 'no' | 'inside' | 'after' = 'no';
  const endField = (): void => {
    row.push(field);
    field = '';
    quoted = 'no';
  };
  const endRow = (): void => {
    endField();
    if (row.some((cell) => cell.trim() !== '')) rows.push(row);
    row = [];
    if (rows.length > mostRows) throw new ServerError('INVALID_INPUT', `csv: more than ${mostRows} rows`);
  };
  for (const sign of text.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n')) {
    if (sign === '\n') line += 1;
    if (quoted === 'inside') {
      if (sign === '"') quoted = 'after';
      else field += sign;
    } else if (sign === '"' && (quoted === 'after' || field === '')) {
      if (quoted === 'after') field += '"';
      quoted = 'inside';
    } else if (sign === ',') endField();
    else if (sign === '\n') endRow();
    else field += sign;
    if (field.length > MOST_FIELD_CHARS)
      throw new ServerError('INVALID_INPUT', `csv: line ${line} has too long a field`);
  }
  if (quoted === 'inside') throw new ServerError('INVALID_INPUT', `csv: line ${line} ends in an open quote`);
  if (field !== '' || row.length > 0) endRow();
  return rows;
}
