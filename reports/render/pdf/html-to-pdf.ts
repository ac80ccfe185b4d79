/** Turns a self-contained HTML document into a PDF. The page must not reach any network. */
export type HtmlToPdf = {
  /** Paper, margins and running headers come from the document's own `@page` rules. */
  readonly print: (html: string) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};
