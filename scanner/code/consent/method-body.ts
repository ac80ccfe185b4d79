import { InstructionCursor, OPCODES, OPCODE_UNITS, readSwitchPayload } from '../../dex/index.ts';
import type { Code, DexMethod, Opcode, SwitchPayload, TryBlock } from '../../dex/index.ts';

const GOTO = 0x28;
const GOTO_16 = 0x29;
const GOTO_32 = 0x2a;
const PACKED_SWITCH = 0x2b;
const SPARSE_SWITCH = 0x2c;
const FIRST_IF = 0x32;
const FIRST_IF_ZERO = 0x38;
const LAST_IF_ZERO = 0x3d;

/** A method's instructions, made ready for being followed more than once. */
export type MethodBody = {
  readonly code: Code;
  readonly units: Uint16Array;
  /** Where the first instruction lies in `units`. */
  readonly base: number;
  /** 1 for each pc where ways may meet. */
  readonly leaders: Uint8Array;
  readonly tries: readonly TryBlock[];
  readonly switches: ReadonlyMap<number, SwitchPayload>;
};

/** Reads a body once. Throws BAD_DEX where it is broken; undefined where there is none. */
export function readBody(method: DexMethod): MethodBody | undefined {
  const code = method.findCode();
  if (!code) return undefined;
  const leaders = new Uint8Array(code.unitCount);
  const switches = new Map<number, SwitchPayload>();
  const cursor = new InstructionCursor().reset(code);
  while (cursor.next()) {
    const { opcode, pc } = cursor;
    if (opcode < GOTO || opcode > LAST_IF_ZERO) continue;
    if (opcode === PACKED_SWITCH || opcode === SPARSE_SWITCH) {
      const payload = readSwitchPayload(code, pc, pc + (cursor.unit(1) | (cursor.unit(2) << 16)));
      switches.set(pc, payload);
      for (const target of payload.targets) leaders[target] = 1;
      continue;
    }
    const target = branchTarget(code.dex.units, code.firstUnit + pc, pc);
    if (target !== undefined) leaders[target] = 1;
  }
  for (const block of code.tries) for (const handler of block.handlers) leaders[handler.pc] = 1;
  return { code, units: code.dex.units, base: code.firstUnit, leaders, tries: code.tries, switches };
}

/** The pc to which a goto or an if at `at` goes; undefined for other instructions. */
export function branchTarget(units: Uint16Array, at: number, pc: number): number | undefined {
  const unit = units[at] ?? 0;
  const opcode = unit & 0xff;
  if (opcode === GOTO) return pc + ((unit << 16) >> 24);
  if (opcode === GOTO_16) return pc + signed(units[at + 1]);
  if (opcode === GOTO_32) return pc + ((units[at + 1] ?? 0) | ((units[at + 2] ?? 0) << 16));
  if (opcode >= FIRST_IF && opcode < FIRST_IF_ZERO) return pc + signed(units[at + 1]);
  if (opcode >= FIRST_IF_ZERO && opcode <= LAST_IF_ZERO) return pc + signed(units[at + 1]);
  return undefined;
}

/** Whether an instruction is a goto, a switch or an if. */
export function isBranch(opcode: number): boolean {
  return (opcode >= GOTO && opcode <= SPARSE_SWITCH) || (opcode >= FIRST_IF && opcode <= LAST_IF_ZERO);
}

export function unitsOf(opcode: number): number {
  return OPCODE_UNITS[opcode] ?? 1;
}

/** By opcode number, 1 where it holds. */
export const CAN_THROW = toTable((opcode) => opcode.canThrow);
export const CAN_CONTINUE = toTable((opcode) => opcode.canContinue);
export const SETS_REGISTER = toTable((opcode) => opcode.setsRegister);
export const SETS_WIDE = toTable((opcode) => opcode.setsWide);
/** Register A is a nibble, not a byte. */
export const HAS_SHORT_A = toTable(({ format }) => ['12x', '11n', '22t', '22s', '22c'].includes(format));

function toTable(test: (opcode: Opcode) => boolean): Uint8Array {
  const table = new Uint8Array(256);
  OPCODES.forEach((opcode, number) => {
    if (opcode && test(opcode)) table[number] = 1;
  });
  return table;
}

function signed(unit: number | undefined): number {
  return ((unit ?? 0) << 16) >> 16;
}
