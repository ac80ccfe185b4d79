import type { ByteView } from '../bytes.ts';

/** Reads the length-prefixed values of signing blocks one after the other. Errors are those of the view. */
export class PrefixedReader {
  readonly view: ByteView;
  #at = 0;

  constructor(view: ByteView) {
    this.view = view;
  }

  get hasMore(): boolean {
    return this.#at < this.view.sizeBytes;
  }

  u32(): number {
    this.#at += 4;
    return this.view.u32(this.#at - 4);
  }

  u64(): number {
    this.#at += 8;
    return this.view.u64(this.#at - 8);
  }

  u8(): number {
    this.#at += 1;
    return this.view.u8(this.#at - 1);
  }

  /** A value preceded by its size in four bytes. */
  value(): ByteView {
    const size = this.u32();
    return this.take(size);
  }

  bytes(): Uint8Array {
    return this.value().bytes;
  }

  reader(): PrefixedReader {
    return new PrefixedReader(this.value());
  }

  /** Length-prefixed values to the end. */
  *values(): Generator<ByteView> {
    while (this.hasMore) yield this.value();
  }

  rest(): ByteView {
    return this.take(this.view.sizeBytes - this.#at);
  }

  take(size: number): ByteView {
    const part = this.view.part(this.#at, size);
    this.#at += size;
    return part;
  }
}
