/** Every way making or reading a report can fail. Each code is documented in docs/errors.md. */
export type ReportErrorCode =
  | 'NOT_SEALED'
  | 'UNKNOWN_DUTY'
  | 'BAD_REPORT'
  | 'BAD_PACKAGE'
  | 'LIMIT_EXCEEDED'
  | 'NO_BROWSER'
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
