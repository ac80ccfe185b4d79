import type { ByteView } from '../bytes.ts';

/** Chunk types of ResourceTypes.h that are read here. */
export const CHUNK_STRING_POOL = 0x0001;
export const CHUNK_TABLE = 0x0002;
export const CHUNK_XML = 0x0003;
export const CHUNK_XML_FIRST_NODE = 0x0100;
export const CHUNK_XML_LAST_NODE = 0x017f;
export const CHUNK_XML_RESOURCE_MAP = 0x0180;
export const CHUNK_PACKAGE = 0x0200;
export const CHUNK_TYPE = 0x0201;
export const CHUNK_TYPE_SPEC = 0x0202;
export const CHUNK_LIBRARY = 0x0203;
export const CHUNK_OVERLAYABLE = 0x0204;
export const CHUNK_STAGED_ALIAS = 0x0206;

export const CHUNK_HEADER_BYTES = 8;

/** A chunk: its header from `offset`, its body from `offset + headerSizeBytes`, the next at `end`. */
export type Chunk = {
  readonly type: number;
  readonly offset: number;
  readonly headerSizeBytes: number;
  readonly end: number;
};

/**
 * The chunk at `offset` within `limit`, or undefined when no valid one is there. Android (validate_chunk) wants a
 * header of at least 8 bytes within a size that fits; misaligned sizes, which it refuses, are let through here.
 */
export function findChunk(view: ByteView, offset: number, limit: number): Chunk | undefined {
  if (offset + CHUNK_HEADER_BYTES > limit || !view.has(offset, CHUNK_HEADER_BYTES)) return undefined;
  const headerSizeBytes = view.u16(offset + 2);
  const sizeBytes = view.u32(offset + 4);
  if (headerSizeBytes < CHUNK_HEADER_BYTES || sizeBytes < headerSizeBytes || offset + sizeBytes > limit)
    return undefined;
  return { type: view.u16(offset), offset, headerSizeBytes, end: offset + sizeBytes };
}

/** A chunk whose size runs past `limit`, cut there: what packers' wrong sizes and cut-off files leave. */
export function findCutChunk(view: ByteView, offset: number, limit: number): Chunk | undefined {
  if (offset + CHUNK_HEADER_BYTES > limit || !view.has(offset, CHUNK_HEADER_BYTES)) return undefined;
  const headerSizeBytes = view.u16(offset + 2);
  if (headerSizeBytes < CHUNK_HEADER_BYTES || offset + headerSizeBytes > limit) return undefined;
  return { type: view.u16(offset), offset, headerSizeBytes, end: limit };
}
