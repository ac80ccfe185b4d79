import { ScanError } from '../errors.ts';

/** Throws the one error this folder knows: BAD_DEX, with the offset at which the file stopped making sense. */
export function badDex(file: string, message: string, offsetBytes: number): never {
  throw new ScanError('BAD_DEX', `${message} (at ${offsetBytes} of ${file})`, { file, offsetBytes });
}

/** A little-endian read position over a dex file. Every read past the end is BAD_DEX, never a RangeError. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  readonly file: string;
  offset: number;

  constructor(bytes: Uint8Array, file: string, offset: number) {
    this.bytes = bytes;
    this.file = file;
    this.offset = offset;
    if (offset < 0 || offset > bytes.length) badDex(file, 'An offset points outside the file', offset);
  }

  u8(): number {
    const value = this.bytes[this.offset];
    if (value === undefined) badDex(this.file, 'The file ends inside an item', this.offset);
    this.offset++;
    return value;
  }

  u16(): number {
    const low = this.u8();
    return low | (this.u8() << 8);
  }

  u32(): number {
    const low = this.u16();
    return (low | (this.u16() << 16)) >>> 0;
  }

  /** ULEB128, at most five bytes; the result is an unsigned 32-bit number. */
  uleb(): number {
    const start = this.offset;
    const first = this.bytes[start] ?? 0x80;
    // Most numbers are one byte long.
    if (first < 0x80) {
      this.offset = start + 1;
      return first;
    }
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return result >>> 0;
    }
    return badDex(this.file, 'A LEB128 number is longer than five bytes', start);
  }

  /** ULEB128p1: one is subtracted, so that -1 (no index) costs one byte. */
  ulebP1(): number {
    return (this.uleb() - 1) | 0;
  }

  /** SLEB128, at most five bytes. */
  sleb(): number {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        const used = shift + 7;
        return used < 32 ? (result << (32 - used)) >> (32 - used) : result | 0;
      }
    }
    return badDex(this.file, 'A LEB128 number is longer than five bytes', start);
  }

  /** Refuses a count that could not fit in what is left, at `itemBytes` each, before anything is allocated for it. */
  checkCount(count: number, itemBytes: number): number {
    if (count * itemBytes > this.bytes.length - this.offset)
      badDex(this.file, `A count of ${count} does not fit in the file`, this.offset);
    return count;
  }
}
