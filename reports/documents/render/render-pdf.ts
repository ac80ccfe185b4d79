import { readFontFaces } from '../../render/pdf/fonts.ts';
import type { HtmlToPdf } from '../../render/pdf/html-to-pdf.ts';
import type { OfficialDocument } from '../document.ts';
import { renderDocumentHtml } from './render-html.ts';

/** The document as PDF with its glyphs embedded. */
export async function renderDocumentPdf(document: OfficialDocument, printer: HtmlToPdf): Promise<Uint8Array> {
  const fonts = await readFontFaces(renderDocumentHtml(document));
  return printer.print(renderDocumentHtml(document, fonts));
}
