import { badDexCode } from './bad-code.ts';
import {
  InstructionCursor,
  OPCODES,
  readArrayPayload,
  readInstruction,
  readSwitchPayload,
} from '../../dex/index.ts';
import type { Code, Instruction } from '../../dex/index.ts';
import { longHigh, longLow } from './convert.ts';
import { OP_FALL_OFF } from './method-code.ts';
import type { MethodCode } from './method-code.ts';
import { Op } from './op.ts';
import { NO_SITE, Site } from './site.ts';

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
  const instructions = pcs.map((pc) => readInstruction(source, pc));
  const ops = instructions.map((instruction, index) => {
    checkRegisters(source, instruction);
    return toOp(instruction, index);
  });
  ops.push(new Op(OP_FALL_OFF, 0, 0, 0, pcs.length, NO_SITE));
  pcs.push(source.unitCount);
  const opAt = (pc: number): Op => ops[indexOfPc[pc] ?? -1] ?? badDexCode(source, pc, NO_TARGET);
  ops.forEach((op, index) => {
    op.next = ops[index + 1] ?? op;
    const instruction = instructions[index];
    if (instruction !== undefined) link(source, instruction, op, opAt);
  });
  return {
    ops,
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
        target: opAt(handler.pc).at,
      })),
    })),
  };
}

const NO_TARGET = 'A branch leads into no instruction';

function toOp({ opcode, registers, literal, index, protoIndex }: Instruction, at: number): Op {
  const number = CANONICAL.get(opcode.number) ?? opcode.number;
  const [a = 0, b = 0, c = 0] = registers;
  switch (opcode.format) {
    case '12x':
      // The two-address form of arithmetic is the three-address one with its target first.
      if (opcode.number >= 0xb0 && opcode.number <= 0xcf) return new Op(number, a, a, b, at, NO_SITE);
      return new Op(number, a, b, c, at, NO_SITE);
    case '11n':
    case '21s':
    case '21h':
    case '31i':
    case '51l':
      return typeof literal === 'bigint'
        ? new Op(number, a, longLow(literal), longHigh(literal), at, NO_SITE)
        : new Op(number, a, literal, c, at, NO_SITE);
    case '22b':
    case '22s':
      return new Op(number, a, b, Number(literal), at, NO_SITE);
    case '31t':
      return new Op(number, a, b, c, at, new Site(number, 0, 0, registers));
    default: {
      const site =
        opcode.reference === undefined ? NO_SITE : new Site(opcode.number, index, protoIndex, registers);
      return new Op(number, a, b, c, at, site);
    }
  }
}

/** Fills in where an instruction leads. */
function link(source: Code, instruction: Instruction, op: Op, opAt: (pc: number) => Op): void {
  const { opcode, pc, target } = instruction;
  switch (opcode.format) {
    case '10t':
    case '20t':
    case '30t':
    case '21t':
    case '22t':
      op.target = opAt(target);
      return;
    case '31t': {
      if (opcode.number === 0x26) {
        op.site.payload = readArrayPayload(source, target);
        return;
      }
      const { keys, targets } = readSwitchPayload(source, pc, target);
      const table = new Map<number, Op>();
      keys.forEach((key, i) => {
        if (!table.has(key)) table.set(key, opAt(targets[i] ?? -1));
      });
      op.site.table = table;
      return;
    }
    default:
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
