import type { AttachmentBytes } from '../model/attachments.ts';
import type { Report } from '../model/report.ts';
import type { Lang } from '../parts/words.ts';
import type { HtmlToPdf } from './pdf/html-to-pdf.ts';

/** Everything a rendering may need beside the report. */
export type RenderOptions = {
  readonly lang: Lang;
  /** What is missing, or is not what its hash says, is named instead of shown. */
  readonly attachments?: AttachmentBytes;
  /** A browser to print PDFs with. Without one, the PDF rendering starts its own and ends it again. */
  readonly printer?: HtmlToPdf;
  /** For JUnit: whether suspicions count as failures too. Default `violation`. */
  readonly failOn?: 'violation' | 'suspected';
};

export type RenderFormat = 'json' | 'html' | 'pdf' | 'sarif' | 'junit';

/** One way to write a report down. The same report and options give the same bytes. */
export type Renderer = {
  readonly format: RenderFormat;
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  readonly render: (report: Report, options: RenderOptions) => Uint8Array | Promise<Uint8Array>;
};
