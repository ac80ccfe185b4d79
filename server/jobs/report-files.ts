import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Blobs, LocalBlob } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import { ServerError } from '../errors.ts';
import type { RenderingKey, ScanSummary, Store } from '../store/index.ts';
import { runChild } from './child.ts';
import { renderDone } from './render-order.ts';
import type { NoticeFormat, NoticeOrder, RenderOrder, ReportFormat, ReportLang } from './render-order.ts';
import { RunFailure } from './scan-failure.ts';
import { storeFile } from './store-file.ts';
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

  /** The notice that a case sends; made anew when anything that it says has changed. */
  async openNotice(
    summary: ScanSummary,
    notice: NoticeOrder,
    format: NoticeFormat,
    lang: ReportLang,
  ): Promise<ReportFile> {
    const what = `notice-${format}` as const;
    return this.#toFile(summary, what, await this.#findOrMake(summary, what, lang, notice));
  }

  async #findOrMake(
    summary: ScanSummary,
    what: RenderOrder['what'],
    lang: ReportLang,
    notice?: NoticeOrder,
  ): Promise<string> {
    const { store, blobs, engineVersion } = this.#services;
    const format = notice === undefined ? what : `${what} ${hashOf(notice)}`;
    const key: RenderingKey = { reportSha256: summary.reportSha256, format, lang, engineVersion };
    const kept = await store.results.findRendering(key);
    if (kept !== undefined && (await blobs.findSize(kept)) !== undefined) return kept;
    const name = JSON.stringify(key);
    const begun = this.#making.get(name);
    if (begun !== undefined) return begun;
    const making = this.#turns.run(() => this.#make(summary, key, what, lang, notice));
    this.#making.set(name, making);
    return making.finally(() => this.#making.delete(name));
  }

  async #make(
    summary: ScanSummary,
    key: RenderingKey,
    what: RenderOrder['what'],
    lang: ReportLang,
    notice: NoticeOrder | undefined,
  ): Promise<string> {
    const { store, blobs, config, workFolder, nowMs, stopping, log } = this.#services;
    const folder = join(workFolder, randomUUID());
    const locals: LocalBlob[] = [];
    const toPath = async (sha256: string): Promise<string> => {
      const local = await blobs.toLocalFile(sha256);
      locals.push(local);
      return local.path;
    };
    try {
      await mkdir(folder, { recursive: true });
      const attachments: { file: string; path: string }[] = [];
      for (const attachment of await store.results.listAttachments(summary.evidenceSha256))
        attachments.push({ file: attachment.file, path: await toPath(attachment.sha256) });
      const order: RenderOrder = {
        what,
        lang,
        ...(notice !== undefined && { notice }),
        reportPath: await toPath(summary.reportSha256),
        evidencePath: await toPath(summary.evidenceSha256),
        attachments,
        outPath: join(folder, 'out'),
      };
      const beganAtMs = nowMs();
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
      const { sha256 } = await storeFile(blobs, order.outPath);
      await store.results.addRendering(key, sha256, nowMs());
      log.info({ what, lang, tookMs: nowMs() - beganAtMs }, 'report rendered');
      return sha256;
    } catch (error) {
      if (error instanceof RunFailure)
        throw new ServerError('RENDER_FAILED', `${what}: ${error.code}: ${error.message}`, { cause: error });
      throw error;
    } finally {
      for (const local of locals) await local.release();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #toFile(summary: ScanSummary, kind: Kind, sha256: string): Promise<ReportFile> {
    const { blobs } = this.#services;
    const sizeBytes = await blobs.findSize(sha256);
    if (sizeBytes === undefined) throw new ServerError('BLOB_MISSING', `No ${kind} ${sha256}.`);
    const name = summary.packageName.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 150) || 'unknown';
    return {
      mediaType: KINDS[kind].mediaType,
      fileName: `${name}-${summary.versionCode}-${summary.reportSha256.slice(0, 12)}.${KINDS[kind].extension}`,
      body: await blobs.open(sha256),
      sizeBytes,
    };
  }
}

function hashOf(notice: NoticeOrder): string {
  return createHash('sha256').update(JSON.stringify(notice)).digest('hex');
}
