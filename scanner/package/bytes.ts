import { ScanError } from '../errors.ts';
import type { ScanErrorCode } from '../errors.ts';

/**
 * Little-endian reads over bytes that nobody vouches for. Every read is checked: outside the bytes it throws a
 * ScanError with the code given at construction and the offset, never a RangeError. Offsets are relative to
 * `bytes`; `baseOffsetBytes` is added in errors, so that a view of a part still names the place in the whole.
 */
export class ByteView {
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  readonly file: string;
  readonly code: ScanErrorCode;
  readonly baseOffsetBytes: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, code: ScanErrorCode, file: string, baseOffsetBytes = 0) {
    this.bytes = bytes;
    this.sizeBytes = bytes.byteLength;
    this.code = code;
    this.file = file;
    this.baseOffsetBytes = baseOffsetBytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  has(offset: number, length: number): boolean {
    return offset >= 0 && length >= 0 && offset + length <= this.sizeBytes;
  }

  u8(offset: number): number {
    if (offset < 0 || offset + 1 > this.sizeBytes) throw this.outside(offset, 1);
    return this.#view.getUint8(offset);
  }

  u16(offset: number): number {
    if (offset < 0 || offset + 2 > this.sizeBytes) throw this.outside(offset, 2);
    return this.#view.getUint16(offset, true);
  }

  u32(offset: number): number {
    if (offset < 0 || offset + 4 > this.sizeBytes) throw this.outside(offset, 4);
    return this.#view.getUint32(offset, true);
  }

  i32(offset: number): number {
    if (offset < 0 || offset + 4 > this.sizeBytes) throw this.outside(offset, 4);
    return this.#view.getInt32(offset, true);
  }

  /** An unsigned 64-bit value; above 2^53 it loses low bits, which every caller's range check refuses anyway. */
  u64(offset: number): number {
    return this.u32(offset) + this.u32(offset + 4) * 0x1_0000_0000;
  }

  slice(offset: number, length: number): Uint8Array {
    if (!this.has(offset, length)) throw this.outside(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  /** A view of a part whose errors still name the place in the whole. */
  part(offset: number, length: number): ByteView {
    return new ByteView(this.slice(offset, length), this.code, this.file, this.baseOffsetBytes + offset);
  }

  error(offset: number, message: string): ScanError {
    return new ScanError(this.code, message, { file: this.file, offsetBytes: this.baseOffsetBytes + offset });
  }

  outside(offset: number, length: number): ScanError {
    return this.error(
      offset,
      `${this.file}: ${length} bytes at ${offset} lie outside its ${this.sizeBytes} bytes.`,
    );
  }
}

/** The bytes as a Buffer over the same memory, for its fast text and compare methods. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
