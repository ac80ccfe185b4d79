/** Every way making or reading a report can fail. Each code is documented in docs/errors.md. */
export type ReportErrorCode =
  /** Evidence without a seal cannot be reported on. */
  | 'NOT_SEALED'
  /** The judgement names a duty that the catalogue lacks. */
  | 'UNKNOWN_DUTY'
  /** A report file is not of this version's schema. */
  | 'BAD_REPORT'
  /** An evidence package cannot be made of these files. */
  | 'BAD_PACKAGE'
  /** A template of a document is wrong; the message names file and line. */
  | 'BAD_TEMPLATE'
  /** No Chrome, Chromium or packaged Chromium could be found to print a PDF. */
  | 'NO_BROWSER'
  /** The browser that prints PDFs ended or hung. */
  | 'BROWSER_FAILED';

/** The one error class of reports. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: ReportErrorCode;

  constructor(code: ReportErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
