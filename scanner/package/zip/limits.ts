/** How much a hostile archive may cost. Generous for real apps: the largest hold some 100,000 entries. */
export type ZipLimits = {
  readonly maxEntries: number;
  /** Largest single entry once inflated. */
  readonly maxEntryBytes: number;
  readonly maxDirectoryBytes: number;
  /** Sum of declared inflated sizes over the archive. */
  readonly maxTotalBytes: number;
  /** Inflated size over archive size, looked at only above `ratioFromBytes`. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
};

export const ZIP_LIMITS: ZipLimits = {
  maxEntries: 400_000,
  maxEntryBytes: 512 * 1024 * 1024,
  maxDirectoryBytes: 128 * 1024 * 1024,
  maxTotalBytes: 16 * 1024 * 1024 * 1024,
  maxRatio: 200,
  ratioFromBytes: 128 * 1024 * 1024,
};
