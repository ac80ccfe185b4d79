import { badDex } from './byte-cursor.ts';
import { checkCode, toFirstUnit } from './code.ts';
import type { Code } from './code.ts';
import type { DexFile } from './dex-file.ts';
import { OPCODE_UNITS } from './opcodes.ts';

const PACKED_SWITCH = 0x0100;
const SPARSE_SWITCH = 0x0200;
const ARRAY_DATA = 0x0300;

/**
 * Walks a method's instructions in file order without making an object for each. Payloads of switches and arrays are
 * passed over. One cursor serves many methods through `reset`.
 *
 *     const at = new InstructionCursor();
 *     at.reset(code);
 *     while (at.next()) if (at.opcode === INVOKE_VIRTUAL) use(at.pc, at.index);
 */
export class InstructionCursor {
  /** Offset of the current instruction in 16-bit units from the method's first. */
  pc = 0;
  /** Number in the opcode table; numbers that the table lacks are given as they stand. */
  opcode = 0;
  /** Size of the current instruction in units. */
  size = 0;
  private units: Uint16Array = new Uint16Array(0);
  private base = 0;
  private end = 0;
  private file = '';

  reset(code: Code): this {
    this.begin(code.dex, code.firstUnit, code.unitCount);
    return this;
  }

  /** As `reset`, for the code_item at an offset: walks over all methods need no object for each. Throws BAD_DEX. */
  open(dex: DexFile, offset: number): this {
    this.begin(dex, toFirstUnit(offset), checkCode(dex, offset));
    return this;
  }

  private begin(dex: DexFile, firstUnit: number, unitCount: number): void {
    this.file = dex.name;
    this.units = dex.units;
    this.base = firstUnit;
    this.end = firstUnit + unitCount;
    this.pc = 0;
    this.size = 0;
  }

  /** Steps to the next instruction; false at the end of the method. Throws BAD_DEX where the last one is cut off. */
  next(): boolean {
    let at = this.base + this.pc + this.size;
    for (;;) {
      if (at >= this.end) {
        this.pc = at - this.base;
        this.size = 0;
        return false;
      }
      const unit = this.units[at] ?? 0;
      const opcode = unit & 0xff;
      if (opcode === 0 && unit !== 0) {
        const skip = payloadUnits(this.units, at, this.end);
        if (skip > 0) {
          at += skip;
          if (at > this.end) this.cutOff(at);
          continue;
        }
      }
      this.pc = at - this.base;
      this.opcode = opcode;
      this.size = OPCODE_UNITS[opcode] ?? 1;
      if (at + this.size > this.end) this.cutOff(at);
      return true;
    }
  }

  /** Pool index of an instruction that has one (formats 21c, 22c, 31c, 35c, 3rc, 45cc, 4rcc). */
  get index(): number {
    const low = this.unit(1);
    // const-string/jumbo is the only one with 32 bits.
    return this.opcode === 0x1b ? (low | (this.unit(2) << 16)) >>> 0 : low;
  }

  /** Register A as format 21c and 31i and 11x hold it: the high byte of the first unit. */
  get highByte(): number {
    return this.unit(0) >> 8;
  }

  /** A 16-bit unit of the current instruction. */
  unit(offset: number): number {
    return this.units[this.base + this.pc + offset] ?? 0;
  }

  private cutOff(at: number): never {
    return badDex(this.file, 'An instruction is cut off by the end of its method', at * 2);
  }
}

/** Size in units of the payload that starts at `at`; 0 where there is none. */
export function payloadUnits(units: Uint16Array, at: number, end: number): number {
  const ident = units[at];
  if (at + 1 >= end) return 0;
  const count = units[at + 1] ?? 0;
  if (ident === PACKED_SWITCH) return count * 2 + 4;
  if (ident === SPARSE_SWITCH) return count * 4 + 2;
  if (ident === ARRAY_DATA) {
    const elements = ((units[at + 2] ?? 0) | ((units[at + 3] ?? 0) << 16)) >>> 0;
    return Math.ceil((elements * count) / 2) + 4;
  }
  return 0;
}
