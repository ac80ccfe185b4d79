import type { Readable } from 'node:stream';

/** Bytes that are on the disk and hashed, but not yet part of the store. Exactly one of the two ends must be called. */
export interface PendingBlob {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Makes the bytes findable under their hash. Once it resolves they survive a crash. Same bytes twice are kept once. */
  commit(): Promise<void>;
  /** Removes the bytes. Harmless after commit. */
  discard(): Promise<void>;
}

export type BlobUsage = {
  readonly usedBytes: number;
  /** Absent where only the disk is the limit. */
  readonly quotaBytes?: number;
  /** What still fits, by quota and disk; absent where the backend cannot tell. */
  readonly freeBytes?: number;
};

/** A file of the local disk holding a blob, for readers that need one. It must not be changed. */
export type LocalBlob = { readonly path: string; release(): Promise<void> };

/**
 * Immutable bytes by SHA-256. A backend is proved by test/contracts/blobs.
 *
 * Failures: UPLOAD_TOO_LARGE and STORAGE_FULL leave nothing of the partial bytes behind; BLOB_MISSING where a hash
 * is read that is not there. A source that breaks off rejects with the source's own error, partial removed.
 */
export interface Blobs {
  /** Takes in a stream, hashing as it goes, never holding more than a chunk in memory. */
  receive(source: AsyncIterable<Uint8Array>, limit: { maxBytes: number }): Promise<PendingBlob>;
  /** Takes over a finished file that lies on the data volume, without copying where the backend can. */
  adopt(path: string): Promise<PendingBlob>;
  /** Size in bytes, or undefined where the hash is unknown. */
  findSize(sha256: string): Promise<number | undefined>;
  open(sha256: string): Promise<Readable>;
  readAll(sha256: string): Promise<Buffer>;
  toLocalFile(sha256: string): Promise<LocalBlob>;
  remove(sha256: string): Promise<void>;
  usage(): Promise<BlobUsage>;
}

/** Receives and commits bytes that are already in memory. Returns their hash. */
export async function storeBytes(blobs: Blobs, bytes: Uint8Array): Promise<string> {
  const pending = await blobs.receive(
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: bytes.byteLength },
  );
  await pending.commit();
  return pending.sha256;
}
