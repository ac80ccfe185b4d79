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
      return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    } catch (cause) {
      throw new ScanError('IO_FAILED', `The scanner's table ${file} cannot be read.`, { file, cause });
    }
  });
}
