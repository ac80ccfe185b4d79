import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ScanError } from '../errors.ts';
import { toScannerData } from './scanner-data.ts';
import type { ScannerData } from './scanner-data.ts';

/** The tables that lie beside this file: the one place where they are read from disk. IO_FAILED names a missing file. */
export function loadScannerData(): ScannerData {
  return toScannerData((file) => {
    try {
      const bytes = readFileSync(new URL(file, import.meta.url));
      return toText(file.endsWith('.gz') ? unpack(bytes) : bytes);
    } catch (cause) {
      throw new ScanError('IO_FAILED', `The scanner's table ${file} cannot be read.`, { file, cause });
    }
  });
}

/** In one piece: gzip ends with the length of what it holds. */
function unpack(bytes: Buffer): Buffer {
  const sizeBytes = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return gunzipSync(bytes, { chunkSize: Math.max(64, sizeBytes + 1) });
}

function toText(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
