/** The text of a document with its structure, however it came. Offsets count UTF-16 units in `text`. */
export type PolicyDocument = {
  readonly format: 'html' | 'text' | 'pdf' | 'docx' | 'image';
  readonly title: string;
  /** All blocks in order, each on lines of its own. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly links: readonly DocumentLink[];
  /** Pictures that stand where text would; a document of pictures alone cannot be read. */
  readonly pictureCount: number;
  /** What was left out because of a limit. */
  readonly complete: boolean;
  /** How sure the reader of its pictures is; absent for text that was text. */
  readonly ocrConfidencePercent?: number;
};

export type Block =
  | {
      readonly kind: 'heading';
      /** 1 is the highest. */
      readonly level: number;
      readonly text: string;
      readonly offset: number;
    }
  | { readonly kind: 'paragraph'; readonly text: string; readonly offset: number }
  | {
      readonly kind: 'item';
      /** 1 for an outer list. */
      readonly level: number;
      readonly text: string;
      readonly offset: number;
    }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[]; readonly offset: number };

/** Cells of a row, merged cells repeated wherever they reach. */
export type TableRow = readonly TableCell[];
export type TableCell = {
  readonly text: string;
  readonly offset: number;
  readonly isHead: boolean;
  /** Continues a cell merged from above or from the left. */
  readonly repeated: boolean;
};

export type DocumentLink = { readonly text: string; readonly url: string };

/** Builds a document block by block and gives each its place in the whole text. */
export class DocumentBuilder {
  readonly #blocks: Block[] = [];
  readonly #parts: string[] = [];
  readonly #links: DocumentLink[] = [];
  #length = 0;

  get blockCount(): number {
    return this.#blocks.length;
  }

  /** Characters so far. */
  get length(): number {
    return this.#length;
  }

  heading(level: number, text: string): void {
    if (text !== '') this.#blocks.push({ kind: 'heading', level, text, offset: this.#add(text) });
  }

  paragraph(text: string): void {
    if (text !== '') this.#blocks.push({ kind: 'paragraph', text, offset: this.#add(text) });
  }

  item(level: number, text: string): void {
    if (text !== '') this.#blocks.push({ kind: 'item', level, text, offset: this.#add(text) });
  }

  /** Rows of texts; a cell that repeats another one names it by the same object. */
  table(rows: readonly (readonly { readonly text: string; readonly isHead: boolean }[])[]): void {
    const placed = new Map<object, number>();
    const out: TableRow[] = [];
    const start = this.#length;
    for (const row of rows) {
      const cells = row.map((cell): TableCell => {
        const known = placed.get(cell);
        const offset = known ?? this.#add(cell.text);
        placed.set(cell, offset);
        return { text: cell.text, offset, isHead: cell.isHead, repeated: known !== undefined };
      });
      if (cells.some((cell) => cell.text !== '')) out.push(cells);
    }
    if (out.length > 0) this.#blocks.push({ kind: 'table', rows: out, offset: start });
  }

  link(text: string, url: string): void {
    if (this.#links.length < MAX_LINKS) this.#links.push({ text, url });
  }

  build(head: Pick<PolicyDocument, 'format' | 'title' | 'pictureCount' | 'complete'>): PolicyDocument {
    return { ...head, text: this.#parts.join(''), blocks: this.#blocks, links: this.#links };
  }

  #add(text: string): number {
    const offset = this.#length;
    this.#parts.push(text, '\n');
    this.#length += text.length + 1;
    return offset;
  }
}

const MAX_LINKS = 2000;
