import type { DexFile } from '../dex/index.ts';

/** Kinds of use of a type, field or string; those of a method are bits by the kind of its call. */
export const MADE = 1;
export const NAMED = 2;

/**
 * Which of a file's references a walk has dealt with, by kind of use: what the first instruction with an index brought
 * about, the next one need not. An index beyond its pool is never seen, so that reading it tells what is wrong.
 */
export class SeenReferences {
  readonly methods: Uint8Array;
  readonly fields: Uint8Array;
  readonly types: Uint8Array;
  readonly strings: Uint8Array;

  constructor(dex: DexFile) {
    this.methods = new Uint8Array(dex.methodCount);
    this.fields = new Uint8Array(dex.fieldCount);
    this.types = new Uint8Array(dex.typeCount);
    this.strings = new Uint8Array(dex.stringCount);
  }

  has(pool: Uint8Array, index: number, use: number): boolean {
    return ((pool[index] ?? 0) & use) !== 0;
  }

  add(pool: Uint8Array, index: number, use: number): void {
    const known = pool[index];
    if (known !== undefined) pool[index] = known | use;
  }
}
