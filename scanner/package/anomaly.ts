/** What is wrong with a package that could be read nevertheless. */
export type AnomalyCode =
  /** Two entries of one name: Android 4.4 and later refuse the file, older ones took either. The first is read. */
  | 'DUPLICATE_ENTRY'
  /** A name that would leave its folder if unpacked (`../x`, absolute, backslash, NUL). */
  | 'UNSAFE_ENTRY_NAME'
  /** An empty name, or one that is not UTF-8. */
  | 'BAD_ENTRY_NAME'
  /** Marked as encrypted; Android ignores the mark, many tools stop at it. */
  | 'ENCRYPTION_FLAG'
  /** A compression method that Android does not know and reads as stored. */
  | 'UNKNOWN_COMPRESSION'
  | 'STORED_SIZES_DIFFER'
  /** The local header tells another name, method or size than the directory, which is believed. */
  | 'LOCAL_HEADER_DIFFERS'
  | 'SIZE_DIFFERS'
  | 'CRC_DIFFERS'
  | 'TRAILING_DATA'
  | 'PREPENDED_DATA'
  /** The directory holds more entries than counted; Android does not see them. */
  | 'HIDDEN_ENTRIES'
  | 'FEWER_ENTRIES'
  | 'OVERLAPPING_ENTRIES'
  /** Binary XML or a resource table with a chunk that had to be skipped, cut or guessed. */
  | 'BROKEN_CHUNK'
  /** The resource table of a split cannot be read. */
  | 'BROKEN_RESOURCES'
  /** An APK inside a bundle cannot be opened. */
  | 'BROKEN_APK'
  /** An APK inside a bundle that is left out: of another package, or a variant of a split that was read. */
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
