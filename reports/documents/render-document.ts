import type { Lang } from '../parts/words.ts';
import type { HtmlToPdf } from '../render/pdf/html-to-pdf.ts';
import { toPublicNoticeValues } from './case-values.ts';
import type { PublicNoticeRow } from './case-values.ts';
import type { OfficialDocument } from './document.ts';
import { toDocument } from './kinds.ts';
import type { OwnTemplate } from './kinds.ts';

export const DOCUMENT_FORMATS = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** A document as bytes, but for PDF, which needs a printer. Libraries are loaded when asked: most runs write none. */
export async function renderDocument(
  document: OfficialDocument,
  format: Exclude<DocumentFormat, 'pdf'>,
): Promise<Uint8Array> {
  if (format === 'docx') return (await import('./render/render-docx.ts')).renderDocumentDocx(document);
  return (await import('./render/render-xlsx.ts')).renderDocumentXlsx(document);
}

export async function printDocument(document: OfficialDocument, printer: HtmlToPdf): Promise<Uint8Array> {
  return (await import('./render/render-pdf.ts')).renderDocumentPdf(document, printer);
}

export type PublicNoticeOptions = {
  readonly issuedOn: string;
  readonly round?: string;
  readonly template?: OwnTemplate;
};

/** The table of a public notice, for cases or for a batch. Pure: the same rows give the same table. */
export function renderPublicNotice(
  rows: readonly PublicNoticeRow[],
  format: Exclude<DocumentFormat, 'pdf'>,
  lang: Lang,
  { template, ...options }: PublicNoticeOptions,
): Promise<Uint8Array> {
  const values = toPublicNoticeValues({ ...options, rows }, lang);
  return renderDocument(toDocument('public-notice', values, lang, template), format);
}
