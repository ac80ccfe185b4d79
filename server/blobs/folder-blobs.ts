import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ServerError, isDiskFull } from '../errors.ts';
import type { BlobUsage, Blobs, LocalBlob, PendingBlob } from './blobs.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** The file calls that can meet a full disk, as a seam so that a test can fill one up. */
export type FolderFiles = { readonly openNew: (path: string) => Promise<Pick<FileHandle, FileVerbs>> };
type FileVerbs = 'write' | 'sync' | 'close';

const realFiles: FolderFiles = { openNew: (path) => open(path, 'wx') };

/**
 * Blobs as files `ab/cd/<sha256>` of one folder. Bytes arrive in `incoming/` on the same volume, are synced, and
 * are renamed into place: a crash leaves either the whole blob or a partial that the next start sweeps away.
 */
export class FolderBlobs implements Blobs {
  readonly #folder: string;
  readonly #quotaBytes: number | undefined;
  readonly #files: FolderFiles;
  #usedBytes = 0;
  #incomingBytes = 0;
  /** The last commit of each hash, so that two of the same bytes do not both count as new. */
  readonly #committing = new Map<string, Promise<void>>();

  private constructor(folder: string, quotaBytes: number | undefined, files: FolderFiles) {
    this.#folder = folder;
    this.#quotaBytes = quotaBytes;
    this.#files = files;
  }

  /** Opens the folder, making it where needed. Partial files older than `staleAfterMs` are swept away. */
  static async open(
    folder: string,
    options: { quotaBytes?: number; files?: FolderFiles; staleAfterMs?: number; nowMs?: () => number } = {},
  ): Promise<FolderBlobs> {
    const blobs = new FolderBlobs(folder, options.quotaBytes, options.files ?? realFiles);
    await mkdir(blobs.#incomingFolder, { recursive: true });
    // Another process on the same folder may be in the midst of an upload: only what is long dead goes.
    await blobs.#sweep((options.nowMs ?? Date.now)() - (options.staleAfterMs ?? 24 * 3_600_000));
    blobs.#usedBytes = await sizeOfTree(folder);
    return blobs;
  }

  get #incomingFolder(): string {
    return join(this.#folder, 'incoming');
  }

  async receive(source: AsyncIterable<Uint8Array>, limit: { maxBytes: number }): Promise<PendingBlob> {
    const path = join(this.#incomingFolder, randomUUID());
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const file = await this.#files.openNew(path).catch(translateDiskFull);
    try {
      for await (const chunk of source) {
        if (sizeBytes + chunk.byteLength > limit.maxBytes)
          throw new ServerError('UPLOAD_TOO_LARGE', `More than the ${limit.maxBytes} bytes allowed.`);
        this.#reserve(chunk.byteLength);
        sizeBytes += chunk.byteLength;
        hash.update(chunk);
        await writeWhole(file, chunk);
      }
      await file.sync();
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(path, { force: true });
      this.#incomingBytes -= sizeBytes;
      return translateDiskFull(error);
    }
    return this.#pending(path, hash.digest('hex'), sizeBytes);
  }

  async adopt(path: string): Promise<PendingBlob> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
    }
    const file = await open(path, 'r+');
    await file.sync().finally(() => file.close());
    this.#incomingBytes += sizeBytes;
    return this.#pending(path, hash.digest('hex'), sizeBytes);
  }

  async findSize(sha256: string): Promise<number | undefined> {
    const found = await stat(this.#pathOf(sha256)).catch(undefinedIfAbsent);
    return found?.size;
  }

  async open(sha256: string): Promise<Readable> {
    const file = await open(this.#pathOf(sha256), 'r').catch(undefinedIfAbsent);
    if (file === undefined) throw missing(sha256);
    return file.createReadStream();
  }

  async readAll(sha256: string): Promise<Buffer> {
    const bytes = await readFile(this.#pathOf(sha256)).catch(undefinedIfAbsent);
    if (bytes === undefined) throw missing(sha256);
    return bytes;
  }

  async toLocalFile(sha256: string): Promise<LocalBlob> {
    if ((await this.findSize(sha256)) === undefined) throw missing(sha256);
    return { path: this.#pathOf(sha256), release: () => Promise.resolve() };
  }

  async remove(sha256: string): Promise<void> {
    const sizeBytes = await this.findSize(sha256);
    if (sizeBytes === undefined) return;
    await rm(this.#pathOf(sha256), { force: true });
    this.#usedBytes -= sizeBytes;
  }

  async usage(): Promise<BlobUsage> {
    const disk = await statfs(this.#folder);
    const diskFreeBytes = disk.bavail * disk.bsize;
    const usedBytes = this.#usedBytes + this.#incomingBytes;
    if (this.#quotaBytes === undefined) return { usedBytes, freeBytes: diskFreeBytes };
    const freeBytes = Math.max(0, Math.min(diskFreeBytes, this.#quotaBytes - usedBytes));
    return { usedBytes, quotaBytes: this.#quotaBytes, freeBytes };
  }

  #reserve(bytes: number): void {
    const total = this.#usedBytes + this.#incomingBytes + bytes;
    if (this.#quotaBytes !== undefined && total > this.#quotaBytes)
      throw new ServerError('STORAGE_FULL', `The quota of ${this.#quotaBytes} bytes is used up.`);
    this.#incomingBytes += bytes;
  }

  #pending(path: string, sha256: string, sizeBytes: number): PendingBlob {
    let open = true;
    const finish = async (kept: boolean): Promise<void> => {
      open = false;
      this.#incomingBytes -= sizeBytes;
      if (kept) this.#usedBytes += sizeBytes;
      else await rm(path, { force: true });
    };
    return {
      sha256,
      sizeBytes,
      commit: async () => {
        if (!open) return;
        const before = this.#committing.get(sha256) ?? Promise.resolve();
        const commit = before.catch(() => undefined).then(() => this.#place(path, sha256, finish));
        this.#committing.set(sha256, commit);
        await commit.finally(() => {
          if (this.#committing.get(sha256) === commit) this.#committing.delete(sha256);
        });
      },
      discard: async () => {
        if (open) await finish(false);
      },
    };
  }

  async #place(path: string, sha256: string, finish: (kept: boolean) => Promise<void>): Promise<void> {
    const target = this.#pathOf(sha256);
    const isNew = (await this.findSize(sha256)) === undefined;
    await mkdir(dirname(target), { recursive: true }).catch(translateDiskFull);
    if (isNew) await rename(path, target);
    await finish(isNew);
    // Also for a known blob: whoever wrote it may have died between the rename and this sync.
    await syncFolders(dirname(target), this.#folder);
  }

  #pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw missing(sha256);
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async #sweep(olderThanMs: number): Promise<void> {
    for (const name of await readdir(this.#incomingFolder)) {
      const path = join(this.#incomingFolder, name);
      const found = await stat(path).catch(undefinedIfAbsent);
      if (found !== undefined && found.mtimeMs < olderThanMs) await rm(path, { force: true });
    }
  }
}

async function writeWhole(file: Pick<FileHandle, 'write'>, chunk: Uint8Array): Promise<void> {
  let doneBytes = 0;
  while (doneBytes < chunk.byteLength)
    doneBytes += (await file.write(chunk, doneBytes, chunk.byteLength - doneBytes)).bytesWritten;
}

/** Makes a rename durable: the entry lives in the folder, and a new folder in its parent. */
async function syncFolders(from: string, upTo: string): Promise<void> {
  for (let folder = from; folder.length >= upTo.length; folder = dirname(folder)) {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

async function sizeOfTree(folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sizeBytes += await sizeOfTree(path);
    else sizeBytes += (await stat(path).catch(undefinedIfAbsent))?.size ?? 0;
  }
  return sizeBytes;
}

function missing(sha256: string): ServerError {
  return new ServerError('BLOB_MISSING', `No blob ${sha256.slice(0, 64)}.`);
}

function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

function translateDiskFull(error: unknown): never {
  if (isDiskFull(error)) throw new ServerError('STORAGE_FULL', undefined, { cause: error });
  throw error;
}
