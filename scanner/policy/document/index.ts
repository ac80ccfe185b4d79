export { decodeText } from './decode-text.ts';
export type { Block, DocumentLink, PolicyDocument, TableCell, TableRow } from './document.ts';
export { DOCUMENT_LIMITS } from './limits.ts';
export { checkSize, findFormat, readDocument } from './read-document.ts';
export type { DocumentFormat, DocumentHint } from './read-document.ts';
export { readPdf } from './read-pdf.ts';
export { toTextDocument } from './read-plain-text.ts';
