import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import type { PolicyDocument } from './document.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readPlainText } from './read-plain-text.ts';

export type DocumentFormat = PolicyDocument['format'];

/** How a document came: its name or address, and what the server said it is. */
export type DocumentHint = { readonly name: string; readonly mediaType?: string; readonly charset?: string };

/**
 * Reads a document of any known format but PDF, by its content. Throws EMPTY_FILE, LIMIT_EXCEEDED, UNSUPPORTED_FORMAT,
 * the errors of a broken zip, DEADLINE_EXCEEDED and CANCELLED.
 */
export function readDocument(bytes: Uint8Array, hint: DocumentHint, budget: Budget): PolicyDocument {
  checkBudget(budget);
  checkSize(bytes, hint);
  const format = findFormat(bytes, hint);
  switch (format) {
    case 'html':
      return readHtml(bytes, budget, hint.charset);
    case 'text':
      return readPlainText(bytes, hint.charset);
    case 'docx':
      return readDocx(bytes, budget, hint.name);
    case 'pdf':
      throw new ScanError('UNSUPPORTED_FORMAT', `${hint.name} is a PDF, which is read by readPdf.`, {
        file: hint.name,
      });
    case 'image':
    case undefined:
      throw new ScanError(
        'UNSUPPORTED_FORMAT',
        `${hint.name} is neither HTML, text, PDF nor a Word document.`,
        {
          file: hint.name,
        },
      );
  }
}

export function checkSize(bytes: Uint8Array, { name }: DocumentHint): void {
  if (bytes.length === 0)
    throw new ScanError('EMPTY_FILE', `${name} is empty.`, { file: name, offsetBytes: 0 });
  if (bytes.length > DOCUMENT_LIMITS.sizeBytes)
    throw new ScanError(
      'LIMIT_EXCEEDED',
      `${name} has ${bytes.length} bytes; a policy may have ${DOCUMENT_LIMITS.sizeBytes}.`,
      { file: name },
    );
}

/** Told by the first bytes; undefined for anything that is no text. */
export function findFormat(bytes: Uint8Array, hint: DocumentHint): DocumentFormat | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (head.startsWith('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004')) return 'docx';
  if (/^\s*\{\\rtf/u.test(head) || /^\u00d0\u00cf\u0011\u00e0/u.test(head)) return undefined;
  const text = decodeText(bytes.subarray(0, 4096)).text;
  if (/<(?:!doctype|html|head|body|div|p|table|h[1-6]|meta|span|br|ul|ol)\b/iu.test(text)) return 'html';
  if (/\.html?$|^text\/html/iu.test(hint.name) && /<[a-z]/iu.test(text)) return 'html';
  return isText(text) ? 'text' : undefined;
}

/** Control characters in a hundredth of it: no text. */
function isText(text: string): boolean {
  let odd = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd) odd += 1;
  }
  return odd * 100 <= text.length;
}
