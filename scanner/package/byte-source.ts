import { ScanError } from '../errors.ts';

/** Random access to immutable bytes, so that memory does not follow the size of a file. */
export type ByteSource = {
  readonly sizeBytes: number;
  /** Exactly `length` bytes at `offset`. Callers stay inside `sizeBytes`; the result must not be written to. */
  read(offset: number, length: number): Uint8Array;
};

/** Bytes that are in memory already; reads are views, not copies. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.byteLength,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** A part of another source, e.g. an APK stored uncompressed in a bundle. */
export function sliceSource(source: ByteSource, offsetBytes: number, sizeBytes: number): ByteSource {
  return { sizeBytes, read: (offset, length) => source.read(offsetBytes + offset, length) };
}

/** Reads with the bounds checked; throws TRUNCATED naming the file and offset. */
export function readExactly(source: ByteSource, offset: number, length: number, file: string): Uint8Array {
  if (offset < 0 || length < 0 || offset + length > source.sizeBytes)
    throw new ScanError('TRUNCATED', `${file} ends at ${source.sizeBytes}, before ${offset + length}.`, {
      file,
      offsetBytes: Math.max(0, offset),
    });
  const bytes = source.read(offset, length);
  if (bytes.byteLength !== length)
    throw new ScanError('IO_FAILED', `${file} gave ${bytes.byteLength} of ${length} bytes at ${offset}.`, {
      file,
      offsetBytes: offset,
    });
  return bytes;
}
