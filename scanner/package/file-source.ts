import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ScanError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';

/** A file opened for random access. The package reader's only door to the disk; close it when done. */
export type FileSource = ByteSource & { readonly close: () => void };

/** Small reads (headers, small entries) come from a window of this size, so that they cost few system calls. */
const WINDOW_BYTES = 256 * 1024;
const SMALL_BYTES = 64 * 1024;

/** Opens a file for reading. Throws IO_FAILED when it cannot be opened or is not a regular file. */
export function openFileSource(path: string): FileSource {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw new ScanError('IO_FAILED', `Cannot open ${path}.`, { file: path, cause });
  }
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new ScanError('IO_FAILED', `${path} is not a regular file.`, { file: path });
  }
  const readAt = (offset: number, length: number): Uint8Array => {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    try {
      while (done < length) {
        const got = readSync(fd, bytes, done, length - done, offset + done);
        if (got === 0) break;
        done += got;
      }
    } catch (cause) {
      throw new ScanError('IO_FAILED', `Cannot read ${path}.`, { file: path, offsetBytes: offset, cause });
    }
    return done === length ? bytes : bytes.subarray(0, done);
  };
  let window: Uint8Array = new Uint8Array();
  let windowOffset = 0;
  let open = true;
  return {
    sizeBytes: stat.size,
    read(offset, length) {
      if (length > SMALL_BYTES) return readAt(offset, length);
      if (offset < windowOffset || offset + length > windowOffset + window.byteLength) {
        // A new window each time: earlier reads are views into the old one.
        windowOffset = offset;
        window = readAt(offset, Math.max(length, Math.min(WINDOW_BYTES, stat.size - offset)));
      }
      return window.subarray(offset - windowOffset, offset - windowOffset + length);
    },
    close() {
      if (open) closeSync(fd);
      open = false;
    },
  };
}
