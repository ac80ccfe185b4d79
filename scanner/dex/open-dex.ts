import { badDex } from './byte-cursor.ts';
import { DexFile } from './dex-file.ts';

const CONTAINER_VERSION = '041';
const MAX_DEX_IN_CONTAINER = 1024;

/**
 * Opens a dex file of version 035 to 041. Of a container (041 with several dex inside) this is the first one;
 * `openDexContainer` gives all. Only the header is read now. Throws ScanError BAD_DEX.
 * @param name the entry name, such as `classes2.dex`; it appears in errors and places
 */
export function openDex(bytes: Uint8Array, name: string): DexFile {
  return new DexFile(aligned(bytes), name);
}

/**
 * Opens every dex of a file: one, or those of a 041 container, named `NAME`, `NAME!2`, `NAME!3`, ...
 * Dex format, "header_item": from 041 on `file_size` leads to the next header and `container_size` ends the row.
 */
export function openDexContainer(bytes: Uint8Array, name: string): DexFile[] {
  const whole = aligned(bytes);
  const first = new DexFile(whole, name);
  if (!isContainer(whole, 0)) return [first];
  const files = [first];
  let offset = first.u32(0x20);
  const end = Math.min(first.u32(0x70), whole.length);
  while (offset < end) {
    if (files.length >= MAX_DEX_IN_CONTAINER) badDex(name, 'The container holds too many dex files', offset);
    if (offset % 4 !== 0) badDex(name, 'A header in the container is not aligned', offset);
    const file = new DexFile(whole, `${name}!${files.length + 1}`, offset);
    files.push(file);
    const sizeBytes = file.u32(offset + 0x20);
    if (sizeBytes === 0) badDex(name, 'A dex in the container has no size', offset);
    offset += sizeBytes;
  }
  return files;
}

function isContainer(bytes: Uint8Array, at: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, 3).toString('latin1') === CONTAINER_VERSION;
}

/**
 * Instruction streams are read as 16-bit units, so the file must start at an even place of its buffer. A Buffer's own
 * `slice` would not copy.
 */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
}
