import { NO_ATTACHMENTS } from './model/attachments.ts';
import { renderCanonicalJson } from './model/canonical-json.ts';
import { renderHtmlDocument } from './render/html.ts';
import { renderJunit } from './render/junit.ts';
import type { Renderer, RenderFormat, RenderOptions } from './render/renderer.ts';
import { toSarif } from './render/sarif.ts';

export { compareReports, COMPARISON_SCHEMA_VERSION } from './compare/compare-reports.ts';
export type { BehaviourKind, ComparedBehaviour, ComparedRuns } from './compare/compare-behaviour.ts';
export type {
  ComparedFinding,
  ComparisonNote,
  FindingChange,
  ReportComparison,
} from './compare/compare-reports.ts';
export { renderComparison } from './compare/render-comparison.ts';
export { toNoticeFindings, toNoticeValues } from './notice/notice.ts';
export type { NoticeInput } from './notice/notice.ts';
export {
  toBuildFacts,
  toClause,
  toPublicNoticeValues,
  toReTestValues,
  toRemovalValues,
} from './documents/case-values.ts';
export type {
  CaseDocumentFinding,
  PublicNoticeInput,
  PublicNoticeRow,
  ReTestInput,
  RemovalInput,
} from './documents/case-values.ts';
export {
  DOCUMENT_KINDS,
  builtInTemplate,
  checkTemplate,
  toDocument,
  toTemplateFileName,
} from './documents/kinds.ts';
export type { DocumentKind, OwnTemplate } from './documents/kinds.ts';
export {
  DOCUMENT_FORMATS,
  printDocument,
  renderDocument,
  renderPublicNotice,
} from './documents/render-document.ts';
export type { OfficialDocument } from './documents/document.ts';
export type { DocumentFormat, PublicNoticeOptions } from './documents/render-document.ts';
export { renderXlsx } from './documents/render/render-xlsx.ts';
export { countTextColumns } from './documents/render/text-columns.ts';
export type { Sheet, SheetRow } from './documents/render/render-xlsx.ts';
export { ReportError } from './errors.ts';
export type { ReportErrorCode } from './errors.ts';
export { ATTACHMENT_FOLDER, toAttachmentPath } from './model/attachments.ts';
export type { AttachmentBytes } from './model/attachments.ts';
export type { Values } from './documents/template/values.ts';
export { toReport } from './model/build-report.ts';
export type { ReportCatalogue } from './model/build-report.ts';
export { renderCanonicalJson } from './model/canonical-json.ts';
export { toFindingGroups, toFindings, toHumanChecks } from './model/findings.ts';
export type { Finding, FindingGroup } from './model/findings.ts';
export { toFindingState } from './model/finding-state.ts';
export type { FindingState } from './model/finding-state.ts';
export { readReport } from './model/read-report.ts';
export { REPORT_SCHEMA_VERSION } from './model/report.ts';
export type { Report, ReportDuty } from './model/report.ts';
export type { Lang } from './parts/words.ts';
export { MANIFEST_NAME } from './render/package/manifest.ts';
export {
  SIGNATURE_NAME,
  checkSignature,
  findPublicKey,
  signManifest,
} from './render/package/manifest-signature.ts';
export type { SignatureVerdict } from './render/package/manifest-signature.ts';
export { toEvidencePackage } from './render/package/write-package.ts';
export type { PackageContent } from './render/package/write-package.ts';
export { verifyPackage } from './render/package/verify-package.ts';
export type { PackageProblem, PackageVerdict } from './render/package/verify-package.ts';
export type { HtmlToPdf } from './render/pdf/html-to-pdf.ts';
export type { Renderer, RenderFormat, RenderOptions } from './render/renderer.ts';

/** Every format a report can be had in. */
export const renderers: Readonly<Record<RenderFormat, Renderer>> = {
  json: {
    format: 'json',
    mediaType: 'application/json',
    extension: 'json',
    render: (report) => toBytes(renderCanonicalJson(report)),
  },
  html: {
    format: 'html',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    render: (report, { lang, attachments = NO_ATTACHMENTS }) =>
      toBytes(renderHtmlDocument(report, { lang, attachments })),
  },
  pdf: {
    format: 'pdf',
    mediaType: 'application/pdf',
    extension: 'pdf',
    render: async (report, options) => {
      const { renderPdf } = await import('./render/pdf/render-pdf.ts');
      const printer = options.printer ?? (await openHtmlToPdf());
      try {
        const attachments = options.attachments ?? NO_ATTACHMENTS;
        return await renderPdf(report, { lang: options.lang, attachments }, printer);
      } finally {
        if (options.printer === undefined) await printer.close();
      }
    },
  },
  sarif: {
    format: 'sarif',
    mediaType: 'application/sarif+json',
    extension: 'sarif',
    render: (report, { lang }) => toBytes(renderCanonicalJson(toSarif(report, lang))),
  },
  junit: {
    format: 'junit',
    mediaType: 'application/xml',
    extension: 'xml',
    render: (report, { lang, failOn = 'violation' }: RenderOptions) =>
      toBytes(renderJunit(report, { lang, failOn })),
  },
};

/** Starts the browser that prints PDFs; loaded only here, since most runs need none. Close it after use. */
export async function openHtmlToPdf(env: NodeJS.ProcessEnv = process.env) {
  const chromium = await import('./render/pdf/chromium.ts');
  return chromium.openHtmlToPdf(env);
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
