import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SIGNATURE_NAME, renderDocument, signManifest, toDocument } from '../../reports/index.ts';
import type { DocumentFormat, DocumentKind, OwnTemplate, Values } from '../../reports/index.ts';
import { storeBytes } from '../blobs/index.ts';
import type { Blobs, LocalBlob } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import { ServerError } from '../errors.ts';
import type { RenderingKey, ScanSummary, Store } from '../store/index.ts';
import { addZipEntry } from '../signing/index.ts';
import type { SigningKey } from '../signing/index.ts';
import { runChild } from './child.ts';
import { renderDone } from './render-order.ts';
import { toManifestPath } from './render-order.ts';
import type {
  NoticeFormat,
  NoticeOrder,
  RenderOrder,
  ReportFormat,
  ReportLang,
  ReportOrder,
} from './render-order.ts';
import { RunFailure } from './scan-failure.ts';
import { storeFile } from './store-file.ts';
import { translateTemplateError } from './templates.ts';
import type { Templates } from './templates.ts';
import { Turns } from './turns.ts';

export type ReportFile = {
  readonly mediaType: string;
  readonly fileName: string;
  readonly body: Readable;
  readonly sizeBytes: number;
};

export type ReportFilesServices = {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly config: Pick<ServerConfig, 'work' | 'browserEnv'>;
  readonly workFolder: string;
  readonly engineVersion: string;
  readonly templates: Templates;
  readonly signingKey: SigningKey;
  readonly nowMs: () => number;
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal;
  readonly log: Logger;
};

const RENDER_TIMEOUT_MS = 180_000;
const MOST_WAITING = 32;

const KINDS = {
  json: { mediaType: 'application/json; charset=utf-8', extension: 'json' },
  html: { mediaType: 'text/html; charset=utf-8', extension: 'html' },
  pdf: { mediaType: 'application/pdf', extension: 'pdf' },
  sarif: { mediaType: 'application/sarif+json', extension: 'sarif' },
  junit: { mediaType: 'application/xml; charset=utf-8', extension: 'xml' },
  'evidence-package': { mediaType: 'application/zip', extension: 'zip' },
  'notice-pdf': { mediaType: 'application/pdf', extension: 'pdf' },
  'notice-docx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  'document-pdf': { mediaType: 'application/pdf', extension: 'pdf' },
  'document-docx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  'document-xlsx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
} as const;
type Kind = keyof typeof KINDS;

/**
 * Renderings of finished scans. Each is made when first asked for, in a process of its own, one at a time: a browser
 * for a PDF takes hundreds of megabytes, and a crowd of readers must not multiply that. Then it is kept.
 */
export class ReportFiles {
  readonly #services: ReportFilesServices;
  readonly #turns = new Turns(MOST_WAITING);
  readonly #making = new Map<string, Promise<string>>();

  constructor(services: ReportFilesServices) {
    this.#services = services;
  }

  async open(summary: ScanSummary, format: ReportFormat, lang: ReportLang): Promise<ReportFile> {
    const sha256 = format === 'json' ? summary.reportSha256 : await this.#findOrMake(summary, format, lang);
    return this.#toFile(summary, format, sha256);
  }

  async openEvidencePackage(summary: ScanSummary): Promise<ReportFile> {
    const sha256 = await this.#findOrMake(summary, 'evidence-package', 'zh-CN');
    return this.#toFile(summary, 'evidence-package', sha256);
  }

  /** The notice that a case sends; made anew when anything that it says, or its template, has changed. */
  async openNotice(
    summary: ScanSummary,
    notice: NoticeOrder,
    format: NoticeFormat,
    lang: ReportLang,
  ): Promise<ReportFile> {
    const what = `notice-${format}` as const;
    const template = await this.#services.templates.find('notice', lang);
    const sha256 = await this.#findOrMake(summary, what, lang, { notice, ...(template && { template }) });
    return this.#toFile(summary, what, sha256);
  }

  /** Any other document of a case or a round. `name` begins its file name. */
  async openDocument(
    kind: Exclude<DocumentKind, 'notice'>,
    values: Values,
    format: DocumentFormat,
    lang: ReportLang,
    name: string,
  ): Promise<ReportFile> {
    const { templates, blobs, engineVersion } = this.#services;
    const template = await templates.find(kind, lang);
    const document = translateTemplateError(() => toDocument(kind, values, lang, template));
    const documentHash = hashOf(document);
    const key = { reportSha256: documentHash, format: `document-${format}`, lang, engineVersion };
    const sha256 = await this.#findOrRun(key, async () =>
      format === 'pdf'
        ? this.#makeInChild(key, (outPath) => Promise.resolve({ what: 'print', document, outPath }))
        : this.#keep(key, await storeBytes(blobs, await renderDocument(document, format))),
    );
    return this.#toNamedFile(`${name}-${kind}-${documentHash.slice(0, 8)}`, `document-${format}`, sha256);
  }

  #findOrMake(
    summary: ScanSummary,
    what: ReportOrder['what'],
    lang: ReportLang,
    more: { readonly notice?: NoticeOrder; readonly template?: OwnTemplate } = {},
  ): Promise<string> {
    const { engineVersion, signingKey } = this.#services;
    // What else shapes the bytes: the words of a notice, the key of a signature.
    const shaped =
      more.notice !== undefined ? hashOf(more) : what === 'evidence-package' ? signingKey.keyId : '';
    const key: RenderingKey = {
      reportSha256: summary.reportSha256,
      format: `${what} ${shaped}`.trim(),
      lang,
      engineVersion,
    };
    return this.#findOrRun(key, () =>
      this.#makeInChild(key, async (outPath, toPath) => ({
        what,
        lang,
        ...more,
        reportPath: await toPath(summary.reportSha256),
        evidencePath: await toPath(summary.evidenceSha256),
        attachments: await this.#listAttachments(summary, toPath),
        outPath,
      })),
    );
  }

  async #findOrRun(key: RenderingKey, make: () => Promise<string>): Promise<string> {
    const { store, blobs } = this.#services;
    const kept = await store.results.findRendering(key);
    if (kept !== undefined && (await blobs.findSize(kept)) !== undefined) return kept;
    const name = JSON.stringify(key);
    const begun = this.#making.get(name);
    if (begun !== undefined) return begun;
    const making = this.#turns.run(make);
    this.#making.set(name, making);
    return making.finally(() => this.#making.delete(name));
  }

  async #listAttachments(
    summary: ScanSummary,
    toPath: (sha256: string) => Promise<string>,
  ): Promise<ReportOrder['attachments']> {
    const attachments: { file: string; path: string }[] = [];
    for (const { file, sha256 } of await this.#services.store.results.listAttachments(summary.evidenceSha256))
      attachments.push({ file, path: await toPath(sha256) });
    return attachments;
  }

  async #makeInChild(
    key: RenderingKey,
    toOrder: (outPath: string, toPath: (sha256: string) => Promise<string>) => Promise<RenderOrder>,
  ): Promise<string> {
    const { blobs, config, workFolder, nowMs, stopping, log } = this.#services;
    const folder = join(workFolder, randomUUID());
    const locals: LocalBlob[] = [];
    const toPath = async (sha256: string): Promise<string> => {
      const local = await blobs.toLocalFile(sha256);
      locals.push(local);
      return local.path;
    };
    const outPath = join(folder, 'out');
    try {
      await mkdir(folder, { recursive: true });
      const beganAtMs = nowMs();
      const order = await toOrder(outPath, toPath);
      await runChild({
        script: 'render-child',
        order,
        done: renderDone,
        limits: {
          timeoutMs: RENDER_TIMEOUT_MS,
          heapMb: config.work.scanHeapMb,
          residentMb: config.work.scanResidentMb,
        },
        env: config.browserEnv,
        signal: stopping,
      });
      if (order.what === 'evidence-package') await this.#sign(outPath);
      const { sha256 } = await storeFile(blobs, outPath);
      log.info({ what: order.what, tookMs: nowMs() - beganAtMs }, 'report rendered');
      return await this.#keep(key, sha256);
    } catch (error) {
      if (error instanceof RunFailure)
        throw new ServerError('RENDER_FAILED', `${key.format}: ${error.code}: ${error.message}`, {
          cause: error,
        });
      throw error;
    } finally {
      for (const local of locals) await local.release();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #sign(packagePath: string): Promise<void> {
    const { privateKey, keyId } = this.#services.signingKey;
    const jws = signManifest(await readFile(toManifestPath(packagePath)), privateKey, keyId);
    await addZipEntry(packagePath, SIGNATURE_NAME, Buffer.from(jws));
  }

  async #keep(key: RenderingKey, sha256: string): Promise<string> {
    await this.#services.store.results.addRendering(key, sha256, this.#services.nowMs());
    return sha256;
  }

  #toFile(summary: ScanSummary, kind: Kind, sha256: string): Promise<ReportFile> {
    const { packageName, versionCode, reportSha256 } = summary;
    return this.#toNamedFile(`${packageName}-${versionCode}-${reportSha256.slice(0, 12)}`, kind, sha256);
  }

  async #toNamedFile(name: string, kind: Kind, sha256: string): Promise<ReportFile> {
    const { blobs } = this.#services;
    const sizeBytes = await blobs.findSize(sha256);
    if (sizeBytes === undefined) throw new ServerError('BLOB_MISSING', `No ${kind} ${sha256}.`);
    const safeName = name.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 180) || 'unknown';
    return {
      mediaType: KINDS[kind].mediaType,
      fileName: `${safeName}.${KINDS[kind].extension}`,
      body: await blobs.open(sha256),
      sizeBytes,
    };
  }
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
