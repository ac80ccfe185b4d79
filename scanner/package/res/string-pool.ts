import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';
import type { ByteView } from '../bytes.ts';
import type { Chunk } from './chunk.ts';

const HEADER_BYTES = 28;
const FLAG_UTF8 = 0x100;
const SPAN_END = 0xffffffff;
const MAX_SPANS = 10_000;

/** A tag over characters of a styled string, both ends included, e.g. `b` or `font;size=12`. */
export type StringSpan = { readonly tag: string; readonly first: number; readonly last: number };

/** A string pool (ResStringPool_header), UTF-8 or UTF-16. Strings are decoded when asked for, once. */
export class StringPool {
  readonly count: number;
  readonly isUtf8: boolean;
  readonly #view: ByteView;
  readonly #text: Buffer;
  readonly #indexOffset: number;
  readonly #stringsOffset: number;
  readonly #styleCount: number;
  readonly #stylesOffset: number;
  readonly #end: number;
  readonly #cache: (string | undefined)[] = [];
  /** Strings of a hostile pool may overlap; honest ones never decode to more than the pool holds. */
  #decodableBytes: number;

  /** Reads the header only. Counts that do not fit are cut to what fits, as the tolerant Android readers do. */
  constructor(view: ByteView, chunk: Chunk) {
    this.#view = view;
    this.#text = asBuffer(view.bytes);
    const at = chunk.offset;
    const complete = chunk.end - at >= HEADER_BYTES;
    const declared = complete ? view.u32(at + 8) : 0;
    const declaredStyles = complete ? view.u32(at + 12) : 0;
    this.isUtf8 = complete && (view.u32(at + 16) & FLAG_UTF8) !== 0;
    this.#indexOffset = at + chunk.headerSizeBytes;
    this.#end = chunk.end;
    this.#decodableBytes = (chunk.end - at) * 4 + 65_536;
    const room = Math.max(0, Math.floor((chunk.end - this.#indexOffset) / 4));
    this.count = Math.min(declared, room);
    this.#styleCount = Math.min(declaredStyles, room - this.count);
    this.#stringsOffset = at + (complete ? view.u32(at + 20) : 0);
    this.#stylesOffset = at + (complete ? view.u32(at + 24) : 0);
  }

  /** The string, or undefined when the index or its data lies outside. */
  find(index: number): string | undefined {
    if (index < 0 || index >= this.count) return undefined;
    const known = this.#cache[index];
    if (known !== undefined) return known;
    const at = this.#stringsOffset + this.#view.u32(this.#indexOffset + index * 4);
    const text = this.isUtf8 ? this.#decodeUtf8(at) : this.#decodeUtf16(at);
    if (text !== undefined) this.#cache[index] = text;
    return text;
  }

  /** The index of a string, or -1. Linear. */
  indexOf(text: string): number {
    for (let index = 0; index < this.count; index += 1) if (this.find(index) === text) return index;
    return -1;
  }

  /** The tags of a styled string in file order; empty for a plain one. */
  spans(index: number): StringSpan[] {
    const spans: StringSpan[] = [];
    if (index < 0 || index >= this.#styleCount) return spans;
    let at = this.#stylesOffset + this.#view.u32(this.#indexOffset + (this.count + index) * 4);
    while (at + 12 <= this.#end && spans.length < MAX_SPANS) {
      const name = this.#view.u32(at);
      if (name === SPAN_END) break;
      spans.push({ tag: this.find(name) ?? '', first: this.#view.u32(at + 4), last: this.#view.u32(at + 8) });
      at += 12;
    }
    return spans;
  }

  #decodeUtf8(start: number): string | undefined {
    const view = this.#view;
    let at = start;
    if (at + 2 > this.#end) return undefined;
    // First the length in UTF-16 units, then in bytes; each one byte, or two when the high bit is set.
    at += (view.u8(at) & 0x80) !== 0 ? 2 : 1;
    if (at + 2 > this.#end) return undefined;
    let size = view.u8(at);
    at += 1;
    if ((size & 0x80) !== 0) {
      size = ((size & 0x7f) << 8) | view.u8(at);
      at += 1;
    }
    let end = at + size;
    if (end < this.#end && view.u8(end) !== 0) {
      // Lengths above 0x7fff were stored truncated; the terminator then tells the real one (decodeString8At).
      const zero = this.#text.indexOf(0, end);
      if (zero >= 0 && zero < this.#end && ((zero - at) & 0x7fff) === size) end = zero;
    }
    return this.#decode('utf8', at, Math.min(end, this.#end));
  }

  #decodeUtf16(start: number): string | undefined {
    const view = this.#view;
    if (start + 2 > this.#end) return undefined;
    let at = start + 2;
    let units = view.u16(start);
    if ((units & 0x8000) !== 0) {
      if (at + 2 > this.#end) return undefined;
      units = (units & 0x7fff) * 0x10000 + view.u16(at);
      at += 2;
    }
    return this.#decode('utf16le', at, Math.min(at + units * 2, this.#end));
  }

  #decode(encoding: 'utf8' | 'utf16le', start: number, end: number): string {
    this.#decodableBytes -= end - start;
    if (this.#decodableBytes < 0)
      throw new ScanError(
        'LIMIT_EXCEEDED',
        'The strings of a pool overlap to more than the pool could hold.',
        {
          file: this.#view.file,
          offsetBytes: this.#view.baseOffsetBytes + start,
        },
      );
    return this.#text.toString(encoding, start, end);
  }
}
