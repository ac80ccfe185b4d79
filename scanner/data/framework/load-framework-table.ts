import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { openFrameworkTable, type FrameworkTable } from './framework-table.ts';

/** Reads the table that ships beside this file. About 30 ms; load it once. */
export async function loadFrameworkTable(): Promise<FrameworkTable> {
  const compressed = await readFile(new URL('./api-table.txt.br', import.meta.url));
  const text = await promisify(brotliDecompress)(compressed);
  return openFrameworkTable(text.toString('latin1'));
}
