import { decodeText } from './decode-text.ts';
import { DocumentBuilder } from './document.ts';
import type { PolicyDocument } from './document.ts';
import { isHeadingLine, toLevel } from './heading-line.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { tidy } from './tidy.ts';

const BULLET = /^(\s*)(?:[-*•·●▪◦○■◆➢—]|\d{1,2}[)）]|[①-⑳])\s*/u;
const MARKDOWN_ROW = /^\s*\|.*\|\s*$/u;
const MARKDOWN_RULE = /^[\s|:-]+$/u;
const MARKDOWN_LINK = /\[([^\]]{1,200})\]\(([^)\s]{1,1000})\)/gu;
const ADDRESS = /https?:\/\/[\w./?=&%#:@~+-]{4,1000}/gu;

/** The structure of a plain or Markdown text, told from its lines. */
export function readPlainText(bytes: Uint8Array, charset?: string): PolicyDocument {
  return toTextDocument(decodeText(bytes, charset).text, 'text');
}

/** The same for a text that is one already: a string of the app's resources, or the text of a PDF. */
export function toTextDocument(whole: string, format: PolicyDocument['format']): PolicyDocument {
  const builder = new DocumentBuilder();
  const text = whole.slice(0, DOCUMENT_LIMITS.textChars);
  let rows: string[][] = [];
  const endTable = (): void => {
    if (rows.length > 1)
      builder.table(rows.map((row, i) => row.map((cell) => ({ text: cell, isHead: i === 0 }))));
    else for (const row of rows) builder.paragraph(row.join(' '));
    rows = [];
  };
  let title = '';
  /** A paragraph that may go on in the next line. */
  let open = '';
  const flush = (): void => {
    builder.paragraph(open);
    open = '';
  };
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029]/u)) {
    for (const [, words = '', url = ''] of raw.matchAll(MARKDOWN_LINK)) builder.link(words, url);
    const line = raw.replace(MARKDOWN_LINK, '$1').replace(/\*\*|__/gu, '');
    for (const [url] of raw.matchAll(ADDRESS)) builder.link(tidy(line).slice(0, 60), url);
    const cells = toCells(line);
    if (cells) {
      flush();
      if (!MARKDOWN_RULE.test(line) && rows.length < DOCUMENT_LIMITS.tableRows) rows.push(cells);
      continue;
    }
    endTable();
    const bullet = BULLET.exec(line);
    const clean = tidy(line);
    if (goesOn(open, clean) && !bullet) {
      open = `${open} ${clean}`;
      continue;
    }
    flush();
    if (clean === '') continue;
    if (title === '') title = clean.replace(/^#+\s*/u, '').slice(0, 80);
    if (isHeadingLine(clean, false)) builder.heading(toLevel(clean), clean.replace(/^#+\s*/u, ''));
    else if (bullet)
      builder.item(1 + Math.floor((bullet[1] ?? '').length / 2), tidy(line.slice(bullet[0].length)));
    else open = clean;
  }
  flush();
  endTable();
  return builder.build({
    format,
    title,
    pictureCount: 0,
    complete: whole.length <= DOCUMENT_LIMITS.textChars,
  });
}

/** Lines of Latin writing are broken anywhere; one that ends without a stop goes on where the next begins small. */
function goesOn(open: string, next: string): boolean {
  return /[A-Za-z,]$/u.test(open) && open.length > 40 && /^[a-z(]/u.test(next);
}

/** Cells of a row of a Markdown table or of one parted by tabs; undefined for other lines. */
function toCells(line: string): string[] | undefined {
  if (MARKDOWN_ROW.test(line)) return line.trim().slice(1, -1).split('|').map(tidy);
  const tabbed = line.trim().split('\t');
  return tabbed.length >= 3 && tabbed.every((cell) => cell.length < 400) ? tabbed.map(tidy) : undefined;
}
