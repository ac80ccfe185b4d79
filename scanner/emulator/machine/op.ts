import type { Site } from './site.ts';

/**
 * One instruction in the form the interpreter runs. An object each, because V8 reads fields of objects of one shape
 * without the bounds checks that operands in one array cost: measured, a fifth less time over the bench's programs.
 */
export class Op {
  /** A dex opcode in canonical form, or its resolved form (QUICK), or OP_ENTER_UNIT. */
  opcode = 0;
  /** Operands: registers, literals (halves of a wide one in B and C), or the slot of a field. */
  readonly a: number = 0;
  b = 0;
  c = 0;
  /** Number of this instruction in its method. */
  readonly at: number = 0;
  declare readonly site: Site;
  /** The instruction after this one. The last one's is itself. */
  next: Op = this;
  /** Where a branch leads. Itself for all others. */
  target: Op = this;

  constructor(opcode: number, a: number, b: number, c: number, at: number, site: Site) {
    // Initialised and small integers all, or V8 would not know these fields to be such.
    this.opcode = opcode | 0;
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.at = at | 0;
    this.site = site;
  }
}
