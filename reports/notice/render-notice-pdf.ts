import { readFontFaces } from '../render/pdf/fonts.ts';
import type { HtmlToPdf } from '../render/pdf/html-to-pdf.ts';
import { renderNoticeHtml } from './render-notice-html.ts';
import type { Notice } from './notice.ts';

/** The notice as PDF with its glyphs embedded. */
export async function renderNoticePdf(notice: Notice, printer: HtmlToPdf): Promise<Uint8Array> {
  const fonts = await readFontFaces(renderNoticeHtml(notice));
  return printer.print(renderNoticeHtml(notice, fonts));
}
