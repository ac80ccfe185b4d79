import { badDex } from './byte-cursor.ts';
import type { Code } from './code.ts';
import { InstructionCursor, payloadUnits } from './instruction-cursor.ts';
import { OPCODES } from './opcodes.ts';
import type { Opcode } from './opcodes.ts';

/** An instruction taken apart. Fields that its format lacks are zero or empty. */
export type Instruction = {
  readonly pc: number;
  readonly opcode: Opcode;
  /** Registers as the instruction names them: A, B, C; or the arguments of an invoke or filled-new-array, in order. */
  readonly registers: readonly number[];
  /** Literal, sign-extended; `high16` forms are given shifted for int, and as bigint for every wide constant. */
  readonly literal: number | bigint;
  /** Index in the pool that `opcode.reference` names. */
  readonly index: number;
  /** Second index of invoke-polymorphic: its proto. */
  readonly protoIndex: number;
  /** Program counter of a branch's target, or of a payload. */
  readonly target: number;
};

/** A switch table, targets as program counters. */
export type SwitchPayload = {
  readonly kind: 'packed' | 'sparse';
  readonly keys: Int32Array;
  readonly targets: Int32Array;
};

/** Constant elements of fill-array-data, raw little-endian. */
export type ArrayPayload = {
  readonly elementBytes: number;
  readonly elementCount: number;
  readonly data: Uint8Array;
};

/** Takes apart the instruction at `pc`. Throws BAD_DEX where there is none or its opcode is unused. */
export function readInstruction(code: Code, pc: number): Instruction {
  const { dex } = code;
  if (!(pc >= 0 && pc < code.unitCount))
    badDex(dex.name, 'An instruction lies outside its method', code.offset);
  const at = code.firstUnit + pc;
  const unit = (offset: number): number => dex.units[at + offset] ?? 0;
  const opcode = OPCODES[unit(0) & 0xff];
  if (opcode === undefined)
    return badDex(dex.name, `Opcode ${unit(0) & 0xff} is not in use`, code.offsetOf(pc));
  if (pc + opcode.format.charCodeAt(0) - 0x30 > code.unitCount)
    badDex(dex.name, 'An instruction is cut off by the end of its method', code.offsetOf(pc));
  // Written out and not spread: whole apps are decoded through here.
  const {
    registers = NO_REGISTERS,
    literal = 0,
    index = 0,
    protoIndex = 0,
    target = 0,
  } = operands(opcode, pc, unit);
  return { pc, opcode, registers, literal, index, protoIndex, target };
}

/** All instructions of a method in file order, taken apart. For scans that count, use InstructionCursor. */
export function* readInstructions(code: Code): Generator<Instruction> {
  const cursor = new InstructionCursor().reset(code);
  while (cursor.next()) yield readInstruction(code, cursor.pc);
}

const NO_REGISTERS: readonly number[] = [];

type Operands = Partial<Omit<Instruction, 'pc' | 'opcode'>>;

function operands(opcode: Opcode, pc: number, unit: (offset: number) => number): Operands {
  const high = unit(0) >> 8;
  const nibbleA = high & 0xf;
  const nibbleB = high >> 4;
  const s16 = (offset: number): number => (unit(offset) << 16) >> 16;
  const s32 = (offset: number): number => unit(offset) | (unit(offset + 1) << 16);
  const wide = opcode.setsWide;
  switch (opcode.format) {
    case '10x':
      return {};
    case '12x':
      return { registers: [nibbleA, nibbleB] };
    case '11n':
      return { registers: [nibbleA], literal: (high << 24) >> 28 };
    case '11x':
      return { registers: [high] };
    case '10t':
      return { target: pc + ((high << 24) >> 24) };
    case '20t':
      return { target: pc + s16(1) };
    case '22x':
      return { registers: [high, unit(1)] };
    case '21t':
      return { registers: [high], target: pc + s16(1) };
    case '21s':
      return { registers: [high], literal: wide ? BigInt(s16(1)) : s16(1) };
    case '21h':
      return { registers: [high], literal: wide ? BigInt(s16(1)) << 48n : unit(1) << 16 };
    case '21c':
      return { registers: [high], index: unit(1) };
    case '23x':
      return { registers: [high, unit(1) & 0xff, unit(1) >> 8] };
    case '22b':
      return { registers: [high, unit(1) & 0xff], literal: s16(1) >> 8 };
    case '22t':
      return { registers: [nibbleA, nibbleB], target: pc + s16(1) };
    case '22s':
      return { registers: [nibbleA, nibbleB], literal: s16(1) };
    case '22c':
      return { registers: [nibbleA, nibbleB], index: unit(1) };
    case '30t':
      return { target: pc + s32(1) };
    case '32x':
      return { registers: [unit(1), unit(2)] };
    case '31i':
      return { registers: [high], literal: wide ? BigInt(s32(1)) : s32(1) };
    case '31t':
      return { registers: [high], target: pc + s32(1) };
    case '31c':
      return { registers: [high], index: s32(1) >>> 0 };
    case '35c':
      return { registers: fiveRegisters(high, unit(2)), index: unit(1) };
    case '3rc':
      return { registers: range(unit(2), high), index: unit(1) };
    case '45cc':
      return { registers: fiveRegisters(high, unit(2)), index: unit(1), protoIndex: unit(3) };
    case '4rcc':
      return { registers: range(unit(2), high), index: unit(1), protoIndex: unit(3) };
    case '51l':
      return {
        registers: [high],
        literal: (BigInt(s32(3)) << 32n) | BigInt(s32(1) >>> 0),
      };
  }
}

/** Format 35c: the count sits in the top nibble, the fifth register in the one below it. */
function fiveRegisters(high: number, packed: number): number[] {
  const all = [packed & 0xf, (packed >> 4) & 0xf, (packed >> 8) & 0xf, packed >> 12, high & 0xf];
  return all.slice(0, Math.min(high >> 4, 5));
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Reads the table of the switch at `switchPc` whose payload lies at `payloadPc`. */
export function readSwitchPayload(code: Code, switchPc: number, payloadPc: number): SwitchPayload {
  const { at, sizeUnits } = payload(code, payloadPc);
  const { units } = code.dex;
  const s32 = (offset: number): number => (units[at + offset] ?? 0) | ((units[at + offset + 1] ?? 0) << 16);
  const ident = units[at];
  const count = units[at + 1] ?? 0;
  const packed = ident === 0x0100;
  if ((!packed && ident !== 0x0200) || sizeUnits === 0)
    badDex(code.dex.name, 'A switch has no table', code.offsetOf(payloadPc));
  const keys = new Int32Array(count);
  const targets = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    keys[i] = packed ? s32(2) + i : s32(2 + i * 2);
    targets[i] = switchPc + s32(packed ? 4 + i * 2 : 2 + count * 2 + i * 2);
  }
  return { kind: packed ? 'packed' : 'sparse', keys, targets };
}

/** Reads the elements that fill-array-data copies. */
export function readArrayPayload(code: Code, payloadPc: number): ArrayPayload {
  const { at } = payload(code, payloadPc);
  const { units } = code.dex;
  if (units[at] !== 0x0300) badDex(code.dex.name, 'An array has no data', code.offsetOf(payloadPc));
  const elementBytes = units[at + 1] ?? 0;
  const elementCount = ((units[at + 2] ?? 0) | ((units[at + 3] ?? 0) << 16)) >>> 0;
  const start = (at + 4) * 2;
  return {
    elementBytes,
    elementCount,
    data: code.dex.bytes.subarray(start, start + elementBytes * elementCount),
  };
}

function payload(code: Code, pc: number): { at: number; sizeUnits: number } {
  const { dex } = code;
  if (!(pc >= 0 && pc < code.unitCount)) badDex(dex.name, 'A payload lies outside its method', code.offset);
  const at = code.firstUnit + pc;
  const sizeUnits = payloadUnits(dex.units, at, code.firstUnit + code.unitCount);
  if (pc + sizeUnits > code.unitCount)
    badDex(dex.name, 'A payload is cut off by the end of its method', code.offsetOf(pc));
  return { at, sizeUnits };
}
