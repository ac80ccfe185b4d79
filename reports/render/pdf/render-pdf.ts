import type { Report } from '../../model/report.ts';
import { toWords } from '../../parts/words.ts';
import { toVisible } from '../../shared/visible.ts';
import { renderHtmlDocument } from '../html.ts';
import type { HtmlOptions } from '../html.ts';
import { readFontFaces } from './fonts.ts';
import type { HtmlToPdf } from './html-to-pdf.ts';
import { findPageNumbers, fixPdf } from './page-numbers.ts';

/**
 * The HTML report on A4 with its glyphs embedded, running heads, page numbers, an outline, and a contents list
 * with page numbers. It is printed twice: the first time tells on which page each chapter begins.
 */
export async function renderPdf(
  report: Report,
  options: Pick<HtmlOptions, 'lang' | 'attachments'>,
  printer: HtmlToPdf,
): Promise<Uint8Array> {
  const paper = { ...options, paper: true };
  const pageStyle = renderPageStyle(report, options);
  const fonts = await readFontFaces(renderHtmlDocument(report, paper) + pageStyle);
  const extraStyle = `${fonts}\n${pageStyle}`;
  const first = await printer.print(renderHtmlDocument(report, { ...paper, extraStyle }));
  const pageNumbers = findPageNumbers(first);
  const second = await printer.print(renderHtmlDocument(report, { ...paper, extraStyle, pageNumbers }));
  return fixPdf(second, report.createdAt);
}

function renderPageStyle(report: Report, { lang }: Pick<HtmlOptions, 'lang'>): string {
  const { app } = report;
  const font = "font: 7.6pt 'Noto Sans SC', sans-serif; color: #5d6878;";
  const head = `${app.label || app.packageName} ${app.versionName}`;
  const foot = `${app.packageName} · SHA-256 ${app.sha256.slice(0, 16)}`;
  return `
@page {
  size: A4; margin: 19mm 17mm 18mm;
  @top-left { content: ${toCssString(toWords(lang, 'reportTitle'))}; ${font} }
  @top-right { content: ${toCssString(head)}; ${font} }
  @bottom-left { content: ${toCssString(foot)}; ${font} }
  @bottom-right { content: counter(page) ' / ' counter(pages); ${font} }
}
@page :first { @top-left { content: none; } @top-right { content: none; } }`;
}

const LONGEST_HEAD = 60;

/** A CSS string that no text can end: everything but letters and digits is written as an escape. */
function toCssString(text: string): string {
  const characters = [...toVisible(text)].slice(0, LONGEST_HEAD);
  const escaped = characters.map((character) =>
    /[\p{L}\p{N}]/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `'${escaped.join('')}'`;
}
