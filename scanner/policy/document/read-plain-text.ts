import { decodeText } from './decode-text.ts';
import { DocumentBuilder } from './document.ts';
import type { PolicyDocument } from './document.ts';
import { isHeadingLine, toLevel, toLevelBelow } from './heading-line.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { tidy } from './tidy.ts';

const BULLET = /^(\s*)(?:[-*+•·●▪◦○■◆➢—]|\d{1,2}[)）]|[①-⑳])\s*/u;
/** `> ` before the lines of a quotation. */
const QUOTE = /^\s{0,3}(?:>\s?)+/u;
/** A line of its own in bold, and one that is underlined by the next. */
const BOLD_LINE = /^\s*(?:\*\*|__)(?!\s)([^*_]{1,80})(?:\*\*|__)\s*[:：]?\s*$/u;
const UNDERLINE = /^\s{0,3}(?:={3,}|-{3,})\s*$/u;
const ESCAPED = /\\(?=[!-/:-@[-`{-~])/gu;
/** Underscores and stars around words in italics. */
const ITALIC = /(?<![\w*])[_*](?=\S)|(?<=\S)[_*](?![\w*])/gu;
const FRONT_MATTER = /^\ufeff?---\r?\n([\s\S]{0,4000}?)\r?\n---\r?\n/u;
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
  const front = FRONT_MATTER.exec(whole);
  const text = whole.slice(front?.[0].length ?? 0, DOCUMENT_LIMITS.textChars);
  let rows: string[][] = [];
  const endTable = (): void => {
    if (rows.length > 1)
      builder.table(rows.map((row, i) => row.map((cell) => ({ text: cell, isHead: i === 0 }))));
    else for (const row of rows) builder.paragraph(row.join(' '));
    rows = [];
  };
  let title = /^title:\s*["']?(.{1,80}?)["']?\s*$/mu.exec(front?.[1] ?? '')?.[1] ?? '';
  /** A paragraph that may go on in the next line. */
  let open = '';
  /** Level of the last heading that is marked as one: those that only look so stand below it. */
  let marked = 0;
  const flush = (): void => {
    builder.paragraph(open);
    open = '';
  };
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  for (const [at, source] of lines.entries()) {
    const raw = source.replace(QUOTE, '');
    for (const [, words = '', url = ''] of raw.matchAll(MARKDOWN_LINK)) builder.link(words, url);
    const line = raw
      .replace(MARKDOWN_LINK, '$1')
      .replace(/\*\*|__/gu, '')
      .replace(ESCAPED, '')
      .replace(ITALIC, (mark, index: number) => (mark === '*' && index < 3 ? mark : ''));
    for (const [url] of raw.matchAll(ADDRESS)) builder.link(tidy(line).slice(0, 60), url);
    const cells = toCells(line);
    if (cells) {
      flush();
      if (!MARKDOWN_RULE.test(line) && rows.length < DOCUMENT_LIMITS.tableRows) rows.push(cells);
      continue;
    }
    endTable();
    if (UNDERLINE.test(raw)) {
      flush();
      continue;
    }
    const bullet = BULLET.exec(line);
    const clean = tidy(line);
    if (goesOn(open, clean) && !bullet) {
      open = `${open} ${clean}`;
      continue;
    }
    flush();
    if (clean === '') continue;
    if (title === '') title = clean.replace(/^#+\s*/u, '').slice(0, 80);
    const isUnderlined = clean.length <= 100 && UNDERLINE.test(lines[at + 1] ?? '');
    if (isUnderlined) builder.heading((lines[at + 1] ?? '').includes('=') ? 1 : 2, clean);
    else if (isHeadingLine(clean, BOLD_LINE.test(raw))) {
      if (clean.startsWith('#')) marked = toLevel(clean);
      builder.heading(
        clean.startsWith('#') ? marked : toLevelBelow(marked, clean),
        clean.replace(/^#+\s*/u, ''),
      );
    } else if (bullet)
      builder.item(1 + Math.floor((bullet[1] ?? '').length / 2), tidy(line.slice(bullet[0].length)));
    else open = clean.replace(/^#+\s+/u, '');
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
