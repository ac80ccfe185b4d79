import { readInstructions, readSwitchPayload } from '../../dex/index.ts';
import type { Code, DexMethod, Instruction } from '../../dex/index.ts';

/** A method's instructions by pc, in their order, and the pcs where flows may meet. */
export type Listing = {
  readonly instructions: ReadonlyMap<number, Instruction>;
  readonly leaders: ReadonlySet<number>;
};

const PACKED_SWITCH = 0x2b;
const SPARSE_SWITCH = 0x2c;

/** Listings of methods, each made once: methods are read again and again. */
export class Listings {
  private readonly known = new Map<DexMethod, Listing>();

  of(code: Code): Listing {
    const known = this.known.get(code.method);
    if (known !== undefined) return known;
    const instructions = new Map<number, Instruction>();
    const leaders = new Set<number>();
    for (const instruction of readInstructions(code)) {
      instructions.set(instruction.pc, instruction);
      for (const target of targetsOf(code, instruction)) leaders.add(target);
    }
    for (const block of code.tries) for (const handler of block.handlers) leaders.add(handler.pc);
    const made = { instructions, leaders };
    this.known.set(code.method, made);
    return made;
  }
}

/** Where an instruction may go, other than to the next one. */
export function targetsOf(code: Code, { opcode, pc, target }: Instruction): readonly number[] {
  if (!opcode.canBranch) return NO_TARGETS;
  if (opcode.number === PACKED_SWITCH || opcode.number === SPARSE_SWITCH)
    return [...readSwitchPayload(code, pc, target).targets];
  return [target];
}

const NO_TARGETS: readonly number[] = [];
