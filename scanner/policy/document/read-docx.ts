import { Parser } from 'htmlparser2';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import { memorySource } from '../../package/byte-source.ts';
import { ZipArchive } from '../../package/zip/index.ts';
import { DocumentBuilder } from './document.ts';
import type { PolicyDocument } from './document.ts';
import { isHeadingLine, toLevel } from './heading-line.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { TableBuilder } from './table-builder.ts';
import { tidy } from './tidy.ts';

/**
 * The main part of a Word document: paragraphs, headings, numbered items, tables. Throws what reading a zip throws,
 * and UNSUPPORTED_FORMAT for a zip that is no Word document.
 */
export function readDocx(bytes: Uint8Array, budget: Budget, fileName = 'document.docx'): PolicyDocument {
  const archive = new ZipArchive(memorySource(bytes), fileName);
  const entry = archive.find('word/document.xml');
  if (!entry)
    throw new ScanError('UNSUPPORTED_FORMAT', `${fileName} is no Word document.`, { file: fileName });
  if (entry.sizeBytes > DOCUMENT_LIMITS.sizeBytes * 4)
    throw new ScanError('LIMIT_EXCEEDED', `${fileName} holds more text than any policy does.`, {
      file: fileName,
    });
  const xml = new TextDecoder().decode(archive.read(entry));
  const reader = new DocxReader(budget);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (data) => reader.text(data),
      onclosetag: (name) => reader.close(name),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return reader.finish();
}

class DocxReader {
  readonly #budget: Budget;
  readonly #builder = new DocumentBuilder();
  readonly #tables: TableBuilder[] = [];
  #line = '';
  #style = '';
  #isItem = false;
  #itemLevel = 0;
  #span = 1;
  #merge: 'none' | 'start' | 'goes-on' = 'none';
  #inText = false;
  #open = 0;
  #events = 0;
  #pictures = 0;
  #title = '';

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#events += 1;
    if (this.#events % 4096 === 0) checkBudget(this.#budget);
    this.#open += 1;
    if (this.#open > DOCUMENT_LIMITS.openElements || this.#events > DOCUMENT_LIMITS.htmlEvents * 2)
      throw new ScanError('LIMIT_EXCEEDED', 'The document is made of more pieces than any real one is.');
    if (name === 'w:t') this.#inText = true;
    if (name === 'w:tab') this.#line += ' ';
    if (name === 'w:br') this.#line += '\n';
    if (name === 'w:pStyle') this.#style = attributes['w:val'] ?? '';
    if (name === 'w:numPr') this.#isItem = true;
    if (name === 'w:ilvl') this.#itemLevel = Number(attributes['w:val'] ?? 0) || 0;
    if (name === 'w:drawing' || name === 'w:pict') this.#pictures += 1;
    if (name === 'w:tbl') this.#openTable();
    if (name === 'w:tr') this.#tables.at(-1)?.openRow();
    if (name === 'w:gridSpan') this.#span = Number(attributes['w:val'] ?? 1) || 1;
    if (name === 'w:vMerge') this.#merge = attributes['w:val'] === 'restart' ? 'start' : 'goes-on';
    if (name === 'w:tc') {
      this.#span = 1;
      this.#merge = 'none';
      this.#cellText = '';
    }
  }

  #cellText = '';

  text(data: string): void {
    if (this.#inText) this.#line += data;
  }

  close(name: string): void {
    this.#open -= 1;
    if (name === 'w:t') this.#inText = false;
    if (name === 'w:p') this.#endParagraph();
    if (name === 'w:tc') this.#endCell();
    if (name === 'w:tbl') this.#closeTable();
  }

  finish(): PolicyDocument {
    while (this.#tables.length > 0) this.#closeTable();
    return this.#builder.build({
      format: 'docx',
      title: this.#title,
      pictureCount: this.#pictures,
      complete: this.#builder.length < DOCUMENT_LIMITS.textChars,
    });
  }

  #openTable(): void {
    if (this.#tables.length >= DOCUMENT_LIMITS.nestedTables)
      throw new ScanError('LIMIT_EXCEEDED', 'The document nests tables deeper than any real one does.');
    this.#tables.push(new TableBuilder());
  }

  /** Word writes every cell of a merged column; those that go on are empty and stand for the one above. */
  #endCell(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    if (this.#merge === 'goes-on') table.repeatAbove(this.#span);
    else {
      table.openCell(this.#span, 1, false);
      table.text(this.#cellText);
      table.closeCell();
    }
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const rows = table.rows();
    if (this.#tables.length > 0)
      this.#cellText += rows.map((row) => row.map((c) => c.text).join(' ')).join('\n');
    else this.#builder.table(rows);
  }

  #endParagraph(): void {
    const lines = this.#line.split('\n').map(tidy);
    this.#line = '';
    if (this.#tables.length > 0) this.#cellText += `${lines.join('\n')}\n`;
    else if (this.#builder.length < DOCUMENT_LIMITS.textChars) for (const line of lines) this.#put(line);
    this.#style = '';
    this.#isItem = false;
    this.#itemLevel = 0;
  }

  #put(line: string): void {
    if (line === '') return;
    if (this.#title === '') this.#title = line.slice(0, 80);
    const level = /^(?:heading|标题|title)\s*(\d)?$/iu.exec(this.#style) ?? /^(\d)$/u.exec(this.#style);
    if (level) this.#builder.heading(Number(level[1] ?? 1), line);
    else if (isHeadingLine(line, false)) this.#builder.heading(toLevel(line), line);
    else if (this.#isItem) this.#builder.item(this.#itemLevel + 1, line);
    else this.#builder.paragraph(line);
  }
}
