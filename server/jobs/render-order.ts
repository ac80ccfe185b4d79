import { z } from 'zod';
import type { NoticeInput, OfficialDocument, OwnTemplate } from '../../reports/index.ts';

export const REPORT_FORMATS = ['json', 'html', 'pdf', 'sarif', 'junit'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
export const REPORT_LANGS = ['zh-CN', 'en'] as const;
export type ReportLang = (typeof REPORT_LANGS)[number];

export const NOTICE_FORMATS = ['pdf', 'docx'] as const;
export type NoticeFormat = (typeof NOTICE_FORMATS)[number];

/** What a notice says besides what its report says. */
export type NoticeOrder = Omit<NoticeInput, 'report' | 'attachments'>;

/** What the server tells its rendering process. Paths are of blobs: to be read, never changed. */
export type RenderOrder = ReportOrder | PrintOrder;

export type ReportOrder = {
  readonly what: Exclude<ReportFormat, 'json'> | 'evidence-package' | `notice-${NoticeFormat}`;
  /** For a notice. */
  readonly notice?: NoticeOrder;
  /** The operator's own template of the notice. */
  readonly template?: OwnTemplate;
  readonly lang: ReportLang;
  readonly reportPath: string;
  readonly evidencePath: string;
  readonly attachments: readonly { readonly file: string; readonly path: string }[];
  readonly outPath: string;
};

/** A document without pictures, to be printed as PDF. */
export type PrintOrder = {
  readonly what: 'print';
  readonly document: OfficialDocument;
  readonly outPath: string;
};

/** Beside the package: its manifest, for the server to sign. */
export function toManifestPath(outPath: string): string {
  return `${outPath}.manifest`;
}

export const renderDone = z.object({ sizeBytes: z.number().int().min(0) });
