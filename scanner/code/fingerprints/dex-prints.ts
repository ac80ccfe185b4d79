import { ScanError } from '../../errors.ts';
import { InstructionCursor } from '../../dex/index.ts';
import type { DexClass, DexFile, DexMethod } from '../../dex/index.ts';
import { OP, isInvoke } from '../opcodes-used.ts';
import { hashReference, hashText, isTellingOwner, isTellingText, MethodPrint } from './features.ts';

/** Prints of the methods of dex classes; what pools hold is hashed once for each file. */
export class DexPrinter {
  private readonly pools = new Map<DexFile, PoolHashes>();
  private readonly cursor = new InstructionCursor();
  private readonly print = new MethodPrint();

  /** Prints of a class's methods that have one. Code that is broken has none. */
  printsOf(defined: DexClass): readonly number[] {
    const { dex } = defined;
    let pool = this.pools.get(dex);
    if (!pool) {
      pool = new PoolHashes(dex);
      this.pools.set(dex, pool);
    }
    const prints: number[] = [];
    try {
      for (const method of defined.methods()) {
        const print = method.codeOffset === 0 ? 0 : this.printOf(method, pool);
        if (print !== 0) prints.push(print);
      }
    } catch (error) {
      if (!(error instanceof ScanError) || error.code !== 'BAD_DEX') throw error;
    }
    return prints;
  }

  private printOf(method: DexMethod, pool: PoolHashes): number {
    const { cursor, print } = this;
    print.reset();
    cursor.open(method.owner.dex, method.codeOffset);
    while (cursor.next()) {
      const { opcode } = cursor;
      if (isInvoke(opcode)) {
        const hash = pool.method(cursor.index);
        if (hash !== 0) print.addReference(hash);
      } else if (opcode === OP.constString || opcode === OP.constStringJumbo) {
        const hash = pool.string(cursor.index);
        if (hash !== 0) print.addText(hash);
      } else if (opcode >= OP.firstStaticRead && opcode <= OP.lastStaticRead) {
        const hash = pool.field(cursor.index);
        if (hash !== 0) print.addReference(hash);
      }
    }
    return print.finish();
  }
}

const UNKNOWN = 0xffffffff;

/** Hashes by pool index, 0 for what does not count; made when first asked for. */
class PoolHashes {
  private readonly dex: DexFile;
  private readonly methods: Uint32Array;
  private readonly fields: Uint32Array;
  private readonly strings: Uint32Array;

  constructor(dex: DexFile) {
    this.dex = dex;
    this.methods = new Uint32Array(dex.methodCount).fill(UNKNOWN);
    this.fields = new Uint32Array(dex.fieldCount).fill(UNKNOWN);
    this.strings = new Uint32Array(dex.stringCount).fill(UNKNOWN);
  }

  method(index: number): number {
    return kept(this.methods, index, () => {
      const { owner, name, proto } = this.dex.method(index);
      const internal = toInternal(owner);
      return isTellingOwner(internal) ? hashReference(internal, name, proto.descriptor) : 0;
    });
  }

  field(index: number): number {
    return kept(this.fields, index, () => {
      const { owner, name, type } = this.dex.field(index);
      const internal = toInternal(owner);
      return isTellingOwner(internal) ? hashReference(internal, name, type) : 0;
    });
  }

  string(index: number): number {
    return kept(this.strings, index, () => {
      const text = this.dex.string(index);
      return isTellingText(text) ? hashText(text) : 0;
    });
  }
}

function kept(hashes: Uint32Array, index: number, make: () => number): number {
  const known = hashes[index];
  if (known !== undefined && known !== UNKNOWN) return known;
  const hash = make();
  if (known !== undefined) hashes[index] = hash;
  return hash;
}

function toInternal(descriptor: string): string {
  return descriptor.startsWith('L') ? descriptor.slice(1, -1) : descriptor;
}
