import { createHash } from 'node:crypto';

const BLOCK_BYTES = 4096;
const DIGEST_BYTES = 32;

/**
 * The root of a Merkle tree of SHA-256 over 4 KiB blocks, each digested behind the salt, as fs-verity and APK
 * signatures use it. Fed in pieces; keeps the digests of each level's open block only.
 */
export class MerkleTree {
  readonly #salt: Uint8Array;
  /** Levels from the leaves up; each holds a block that is being filled. */
  readonly #levels: { block: Buffer; filled: number; count: number }[] = [];
  readonly #open = Buffer.alloc(BLOCK_BYTES);
  #openBytes = 0;
  #sizeBytes = 0;

  constructor(salt: Uint8Array) {
    this.#salt = salt;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  update(bytes: Uint8Array): void {
    this.#sizeBytes += bytes.byteLength;
    let at = 0;
    if (this.#openBytes > 0) {
      at = Math.min(BLOCK_BYTES - this.#openBytes, bytes.byteLength);
      this.#open.set(bytes.subarray(0, at), this.#openBytes);
      this.#openBytes += at;
      if (this.#openBytes < BLOCK_BYTES) return;
      this.#add(0, this.#open);
      this.#openBytes = 0;
    }
    for (; at + BLOCK_BYTES <= bytes.byteLength; at += BLOCK_BYTES)
      this.#add(0, bytes.subarray(at, at + BLOCK_BYTES));
    this.#open.set(bytes.subarray(at), 0);
    this.#openBytes = bytes.byteLength - at;
  }

  /** The root digest. The last block is padded with zeros; no more may be fed. */
  digest(): Uint8Array {
    if (this.#openBytes > 0) {
      this.#open.fill(0, this.#openBytes);
      this.#add(0, this.#open);
      this.#openBytes = 0;
    }
    // Every level is one block of digests of the level below; the level that needs only one block is the top.
    for (let index = 0; index < this.#levels.length; index += 1) {
      const level = this.#levels[index];
      if (level === undefined) break;
      if (level.count === level.filled / DIGEST_BYTES && index === this.#levels.length - 1)
        return this.#hash(level.block.fill(0, level.filled));
      if (level.filled > 0) this.#flush(index);
    }
    return this.#hash(Buffer.alloc(BLOCK_BYTES));
  }

  #add(index: number, block: Uint8Array): void {
    let level = this.#levels[index];
    if (level === undefined) {
      level = { block: Buffer.alloc(BLOCK_BYTES), filled: 0, count: 0 };
      this.#levels.push(level);
    }
    // A full block goes up only when another digest follows, so that a top of exactly one block stays the top.
    if (level.filled === BLOCK_BYTES) this.#flush(index);
    level.block.set(this.#hash(block), level.filled);
    level.filled += DIGEST_BYTES;
    level.count += 1;
  }

  #flush(index: number): void {
    const level = this.#levels[index];
    if (level === undefined) return;
    this.#add(index + 1, level.block.fill(0, level.filled));
    level.filled = 0;
  }

  #hash(block: Uint8Array): Buffer {
    return createHash('sha256').update(this.#salt).update(block).digest();
  }
}
