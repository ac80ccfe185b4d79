import { isAscii, isUtf8 } from 'node:buffer';
import { badDex } from './byte-cursor.ts';

/**
 * Reads the MUTF-8 text that starts at `start` and ends at its NUL byte.
 * Dex format, "MUTF-8": NUL is two bytes, characters above U+FFFF are surrogate pairs of three bytes each.
 * Surrogates that stand alone are kept as they are, as Android keeps them.
 */
export function readMutf8(bytes: Uint8Array, start: number, file: string): string {
  const end = bytes.indexOf(0, start);
  if (end === -1) badDex(file, 'A string has no end', start);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  if (isAscii(text)) return text.toString('latin1');
  // Most text is UTF-8 as well, for which the platform has a faster decoder. Four bytes a character MUTF-8 does not know.
  const decoded = isUtf8(text) ? text.toString('utf8') : undefined;
  return decoded !== undefined && !SURROGATE.test(decoded) ? decoded : decodeMutf8(bytes, start, end, file);
}

const SURROGATE = /[\ud800-\udfff]/;

function decodeMutf8(bytes: Uint8Array, start: number, end: number, file: string): string {
  const units = new Uint16Array(end - start);
  let count = 0;
  let at = start;
  // Reads past `end` meet the NUL or the next item, which the continuation check refuses.
  while (at < end) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      units[count++] = first;
      at += 1;
    } else if (first >> 5 === 0b110) {
      units[count++] = ((first & 0x1f) << 6) | continuation(bytes, at + 1, file);
      at += 2;
    } else if (first >> 4 === 0b1110) {
      units[count++] =
        ((first & 0x0f) << 12) | (continuation(bytes, at + 1, file) << 6) | continuation(bytes, at + 2, file);
      at += 3;
    } else badDex(file, 'A string is not MUTF-8', at);
  }
  return Buffer.from(units.buffer, 0, count * 2).toString('utf16le');
}

function continuation(bytes: Uint8Array, at: number, file: string): number {
  const byte = bytes[at] ?? 0;
  if (byte >> 6 !== 0b10) badDex(file, 'A string is not MUTF-8', at);
  return byte & 0x3f;
}
