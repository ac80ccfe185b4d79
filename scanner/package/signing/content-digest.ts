import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { readExactly } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import type { ZipArchive } from '../zip/index.ts';
import type { ContentDigestKind } from './algorithms.ts';
import { MerkleTree } from './merkle-tree.ts';

const CHUNK_BYTES = 1024 * 1024;
const VERITY_SALT = new Uint8Array(8);

/** Digests of an APK's content, by kind. */
export type ContentDigests = ReadonlyMap<ContentDigestKind, Uint8Array>;

/**
 * Digests the parts of the APK that its signature covers: all before the signing block, the central directory, and the
 * end record with its offset set to the signing block. One pass of 1 MiB reads for all kinds asked for.
 */
export function digestContent(
  archive: ZipArchive,
  signingBlockOffset: number,
  kinds: ReadonlySet<ContentDigestKind>,
  budget: Budget,
): ContentDigests {
  const { source, end } = archive;
  const record = Buffer.from(
    readExactly(source, end.recordOffset, source.sizeBytes - end.recordOffset, archive.file),
  );
  record.writeUInt32LE(signingBlockOffset, 16);
  const sections: readonly Section[] = [
    { source, offset: 0, sizeBytes: signingBlockOffset },
    { source, offset: end.directoryOffset, sizeBytes: end.recordOffset - end.directoryOffset },
    {
      source: { sizeBytes: record.byteLength, read: (at, size) => record.subarray(at, at + size) },
      offset: 0,
      sizeBytes: record.byteLength,
    },
  ];
  const chunkCount = sections.reduce((sum, section) => sum + Math.ceil(section.sizeBytes / CHUNK_BYTES), 0);
  const chunked = (['sha256', 'sha512'] as const)
    .filter((algorithm) => kinds.has(`chunked-${algorithm}`))
    .map((algorithm) => ({ algorithm, top: createTop(algorithm, chunkCount) }));
  const tree = kinds.has('verity-sha256') ? new MerkleTree(VERITY_SALT) : undefined;
  const prefix = Buffer.alloc(5);
  for (const section of sections) {
    for (let at = 0; at < section.sizeBytes; at += CHUNK_BYTES) {
      checkBudget(budget);
      const size = Math.min(CHUNK_BYTES, section.sizeBytes - at);
      const bytes = readExactly(section.source, section.offset + at, size, archive.file);
      prefix[0] = 0xa5;
      prefix.writeUInt32LE(size, 1);
      for (const { algorithm, top } of chunked)
        top.update(createHash(algorithm).update(prefix).update(bytes).digest());
      tree?.update(bytes);
    }
  }
  const digests = new Map<ContentDigestKind, Uint8Array>();
  for (const { algorithm, top } of chunked) digests.set(`chunked-${algorithm}`, top.digest());
  if (tree !== undefined) {
    const total = Buffer.alloc(8);
    total.writeBigUInt64LE(BigInt(tree.sizeBytes));
    digests.set('verity-sha256', Buffer.concat([tree.digest(), total]));
  }
  return digests;
}

type Section = { readonly source: ByteSource; readonly offset: number; readonly sizeBytes: number };

function createTop(algorithm: 'sha256' | 'sha512', chunkCount: number): Hash {
  const prefix = Buffer.alloc(5);
  prefix[0] = 0x5a;
  prefix.writeUInt32LE(chunkCount, 1);
  return createHash(algorithm).update(prefix);
}
