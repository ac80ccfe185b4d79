import type { Budget } from '../budget.ts';
import type { PolicyOrigin } from '../evidence/index.ts';
import { checkSize, findFormat, readDocument } from './document/read-document.ts';
import type { DocumentHint } from './document/read-document.ts';
import { readPdf } from './document/read-pdf.ts';
import type { PolicyDocument } from './document/document.ts';
import { findOcrDocument, isPicture } from './ocr/read-pictures.ts';

/** A document that was given with a sample, or found and read before the collectors run. */
export type GivenPolicy = {
  readonly document: PolicyDocument;
  readonly origin: PolicyOrigin;
  /** Over the bytes as they came; lower-case hex. */
  readonly sha256: string;
};

/**
 * Reads a document of any known format, PDF and pictures of text among them. Errors as `readDocument` and `readPdf`; a
 * picture without text that can be read is UNSUPPORTED_FORMAT.
 */
export async function readAnyDocument(
  bytes: Uint8Array,
  hint: DocumentHint,
  budget: Budget,
): Promise<PolicyDocument> {
  if (isPicture(bytes)) {
    checkSize(bytes, hint);
    const read = await findOcrDocument('picture', bytes, budget);
    if (read) return read;
  }
  if (findFormat(bytes, hint) !== 'pdf') return readDocument(bytes, hint, budget);
  const document = await readPdf(bytes, hint.name, budget);
  // Pages of pictures alone hold a text that only reading them as pictures gives.
  const isScan = document.pictureCount > 0 && document.text.length < SCAN_CHARS;
  return (isScan ? await findOcrDocument('pdf', bytes, budget) : undefined) ?? document;
}

/** A scan may carry a stamp or a number as text. */
const SCAN_CHARS = 100;
