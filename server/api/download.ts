import type { ReportFile } from '../jobs/report-files.ts';
import { toAttachmentHeader } from './file-name.ts';
import type { Reply } from './route.ts';

/** The file, to be saved under its name. */
export function download({ mediaType, body, sizeBytes, fileName }: ReportFile): Reply {
  return {
    kind: 'stream',
    mediaType,
    body,
    sizeBytes,
    headers: { 'Content-Disposition': toAttachmentHeader(fileName) },
  };
}

export const PDF_TYPE = 'application/pdf';
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
