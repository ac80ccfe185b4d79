/** What one document may cost. Real policies have 10 to 200 KB of text; pages around them up to some megabytes. */
export const DOCUMENT_LIMITS = {
  sizeBytes: 8 * 1024 * 1024,
  /** Characters of text that are kept. */
  textChars: 600_000,
  /** Elements open at once in HTML; beyond this the page is broken or hostile. */
  openElements: 2000,
  htmlEvents: 600_000,
  tableRows: 2000,
  tableColumns: 40,
  nestedTables: 8,
  pdfPages: 300,
} as const;
