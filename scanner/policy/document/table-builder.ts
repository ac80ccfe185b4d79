import { DOCUMENT_LIMITS } from './limits.ts';
import { tidy } from './tidy.ts';

export type LaidCell = { readonly text: string; readonly isHead: boolean };

type OpenCell = { text: string; readonly columns: number; readonly rows: number; readonly isHead: boolean };

/** Lays out the cells of a table: a merged cell stands in every place it reaches, as the same object. */
export class TableBuilder {
  readonly #grid: LaidCell[][] = [];
  /** Cells that reach down from rows above, by column. */
  readonly #reaching = new Map<number, { readonly cell: LaidCell; rows: number }>();
  #row: LaidCell[] | undefined;
  #cell: OpenCell | undefined;
  isCut = false;

  openRow(): void {
    this.closeCell();
    this.#closeRow();
    if (this.#grid.length >= DOCUMENT_LIMITS.tableRows) this.isCut = true;
    else this.#row = [];
  }

  openCell(columns: number, rows: number, isHead: boolean): void {
    this.closeCell();
    if (!this.#row) this.openRow();
    this.#cell = {
      text: '',
      columns: Math.min(columns, DOCUMENT_LIMITS.tableColumns),
      rows: Math.min(rows, DOCUMENT_LIMITS.tableRows),
      isHead,
    };
  }

  text(data: string): void {
    if (this.#cell && this.#cell.text.length < DOCUMENT_LIMITS.textChars) this.#cell.text += data;
  }

  breakLine(): void {
    if (this.#cell && this.#cell.text !== '' && !this.#cell.text.endsWith('\n')) this.#cell.text += '\n';
  }

  /** A table inside the open cell, as lines of its texts. */
  nested(rows: readonly (readonly LaidCell[])[]): void {
    for (const row of rows) {
      this.breakLine();
      this.text([...new Set(row)].map((cell) => cell.text).join(' '));
    }
    this.breakLine();
  }

  closeCell(): void {
    const open = this.#cell;
    this.#cell = undefined;
    if (!open || !this.#row) return;
    this.#fillReaching();
    const lines = open.text.split('\n').map(tidy);
    const cell = { text: lines.filter((line) => line !== '').join('\n'), isHead: open.isHead };
    for (let i = 0; i < open.columns && this.#row.length < DOCUMENT_LIMITS.tableColumns; i++) {
      if (open.rows > 1) this.#reaching.set(this.#row.length, { cell, rows: open.rows - 1 });
      this.#row.push(cell);
    }
  }

  /** Places the cell above once more, for formats that write every cell of a merged column. */
  repeatAbove(columns: number): void {
    const above = this.#grid.at(-1);
    for (let i = 0; i < columns; i++) {
      const at = this.#row?.length ?? 0;
      this.#row?.push(above?.[at] ?? { text: '', isHead: false });
    }
  }

  rows(): readonly (readonly LaidCell[])[] {
    this.closeCell();
    this.#closeRow();
    return this.#grid;
  }

  #closeRow(): void {
    if (!this.#row) return;
    this.#fillReaching();
    if (this.#row.length > 0) this.#grid.push(this.#row);
    this.#row = undefined;
  }

  /** Puts in the cells that reach down into the next free columns. */
  #fillReaching(): void {
    if (!this.#row) return;
    for (;;) {
      const above = this.#reaching.get(this.#row.length);
      if (!above) return;
      above.rows -= 1;
      if (above.rows === 0) this.#reaching.delete(this.#row.length);
      this.#row.push(above.cell);
    }
  }
}
