import type { ByteView } from '../bytes.ts';
import type { Chunk } from './chunk.ts';
import { readConfig } from './config.ts';
import type { ResConfig } from './config.ts';
import type { StringPool } from './string-pool.ts';
import { toTypedValue } from './typed-value.ts';
import type { TypedValue } from './typed-value.ts';

const FLAG_SPARSE = 0x01;
const FLAG_OFFSET16 = 0x02;
const ENTRY_COMPLEX = 0x0001;
const ENTRY_COMPACT = 0x0008;
const NO_ENTRY = 0xffffffff;
const FIXED_HEADER_BYTES = 20;

export type BagItem = {
  /** Attribute id for styles; 0x0100xxxx meta keys and 0x0200xxxx array indexes otherwise. */
  readonly name: number;
  readonly value: TypedValue;
};

/** What one configuration holds of a resource. */
export type EntryContent =
  | { readonly kind: 'value'; readonly value: TypedValue }
  | { readonly kind: 'bag'; readonly parentId: number; readonly items: readonly BagItem[] };

/** The entries of one resource type in one configuration (ResTable_type). Decoded entry by entry, on demand. */
export class TypeChunk {
  readonly typeId: number;
  readonly config: ResConfig;
  /** One more than the highest index that may be present. */
  readonly indexLimit: number;
  readonly #view: ByteView;
  readonly #chunk: Chunk;
  readonly #isSparse: boolean;
  readonly #isOffset16: boolean;
  readonly #declaredCount: number;
  readonly #entriesOffset: number;

  /** Throws BAD_RESOURCES when the header is cut off. */
  constructor(view: ByteView, chunk: Chunk) {
    this.#view = view;
    this.#chunk = chunk;
    const at = chunk.offset;
    if (chunk.headerSizeBytes < FIXED_HEADER_BYTES)
      throw view.error(at, 'The header of a resource type is cut off.');
    this.typeId = view.u8(at + 8);
    const flags = view.u8(at + 9);
    this.#isSparse = (flags & FLAG_SPARSE) !== 0;
    this.#isOffset16 = !this.#isSparse && (flags & FLAG_OFFSET16) !== 0;
    const room = Math.floor((chunk.end - at - chunk.headerSizeBytes) / (this.#isOffset16 ? 2 : 4));
    this.#declaredCount = Math.min(view.u32(at + 12), room);
    this.#entriesOffset = at + view.u32(at + 16);
    this.config = readConfig(view, at + FIXED_HEADER_BYTES, at + chunk.headerSizeBytes);
    this.indexLimit = this.#isSparse ? this.#sparseLimit() : this.#declaredCount;
  }

  /** Indexes of the entries that are present, ascending. */
  *indexes(): Generator<number> {
    const table = this.#tableOffset();
    for (let slot = 0; slot < this.#declaredCount; slot += 1) {
      if (this.#isSparse) yield this.#view.u16(table + slot * 4);
      else if (this.#findDense(slot) !== undefined) yield slot;
    }
  }

  /** Index of the entry's name in the package's key pool, or undefined when the entry is absent or cut off. */
  findKey(index: number): number | undefined {
    const at = this.#findEntry(index);
    if (at === undefined) return undefined;
    return (this.#view.u16(at + 2) & ENTRY_COMPACT) !== 0 ? this.#view.u16(at) : this.#view.u32(at + 4);
  }

  has(index: number): boolean {
    return this.#findEntry(index) !== undefined;
  }

  /** The entry, or undefined when it is absent or cut off. Strings come from the table's value pool. */
  find(index: number, values: StringPool | undefined): EntryContent | undefined {
    const view = this.#view;
    const at = this.#findEntry(index);
    if (at === undefined) return undefined;
    const flags = view.u16(at + 2);
    if ((flags & ENTRY_COMPACT) !== 0)
      return { kind: 'value', value: toTypedValue(flags >> 8, view.u32(at + 4), values) };
    const body = at + view.u16(at);
    if ((flags & ENTRY_COMPLEX) === 0) {
      const value = this.#findValue(body, values);
      return value === undefined ? undefined : { kind: 'value', value };
    }
    if (at + 16 > this.#chunk.end) return undefined;
    const count = view.u32(at + 12);
    const items: BagItem[] = [];
    let item = body;
    for (let done = 0; done < count; done += 1) {
      if (item + 12 > this.#chunk.end) break;
      const value = this.#findValue(item + 4, values);
      if (value === undefined) break;
      items.push({ name: view.u32(item), value });
      item += 4 + Math.max(8, view.u16(item + 4));
    }
    return { kind: 'bag', parentId: view.u32(at + 8), items };
  }

  #findValue(at: number, values: StringPool | undefined): TypedValue | undefined {
    if (at + 8 > this.#chunk.end) return undefined;
    return toTypedValue(this.#view.u8(at + 3), this.#view.u32(at + 4), values);
  }

  #findEntry(index: number): number | undefined {
    const offset = this.#isSparse ? this.#findSparse(index) : this.#findDense(index);
    if (offset === undefined) return undefined;
    const at = this.#entriesOffset + offset;
    return at + 8 > this.#chunk.end ? undefined : at;
  }

  #tableOffset(): number {
    return this.#chunk.offset + this.#chunk.headerSizeBytes;
  }

  #findDense(index: number): number | undefined {
    if (index < 0 || index >= this.#declaredCount) return undefined;
    if (this.#isOffset16) {
      const offset = this.#view.u16(this.#tableOffset() + index * 2);
      return offset === 0xffff ? undefined : offset * 4;
    }
    const offset = this.#view.u32(this.#tableOffset() + index * 4);
    return offset === NO_ENTRY ? undefined : offset;
  }

  #findSparse(index: number): number | undefined {
    const table = this.#tableOffset();
    let low = 0;
    let high = this.#declaredCount - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#view.u16(table + middle * 4);
      if (at === index) return this.#view.u16(table + middle * 4 + 2) * 4;
      if (at < index) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #sparseLimit(): number {
    return this.#declaredCount === 0
      ? 0
      : this.#view.u16(this.#tableOffset() + (this.#declaredCount - 1) * 4) + 1;
  }
}
