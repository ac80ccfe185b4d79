import { createHash } from 'node:crypto';
import { ReportError } from '../../errors.ts';
import { findAttachmentBytes, toAttachmentPath } from '../../model/attachments.ts';
import type { AttachmentBytes } from '../../model/attachments.ts';
import { renderCanonicalJson } from '../../model/canonical-json.ts';
import type { Report } from '../../model/report.ts';
import { renderHtmlDocument } from '../html.ts';
import type { Lang } from '../../parts/words.ts';
import { MANIFEST_NAME, PACKAGE_SCHEMA_VERSION } from './manifest.ts';
import type { PackageManifest } from './manifest.ts';
import { SIGNATURE_NAME } from './manifest-signature.ts';

export type PackageContent = {
  readonly report: Report;
  /** The sealed evidence as it was saved. */
  readonly evidenceJson: Uint8Array;
  readonly attachments: AttachmentBytes;
  readonly lang: Lang;
  /** Further renderings by path, e.g. `report.pdf`. */
  readonly extra?: ReadonlyMap<string, Uint8Array>;
};

/** The least date a zip can hold: a package's bytes must not tell when it was packed. */
const ZIP_DATE = new Date(Date.UTC(1980, 0, 1));

/**
 * A zip with report.json, evidence.json, report.html and every attachment whose bytes are what the evidence
 * recorded, and MANIFEST.json over all of them.
 * The same content gives the same bytes. Throws ReportError `BAD_PACKAGE` for a path that would not stay inside
 * the folder it is unpacked into, or that is taken already.
 */
export async function toEvidencePackage(content: PackageContent): Promise<Uint8Array> {
  const { report } = content;
  const files = new Map<string, Uint8Array>();
  const add = (path: string, bytes: Uint8Array): void => {
    if (!isSafePath(path))
      throw new ReportError('BAD_PACKAGE', `The file name ${JSON.stringify(path)} is not safe.`);
    if (files.has(path)) throw new ReportError('BAD_PACKAGE', `Two files are named ${JSON.stringify(path)}.`);
    files.set(path, bytes);
  };
  add('report.json', toBytes(renderCanonicalJson(report)));
  add('evidence.json', content.evidenceJson);
  add(
    'report.html',
    toBytes(renderHtmlDocument(report, { lang: content.lang, attachments: content.attachments })),
  );
  for (const attachment of report.attachments) {
    const bytes = findAttachmentBytes(content.attachments, attachment);
    if (bytes !== undefined) add(toAttachmentPath(attachment), bytes);
  }
  for (const [path, bytes] of content.extra ?? []) add(path, bytes);
  const paths = [...files.keys()].sort();
  const manifest: PackageManifest = {
    schemaVersion: PACKAGE_SCHEMA_VERSION,
    sample: {
      packageName: report.app.packageName,
      versionCode: report.app.versionCode,
      sha256: report.app.sha256,
    },
    evidenceSeal: report.evidenceSeal,
    createdAt: report.createdAt,
    files: paths.map((path) => {
      const bytes = files.get(path) ?? new Uint8Array();
      return { path, sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
    }),
  };
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  const options = { date: ZIP_DATE, createFolders: false, unixPermissions: 0o644 };
  zip.file(MANIFEST_NAME, toBytes(renderCanonicalJson(manifest)), options);
  for (const path of paths) {
    // Pictures are compressed already.
    const compression = /\.(png|jpe?g|webp|pdf)$/i.test(path) ? 'STORE' : 'DEFLATE';
    zip.file(path, files.get(path) ?? new Uint8Array(), { ...options, compression });
  }
  return zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'UNIX',
  });
}

/** A relative path of plain segments: nothing that climbs, starts at a root or a drive, or hides a separator. */
export function isSafePath(path: string): boolean {
  return (
    path.length > 0 &&
    path.length <= 240 &&
    path !== MANIFEST_NAME &&
    path !== SIGNATURE_NAME &&
    !/[\u0000-\u001f\u007f\\:]/.test(path) &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
