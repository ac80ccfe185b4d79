import { readFile, writeFile } from 'node:fs/promises';
import {
  openHtmlToPdf,
  readReport,
  renderers,
  renderNoticeDocx,
  renderNoticePdf,
  toEvidencePackage,
  toNotice,
} from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import { serveOneTask } from './child-side.ts';
import type { RenderOrder } from './render-order.ts';

// The process that turns a report into another format. Apart from the server, since a browser may be needed.
serveOneTask<RenderOrder>(async (order) => {
  const report = await readReport(await readFile(order.reportPath, 'utf8'));
  const bytes = await render(order, report, await readAttachments(order, report));
  await writeFile(order.outPath, bytes);
  return { sizeBytes: bytes.byteLength };
});

async function render(
  order: RenderOrder,
  report: Report,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  const { what, lang } = order;
  switch (what) {
    case 'evidence-package': {
      const evidenceJson = await readFile(order.evidencePath);
      return toEvidencePackage({ report, evidenceJson, attachments, lang });
    }
    case 'notice-pdf':
    case 'notice-docx':
      return renderNotice(order, report, attachments);
    default:
      return renderers[what].render(report, { lang, attachments });
  }
}

async function renderNotice(
  { what, lang, notice }: RenderOrder,
  report: Report,
  attachments: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> {
  if (notice === undefined) throw new Error('The order of a notice says nothing of it.');
  const content = toNotice({ ...notice, report, attachments }, lang);
  if (what === 'notice-docx') return renderNoticeDocx(content);
  const printer = await openHtmlToPdf();
  try {
    return await renderNoticePdf(content, printer);
  } finally {
    await printer.close();
  }
}

/** Bytes by attachment id. */
async function readAttachments(order: RenderOrder, report: Report): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = new Map(order.attachments.map(({ file, path }) => [file, path]));
  const attachments = new Map<string, Uint8Array>();
  for (const { id, file } of report.attachments) {
    const path = paths.get(file);
    if (path !== undefined) attachments.set(id, await readFile(path));
  }
  return attachments;
}
