import { readFile, writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import {
  MANIFEST_NAME,
  openHtmlToPdf,
  printDocument,
  readReport,
  renderDocument,
  renderers,
  toDocument,
  toEvidencePackage,
  toNoticeValues,
} from '../../reports/index.ts';
import type { OfficialDocument, Report } from '../../reports/index.ts';
import { serveOneTask } from './child-side.ts';
import { toManifestPath } from './render-order.ts';
import type { RenderOrder, ReportOrder } from './render-order.ts';

// The process that turns a report into another format. Apart from the server, since a browser may be needed.
serveOneTask<RenderOrder>(async (order) => {
  const bytes = order.what === 'print' ? await print(order.document) : await renderReport(order);
  await writeFile(order.outPath, bytes);
  return { sizeBytes: bytes.byteLength };
});

async function renderReport(order: ReportOrder): Promise<Uint8Array> {
  const report = await readReport(await readFile(order.reportPath, 'utf8'));
  return render(order, report, await readAttachments(order, report));
}

async function render(
  order: ReportOrder,
  report: Report,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const { what, lang } = order;
  switch (what) {
    case 'evidence-package': {
      const evidenceJson = await readFile(order.evidencePath);
      const bytes = await toEvidencePackage({ report, evidenceJson, attachments, lang });
      const manifest = (await JSZip.loadAsync(bytes)).file(MANIFEST_NAME);
      if (manifest === null) throw new Error('The package has no manifest.');
      await writeFile(toManifestPath(order.outPath), await manifest.async('uint8array'));
      return bytes;
    }
    case 'notice-pdf':
    case 'notice-docx':
      return renderNotice(order, report, attachments);
    default:
      return renderers[what].render(report, { lang, attachments });
  }
}

async function renderNotice(
  { what, lang, notice, template }: ReportOrder,
  report: Report,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  if (notice === undefined) throw new Error('The order of a notice says nothing of it.');
  const values = toNoticeValues({ ...notice, report, attachments }, lang);
  const document = toDocument('notice', values, lang, template);
  return what === 'notice-docx' ? renderDocument(document, 'docx') : print(document);
}

async function print(document: OfficialDocument): Promise<Uint8Array> {
  const printer = await openHtmlToPdf();
  try {
    return await printDocument(document, printer);
  } finally {
    await printer.close();
  }
}

/** Bytes by attachment id. */
async function readAttachments(order: ReportOrder, report: Report): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = new Map(order.attachments.map(({ file, path }) => [file, path]));
  const attachments = new Map<string, Uint8Array>();
  for (const { id, file } of report.attachments) {
    const path = paths.get(file);
    if (path !== undefined) attachments.set(id, await readFile(path));
  }
  return attachments;
}
