import { ScanError } from '../errors.ts';

/**
 * Rows of a tab-separated table whose first line names its columns.
 * `columns` are the names the reader relies on; each row comes back as an array in that order.
 * Throws INTERNAL with file and line, because the tables are the project's own.
 */
export function readTable(text: string, file: string, columns: readonly string[]): string[][] {
  const lines = text.split('\n');
  const head = lines[0]?.split('\t') ?? [];
  const places = columns.map((column) => {
    const at = head.indexOf(column);
    if (at < 0) throw new ScanError('INTERNAL', `Column ${column} is missing.`, { file });
    return at;
  });
  const inOrder = places.every((at, i) => at === i) && places.length === head.length;
  const rows: string[][] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const cells = line.split('\t');
    if (cells.length !== head.length)
      throw new ScanError('INTERNAL', `Line ${i + 1} has ${cells.length} cells, not ${head.length}.`, {
        file,
      });
    rows.push(inOrder ? cells : places.map((at) => cells[at] ?? ''));
  }
  return rows;
}

/** Items of a cell that holds a list, parted by semicolons. */
export function toList(cell: string): string[] {
  return cell === '' ? [] : cell.split(';');
}
