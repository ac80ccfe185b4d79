import { Server } from '@tus/server';
import type { ServerOptions } from '@tus/server';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Blobs, PendingBlob } from '../blobs/index.ts';
import type { ServerConfig } from '../config.ts';
import { SERVER_ERRORS, ServerError, toServerError } from '../errors.ts';
import type { Scans } from '../jobs/scans.ts';
import type { Account, Batch, Store } from '../store/index.ts';
import { DurableFileStore } from './durable-file-store.ts';
import { toErrorBody } from './error-answer.ts';
import { toFileName } from './file-name.ts';
import { parse } from './route.ts';
import { submissionFields } from './schemas.ts';

/** Answer header holding the id of the submission that an upload became. */
export const SUBMISSION_HEADER = 'x-appgov-submission';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type ResumableUploadsOptions = {
  /** On the volume of the blobs, so that a finished upload is taken over by a rename. */
  readonly folder: string;
  /** Where clients find uploads, e.g. `/api/v1/uploads`. */
  readonly path: string;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly scans: Scans;
  readonly limits: ServerConfig['limits'];
  readonly log: Logger;
};

/** What an upload became: a submission, or an app of a batch that will be one under this id. */
type Finished = { readonly id: string; readonly sizeBytes: number };

type Upload = Awaited<ReturnType<DurableFileStore['getUpload']>>;

/**
 * Uploads by the tus protocol 1.0, for big files and bad lines. An upload's id is the id of the submission it
 * becomes: so a client that never saw the last answer can ask again, and finishing twice makes one submission.
 */
export class ResumableUploads {
  readonly #options: ResumableUploadsOptions;
  readonly #files: DurableFileStore;
  readonly #server: Server;
  readonly #accounts = new WeakMap<IncomingMessage, Account>();
  readonly #finishing = new Map<string, Promise<Finished>>();

  constructor(options: ResumableUploadsOptions) {
    this.#options = options;
    this.#files = new DurableFileStore({
      directory: options.folder,
      expirationPeriodInMilliseconds: options.limits.uploadExpiryMs,
    });
    this.#server = new Server({
      path: options.path,
      datastore: this.#files,
      relativeLocation: true,
      maxSize: options.limits.uploadBytes,
      // Pages come from this server; no other origin has a business here.
      allowedOrigins: () => false,
      namingFunction: () => randomUUID(),
      onUploadCreate: (request, upload) => this.#created(accountRequest(request), upload),
      onUploadFinish: async (_request, upload) => {
        const submission = await this.#finish(upload);
        return { headers: { [SUBMISSION_HEADER]: submission.id } };
      },
      onResponseError: (_request, error) => this.#toTusError(error),
    });
  }

  /** Answers one request of an account. `id` is absent for the creation of an upload. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    account: Account,
    id: string | undefined,
  ): Promise<void> {
    if (id !== undefined) {
      const submission = await this.#findOwnSubmission(account, id);
      if (submission !== undefined) {
        answerFinished(request, response, submission);
        return;
      }
    }
    this.#accounts.set(request, account);
    await this.#server.handle(request, response);
  }

  /** Drops uploads that were begun too long ago, and finishes those that a crash kept from it. */
  async sweep(): Promise<void> {
    for (const id of await this.#files.listIds()) {
      const upload = await this.#files.getUpload(id).catch(() => undefined);
      if (upload === undefined) await this.#forget(id);
      else if (upload.size !== undefined && upload.offset === upload.size)
        await this.#finish(upload).catch((error: unknown) =>
          this.#options.log.warn({ err: error, uploadId: id }, 'a finished upload could not be taken over'),
        );
    }
    await this.#files.deleteExpired();
  }

  /** The submission that the upload became. Throws NOT_FOUND for an upload of someone else. */
  async #findOwnSubmission(account: Account, id: string): Promise<Finished | undefined> {
    if (!ID.test(id)) throw new ServerError('NOT_FOUND');
    const submission = await this.#options.store.submissions.find(id);
    if (submission !== undefined) {
      if (submission.accountId !== account.id) throw new ServerError('NOT_FOUND');
      return submission;
    }
    const item = await this.#options.store.batches.findItemBySubmission(id);
    if (item !== undefined) {
      if (!mayFillBatches(account)) throw new ServerError('NOT_FOUND');
      return { id, sizeBytes: item.sizeBytes ?? 0 };
    }
    const upload = await this.#files.getUpload(id).catch(() => undefined);
    if (upload === undefined || upload.metadata?.['account'] !== account.id)
      throw new ServerError('NOT_FOUND');
    // A client that missed the last answer only asks where it stands: that must finish the upload too.
    const isComplete = upload.size !== undefined && upload.offset === upload.size;
    return isComplete ? this.#finish(upload) : undefined;
  }

  async #created(request: IncomingMessage, upload: Upload): Promise<{ metadata: Upload['metadata'] }> {
    const account = this.#accounts.get(request);
    if (account === undefined) throw new ServerError('UNAUTHENTICATED');
    const fields = toFields(upload.metadata);
    this.#options.scans.checkAppType(fields.appType);
    this.#options.scans.checkPacks(fields.packs);
    if (upload.size === 0) throw new ServerError('EMPTY_FILE');
    if (upload.metadata?.['batch']) {
      if (!mayFillBatches(account)) throw new ServerError('FORBIDDEN');
      await this.#readBatch(upload.metadata['batch']);
    }
    const { freeBytes } = await this.#options.blobs.usage();
    if (freeBytes !== undefined && (upload.size ?? 0) > freeBytes) throw new ServerError('STORAGE_FULL');
    return { metadata: { ...upload.metadata, account: account.id } };
  }

  #finish(upload: Upload): Promise<Finished> {
    const begun = this.#finishing.get(upload.id);
    if (begun !== undefined) return begun;
    const finishing = this.#finishOnce(upload).finally(() => this.#finishing.delete(upload.id));
    this.#finishing.set(upload.id, finishing);
    return finishing;
  }

  async #finishOnce(upload: Upload): Promise<Finished> {
    const { store, blobs, scans, folder } = this.#options;
    const known = await store.submissions.find(upload.id);
    if (known !== undefined) return known;
    const account = await store.accounts.find(upload.metadata?.['account'] ?? '');
    if (account === undefined) throw new ServerError('NOT_FOUND');
    const pending = await blobs.adopt(join(folder, upload.id));
    await pending.commit();
    const batchId = upload.metadata?.['batch'];
    if (batchId) {
      await this.#addToBatch(batchId, upload, pending);
      await this.#forget(upload.id);
      return { id: upload.id, sizeBytes: pending.sizeBytes };
    }
    const submission = await scans.submit({
      id: upload.id,
      account,
      sha256: pending.sha256,
      sizeBytes: pending.sizeBytes,
      fileName: toFileName(upload.metadata?.['filename'] ?? undefined),
      ...toFields(upload.metadata),
    });
    await this.#forget(upload.id);
    return submission;
  }

  async #addToBatch(batchId: string, upload: Upload, blob: PendingBlob): Promise<void> {
    const { appType } = toFields(upload.metadata);
    const fileName = toFileName(upload.metadata?.['filename'] ?? undefined);
    await this.#options.store.batches.addItem((await this.#readBatch(batchId)).id, {
      kind: 'upload',
      source: fileName,
      fileName,
      ...(appType === undefined ? {} : { appType }),
      state: 'held',
      sha256: blob.sha256,
      sizeBytes: blob.sizeBytes,
      submissionId: upload.id,
    });
  }

  async #readBatch(id: string): Promise<Batch> {
    const batch = await this.#options.store.batches.find(id);
    if (batch === undefined) throw new ServerError('NOT_FOUND');
    if (batch.state === 'cancelled') throw new ServerError('BATCH_ENDED');
    return batch;
  }

  async #forget(id: string): Promise<void> {
    for (const name of [id, `${id}.json`]) await rm(join(this.#options.folder, name), { force: true });
  }

  #toTusError(error: Error | { status_code: number; body: string }): { status_code: number; body: string } {
    // The protocol's own errors (wrong offset, unknown upload ...) already have their status.
    if ('status_code' in error && error.status_code < 500) {
      const code = error.status_code === 413 ? 'UPLOAD_TOO_LARGE' : undefined;
      return code === undefined
        ? error
        : { status_code: SERVER_ERRORS[code].status, body: toErrorBody(new ServerError(code)) };
    }
    const known = toServerError(error);
    if (known.status >= 500) this.#options.log.error({ err: known }, 'resumable upload failed');
    return { status_code: known.status, body: toErrorBody(known) };
  }
}

/** Batches are the work of authorities. */
function mayFillBatches({ role }: Account): boolean {
  return role === 'admin' || role === 'inspector';
}

function toFields(metadata: Upload['metadata']): ReturnType<typeof submissionFields.parse> {
  const { profile, purpose, appType, packs, policies } = metadata ?? {};
  const given = { profile, purpose, appType, packs, policies };
  const present = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
  return parse(submissionFields, present, 'metadata');
}

function accountRequest(
  request: Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0],
): IncomingMessage {
  const node = request.runtime?.node?.req;
  if (node === undefined) throw new ServerError('INTERNAL', 'An upload came by no Node request.');
  return node as IncomingMessage;
}

/** What tus answers for an upload that is complete, where the upload's own files are gone. */
function answerFinished(request: IncomingMessage, response: ServerResponse, submission: Finished): void {
  const isAsked = request.method === 'HEAD';
  const isRepeat =
    request.method === 'PATCH' && Number(request.headers['upload-offset']) === submission.sizeBytes;
  response.setHeader('Tus-Resumable', '1.0.0');
  if (!isAsked && !isRepeat) {
    response.writeHead(request.method === 'PATCH' ? 409 : 404).end();
    return;
  }
  response
    .writeHead(isAsked ? 200 : 204, {
      'Cache-Control': 'no-store',
      'Upload-Offset': submission.sizeBytes,
      'Upload-Length': submission.sizeBytes,
      [SUBMISSION_HEADER]: submission.id,
    })
    .end();
}
