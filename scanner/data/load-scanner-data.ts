import { readFileSync } from 'node:fs';
import { ScanError } from '../errors.ts';
import { toScannerData } from './scanner-data.ts';
import type { ScannerData } from './scanner-data.ts';

/** The tables that lie beside this file: the one place where they are read from disk. IO_FAILED names a missing file. */
export function loadScannerData(): ScannerData {
  return toScannerData((file) => {
    try {
      return readFileSync(new URL(file, import.meta.url), 'utf8');
    } catch (cause) {
      throw new ScanError('IO_FAILED', `The scanner's table ${file} cannot be read.`, { file, cause });
    }
  });
}
