import type { Budget } from '../budget.ts';
import type { PolicyOrigin } from '../evidence/index.ts';
import { findFormat, readDocument } from './document/read-document.ts';
import type { DocumentHint } from './document/read-document.ts';
import { readPdf } from './document/read-pdf.ts';
import type { PolicyDocument } from './document/document.ts';

/** A document that was given with a sample, or found and read before the collectors run. */
export type GivenPolicy = {
  readonly document: PolicyDocument;
  readonly origin: PolicyOrigin;
  /** Over the bytes as they came; lower-case hex. */
  readonly sha256: string;
};

/** Reads a document of any known format, PDF among them. Errors as `readDocument` and `readPdf`. */
export async function readAnyDocument(
  bytes: Uint8Array,
  hint: DocumentHint,
  budget: Budget,
): Promise<PolicyDocument> {
  return findFormat(bytes, hint) === 'pdf'
    ? readPdf(bytes, hint.name, budget)
    : readDocument(bytes, hint, budget);
}
