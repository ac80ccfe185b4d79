import { badDexCode } from './bad-code.ts';
import {
  InstructionCursor,
  OPCODES,
  readArrayPayload,
  readInstruction,
  readSwitchPayload,
} from '../../dex/index.ts';
import type { ArrayPayload, Code, Instruction } from '../../dex/index.ts';
import { longHigh, longLow } from './convert.ts';
import type { Field, JavaClass, Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import type { Frame, JavaThread } from './thread.ts';
import type { Slot } from './values.ts';

/** Numbers an instruction takes in decoded code: opcode and three operands. */
export const STRIDE = 4;

/** The end of a method was run into: verified code never does. */
export const OP_FALL_OFF = 0x13f;

/** What an instruction refers to, resolved when it first runs, with the caches of its call site. */
export class Site {
  readonly opcode: number;
  readonly index: number;
  readonly protoIndex: number;
  /** Registers of an invoke's or filled-new-array's arguments. */
  readonly registers: readonly number[];
  cls: JavaClass | null = null;
  field: Field | null = null;
  method: Method | null = null;
  /** Statics of the field's class. */
  statics: Slot[] = [];
  value: Slot = null;
  /** Last two receivers' classes and what the call came to on them; for casts, the last class that passed. */
  cls1: JavaClass | null = null;
  method1: Method | null = null;
  cls2: JavaClass | null = null;
  method2: Method | null = null;
  table: ReadonlyMap<number, number> | null = null;
  payload: ArrayPayload | null = null;
  /** Of a platform field that no model has: its name and descriptor. */
  unknownName: string | null = null;
  unknownType: string | null = null;

  constructor(opcode: number, index: number, protoIndex: number, registers: readonly number[]) {
    this.opcode = opcode;
    this.index = index;
    this.protoIndex = protoIndex;
    this.registers = registers;
  }
}

export type Handler = { readonly type?: string; readonly target: number };
export type TryRange = {
  readonly start: number;
  readonly end: number;
  readonly handlers: readonly Handler[];
};

/** A method's instructions in the form the interpreter runs. Positions count numbers, STRIDE an instruction. */
export type MethodCode = {
  readonly ins: Int32Array;
  readonly sites: readonly Site[];
  /** Dex program counter by instruction number. */
  readonly pcs: Int32Array;
  readonly registerCount: number;
  /** First register of the incoming arguments. */
  readonly firstIn: number;
  readonly tries: readonly TryRange[];
  readonly source: Code;
  /** The compiled method, once it is hot. */
  entry: Unit | null;
  /** The entry unit was compiled to look out for labels. */
  isEntryGuarded: boolean;
  /** Compiled loops by the position where they begin. */
  units: Map<number, LoopUnit> | null;
  /** Calls, ends of time slices, and compilations so far. */
  calls: number;
  slices: number;
  attempts: number;
  /** Calls of the compiled method, and how many of them it could not finish. */
  entries: number;
  failures: number;
};

/** Compiled code: true when the method has returned, false when the interpreter must go on with the top frame. */
export type Unit = (vm: Machine, thread: JavaThread, frame: Frame, base: number) => boolean;

/** A compiled loop, and the instruction that stood where it is entered. */
export type LoopUnit = {
  readonly original: number;
  readonly unit: Unit;
  /** It was compiled to look out for labels. */
  readonly guarded: boolean;
  leaves: number;
  poor: number;
};

/** Opcodes that only differ in how wide their operands are encoded run as one. */
const CANONICAL: ReadonlyMap<number, number> = new Map([
  ...alias(0x01, 0x02, 0x03),
  ...alias(0x04, 0x05, 0x06),
  ...alias(0x07, 0x08, 0x09),
  ...alias(0x0a, 0x0c),
  ...alias(0x12, 0x13, 0x14, 0x15),
  ...alias(0x16, 0x17, 0x18, 0x19),
  ...alias(0x1a, 0x1b),
  ...alias(0x24, 0x25),
  ...alias(0x28, 0x29, 0x2a),
  ...alias(0x48, 0x47),
  ...alias(0x4f, 0x4e),
  ...alias(0x52, 0x54, 0x55, 0x56, 0x57, 0x58),
  ...alias(0x59, 0x5c, 0x5d, 0x5e, 0x5f),
  ...alias(0x60, 0x62, 0x63, 0x64, 0x65, 0x66),
  ...alias(0x67, 0x6a, 0x6b, 0x6c, 0x6d),
  ...[0x6e, 0x6f, 0x70, 0x71, 0x72].map((op) => [op + 6, op] as const),
  ...Array.from({ length: 0x20 }, (_, i) => [0xb0 + i, 0x90 + i] as const),
  ...Array.from({ length: 8 }, (_, i) => [0xd0 + i, 0xd8 + i] as const),
  ...alias(0xfa, 0xfb),
  ...alias(0xfc, 0xfd),
]);

function alias(to: number, ...from: number[]): (readonly [number, number])[] {
  return from.map((opcode) => [opcode, to] as const);
}

/**
 * Decodes a method. Registers and branch targets are checked here, once, so that the interpreter need not: code that
 * names a register it does not have, or jumps into the middle of an instruction, throws ScanError BAD_DEX, which the
 * machine turns into a VerifyError.
 */
export function decodeMethod(source: Code): MethodCode {
  const pcs: number[] = [];
  const indexOfPc = new Int32Array(source.unitCount).fill(-1);
  const cursor = new InstructionCursor().reset(source);
  while (cursor.next()) {
    indexOfPc[cursor.pc] = pcs.length;
    pcs.push(cursor.pc);
  }
  const ins = new Int32Array((pcs.length + 1) * STRIDE);
  const sites: Site[] = [];
  const targetOf = (pc: number): number => {
    const index = indexOfPc[pc] ?? -1;
    if (index < 0) return badDexCode(source, pc, 'A branch leads into no instruction');
    return index * STRIDE;
  };
  pcs.forEach((pc, index) => {
    const instruction = readInstruction(source, pc);
    checkRegisters(source, instruction);
    encode(source, instruction, ins, index * STRIDE, sites, targetOf);
  });
  ins[pcs.length * STRIDE] = OP_FALL_OFF;
  pcs.push(source.unitCount);
  return {
    ins,
    sites,
    pcs: Int32Array.from(pcs),
    registerCount: source.registerCount,
    firstIn: source.registerCount - source.insCount,
    source,
    entry: null,
    isEntryGuarded: false,
    units: null,
    calls: 0,
    slices: 0,
    attempts: 0,
    entries: 0,
    failures: 0,
    tries: source.tries.map((block) => ({
      start: block.startPc,
      end: block.endPc,
      handlers: block.handlers.map((handler) => ({
        ...(handler.type === undefined ? {} : { type: handler.type }),
        target: targetOf(handler.pc),
      })),
    })),
  };
}

function encode(
  source: Code,
  instruction: Instruction,
  ins: Int32Array,
  at: number,
  sites: Site[],
  targetOf: (pc: number) => number,
): void {
  const { opcode, registers, literal, pc } = instruction;
  const number = CANONICAL.get(opcode.number) ?? opcode.number;
  const [a = 0, b = 0, c = 0] = registers;
  ins[at] = number;
  ins[at + 1] = a;
  ins[at + 2] = b;
  ins[at + 3] = c;
  switch (opcode.format) {
    case '12x':
      // The two-address form of arithmetic is the three-address one with its target first.
      if (opcode.number >= 0xb0 && opcode.number <= 0xcf) {
        ins[at + 2] = a;
        ins[at + 3] = b;
      }
      break;
    case '11n':
    case '21s':
    case '21h':
    case '31i':
    case '51l':
      if (typeof literal === 'bigint') {
        ins[at + 2] = longLow(literal);
        ins[at + 3] = longHigh(literal);
      } else ins[at + 2] = literal;
      break;
    case '22b':
    case '22s':
      ins[at + 3] = Number(literal);
      break;
    case '10t':
    case '20t':
    case '30t':
    case '21t':
    case '22t':
      ins[at + 3] = targetOf(instruction.target);
      break;
    case '31t': {
      const site = new Site(number, 0, 0, registers);
      if (opcode.number === 0x26) site.payload = readArrayPayload(source, instruction.target);
      else {
        const { keys, targets } = readSwitchPayload(source, pc, instruction.target);
        const table = new Map<number, number>();
        keys.forEach((key, i) => {
          if (!table.has(key)) table.set(key, targetOf(targets[i] ?? -1));
        });
        site.table = table;
      }
      ins[at + 3] = sites.push(site) - 1;
      break;
    }
    default:
      if (opcode.reference !== undefined)
        ins[at + 3] =
          sites.push(new Site(opcode.number, instruction.index, instruction.protoIndex, registers)) - 1;
  }
}

/** Bits by opcode number: which of A, B and C (1, 2, 4) are register pairs. */
const PAIRS = new Uint8Array(256);
for (const row of OPCODES) if (row !== undefined) PAIRS[row.number] = pairsOf(row.name, row.setsWide);

function pairsOf(name: string, setsWide: boolean): number {
  if (name.startsWith('cmp')) return name.endsWith('double') || name.endsWith('long') ? 6 : 0;
  const a = setsWide || /^(return|[ais]put)-wide/.test(name) ? 1 : 0;
  if (name.startsWith('move-wide')) return 3;
  if (/^(long|double)-to-/.test(name)) return a | 2;
  if (/^(neg|not)-(long|double)/.test(name)) return 3;
  if (/^(shl|shr|ushr)-long/.test(name)) return name.endsWith('2addr') ? 1 : 3;
  if (/^(add|sub|mul|div|rem|and|or|xor)-(long|double)/.test(name)) return name.endsWith('2addr') ? 3 : 7;
  return a;
}

function checkRegisters(source: Code, { opcode, registers, pc }: Instruction): void {
  const pairs = PAIRS[opcode.number] ?? 0;
  for (let i = 0; i < registers.length; i++) {
    const last = (registers[i] ?? 0) + (i < 3 && (pairs & (1 << i)) !== 0 ? 1 : 0);
    if (last >= source.registerCount) badDexCode(source, pc, `There is no register v${last}`);
  }
}
