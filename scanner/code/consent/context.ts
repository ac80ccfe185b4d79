import type { DexMethod } from '../../dex/index.ts';
import { NONE } from './abstract-value.ts';
import type { AbstractValue, Cell } from './abstract-value.ts';

/**
 * What it takes for a way to count: nothing; that it is known where people agree (a tap on something else, a call on an
 * object that is not known: either may be how they agree, else); or more than can be known (a tap that may mean anything).
 */
export const NEED = { nothing: 0, gate: 1, unclear: 2 } as const;
export type Need = (typeof NEED)[keyof typeof NEED];

/** Above every pc: no method has as many units. */
const MAX_PC = 2 ** 24;

/** A way from an instruction to a method that it calls, makes Android call, or hands over. */
export type Edge = { readonly pc: number; readonly to: Context; readonly need: Need };

/** A method as called with certain arguments. */
export class Context {
  readonly id: number;
  readonly method: DexMethod;
  /** Receiver first. Grows only where several calls share the context. */
  args: AbstractValue[];
  /** What the method gives back. */
  readonly result: Cell<Context> = { value: NONE, readers: undefined };
  readonly edges = new Map<number, Edge>();
  /** Tests that may be the stored answer without our knowing: both ways were followed. */
  doubtful: Set<number> | undefined;
  /** The instructions of interest that were come by. */
  seen: Set<number> | undefined;
  /** Whether some test of the method went both ways because its value is not known. */
  isOpen = false;
  isQueued = false;
  /** Where each branch may go; kept only while it is asked for. */
  branches: Map<number, readonly number[]> | undefined;

  constructor(id: number, method: DexMethod, args: AbstractValue[]) {
    this.id = id;
    this.method = method;
    this.args = args;
  }

  /** Adds a way; false where it is known already. */
  link(pc: number, to: Context, need: Need = NEED.nothing): boolean {
    const key = to.id * MAX_PC + pc;
    const known = this.edges.get(key);
    if (known && known.need <= need) return false;
    this.edges.set(key, { pc, to, need });
    return true;
  }
}
