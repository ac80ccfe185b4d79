/** What is wrong with a package that could be read nevertheless. Documented in docs/anomalies.md. */
export type AnomalyCode =
  | 'DUPLICATE_ENTRY'
  | 'UNSAFE_ENTRY_NAME'
  | 'BAD_ENTRY_NAME'
  | 'ENCRYPTION_FLAG'
  | 'UNKNOWN_COMPRESSION'
  | 'STORED_SIZES_DIFFER'
  | 'LOCAL_HEADER_DIFFERS'
  | 'LOCAL_HEADER_MISSING'
  | 'SIZE_DIFFERS'
  | 'CRC_DIFFERS'
  | 'TRAILING_DATA'
  | 'PREPENDED_DATA'
  | 'HIDDEN_ENTRIES'
  | 'FEWER_ENTRIES'
  | 'OVERLAPPING_ENTRIES'
  | 'BROKEN_CHUNK'
  | 'BROKEN_RESOURCES'
  | 'BROKEN_APK'
  | 'SPLIT_DIFFERS';

/** One oddity: a coded fact about the package, with the place. Android's reaction is told in the message. */
export type Anomaly = {
  readonly code: AnomalyCode;
  readonly message: string;
  /** Entry, or for a bundle the APK inside. */
  readonly file?: string;
  readonly offsetBytes?: number;
};

/** Collects anomalies once each, and no more than a hostile file should cost. */
export class AnomalyLog {
  readonly list: Anomaly[] = [];
  readonly #seen = new Set<string>();
  readonly #maxCount: number;

  constructor(maxCount = 1000) {
    this.#maxCount = maxCount;
  }

  add(code: AnomalyCode, message: string, where: { file?: string; offsetBytes?: number } = {}): void {
    if (this.list.length >= this.#maxCount) return;
    const key = `${code} ${where.file ?? ''} ${where.offsetBytes ?? ''}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ code, message, ...where });
  }
}
