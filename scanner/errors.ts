/** Every way reading or running a sample can fail. Each code is documented in docs/errors.md. */
export type ScanErrorCode =
  | 'NOT_A_ZIP'
  | 'EMPTY_FILE'
  | 'TRUNCATED'
  | 'ZIP_BOMB'
  | 'UNSAFE_ENTRY_NAME'
  | 'BAD_ZIP'
  | 'NO_MANIFEST'
  | 'NO_DEX'
  | 'BAD_MANIFEST'
  | 'BAD_RESOURCES'
  | 'BAD_DEX'
  | 'BAD_SIGNATURE_BLOCK'
  | 'BAD_EVIDENCE'
  | 'UNSUPPORTED_FORMAT'
  | 'LIMIT_EXCEEDED'
  | 'DEADLINE_EXCEEDED'
  | 'CANCELLED'
  | 'DEVICE_FAILED'
  | 'IO_FAILED'
  | 'INTERNAL';

/** The scanner's one error class. `offsetBytes` is where in the named file the reader stood, when it knows. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly code: ScanErrorCode;
  readonly file?: string;
  readonly offsetBytes?: number;

  constructor(
    code: ScanErrorCode,
    message: string,
    where: { file?: string; offsetBytes?: number; cause?: unknown } = {},
  ) {
    super(message, where.cause === undefined ? undefined : { cause: where.cause });
    this.code = code;
    if (where.file !== undefined) this.file = where.file;
    if (where.offsetBytes !== undefined) this.offsetBytes = where.offsetBytes;
  }
}
