import { Parser } from 'htmlparser2';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { DocumentBuilder } from './document.ts';
import type { PolicyDocument } from './document.ts';
import { isHeadingLine, toLevelBelow } from './heading-line.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { TableBuilder } from './table-builder.ts';
import { tidy } from './tidy.ts';

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'select',
  'iframe',
  'object',
]);
const BREAKING = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer form header hr html li main nav ol p pre section summary ul'.split(
    ' ',
  ),
);
const HEADING = /^h[1-6]$/u;
const BOLD = new Set(['b', 'strong']);

/**
 * The structure of a page: headings, paragraphs, list items, tables with their merged cells laid out. Scripts are never
 * run. Throws LIMIT_EXCEEDED for pages nested or made of pieces beyond all sense, DEADLINE_EXCEEDED, CANCELLED.
 */
export function readHtml(bytes: Uint8Array, budget: Budget, charset?: string): PolicyDocument {
  const { text } = decodeText(bytes, charset);
  const reader = new HtmlReader(budget);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (data) => reader.text(data),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  // In pieces, so that a page without an end is stopped in time.
  for (let at = 0; at < text.length; at += CHUNK_CHARS) {
    checkBudget(budget);
    parser.write(text.slice(at, at + CHUNK_CHARS));
  }
  parser.end();
  return reader.finish();
}

const CHUNK_CHARS = 65_536;

class HtmlReader {
  readonly #budget: Budget;
  readonly #builder = new DocumentBuilder();
  readonly #tables: TableBuilder[] = [];
  #line = '';
  #boldChars = 0;
  #bold = 0;
  #skip = 0;
  #open = 0;
  #events = 0;
  #listDepth = 0;
  #isItem = false;
  #heading: number | undefined;
  /** Level of the last heading that is an element of its own. */
  #marked = 0;
  #title = '';
  #inTitle = false;
  #pictures = 0;
  #link: { readonly url: string; text: string } | undefined;
  #full = false;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#count();
    this.#open += 1;
    if (this.#open > DOCUMENT_LIMITS.openElements)
      throw new ScanError('LIMIT_EXCEEDED', 'The page nests its elements deeper than any real page does.');
    if (name === 'title') this.#inTitle = true;
    if (SKIPPED.has(name)) this.#skip += 1;
    if (this.#skip > 0) return;
    if (name === 'br') this.#breakLine();
    if (name === 'img' || name === 'canvas') this.#pictures += 1;
    if (BOLD.has(name)) this.#bold += 1;
    if (name === 'a') this.#link = { url: attributes['href'] ?? '', text: '' };
    if (BREAKING.has(name) || HEADING.test(name)) this.#breakLine();
    if (name === 'ul' || name === 'ol') this.#listDepth += 1;
    if (name === 'li') this.#isItem = true;
    if (HEADING.test(name)) this.#heading = Number(name[1]);
    if (name === 'table') this.#openTable();
    const table = this.#tables.at(-1);
    if (name === 'tr') table?.openRow();
    if (name === 'td' || name === 'th')
      table?.openCell(toSpan(attributes['colspan']), toSpan(attributes['rowspan']), name === 'th');
  }

  text(data: string): void {
    this.#count();
    if (this.#inTitle && this.#title.length < 300) this.#title += data;
    if (this.#skip > 0 || this.#full) return;
    if (this.#link) this.#link.text += data;
    const table = this.#tables.at(-1);
    if (table) {
      table.text(data);
      return;
    }
    this.#line += data;
    if (this.#bold > 0) this.#boldChars += data.trim().length;
    if (this.#builder.length + this.#line.length > DOCUMENT_LIMITS.textChars) this.#full = true;
  }

  close(name: string): void {
    this.#count();
    this.#open -= 1;
    if (name === 'title') this.#inTitle = false;
    if (SKIPPED.has(name)) this.#skip = Math.max(0, this.#skip - 1);
    if (this.#skip > 0) return;
    if (name === 'a') this.#closeLink();
    if (BOLD.has(name)) this.#bold = Math.max(0, this.#bold - 1);
    if (BREAKING.has(name) || HEADING.test(name)) this.#breakLine();
    if (name === 'ul' || name === 'ol') this.#listDepth = Math.max(0, this.#listDepth - 1);
    if (HEADING.test(name)) this.#heading = undefined;
    if (name === 'td' || name === 'th') this.#tables.at(-1)?.closeCell();
    if (name === 'table') this.#closeTable();
  }

  finish(): PolicyDocument {
    while (this.#tables.length > 0) this.#closeTable();
    this.#breakLine();
    return this.#builder.build({
      format: 'html',
      title: tidy(this.#title),
      pictureCount: this.#pictures,
      complete: !this.#full,
    });
  }

  /** A table inside a cell is laid out inside it as lines; only the outer one keeps rows. */
  #openTable(): void {
    if (this.#tables.length >= DOCUMENT_LIMITS.nestedTables)
      throw new ScanError('LIMIT_EXCEEDED', 'The page nests tables deeper than any real page does.');
    this.#breakLine();
    this.#tables.push(new TableBuilder());
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    if (table.isCut) this.#full = true;
    const rows = table.rows();
    const outer = this.#tables.at(-1);
    if (outer) outer.nested(rows);
    else if (rows.every((row) => row.length < 2))
      // A table of one column is a way of drawing boxes, not of comparing things.
      for (const row of rows) for (const cell of row) this.#lines(cell.text);
    else this.#builder.table(rows);
  }

  #lines(text: string): void {
    for (const line of text.split('\n')) this.#put(tidy(line), false);
  }

  #breakLine(): void {
    const table = this.#tables.at(-1);
    if (table) {
      table.breakLine();
      return;
    }
    const text = tidy(this.#line);
    const isBold = this.#boldChars > 0 && this.#boldChars >= text.replace(/\s/gu, '').length * 0.9;
    this.#line = '';
    this.#boldChars = 0;
    if (text !== '') this.#put(text, isBold);
  }

  #put(text: string, isBold: boolean): void {
    if (text === '') return;
    if (this.#heading !== undefined) {
      this.#marked = this.#heading;
      this.#builder.heading(this.#heading, text);
    } else if (isHeadingLine(text, isBold)) this.#builder.heading(toLevelBelow(this.#marked, text), text);
    else if (this.#isItem) {
      this.#builder.item(Math.max(1, this.#listDepth), text);
      this.#isItem = false;
    } else this.#builder.paragraph(text);
  }

  #closeLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link || link.url === '') return;
    const table = this.#tables.at(-1);
    // In a table the address belongs to its row.
    if (table) {
      if (/^https?:/iu.test(link.url) && !link.text.includes(link.url)) table.text(` ${link.url} `);
    } else this.#builder.link(tidy(link.text).slice(0, 200), link.url.slice(0, 1000));
  }

  #count(): void {
    this.#events += 1;
    if (this.#events > DOCUMENT_LIMITS.htmlEvents)
      throw new ScanError('LIMIT_EXCEEDED', 'The page is made of more pieces than any real page is.');
    if (this.#events % 4096 === 0) checkBudget(this.#budget);
  }
}

function toSpan(attribute: string | undefined): number {
  const span = Number.parseInt(attribute ?? '1', 10);
  return Number.isFinite(span) && span > 0 ? span : 1;
}
